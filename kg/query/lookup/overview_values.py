"""The values of an overview: plain, and turned into JSON as they are."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query.lookup.values import Class, Range, Report, Summary


@dataclass(frozen=True, slots=True)
class Month:
    """The incidents of one class in one month.

    Attributes:
        month: "2024-01"; "2024" for those dated by year alone, empty for those of no known year.
        killed: the lowest and the highest tolls added up, over the attacks that give one; as in toll-by-month.
        counted: how many attacks give one.
    """

    month: str
    cls: Class
    incidents: int
    killed: Range | None
    counted: int


@dataclass(frozen=True, slots=True)
class Active:
    """An actor or place with the number of its incidents; an actor's also by its part: attacker, target or victim."""

    iri: str
    label: str
    cls: Class
    incidents: int
    attacks: int = 0
    suffers: int = 0


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet's share of the graph.

    Attributes:
        name: None for articles of no known outlet.
        copies: those of its articles that copy another one.
        incidents: of which its articles tell who did what to whom, or where.
        alone: those of them that no other outlet tells of.
    """

    name: str | None
    articles: int
    copies: int
    incidents: int
    alone: int


@dataclass(frozen=True, slots=True)
class Disputes:
    """How many incidents' accounts disagree on a property."""

    property: str
    incidents: int


@dataclass(frozen=True, slots=True)
class Read:
    """How many articles a version of the extractor read."""

    extractor: str
    articles: int


@dataclass(frozen=True, slots=True)
class LastRun:
    """The run that last changed the graph, and how many articles it read."""

    command: str
    ended: str
    extracted: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole graph in numbers, each list beginning with the most.

    Attributes:
        entities: actors and places that go by a name.
        withheld: claims that are not believed, as `kg status` counts them.
        outlets: those with the most articles; how many there are is `all_outlets`.
        first, last: the first and the last day of publication.
        differing: the incidents whose accounts differ most; `latest` those of the last days.
        newest: the articles published last.
    """

    articles: int
    entities: int
    incidents: int
    claims: int
    withheld: int
    all_outlets: int
    first: str | None
    last: str | None
    read: tuple[Read, ...]
    run: LastRun | None
    months: tuple[Month, ...]
    actors: tuple[Active, ...]
    places: tuple[Active, ...]
    outlets: tuple[Outlet, ...]
    disputes: tuple[Disputes, ...]
    differing: tuple[Summary, ...]
    latest: tuple[Summary, ...]
    newest: tuple[Report, ...]
