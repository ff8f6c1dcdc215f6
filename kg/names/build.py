"""Making an index of names: an SQLite file that any number of processes read, each at next to no cost.

things  every entity, incident and article; `place` is where it stands in the list of its kind
names   every name of theirs; an article's is its headline
grams   for each stretch of three letters, the numbers of the names that hold it
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.names.values import Kind, grams, most_specific, plain
from kg.sparql import select
from kg.store import Graph
from kg.vocab import DCTERMS, KG, SCHEMA

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
"""

_NAMES: Final = """
SELECT ?thing ?preferred ?name WHERE {
  { ?thing rdfs:label ?name BIND(true AS ?preferred) } UNION { ?thing skos:altLabel ?name BIND(false AS ?preferred) }
}
"""
_CLASSES: Final = "SELECT ?thing ?class WHERE { ?thing a ?class }"
_NAMED: Final = "SELECT ?thing WHERE { ?thing kg:named true }"
_DAYS: Final = "SELECT ?thing (MIN(STR(?date)) AS ?day) WHERE { ?thing kg:date ?date } GROUP BY ?thing"
_MENTIONS: Final = """
SELECT ?thing (COUNT(?mention) AS ?count) WHERE { GRAPH ?article { ?mention kg:refersTo ?thing } } GROUP BY ?thing
"""
_ARTICLES: Final = """
SELECT ?article ?property ?value WHERE {
  VALUES ?property { dcterms:identifier schema:headline schema:datePublished schema:publisher }
  GRAPH ?article { ?article ?property ?value }
}
"""

_Row = tuple[str, Kind, str, str, bool, int, str, str | None, str | None]


def build(graph: Graph, into: sqlite3.Connection) -> None:
    """Fill an empty database with the names of a graph."""
    into.executescript(_SCHEMA)
    held: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
    number = 0
    for id_, (row, called) in enumerate(_things(graph)):
        into.execute("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (id_, *row))
        for name in sorted(called):
            into.execute("INSERT INTO names VALUES (?, ?, ?, ?)", (number, id_, name, plain(name)))
            for gram in grams(name):
                held[gram].append(number)
            number += 1
    into.executemany("INSERT INTO grams VALUES (?, ?)", ((gram, ids.tobytes()) for gram, ids in held.items()))
    into.executescript(_INDEXES)
    into.commit()


def _things(graph: Graph) -> Iterator[tuple[_Row, set[str]]]:
    """Every thing with its names."""
    yield from _believed(graph)
    yield from _articles(graph)


def _believed(graph: Graph) -> Iterator[tuple[_Row, set[str]]]:
    labels: dict[str, str] = {}
    names, classes = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for row in select(graph, _NAMES):
        iri, name = row["thing"].value, row["name"].value
        names[iri].add(name)
        if row["preferred"].value == "true":
            labels[iri] = min(name, labels.get(iri, name))
    for row in select(graph, _CLASSES):
        classes[row["thing"].value].add(row["class"].value.removeprefix(KG))
    named = {row["thing"].value for row in select(graph, _NAMED)}
    mentions = {row["thing"].value: int(row["count"].value) for row in select(graph, _MENTIONS)}
    days = {row["thing"].value: row["day"].value for row in select(graph, _DAYS)}
    events = graph.iris.event("").value
    for iri, called in names.items():
        kind: Kind = "incident" if iri.startswith(events) else "entity"
        label, day = labels.get(iri, min(called)), days.get(iri)
        place = _day_place(day) if kind == "incident" else f"{int(iri not in named)} {label.casefold()}"
        cls = most_specific(classes[iri])
        yield (iri, kind, label, cls, iri in named, mentions.get(iri, 0), place, day, None), called


def _articles(graph: Graph) -> Iterator[tuple[_Row, set[str]]]:
    articles = defaultdict[str, dict[str, str]](dict)
    for row in select(graph, _ARTICLES):
        articles[row["article"].value][row["property"].value] = row["value"].value
    for iri, about in articles.items():
        id_, headline, day = (about.get(p) for p in (DCTERMS + "identifier", SCHEMA + "headline", _PUBLISHED))
        label = headline or id_ or iri
        place = f"{_day_place(day)} {id_}"
        yield (iri, "article", label, "Article", True, 0, place, day, about.get(SCHEMA + "publisher")), {label}


_PUBLISHED: Final = SCHEMA + "datePublished"


def _day_place(day: str | None) -> str:
    """Days of no known year stand after all others, and after them what has no date at all."""
    return "~~" if day is None else f"~{day}" if day.startswith("-") else day
