"""The bodies that every state has (its military, its government, its foreign ministry), made from `bodies.yaml`.

So the synonymy of "the Iraqi army", "Iraq's armed forces" and "Iraqi troops" is written once for all states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError
from kg.knowledge.records import Record, known, qid, read_records, required, texts

_CLASSES = ("MilitaryForce", "StateBody")


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of body.

    Attributes:
        cls: a class of the vocabulary.
        name: a template with {adjective}: "{adjective} military".
        nouns: what follows a state's name or adjective: "troops" for "Iraqi troops", "US troops", "Iraq's troops".
        titles: nouns that also come first: "Armed Forces" for "Armed Forces of Iraq".
    """

    kind: str
    cls: str
    name: str
    nouns: tuple[str, ...]
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """One state's body of one kind.

    Attributes:
        names: given in the state's record (or, first, made from the kind's template): they are the body's own.
        made: further names that are its own unless some record gives them to another actor.
        shared: names that others go by too.
    """

    kind: BodyKind
    names: tuple[str, ...]
    made: tuple[str, ...]
    wikidata: str | None
    shared: tuple[str, ...] = ()


def read_kinds(file: Path) -> tuple[BodyKind, ...]:
    """The kinds in `bodies.yaml`, in its order; none if there is no such file.

    Raises:
        ResourceError: the file or a record is broken.
    """
    return tuple(_kind(record, f"{file}, record {n}") for n, record in enumerate(_records(file), start=1))


def _records(file: Path) -> Sequence[Record]:
    return read_records(file) if file.exists() else ()


def _kind(record: Record, where: str) -> BodyKind:
    required(record, ("kind", "class", "name"), where)
    known(record, ("kind", "class", "name", "nouns", "titles"), where)
    if record["class"] not in _CLASSES:
        raise ResourceError(f"{where}: unknown class {record['class']!r}; it must be one of {', '.join(_CLASSES)}")
    if "{adjective}" not in record["name"]:
        raise ResourceError(f"{where}: the name must hold {{adjective}}, which stands for each state's adjective")
    nouns, titles = texts(record, "nouns", where), texts(record, "titles", where)
    return BodyKind(record["kind"], record["class"], record["name"], nouns, titles)


def bodies_of(state: Record, kinds: Sequence[BodyKind], where: str) -> Iterator[Body]:
    """Make a state's bodies, with the names that its record gives them.

    Raises:
        ResourceError: the record's `bodies` are broken; names where it stands.
    """
    given = state.get("bodies") or {}
    if not isinstance(given, dict):
        raise ResourceError(f"{where}: bodies must be like {{military: {{aliases: [...]}}}}")
    known(given, [kind.kind for kind in kinds], f"{where}, bodies")
    names = _StateNames(state, where)
    for kind in kinds:
        own, at = given.get(kind.kind) or {}, f"{where}, body {kind.kind!r}"
        if not isinstance(own, dict):
            raise ResourceError(f"{at}: must hold a name, aliases, shared or wikidata")
        known(own, ("name", "aliases", "shared", "wikidata"), at)
        usual = kind.name.replace("{adjective}", names.adjective)
        first = own.get("name") or usual
        own_names, made = (first, *texts(own, "aliases", at)), (usual, *names.combined(kind))
        yield Body(kind, own_names, made, qid(own, at), texts(own, "shared", at))


class _StateNames:
    """The forms in which a state's name goes before or after a noun."""

    def __init__(self, state: Record, where: str) -> None:
        name, aliases, adjectives = state["name"], texts(state, "aliases", where), texts(state, "demonyms", where)
        abbreviations = [alias for alias in aliases if alias.isupper()]
        short = [name, *(alias for alias in aliases if " " not in alias)]
        self.adjective = adjectives[0] if adjectives else name
        self._before = [*adjectives, name, *abbreviations]
        self._before += [f"{word}'" if word.endswith("s") else f"{word}'s" for word in short]
        self._after = f"the {name}" if state.get("article") else name

    def combined(self, kind: BodyKind) -> Iterator[str]:
        """Every name that a kind's nouns and titles make with this state's."""
        for noun in (*kind.nouns, *kind.titles):
            for before in self._before:
                yield f"{before} {noun}"
        for title in kind.titles:
            yield f"{title} of {self._after}"
