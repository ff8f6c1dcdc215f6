"""The graph's answers in the gold's terms: fetched over SPARQL, IRIs matched with gold entities."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import QuerySolutions

from kg.evaluate.gold import Gold
from kg.store import Graph
from kg.vocab import KG, superclasses

_ENTITIES = """
SELECT ?e ?type ?name {
  ?e a ?type ; rdfs:label|skos:altLabel ?name
  FILTER(STRSTARTS(STR(?type), STR(kg:))) FILTER NOT EXISTS { ?e a kg:Event }
}"""
_CLAIMS = """
SELECT ?article ?s ?p ?o ?factuality ?source ?quote { GRAPH ?g {
  ?g dcterms:identifier ?article .
  ?c a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?c kg:factuality ?factuality } OPTIONAL { ?c kg:attributedTo ?source } OPTIONAL { ?c kg:quote ?quote }
  OPTIONAL { ?c kg:believed ?believed } FILTER(!BOUND(?believed) || ?believed)
} } ORDER BY ?article ?s ?p ?o ?c"""
_MENTIONED = "SELECT DISTINCT ?article ?e { GRAPH ?g { ?g dcterms:identifier ?article . ?m kg:refersTo ?e } }"


@dataclass(frozen=True, slots=True)
class PredictedClaim:
    """One claim as the graph holds it, canonical IRIs or a literal's text in `subject`, `object` and `source`."""

    article: str
    subject: str
    predicate: str
    object: str
    factuality: str
    source: str | None
    quote: str

    @property
    def believed(self) -> bool:
        """Whether it makes a direct triple."""
        return self.factuality not in ("Denied", "Hypothetical")


def claims(graph: Graph, articles: Iterable[str]) -> dict[str, list[PredictedClaim]]:
    """Every claim of these articles that was read surely enough, by article id."""
    said: dict[str, list[PredictedClaim]] = {article: [] for article in articles}
    for row in _rows(graph, _CLAIMS):
        if (article := str(row["article"])) in said:
            said[article].append(
                PredictedClaim(
                    article,
                    subject=str(row["s"]),
                    predicate=str(row["p"]).removeprefix(KG),
                    object=str(row["o"]),
                    factuality=(row["factuality"] or "").removeprefix(KG),
                    source=row["source"],
                    quote=row["quote"] or "",
                )
            )
    return said


def plain(name: str) -> str:
    """A name without case, diacritics, punctuation, possessive and leading article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"[’'`]s\b", "", bare)).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


class Alignment:
    """The gold entity of each of the graph's entities: the one that accepts most of its names.

    Attributes:
        members: gold id -> the IRIs that stand for it; more than one where the graph split it.
        merged: IRI -> the gold ids whose names it bears; only where the graph ran several together.
        invented: the named entities mentioned in the gold's articles that the gold knows nothing of, with their names.
        states: the gold ids of states.
    """

    def __init__(self, graph: Graph, gold: Gold) -> None:
        names: defaultdict[str, set[str]] = defaultdict(set)
        self._types: defaultdict[str, set[str]] = defaultdict(set)
        for row in _rows(graph, _ENTITIES):
            names[str(row["e"])].add(str(row["name"]))
            self._types[str(row["e"])].add(str(row["type"]).removeprefix(KG))
        self._proper = {iri for iri, found in names.items() if any(re.search("[A-Z]", name) for name in found)}
        self.states = {id_ for id_, entity in gold.entities.items() if entity.type == "State"}
        self.members: defaultdict[str, list[str]] = defaultdict(list)
        self.merged: dict[str, list[str]] = {}
        self._gold: dict[str, str] = {}
        accepted = {id_: {plain(name) for name in entity.names} for id_, entity in gold.entities.items()}
        for iri, found in sorted(names.items()):
            known = {plain(name) for name in found}
            shared = {id_: len(known & want) for id_, want in accepted.items() if known & want}
            if shared:
                self._gold[iri] = max(shared, key=lambda id_: shared[id_])
                self.members[self._gold[iri]].append(iri)
            if len(shared) > 1:
                self.merged[iri] = sorted(shared)
        mentioned = {str(row["e"]) for row in _rows(graph, _MENTIONED) if row["article"] in gold.articles}
        self.invented = {
            iri: min(names[iri]) for iri in sorted(mentioned & set(names) - set(self._gold)) if not self.neutral(iri)
        }

    def __getitem__(self, iri: str) -> str:
        """The gold id that an IRI stands for; the IRI (or literal) itself where it stands for none."""
        return self._gold.get(iri, iri)

    def is_gold(self, name: str) -> bool:
        """Whether this is a gold id that the graph has an entity for."""
        return bool(self.members.get(name))

    def neutral(self, iri: str) -> bool:
        """Whether the gold leaves it open: unnamed participants and buildings are neither wanted nor wrong."""
        if iri in self._gold or iri not in self._types:
            return False
        return iri not in self._proper or bool(self._types[iri] & {"Group", "Facility"})

    def types(self, id_: str) -> set[str]:
        """The classes of all that stands for a gold entity, by local name."""
        return {cls for iri in self.members[id_] for cls in self._types[iri]}


_KINDS = {"Person": "person", "Group": "person", "Place": "place", "State": "state", "Organization": "organisation"}


def kinds(types: Iterable[str]) -> set[str]:
    """Classes, coarsely: person, place, state, organisation."""
    return {_KINDS[cls] for name in types for cls in superclasses(name) if cls in _KINDS}


def _rows(graph: Graph, query: str) -> Iterator[dict[str, str | None]]:
    solutions = graph.query(query)
    assert isinstance(solutions, QuerySolutions)
    variables = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: None if (term := solution[name]) is None else term.value for name in variables}
