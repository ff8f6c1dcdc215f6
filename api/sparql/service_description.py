"""The endpoint in its own words: SPARQL 1.1 Service Description."""

from __future__ import annotations

from typing import Final

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "N-Quads", "TriG", "RDF_XML", "JSON-LD",
)  # fmt: skip


def description(endpoint: str, form: RdfFormat) -> bytes:
    """What the query endpoint offers, as RDF.

    Args:
        endpoint: its address.
        form: how it is written.
    """
    service, dataset, graph = BlankNode("service"), BlankNode("dataset"), BlankNode("defaultGraph")
    triples = [
        Triple(service, _TYPE, _sd("Service")),
        Triple(service, _sd("endpoint"), NamedNode(endpoint)),
        Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(service, _sd("defaultDataset"), dataset),
        Triple(dataset, _TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), graph),
        Triple(graph, _TYPE, _sd("Graph")),
        *(Triple(service, _sd("resultFormat"), NamedNode(f"http://www.w3.org/ns/formats/{name}")) for name in _FORMATS),
    ]
    prefixes = {"sd": _SD, "formats": "http://www.w3.org/ns/formats/"}
    return serialize(triples, format=form, prefixes=prefixes) or b""


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
