"""The size of a graph in numbers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from kg.rdf.runs import COUNTS, Run
from kg.sparql.binding import select
from kg.store import Graph

_COUNTS = """
SELECT (SUM(?entity) AS ?entities) (SUM(?incident) AS ?incidents) {
  { SELECT DISTINCT ?e { ?e rdfs:label ?label ; a ?class } }
  BIND(IF(EXISTS { ?e a kg:Event }, 1, 0) AS ?incident) BIND(1 - ?incident AS ?entity)
}"""
_CLAIMS = "SELECT (COUNT(?c) AS ?claims) { GRAPH ?g { ?c a kg:Claim } }"
_WITHHELD = "SELECT (COUNT(DISTINCT ?c) AS ?claims) { GRAPH ?g { ?c kg:believed|kg:generic ?withheld } }"
_OUTLETS = """
SELECT ?outlet (COUNT(DISTINCT ?g) AS ?articles) { GRAPH ?g { ?g a kg:Article ; schema:publisher ?outlet } }
GROUP BY ?outlet ORDER BY DESC(?articles) ?outlet"""
_LANGUAGES = """
SELECT ?language (COUNT(?g) AS ?articles) { GRAPH ?g { ?g a kg:Article ; dcterms:language ?language } }
GROUP BY ?language ORDER BY DESC(?articles) ?language"""
_RUNS = """
SELECT ?run ?command ?started ?ended ?extracted ?unchanged ?failed ?retracted ?stated ?merged {{
  GRAPH {graph} {{
    ?run kg:command ?command ; prov:startedAtTime ?started ; prov:endedAtTime ?ended ; kg:extracted ?extracted ;
      kg:unchanged ?unchanged ; kg:failed ?failed ; kg:retracted ?retracted ; kg:stated ?stated ; kg:merged ?merged .
  }}
}} ORDER BY DESC(?started) LIMIT {limit}"""
_STEPS = """
SELECT ?run ?step ?seconds {{
  GRAPH {graph} {{ ?part dcterms:isPartOf ?run ; rdfs:label ?step ; kg:seconds ?seconds }}
}} ORDER BY ?run ?step"""
_EXTRACTORS = """
SELECT ?extractor (COUNT(?g) AS ?articles) { GRAPH ?g { ?g kg:extractor ?extractor } }
GROUP BY ?extractor ORDER BY DESC(?articles) ?extractor"""
_LAST = 5  # runs that are told


@dataclass(frozen=True, slots=True)
class Status:
    """The size of a graph.

    Attributes:
        outlets: publishers with the number of their articles, most first; articles without a publisher are in none.
        withheld: claims that are not believed.
        languages: ISO 639 codes with the number of articles in each, most first.
        triples: statements in all graphs together.
        generation: the number of the published snapshot.
        bytes: the folder's size on disk, what is shared between snapshots counted once.
        extractors: versions of the extractor with the number of articles that each read, most first.
        runs: those that last changed the graph, newest first.
    """

    articles: int
    outlets: tuple[tuple[str, int], ...]
    entities: int
    incidents: int
    claims: int
    withheld: int
    languages: tuple[tuple[str, int], ...]
    triples: int
    generation: int
    bytes: int
    extractors: tuple[tuple[str, int], ...]
    runs: tuple[Run, ...]


def status(graph: Graph, folder: Path) -> Status:
    """Counts what a graph and its folder hold."""
    counts = next(select(graph, _COUNTS))
    return Status(
        articles=len(graph.article_ids()),
        outlets=tuple((row["outlet"].value, int(row["articles"].value)) for row in select(graph, _OUTLETS)),
        entities=int(counts["entities"].value),
        incidents=int(counts["incidents"].value),
        claims=claims_held(graph),
        withheld=claims_withheld(graph),
        languages=tuple((row["language"].value, int(row["articles"].value)) for row in select(graph, _LANGUAGES)),
        triples=len(graph),
        generation=graph.generation,
        bytes=_size(folder),
        extractors=extractors(graph),
        runs=last_runs(graph, _LAST),
    )


def claims_held(graph: Graph) -> int:
    """How many claims a graph holds, believed or not."""
    return int(next(select(graph, _CLAIMS))["claims"].value)


def claims_withheld(graph: Graph) -> int:
    """How many claims a graph holds that are not believed, whatever their stance, or speak of nobody in particular."""
    return int(next(select(graph, _WITHHELD))["claims"].value)


def extractors(graph: Graph) -> tuple[tuple[str, int], ...]:
    """Versions of the extractor with the number of articles that each read, most first."""
    return tuple((row["extractor"].value, int(row["articles"].value)) for row in select(graph, _EXTRACTORS))


def last_runs(graph: Graph, limit: int) -> tuple[Run, ...]:
    """The runs that last changed the graph, newest first; without the versions of the extractors in them."""
    named = graph.iris.graph("runs")
    seconds = defaultdict[str, dict[str, float]](dict)
    for row in select(graph, _STEPS.format(graph=named)):
        seconds[row["run"].value][row["step"].value] = float(row["seconds"].value)
    return tuple(
        Run(
            command=row["command"].value,
            started=dt.datetime.fromisoformat(row["started"].value),
            ended=dt.datetime.fromisoformat(row["ended"].value),
            extractors=(),
            counts={name: int(row[name].value) for name in COUNTS},
            seconds=seconds[row["run"].value],
        )
        for row in select(graph, _RUNS.format(graph=named, limit=limit))
    )


def _size(folder: Path) -> int:
    """Bytes under a folder, a file with several names counted once."""
    files = {(at.st_dev, at.st_ino): at.st_blocks * 512 for path in folder.rglob("*") if (at := path.lstat())}
    return sum(files.values())
