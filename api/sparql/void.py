"""VoID description of the data set: its classes and properties, and example queries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from api.sparql.service_description import PREFIXES as SERVICE_PREFIXES
from api.sparql.service_description import service
from kg.query.canned import Question
from kg.query.shapes import ClassUse, GraphShape, PropertyUse, Shapes
from kg.vocab import DCTERMS, KG, RDF, RDFS, SCHEMA, XSD
from kg.vocab import PREFIXES as QUERY_PREFIXES

_VOID: Final = "http://rdfs.org/ns/void#"
_EXT: Final = "http://ldf.fi/void-ext#"  # datatypes of values, as the SPARQL editor of SIB reads them
_SH: Final = "http://www.w3.org/ns/shacl#"
_TYPE: Final = NamedNode(RDF + "type")
_PREFIXES: Final = {
    **SERVICE_PREFIXES, "void": _VOID, "void-ext": _EXT, "sh": _SH, "dcterms": DCTERMS, "rdfs": RDFS, "schema": SCHEMA,
    "kg": KG,
}  # fmt: skip


def description(root: str, base: str, told: Shapes, questions: Iterable[Question], form: RdfFormat) -> bytes:
    """The data set, the service and the canned queries, as RDF.

    Args:
        root: the server's address, without a slash at its end.
        base: what the IRIs of entities, incidents and articles begin with.
        told: the classes and properties that are there.
        questions: the canned queries.
        form: how it is written.
    """
    dataset = NamedNode(f"{root}/.well-known/void#dataset")
    endpoint = NamedNode(f"{root}/sparql")
    triples = [
        *service(endpoint.value, dataset, NamedNode(f"{dataset.value}-believed")),
        Triple(dataset, _TYPE, _void("Dataset")),
        Triple(dataset, NamedNode(DCTERMS + "title"), Literal("Sitrep: who did what to whom, and who says so")),
        Triple(dataset, _void("sparqlEndpoint"), endpoint),
        Triple(dataset, _void("uriSpace"), Literal(base)),
        Triple(dataset, _void("vocabulary"), NamedNode(KG)),
        Triple(dataset, _void("dataDump"), NamedNode(f"{root}/export/graph.nq.gz")),
        Triple(dataset, _void("triples"), _count(told.believed.triples + told.told.triples)),
    ]
    for name, shape, words in (
        ("believed", told.believed, "What is believed: the default graph"),
        ("told", told.told, "What articles say: all named graphs together"),
    ):
        part = NamedNode(f"{dataset.value}-{name}")
        triples += [Triple(dataset, _void("subset"), part), Triple(part, NamedNode(DCTERMS + "title"), Literal(words))]
        triples += _graph(part, shape)
    declared = NamedNode(f"{dataset.value}-prefixes")
    for prefix, namespace in QUERY_PREFIXES.items():
        triples += _declaration(declared, prefix, namespace)
    for question in questions:
        triples += _example(NamedNode(f"{root}/queries/{question.name}"), question, endpoint, declared)
    return serialize(dict.fromkeys(triples), format=form, prefixes=_PREFIXES | {"part": f"{dataset.value}-"}) or b""


def _graph(node: NamedNode, shape: GraphShape) -> Iterator[Triple]:
    yield Triple(node, _TYPE, _void("Dataset"))
    yield Triple(node, _void("triples"), _count(shape.triples))
    yield Triple(node, _void("distinctSubjects"), _count(shape.subjects))
    yield Triple(node, _void("properties"), _count(shape.properties))
    yield Triple(node, _void("classes"), _count(len(shape.classes)))
    for one in shape.classes:
        yield from _class(node, one)


def _class(node: NamedNode, one: ClassUse) -> Iterator[Triple]:
    part = _part(node, one.iri)
    yield Triple(node, _void("classPartition"), part)
    yield Triple(part, _void("class"), NamedNode(one.iri))
    yield Triple(part, _void("entities"), _count(one.things))
    yield from _told(one.iri, one.comment)
    for use in one.properties:
        yield from _property(part, use)


def _property(node: NamedNode, use: PropertyUse) -> Iterator[Triple]:
    part = _part(node, use.iri)
    yield Triple(node, _void("propertyPartition"), part)
    yield Triple(part, _void("property"), NamedNode(use.iri))
    yield Triple(part, _void("triples"), _count(use.values))
    yield from _told(use.iri, use.comment)
    for iri, values in use.to.items():
        end = _part(part, iri)
        literal = iri.startswith(XSD) or iri in (RDF + "JSON", RDF + "langString") or iri.endswith("wktLiteral")
        partition, of = ("datatypePartition", "datatype") if literal else ("classPartition", "class")
        stem = _EXT if literal else _VOID
        yield Triple(part, NamedNode(stem + partition), end)
        yield Triple(end, NamedNode(stem + of), NamedNode(iri))
        yield Triple(end, _void("triples"), _count(values))


def _told(iri: str, comment: str) -> Iterator[Triple]:
    """What a class or property means, which editors show beside its name."""
    if comment:
        yield Triple(NamedNode(iri), NamedNode(RDFS + "comment"), Literal(comment))


def _declaration(node: NamedNode, prefix: str, namespace: str) -> Iterator[Triple]:
    one = NamedNode(f"{node.value}-{prefix}")
    yield Triple(node, NamedNode(_SH + "declare"), one)
    yield Triple(one, NamedNode(_SH + "prefix"), Literal(prefix))
    yield Triple(one, NamedNode(_SH + "namespace"), Literal(namespace, datatype=NamedNode(XSD + "anyURI")))


def _example(node: NamedNode, question: Question, endpoint: NamedNode, declared: NamedNode) -> Iterator[Triple]:
    yield Triple(node, _TYPE, NamedNode(_SH + "SPARQLExecutable"))
    yield Triple(node, _TYPE, NamedNode(_SH + "SPARQLSelectExecutable"))
    yield Triple(node, NamedNode(RDFS + "label"), Literal(question.title))
    yield Triple(node, NamedNode(RDFS + "comment"), Literal(question.description))
    yield Triple(node, NamedNode(_SH + "select"), Literal(question.text))
    yield Triple(node, NamedNode(_SH + "prefixes"), declared)
    yield Triple(node, NamedNode(SCHEMA + "target"), endpoint)


def _part(node: NamedNode, iri: str) -> NamedNode:
    """A part's own IRI, the same at any time."""
    return NamedNode(f"{node.value}-{hashlib.sha256(iri.encode()).hexdigest()[:8]}")


def _void(name: str) -> NamedNode:
    return NamedNode(_VOID + name)


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))
