"""The vocabulary's terms as the code has them, and graphs of the ontology's files."""

from __future__ import annotations

from rdflib import Graph, Namespace, URIRef

from kg import vocab
from kg.resources import resource

KG = Namespace(vocab.KG)

# Terms that no table of kg.vocab lists, because only the projection writes them.
CLAIM = {
    "factuality", "bound", "attributedTo", "sourceText", "confidence", "believed", "generic", "inferred", "quote",
    "start", "end", "headlineStart", "headlineEnd", "page",
    "reportedIn", "judgement",
}  # fmt: skip
MENTION = {"refersTo", "surface", "start", "end"}
ARTICLE = {"copyOf", "extractor", "facts"}
RUN = {"command", "extracted", "unchanged", "failed", "retracted", "stated", "merged", "seconds"}
ENTITY = {"named", "within"}
EVENT = {
    "killedMin", "killedMax", "woundedMin", "woundedMax", "disputed", "recurring", "corroboration", "radius",
    "partOfConflict", "sameIncidentAs",
}  # fmt: skip

CONFLICT = {"began", "ended"}

CLASSES = {*vocab.SUPERCLASS, "Factuality", "Bound"}
PROPERTIES = {*vocab.SUPERPROPERTY, *vocab.ROLES} | CLAIM | MENTION | ARTICLE | RUN | ENTITY | EVENT | CONFLICT
INDIVIDUALS = {*vocab.FACTUALITIES, *vocab.BOUNDS}


def load(name: str) -> Graph:
    return Graph().parse(resource("ontology", name))


def local_names(graph: Graph) -> set[str]:
    """Every term of ours that a graph speaks of, wherever it stands."""
    return {str(term).removeprefix(KG) for triple in graph for term in triple if str(term).startswith(KG)} - {""}


def above(graph: Graph, term: URIRef, link: URIRef) -> set[str]:
    """The terms of ours right above a term."""
    return {str(o).removeprefix(KG) for o in graph.objects(term, link) if str(o).startswith(KG)}
