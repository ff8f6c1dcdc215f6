"""JSON-LD: what any JSON-LD processor makes of it is what the graph holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
import rdflib
from fastapi.testclient import TestClient
from rdflib.compare import isomorphic

from kg.store import Graph

# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

BASE = "https://w3id.org/sitrep/id/"
LD = {"Accept": "application/ld+json"}


def read(client: TestClient, body: dict[str, Any]) -> rdflib.Dataset:
    """A document as rdflib reads it, with the context from where the document says it is."""
    context = client.get(body["@context"]).json()
    dataset = rdflib.Dataset()
    dataset.parse(data=json.dumps(body | {"@context": context["@context"]}), format="json-ld")
    return dataset


@pytest.mark.parametrize("slug", ["entity/harakat-al-nujaba", "event/2024-01-04-baghdad-drone-strike"])
def test_an_entity_or_incident_is_its_triples(slug: str, client: TestClient, two_outlets: Graph) -> None:
    noun = slug.replace("entity/", "/entities/").replace("event/", "/incidents/")
    answer = client.get(noun, headers=LD)
    assert answer.headers["content-type"] == "application/ld+json"
    about = rdflib.URIRef(BASE + slug)
    believed = rdflib.Graph()
    told = two_outlets.query(f"CONSTRUCT {{ <{about}> ?p ?o }} WHERE {{ <{about}> ?p ?o }}")
    believed.parse(data="".join(f"{triple} .\n" for triple in told), format="nt")
    found = rdflib.Graph()
    for triple in read(client, answer.json()).default_graph.triples((about, None, None)):
        found.add(triple)
    assert isomorphic(found, believed)


def test_an_article_is_its_named_graph(client: TestClient, two_outlets: Graph) -> None:
    dataset = read(client, client.get("/articles/north-001?format=jsonld").json())
    graph = dataset.graph(rdflib.URIRef(BASE + "article/north-001"))
    [row] = list(two_outlets.query("SELECT (COUNT(*) AS ?n) { GRAPH <article/north-001> { ?s ?p ?o } }"))  # type: ignore[arg-type]
    assert len(graph) == int(row["n"].value)


def test_lists_are_linked_too_and_go_on(client: TestClient) -> None:
    answer = client.get("/claims", params={"article": "gulf-101", "limit": 2}, headers=LD)
    assert {
        node["type"][0] if isinstance(node["type"], list) else node["type"] for node in answer.json()["@graph"]
    } == {"Claim"}
    assert 'rel="next"' in answer.headers["link"]
    assert len(read(client, client.get("/incidents", headers=LD).json()).default_graph) > 20


def test_neither_json_nor_linked(client: TestClient) -> None:
    assert client.get("/entities/iran", headers={"Accept": "text/html;q=0"}).status_code == 406


@pytest.mark.parametrize(("form", "media_type"), [("turtle", "text/turtle"), ("ntriples", "application/n-triples"),
                                                  ("rdfxml", "application/rdf+xml")])  # fmt: skip
@pytest.mark.parametrize("noun", ["entities/iran", "incidents/2024-01-04-baghdad-drone-strike", "articles/north-001"])
def test_a_thing_is_the_same_triples_in_every_form(noun: str, form: str, media_type: str, client: TestClient) -> None:
    answer = client.get(f"/{noun}", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.text == client.get(f"/{noun}", params={"format": form}).text
    found = rdflib.Graph().parse(data=answer.text, format={"rdfxml": "xml", "ntriples": "nt"}.get(form, form))
    linked = read(client, client.get(f"/{noun}", headers=LD).json())
    assert len(found) == len({quad[:3] for quad in linked.quads()})


def test_lists_are_triples_too(client: TestClient) -> None:
    for noun in ("entities", "incidents", "claims"):
        answer = client.get(f"/{noun}", params={"format": "turtle", "limit": 2})
        assert answer.headers["content-type"].partition(";")[0] == "text/turtle"
        assert len(rdflib.Graph().parse(data=answer.text, format="turtle")) > 5
        assert 'rel="next"' in answer.headers["link"]
