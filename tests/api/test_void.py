"""The data set and its vocabulary in their own words: VoID, example queries, and the ontology in each form of RDF."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from rdflib import Graph as RdflibGraph
from rdflib.compare import isomorphic

from kg.resources import resource
from kg.store import Graph

FORMS = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml"}
NAMES = """
PREFIX void: <http://rdfs.org/ns/void#> PREFIX ext: <http://ldf.fi/void-ext#> PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX kg: <https://w3id.org/sitrep/ontology#>
PREFIX schema: <https://schema.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@pytest.fixture(scope="module")
def described(client: TestClient) -> ox.Store:
    answer = client.get("/.well-known/void")
    assert answer.headers["content-type"].startswith("text/turtle")
    store = ox.Store()
    store.load(answer.content, format=ox.RdfFormat.TURTLE)
    return store


def rows(store: ox.Store, text: str) -> set[tuple[str, ...]]:
    found = store.query(NAMES + text)
    assert isinstance(found, ox.QuerySolutions)
    return {tuple(term.value for term in row) for row in found}  # type: ignore[union-attr]


def test_it_counts_the_things_of_each_class_as_the_graph_does(described: ox.Store, two_outlets: Graph) -> None:
    told = rows(
        described,
        "SELECT ?class ?n { ?d void:subset/void:classPartition ?c . ?c void:class ?class ; void:entities ?n }",
    )
    here = two_outlets.query("SELECT ?c (COUNT(*) AS ?n) { { ?s a ?c } UNION { GRAPH ?g { ?s a ?c } } } GROUP BY ?c")
    assert told == {tuple(term.value for term in row) for row in here}  # type: ignore[union-attr]


def test_it_says_which_properties_lead_from_a_class_where_as_editors_ask(described: ox.Store) -> None:
    ends = rows(
        described,
        """SELECT ?property ?end {
          ?c void:class kg:DroneStrike ; void:propertyPartition ?p . ?p void:property ?property .
          { ?p void:classPartition/void:class ?end } UNION { ?p ext:datatypePartition/ext:datatype ?end }
        }""",
    )
    kg, xsd = "https://w3id.org/sitrep/ontology#", "http://www.w3.org/2001/XMLSchema#"
    assert {(kg + "attacker", kg + "MilitaryForce"), (kg + "killedMin", xsd + "integer")} <= ends
    assert not {name for name, _ in ends if name == kg + "leads"}


def test_the_service_has_an_endpoint_that_answers_every_example(described: ox.Store, client: TestClient) -> None:
    [(endpoint,)] = rows(
        described, "SELECT ?e { ?s a sd:Service ; sd:endpoint ?e ; sd:defaultDataset/void:sparqlEndpoint ?e }"
    )
    examples = rows(
        described,
        "SELECT ?text { ?q a sh:SPARQLExecutable ; rdfs:comment ?words ; sh:select ?text ; schema:target ?endpoint }",
    )
    assert len(examples) == len(client.get("/queries").json()["queries"])
    for (text,) in examples:
        assert client.post(endpoint, data={"query": text}).is_success, text


def test_editors_find_the_prefixes_that_the_examples_need(described: ox.Store) -> None:
    declared = rows(
        described, "SELECT ?prefix ?namespace { ?d sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }"
    )
    assert ("kg", "https://w3id.org/sitrep/ontology#") in declared
    assert not rows(
        described, "SELECT ?q { ?q a sh:SPARQLExecutable FILTER NOT EXISTS { ?q sh:prefixes/sh:declare ?d } }"
    )


# As engines ask for RDF of any kind; SIB's SPARQL editor has one read the endpoint's address, where queries of what it
# needs have found nothing in the data.
ENGINES = (
    "application/n-quads,application/trig;q=0.95,application/ld+json;q=0.9,application/n-triples;q=0.8,text/turtle;q=0.6,"
    "application/rdf+xml;q=0.5,text/html;q=0.2"
)
EDITORS = (
    """SELECT ?class ?property ?to ?type ?words WHERE {
      ?c void:class ?class ; void:propertyPartition ?p . ?p void:property ?property .
      OPTIONAL { ?property rdfs:comment ?words }
      OPTIONAL { { ?p void:classPartition [ void:class ?to ] }
                 UNION { ?p ext:datatypePartition [ ext:datatype ?type ] } }
    }""",
    "SELECT ?prefix ?namespace { [] sh:namespace ?namespace ; sh:prefix ?prefix } ORDER BY ?prefix",
    """SELECT DISTINCT ?q ?words ?text {
      ?q a sh:SPARQLExecutable ; rdfs:comment ?words ; sh:select|sh:ask|sh:construct|sh:describe ?text
    } ORDER BY ?q""",
)


def test_the_endpoint_describes_itself_and_its_data_as_editors_read_them(client: TestClient) -> None:
    answer = client.get("/sparql", headers={"Accept": ENGINES})
    store = ox.Store()
    form = ox.RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0])
    assert form is not None
    store.load(answer.content, format=form)
    for query in EDITORS:
        asked = client.get("/sparql", params={"ac": "1", "query": NAMES + query})
        assert asked.json()["results"]["bindings"] == []  # so that the editor goes on to the description
        found = store.query(NAMES + query)
        assert isinstance(found, ox.QuerySolutions)
        assert len(list(found)) >= 10, query


@pytest.mark.parametrize("media_type", FORMS)
def test_the_ontology_comes_in_the_forms_of_rdf(media_type: str, client: TestClient) -> None:
    answer = client.get("/vocabulary", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    ours = RdflibGraph().parse(resource("ontology", "sitrep.ttl"))
    assert isomorphic(RdflibGraph().parse(data=answer.text, format=FORMS[media_type]), ours)


def test_the_vocabulary_comes_in_words_to_those_who_take_anything(client: TestClient) -> None:
    assert client.get("/vocabulary", headers={"Accept": "*/*"}).json()["classes"]
    assert client.get("/vocabulary", params={"format": "turtle"}).text.startswith("# The vocabulary")
