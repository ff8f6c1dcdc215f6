"""What a graph holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.sparql import select
from kg.store import Graph

_COUNTS = """
SELECT (SUM(?entity) AS ?entities) (SUM(?incident) AS ?incidents) {
  { SELECT DISTINCT ?e { ?e rdfs:label ?label ; a ?class } }
  BIND(IF(EXISTS { ?e a kg:Event }, 1, 0) AS ?incident) BIND(1 - ?incident AS ?entity)
}"""
_CLAIMS = "SELECT (COUNT(?c) AS ?claims) { GRAPH ?g { ?c a kg:Claim } }"
_OUTLETS = """
SELECT ?outlet (COUNT(DISTINCT ?g) AS ?articles) { GRAPH ?g { ?g a kg:Article ; schema:publisher ?outlet } }
GROUP BY ?outlet ORDER BY DESC(?articles) ?outlet"""


@dataclass(frozen=True, slots=True)
class Status:
    """The size of a graph.

    Attributes:
        outlets: publishers with the number of their articles, most first; articles without a publisher are in none.
        triples: statements in all graphs together.
        generation: the number of the published snapshot.
        bytes: the folder's size on disk, what is shared between snapshots counted once.
    """

    articles: int
    outlets: tuple[tuple[str, int], ...]
    entities: int
    incidents: int
    claims: int
    triples: int
    generation: int
    bytes: int


def status(graph: Graph, folder: Path) -> Status:
    """Counts what a graph and its folder hold."""
    counts, claims = next(select(graph, _COUNTS)), next(select(graph, _CLAIMS))
    return Status(
        articles=len(graph.article_ids()),
        outlets=tuple((row["outlet"].value, int(row["articles"].value)) for row in select(graph, _OUTLETS)),
        entities=int(counts["entities"].value),
        incidents=int(counts["incidents"].value),
        claims=int(claims["claims"].value),
        triples=len(graph),
        generation=graph.generation,
        bytes=_size(folder),
    )


def _size(folder: Path) -> int:
    """Bytes under a folder, a file with several names counted once."""
    files = {(at.st_dev, at.st_ino): at.st_blocks * 512 for path in folder.rglob("*") if (at := path.lstat())}
    return sum(files.values())
