"""Making an index of names: an SQLite file that any number of processes read, each at next to no cost.

things  every entity, incident and article; `place` is where it stands in the list of its kind
names   every name of theirs; an article's is its headline
grams   for each stretch of three letters, the ascending ids of the names that hold it

Ids are made of what they stand for, so that an index holds the same whether it was made at once or step by step.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.names.described import Thing, mentions, things
from kg.names.values import grams, plain
from kg.store import Graph, Touched

_SCHEMA: Final = """
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
  class TEXT NOT NULL, named INTEGER NOT NULL, mentions INTEGER NOT NULL, place TEXT NOT NULL, day TEXT, outlet TEXT);
CREATE TABLE names (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, name TEXT NOT NULL, plain TEXT NOT NULL);
CREATE VIEW known AS SELECT names.id AS name_id, name, plain, iri, kind, label, class, named, mentions
  FROM names JOIN things ON things.id = names.thing;
CREATE TABLE grams (gram TEXT PRIMARY KEY, names BLOB NOT NULL) WITHOUT ROWID;
"""

_INDEXES: Final = """
CREATE UNIQUE INDEX things_by_iri ON things (iri);
CREATE INDEX things_in_order ON things (kind, place, iri);
CREATE INDEX names_by_form ON names (plain);
CREATE INDEX names_of_things ON names (thing);
"""

_CALLED: Final = "SELECT name FROM names WHERE thing = ?"
_POSTINGS: Final = "SELECT names FROM grams WHERE gram = ?"
_COUNTED: Final = "SELECT mentions FROM things WHERE id = ?"

_WORTH_IT: Final = 4  # a change of more than one in so many things is followed no more quickly than all is made anew


def build(graph: Graph, into: sqlite3.Connection) -> None:
    """Fill an empty database with the names of a graph."""
    into.executescript(_SCHEMA)
    index = _Filling(into, empty=True)
    counted = mentions(graph)
    for thing in things(graph):
        index.put(thing, counted[thing.iri])
    index.settle()
    into.executescript(_INDEXES)
    into.commit()


def follow(graph: Graph, touched: Touched, into: sqlite3.Connection) -> bool:
    """Bring a database, filled before, to where a graph is now; whether it is not too much for that.

    Args:
        graph: the graph.
        touched: what changed in it since.
        into: the database; as it was if this is False.
    """
    (held,) = into.execute("SELECT COUNT(*) FROM things").fetchone()
    if touched.everything or _WORTH_IT * len(touched) > held:
        return False
    index = _Filling(into, empty=False)
    changed = touched.nodes | touched.articles
    now = {thing.iri: thing for thing in things(graph, changed)}
    known = {iri: found[0] for iri in changed if (found := into.execute(_COUNTED, (_id(iri),)).fetchone())}
    unknown = mentions(graph, now.keys() - known.keys())
    for iri in changed - now.keys():
        index.drop(iri)
    for iri, thing in now.items():
        index.put(thing, known.get(iri, unknown[iri]))
    into.executemany(
        "UPDATE things SET mentions = mentions + ? WHERE iri = ?",
        ((more, iri) for iri, more in touched.mentions.items() if iri in known or iri not in now),
    )
    index.settle()
    into.commit()
    return True


class _Filling:
    """A database into which things are put, and out of which others are taken."""

    def __init__(self, into: sqlite3.Connection, *, empty: bool) -> None:
        self._into = into
        self._empty = empty
        self._gone: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        self._new: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))

    def put(self, thing: Thing, count: int) -> None:
        """Have a thing, mentioned so often, with just its names."""
        row = (thing.iri, thing.kind, thing.label, thing.cls, thing.named, count, thing.place, thing.day, thing.outlet)
        self._into.execute(
            "INSERT OR REPLACE INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (_id(thing.iri), *row)
        )
        self._call(thing.iri, thing.names)

    def drop(self, iri: str) -> None:
        """Take a thing out, if it is there."""
        self._call(iri, frozenset())
        self._into.execute("DELETE FROM things WHERE id = ?", (_id(iri),))

    def settle(self) -> None:
        """Note in which names stretches of letters are now."""
        for gram in self._gone.keys() | self._new.keys():
            found = None if self._empty else self._into.execute(_POSTINGS, (gram,)).fetchone()
            held = np.frombuffer(found[0] if found else b"", np.int64)
            kept = held[~np.isin(held, _ids(self._gone.get(gram, ())))]
            now = np.sort(np.concatenate((kept, _ids(self._new.get(gram, ())))))
            if len(now):
                self._into.execute("INSERT OR REPLACE INTO grams VALUES (?, ?)", (gram, now.tobytes()))
            else:
                self._into.execute("DELETE FROM grams WHERE gram = ?", (gram,))

    def _call(self, iri: str, names: frozenset[str]) -> None:
        """Let these be a thing's names."""
        thing = _id(iri)
        before = set() if self._empty else {name for (name,) in self._into.execute(_CALLED, (thing,))}
        for name in before - names:
            number = _id(iri, name)
            self._into.execute("DELETE FROM names WHERE id = ?", (number,))
            for gram in grams(name):
                self._gone[gram].append(number)
        for name in names - before:
            number = _id(iri, name)
            self._into.execute("INSERT INTO names VALUES (?, ?, ?, ?)", (number, thing, name, plain(name)))
            for gram in grams(name):
                self._new[gram].append(number)


def _ids(numbers: Sequence[int]) -> npt.NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64)  # floats would not hold them


def _id(iri: str, name: str = "") -> int:
    """The number of a thing, or of one of its names: of 63 bits, so that two of a million are hardly ever one."""
    return int.from_bytes(blake2b(f"{iri}\n{name}".encode(), digest_size=8).digest()) >> 1
