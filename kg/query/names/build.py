"""The making of a name index from a graph, and its update after changes."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from kg.query.names.described import SHOWN_TIES, NamedThing, mentions, tellings, things
from kg.query.names.tables import id_of, sort
from kg.query.names.values import grams, plain, sounding
from kg.store import ChangeSet, Graph

FOLLOW_FACTOR: Final = (
    4  # a change of more than one in so many things is followed no more quickly than all is made anew
)

_POSTINGS: Final = "SELECT names FROM base.grams WHERE gram = ?"
_COUNTED: Final = "SELECT mentions FROM layer.things WHERE id = ?"
_CHANGED_GRAMS: Final = "SELECT gram, name, sign FROM layer.grams WHERE sign != 0 ORDER BY gram"
_COUNT_GRAM: Final = """
INSERT INTO layer.grams VALUES (?, ?, ?) ON CONFLICT (gram, name) DO UPDATE SET sign = sign + excluded.sign
"""
_LIFT: Final = (
    "INSERT INTO layer.gone VALUES (?)",
    "INSERT INTO layer.things SELECT * FROM base.things WHERE id = ?",
    "INSERT INTO layer.names SELECT * FROM base.names WHERE thing = ?",
    "INSERT INTO layer.told SELECT * FROM base.told WHERE article = ?",
    "INSERT INTO layer.output SELECT * FROM base.output WHERE article = ?",
)
_PUT: Final = "INSERT OR REPLACE INTO {}.things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DROP: Final = "DELETE FROM {}.things WHERE id = ?"
_ADD: Final = "INSERT OR REPLACE INTO {}.output VALUES (?, ?, ?, ?, ?, ?, ?)"
_TAKE: Final = "DELETE FROM {}.output WHERE article = ?"
_CALL: Final = "INSERT INTO {}.names VALUES (?, ?, ?, ?, ?)"
_UNCALL: Final = "DELETE FROM {}.names WHERE id = ?"
_CALLED: Final = "SELECT name FROM {}.names WHERE thing = ?"
_TELL: Final = "INSERT INTO {}.told VALUES (?, ?, ?)"
_UNTELL: Final = "DELETE FROM layer.told WHERE article = ?"
_FOLD: Final = """
DELETE FROM base.things WHERE id IN (SELECT id FROM layer.gone);
DELETE FROM base.names WHERE thing IN (SELECT id FROM layer.gone);
DELETE FROM base.told WHERE article IN (SELECT id FROM layer.gone);
DELETE FROM base.output WHERE article IN (SELECT id FROM layer.gone);
INSERT INTO base.things SELECT * FROM layer.things;
INSERT INTO base.names SELECT * FROM layer.names;
INSERT INTO base.told SELECT * FROM layer.told;
INSERT INTO base.output SELECT * FROM layer.output;
UPDATE base.held SET things = (SELECT COUNT(*) FROM base.things);
"""


def build(graph: Graph, into: sqlite3.Connection) -> None:
    """Fill an empty base with the names of a graph."""
    filling = _NameWriter(into, "base")
    counted = mentions(graph)
    held = 0
    for thing in things(graph):
        filling.put(thing, counted[thing.iri])
        held += 1
    for gram, names in filling.came.items():
        into.execute("INSERT INTO base.grams VALUES (?, ?)", (gram, np.sort(_ids(names)).tobytes()))
    into.executemany(_TELL.format("base"), _told(graph))
    into.execute("INSERT INTO base.held VALUES (?)", (held,))
    sort(into, "base")
    into.commit()


def follow(graph: Graph, touched: ChangeSet, into: sqlite3.Connection) -> bool:
    """Bring an index to where a graph is now, by its layer alone; whether it is not too much for that.

    Takes as long as the change is large, however large the graph is.

    Args:
        graph: the graph.
        touched: what changed in it since.
        into: the index; as it was if this is False.
    """
    (held,) = into.execute("SELECT things FROM base.held").fetchone()
    if touched.everything or FOLLOW_FACTOR * len(touched) > held:
        return False
    shown = {tie.subject.value for tie in touched.ties if tie.predicate in SHOWN_TIES}  # type: ignore[union-attr]
    changed = touched.nodes | touched.articles | shown
    for iri in changed | touched.mentions.keys():
        _lift(iri, into)
    filling = _NameWriter(into, "layer")
    now = {thing.iri: thing for thing in things(graph, changed)}
    known = {iri: found[0] for iri in changed if (found := into.execute(_COUNTED, (id_of(iri),)).fetchone())}
    unknown = mentions(graph, now.keys() - known.keys())
    for iri in changed - now.keys():
        filling.drop(iri)
    for iri, thing in now.items():
        filling.put(thing, known.get(iri, unknown[iri]))
    into.executemany(
        "UPDATE layer.things SET mentions = mentions + ? WHERE iri = ?",
        ((more, iri) for iri, more in touched.mentions.items() if iri in known or iri not in now),
    )
    into.executemany(_UNTELL, ((id_of(iri),) for iri in touched.articles))
    into.executemany(_TELL.format("layer"), _told(graph, touched.articles))
    for names, sign in ((filling.went, -1), (filling.came, 1)):
        into.executemany(_COUNT_GRAM, ((gram, name, sign) for gram, some in names.items() for name in some))
    into.commit()
    return True


def layered(index: sqlite3.Connection) -> int:
    """How many things the layer tells of."""
    return int(index.execute("SELECT COUNT(*) FROM layer.gone").fetchone()[0])


def fold(index: sqlite3.Connection) -> None:
    """Put what the layer says into the base. The layer then is of no use any more."""
    index.executescript(_FOLD)
    for gram, came, went in _changed_grams(index):
        found = index.execute(_POSTINGS, (gram,)).fetchone()
        held = np.frombuffer(found[0] if found else b"", np.int64)
        now = np.union1d(held[~np.isin(held, _ids(went))], _ids(came))
        if len(now):
            index.execute("INSERT OR REPLACE INTO base.grams VALUES (?, ?)", (gram, now.tobytes()))
        else:
            index.execute("DELETE FROM base.grams WHERE gram = ?", (gram,))
    index.commit()


def _told(graph: Graph, by: Collection[str] | None = None) -> Iterator[tuple[int, str, str | None]]:
    return ((id_of(article), incident, outlet) for article, incident, outlet in tellings(graph, by))


def _changed_grams(index: sqlite3.Connection) -> Iterator[tuple[str, list[int], list[int]]]:
    """Changed trigrams, with the names added and removed."""
    changed: dict[str, tuple[list[int], list[int]]] = {}
    for gram, name, sign in index.execute(_CHANGED_GRAMS):
        changed.setdefault(gram, ([], []))[sign < 0].append(name)
    return ((gram, *names) for gram, names in changed.items())


def _lift(iri: str, index: sqlite3.Connection) -> None:
    """Let the layer say of a thing what the base does, and count instead, if it does not yet."""
    number = (id_of(iri),)
    if index.execute("SELECT 1 FROM layer.gone WHERE id = ?", number).fetchone() is None:
        for statement in _LIFT:
            index.execute(statement, number)


class _NameWriter:
    """The things and names of a base that is made, or of a layer: things are put there, others taken out.

    Attributes:
        came, went: by stretch of letters, the names that now hold it and did not, or did and do no more.
    """

    def __init__(self, into: sqlite3.Connection, where: Literal["base", "layer"]) -> None:
        self._into = into
        self._where = where
        self.came: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self.went: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))

    def put(self, thing: NamedThing, count: int) -> None:
        """Have a thing, mentioned so often, with just its names."""
        row = (
            thing.iri, thing.kind, thing.label, thing.cls, thing.named, count, thing.place, thing.day, thing.outlet,
            json.dumps(thing.about, ensure_ascii=False),
        )  # fmt: skip
        self._run(_PUT, id_of(thing.iri), *row)
        if (added := thing.output) is not None:
            values = added.extractor, thing.day, added.copy, added.claims, added.withheld
            self._run(_ADD, id_of(thing.iri), thing.outlet, *values)
        self._call(thing.iri, thing.names)

    def drop(self, iri: str) -> None:
        """Take a thing out, if it is there."""
        self._call(iri, frozenset())
        self._run(_DROP, id_of(iri))
        self._run(_TAKE, id_of(iri))

    def _call(self, iri: str, names: frozenset[str]) -> None:
        """Let these be a thing's names."""
        before = self._called(iri)
        for name in before - names:
            number = id_of(iri, name)
            self._run(_UNCALL, number)
            for gram in grams(name):
                self.went[gram].append(number)
        for name in names - before:
            number = id_of(iri, name)
            self._run(_CALL, number, id_of(iri), name, plain(name), sounding(name))
            for gram in grams(name):
                self.came[gram].append(number)

    def _called(self, iri: str) -> set[str]:
        if self._where == "base":  # which is empty at first
            return set()
        return {name for (name,) in self._run(_CALLED, id_of(iri))}

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._into.execute(statement.format(self._where), values)


def _ids(numbers: Sequence[int]) -> npt.NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64)  # floats would not hold them
