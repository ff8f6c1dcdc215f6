"""SPARQL 1.1 Service Description of the endpoint."""

from __future__ import annotations

from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SERVICE: Final = BlankNode("service")
_FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "N-Quads", "TriG", "RDF_XML", "JSON-LD",
)  # fmt: skip


PREFIXES: Final = {"sd": _SD, "formats": "http://www.w3.org/ns/formats/"}


def service(endpoint: str, dataset: NamedNode, believed: NamedNode) -> list[Triple]:
    """The service, its data set and that one's default graph."""
    return [
        Triple(SERVICE, _TYPE, _sd("Service")),
        Triple(SERVICE, _sd("endpoint"), NamedNode(endpoint)),
        Triple(SERVICE, _sd("supportedLanguage"), _sd("SPARQL11Query")),
        Triple(SERVICE, _sd("defaultDataset"), dataset),
        Triple(dataset, _TYPE, _sd("Dataset")),
        Triple(dataset, _sd("defaultGraph"), believed),
        Triple(believed, _TYPE, _sd("Graph")),
        *(Triple(SERVICE, _sd("resultFormat"), NamedNode(f"http://www.w3.org/ns/formats/{name}")) for name in _FORMATS),
    ]


def _sd(name: str) -> NamedNode:
    return NamedNode(_SD + name)
