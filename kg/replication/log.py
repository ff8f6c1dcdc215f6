r"""The log of publications on a server store, by which copies follow.

In the graph that says what the server holds (see kg.replication.state) stands of each publication

    <graph/server#REVISION>
        prov:wasRevisionOf <graph/server#BEFORE> ;  the revision that it was sent upon
        schema:size 163 ;                           how many quads are noted
        rdf:value "A <s> <p> <o> <g> .\nD …" ;       an RDF Patch: A for a quad that is there now, D for one that is not
        schema:hasPart <graph> .                    a graph of people's own that is another now, as a whole

A quad is noted if it may have come or gone. So a publication can be followed twice, and sent in several attempts. The
newest notes are kept, but none from before a full comparison: a copy of an older state fetches everything.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.replication.server import Server
from kg.replication.terms import Terms
from kg.vocab import PROV, RDF, SCHEMA

KEPT: Final = 100  # publications
KEPT_QUADS: Final = 100_000  # that are noted of these: who has missed more fetches all in little more time
_BEFORE: Final = f"<{PROV}wasRevisionOf>"
_SIZE: Final = f"<{SCHEMA}size>"
_PATCH: Final = f"<{RDF}value>"
_PART: Final = f"<{SCHEMA}hasPart>"


@dataclass(frozen=True, slots=True)
class Entry:
    """A publication: the revision that it was sent upon, and how many quads are noted of it."""

    before: str
    quads: int


@dataclass(frozen=True, slots=True)
class StateDifference:
    """The difference between two states: quads, with whether the later one has them; and changed graphs."""

    quads: Mapping[Quad, bool]
    graphs: Collection[NamedNode]


Log = Mapping[str, Entry]
"""Publications by their revisions."""


class Note:
    """The note of a publication, as updates that go with it.

    Attributes:
        revision: what the server's state is called once it is there.
    """

    def __init__(self, terms: Terms, before: str) -> None:
        self.revision = secrets.token_hex(8)
        self._terms = terms
        self._before = before
        self._quads = 0

    def quads(self, gone: Collection[Quad], here: Collection[Quad]) -> list[str]:
        """Note some quads; not if they are too many for anyone to follow."""
        self._quads += len(gone) + len(here)
        return [self._saying(_PATCH, Literal(_patch(gone, here)))] if self._quads <= KEPT_QUADS else []

    def graph(self, name: NamedNode) -> str:
        """Note a graph of people's own."""
        return self._saying(_PART, name)

    def closing(self) -> list[str]:
        """Put it into the log."""
        if self._quads > KEPT_QUADS:
            return []
        before = self._terms.revision(self._before)
        return [self._saying(_BEFORE, before), self._saying(_SIZE, Literal(self._quads))]

    def kept(self, log: Log) -> list[str]:
        """The revisions that the log is to hold then: its own and those before it, as far as there is room."""
        found, quads, at, log = list[str](), self._quads, self.revision, {**log, self.revision: Entry(self._before, 0)}
        while at in log and len(found) < KEPT and (quads := quads + log[at].quads) <= KEPT_QUADS:
            found.append(at)
            at = log[at].before
        return found

    def _saying(self, what: str, value: NamedNode | Literal) -> str:
        node = self._terms.revision(self.revision)
        return f"INSERT DATA {{ GRAPH {self._terms.state} {{ {node} {what} {value} }} }}"


def forgetting(terms: Terms, kept: Sequence[str] = ()) -> str:
    """The update that takes all but some publications out of the log."""
    stay = ", ".join(map(str, (terms.state, *map(terms.revision, kept))))
    return (
        f"DELETE {{ GRAPH {terms.state} {{ ?entry ?what ?value }} }} "
        f"WHERE {{ GRAPH {terms.state} {{ ?entry ?what ?value FILTER(?entry NOT IN ({stay})) }} }}"
    )


def read_log(server: Server) -> Log:
    """The publications whose changes the server remembers.

    Raises:
        ServerStoreError: it does not answer.
    """
    terms = server.terms
    rows = server.select(
        f"SELECT ?entry ?before ?size {{ GRAPH {terms.state} {{ ?entry {_BEFORE} ?before ; {_SIZE} ?size }} }}"
    )
    return {_name(row["entry"]): Entry(_name(row["before"]), int(row["size"].value)) for row in rows}


def path(log: Log, start: str, end: str) -> list[str] | None:
    """The publications that lead from one revision to another, the oldest first; None if the log does not say."""
    left, found = dict(log), list[str]()
    while end != start:
        if (entry := left.pop(end, None)) is None:
            return None
        found.append(end)
        end = entry.before
    return found[::-1]


def changed(server: Server, log: Log, revisions: Sequence[str]) -> StateDifference | None:
    """The changes of consecutive publications; None if the server has not all their notes any more.

    Raises:
        ServerStoreError: it does not answer.
    """
    terms = server.terms
    entries = f"VALUES ?entry {{ {' '.join(map(str, map(terms.revision, revisions)))} }}"

    def said(what: str) -> str:
        return f"SELECT ?entry ?value {{ {entries} GRAPH {terms.state} {{ ?entry {what} ?value }} }}"

    lines = defaultdict[str, list[str]](list)
    for row in server.select(said(_PATCH)):
        lines[_name(row["entry"])] += row["value"].value.rstrip("\n").split("\n")
    quads: dict[Quad, bool] = {}
    for revision in revisions:
        if len(lines[revision]) != log[revision].quads:
            return None
        for mark in "DA":
            noted = "\n".join(line[2:] for line in lines[revision] if line.startswith(mark))
            quads |= dict.fromkeys(parse(noted, format=RdfFormat.N_QUADS), mark == "A")
    return StateDifference(quads, {row["value"] for row in server.select(said(_PART))})


def _patch(gone: Collection[Quad], here: Collection[Quad]) -> str:
    marked = (("D", gone), ("A", here))
    return "".join(f"{mark} {line}\n" for mark, quads in marked for line in _nquads(quads).split("\n") if line)


def _nquads(quads: Collection[Quad]) -> str:
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode()


def _name(node: NamedNode) -> str:
    return node.value.rpartition("#")[2]
