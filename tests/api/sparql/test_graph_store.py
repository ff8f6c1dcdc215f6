"""SPARQL 1.1 Graph Store HTTP Protocol against a real server: what the W3C's suite asks, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from pyoxigraph import RdfFormat, Triple, parse
from serving import BASE, Served

TURTLE = {"Content-Type": "text/turtle; charset=utf-8"}
JOHN = "<http://example.org/john> <http://xmlns.com/foaf/0.1/name> 'John Doe' ."
JANE = "<http://example.org/jane> <http://xmlns.com/foaf/0.1/name> 'Jane Doe' ."


@pytest.fixture
def graph(served: Served) -> Iterator[str]:
    """The address of one graph, by section 4.1; there is no such graph before and after."""
    yield (direct := f"{served.url}/graphs/person/1.ttl")
    served.update(f"DROP SILENT GRAPH <{direct}>")


def put(served: Served, address: str, text: str = JOHN) -> httpx2.Response:
    return served.client.put(address, content=text, headers=TURTLE)


def triples(served: Served, address: str, accept: str = "application/n-triples") -> set[Triple]:
    answer = served.client.get(address, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    form = RdfFormat.from_media_type(answer.headers["Content-Type"])
    assert form
    return {quad.triple for quad in parse(answer.content, form)}


def written(*lines: str) -> set[Triple]:
    return {quad.triple for quad in parse("\n".join(lines), RdfFormat.TURTLE)}


# Every method, by section 4.2


def test_4_2_a_graph_is_named_in_a_parameter_as_well(served: Served, graph: str) -> None:
    indirect = f"/graphs?{httpx2.QueryParams({'graph': graph})}"
    assert put(served, indirect).status_code == 201
    assert served.client.post(indirect, content=JANE, headers=TURTLE).status_code == 204
    assert triples(served, indirect) == triples(served, graph) == written(JOHN, JANE)
    patch = {"Content-Type": "application/sparql-update"}
    assert served.client.patch(indirect, content="DELETE WHERE { ?who ?p 'Jane Doe' }", headers=patch).is_success
    assert triples(served, graph) == written(JOHN)
    assert served.client.head(indirect).status_code == 200
    assert served.client.delete(indirect).status_code == 204
    assert [served.client.get(each).status_code for each in (indirect, graph)] == [404, 404]


# PUT, section 5.3


def test_5_3_put_makes_a_graph(served: Served, graph: str) -> None:
    assert put(served, graph).status_code == 201
    assert triples(served, graph) == written(JOHN)


def test_5_3_put_replaces_a_graph(served: Served, graph: str) -> None:
    put(served, graph)
    assert put(served, graph, JANE).status_code == 204
    assert triples(served, graph) == written(JANE)


def test_5_3_put_replaces_the_default_graph(served: Served) -> None:
    assert put(served, "/graphs?default", JOHN).status_code == 204
    assert put(served, "/graphs?default", JANE).status_code == 204
    assert triples(served, "/graphs?default") == written(JANE)


def test_5_3_put_of_what_is_not_what_it_says_is_refused(served: Served, graph: str) -> None:
    put(served, graph)
    answer = put(
        served, graph, '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    )
    assert answer.status_code == 400
    assert triples(served, graph) == written(JOHN)


def test_5_3_put_of_nothing_makes_an_empty_graph(served: Served, graph: str) -> None:
    assert put(served, graph, "").status_code == 201
    assert triples(served, graph) == set()


# DELETE, section 5.4


def test_5_4_delete_takes_a_graph_out(served: Served, graph: str) -> None:
    put(served, graph)
    assert served.client.delete(graph).status_code == 204
    assert served.client.get(graph).status_code == 404


def test_5_4_delete_of_no_graph_is_not_found(served: Served, graph: str) -> None:
    assert served.client.delete(graph).status_code == 404


# POST, section 5.5


def test_5_5_post_adds_to_a_graph(served: Served, graph: str) -> None:
    put(served, graph)
    assert served.client.post(graph, content=JANE, headers=TURTLE).status_code == 204
    assert triples(served, graph) == written(JOHN, JANE)


def test_5_5_post_takes_several_documents(served: Served, graph: str) -> None:
    put(served, graph)
    family = '{"@id": "http://example.org/jane", "http://xmlns.com/foaf/0.1/familyName": "Doe"}'
    files = [("one", ("jane.ttl", JANE, "text/turtle")), ("two", ("jane.jsonld", family, "application/ld+json"))]
    assert served.client.post(graph, files=files).status_code == 204
    assert triples(served, graph) == written(
        JOHN, JANE, "<http://example.org/jane> <http://xmlns.com/foaf/0.1/familyName> 'Doe' ."
    )


def test_5_5_post_to_the_store_makes_a_graph_and_says_where(served: Served) -> None:
    answer = served.client.post("/graphs", content=JOHN, headers=TURTLE)
    assert answer.status_code == 201
    assert triples(served, answer.headers["Location"]) == written(JOHN)
    assert served.client.post(answer.headers["Location"], content=JANE, headers=TURTLE).status_code == 204
    assert triples(served, answer.headers["Location"]) == written(JOHN, JANE)


def test_5_5_post_of_nothing_changes_nothing(served: Served, graph: str) -> None:
    put(served, graph)
    assert served.client.post(graph, content="", headers=TURTLE).status_code == 204
    assert triples(served, graph) == written(JOHN)


# GET and HEAD, sections 5.2 and 5.6


def test_5_2_get_of_no_graph_is_not_found(served: Served, graph: str) -> None:
    assert served.client.get(graph).status_code == 404


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig"]
)
def test_5_2_get_answers_in_the_form_that_is_asked_for(served: Served, accept: str) -> None:
    put(served, "/graphs/forms")
    assert triples(served, "/graphs/forms", accept) == written(JOHN)
    assert served.client.get("/graphs/forms", headers={"Accept": "image/png"}).status_code == 406


def test_5_6_head_is_get_without_the_content(served: Served, graph: str) -> None:
    assert served.client.head(graph).status_code == 404
    put(served, graph)
    answer = served.client.head(graph)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Type"].startswith("text/turtle")


# PATCH, section 5.7


def test_5_7_patch_changes_the_graph_that_it_is_sent_to(served: Served, graph: str) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    text = "DELETE { ?who ?p 'John Doe' } INSERT { ?who ?p 'J. Doe' } WHERE { ?who ?p 'John Doe' }"
    assert served.client.patch(graph, content=text, headers=headers).status_code == 404
    put(served, graph)
    assert served.client.patch(graph, content=text, headers=headers).status_code == 204
    assert triples(served, graph) == written(JOHN.replace("John", "J."))
    assert served.client.patch(graph, content=JANE, headers=TURTLE).status_code == 415


# Names and payloads, section 4


def test_4_1_relative_iris_in_a_graph_are_relative_to_its_own(served: Served, graph: str) -> None:
    put(served, graph, "<#me> a <http://xmlns.com/foaf/0.1/Person> .")
    assert triples(served, graph) == written(
        f"<{served.url}/graphs/person/1.ttl#me> a <http://xmlns.com/foaf/0.1/Person> ."
    )


@pytest.mark.parametrize(
    "address", ["/graphs", "/graphs?graph=not-absolute", "/graphs?default&graph=urn:g", "/graphs/x?graph=urn:g"]
)
def test_4_2_a_request_names_one_graph(served: Served, address: str) -> None:
    assert put(served, address).status_code == 400
    assert served.client.get(address).status_code == 400


def test_5_what_is_no_rdf_is_refused(served: Served) -> None:
    answer = served.client.put("/graphs/x", content="a,b", headers={"Content-Type": "text/csv"})
    assert (answer.status_code, "text/turtle" in answer.text) == (415, True)
    assert served.client.put("/graphs/x", content=JOHN).status_code == 415
    assert put(served, "/graphs/x", JOHN * 50).status_code == 413
    quads = {"Content-Type": "application/trig"}
    assert served.client.put("/graphs/x", content=f"<urn:g> {{ {JOHN} }}", headers=quads).status_code == 400


def test_articles_graphs_are_shut(served: Served) -> None:
    address = f"/graphs?graph={BASE}article/1"
    assert [put(served, address).status_code, served.client.delete(address).status_code] == [403, 403]


def test_anyone_reads_and_only_who_has_the_token_writes(served: Served) -> None:
    put(served, "/graphs/open")
    assert httpx2.get(f"{served.url}/graphs/open").status_code == 200
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert httpx2.request(method, f"{served.url}/graphs/open", headers=TURTLE, content=JANE).status_code == 401
    assert triples(served, "/graphs/open") == written(JOHN)
