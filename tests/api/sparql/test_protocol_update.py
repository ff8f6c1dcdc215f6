"""SPARQL 1.1 Protocol, section 2.2 (update operation), against a real server: what the W3C's suite asks, and more."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from serving import BASE, Served, serving

from kg.store import Graph

UPDATE = {"Content-Type": "application/sparql-update"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


# What conforms


def test_2_2_1_update_via_post_with_url_encoded_parameters(served: Served) -> None:
    answer = served.client.post("/update", data={"update": "INSERT DATA { <urn:form> a <urn:x> }"})
    assert answer.status_code == 204
    assert served.wrote(answer, "<urn:form> a <urn:x>")


def test_2_2_2_update_via_post_directly(served: Served) -> None:
    answer = served.update("INSERT DATA { <urn:direct> a <urn:x> }")
    assert answer.status_code == 204
    assert served.wrote(answer, "<urn:direct> a <urn:x>")


def test_2_2_2_media_types_may_have_parameters_and_capitals(served: Served) -> None:
    headers = {"Content-Type": "Application/SPARQL-Update; charset=UTF-8"}
    assert served.client.post("/update", content="INSERT DATA { <urn:é> a <urn:x> }", headers=headers).is_success
    assert served.ask("<urn:é> a <urn:x>")


def test_2_2_several_operations_are_one_request(served: Served) -> None:
    answer = served.update("PREFIX : <urn:> CLEAR GRAPH <urn:none> ; INSERT DATA { :late a :x }")
    assert answer.status_code == 400  # there is no such graph: nothing is done
    assert not served.ask("<urn:late> a <urn:x>")
    assert served.update("PREFIX : <urn:> CLEAR SILENT GRAPH :none ; INSERT DATA { :late a :x }").is_success
    assert served.ask("<urn:late> a <urn:x>")


def test_2_2_4_relative_iris_are_below_the_base(served: Served) -> None:
    answer = served.update("BASE <http://example.org/> INSERT DATA { <based> <p> <o> }")
    assert served.wrote(answer, "<http://example.org/based> <http://example.org/p> <http://example.org/o>")
    assert served.wrote(served.update("INSERT DATA { <unbased> <p> <o> }"), f"<{BASE}unbased> ?p ?o")


@pytest.fixture
def three_graphs(served: Served) -> Iterator[None]:
    """Graphs 1, 2 and 3 with one type each."""
    for n in (1, 2, 3):
        served.update(
            f"DROP SILENT GRAPH <urn:g{n}> ; INSERT DATA {{ GRAPH <urn:g{n}> {{ <urn:s{n}> a <urn:t{n}> }} }}"
        )
    yield
    served.update("DROP SILENT GRAPH <urn:out>")


NUMBERS = " ".join(str(n) for n in range(60))
PRODUCT = " ".join(f"VALUES ?n{k} {{ {NUMBERS} }}" for k in range(5))
RUNAWAY = f"INSERT DATA {{ <urn:away> a <urn:x> }} ; INSERT {{ <urn:s> <urn:p> ?n0 }} WHERE {{ {PRODUCT} }}"
COPY = "INSERT {{ GRAPH <urn:out> {{ ?s ?p ?o }} }} WHERE {{ {} }}"


@pytest.mark.usefixtures("three_graphs")
@pytest.mark.parametrize(
    ("dataset", "pattern", "found"),
    [
        ([("using-graph-uri", "urn:g1")], "?s ?p ?o", {1}),
        ([("using-graph-uri", "urn:g1"), ("using-graph-uri", "urn:g2")], "?s ?p ?o", {1, 2}),
        ([("using-named-graph-uri", "urn:g1"), ("using-named-graph-uri", "urn:g2")], "GRAPH ?g { ?s ?p ?o }", {1, 2}),
        (
            [("using-graph-uri", "urn:g1"), ("using-named-graph-uri", "urn:g2")],
            "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }",
            {1, 2},
        ),
    ],
    ids=["default graph", "default graphs", "named graphs", "full"],
)
@pytest.mark.parametrize("way", ["form", "direct"])
def test_2_2_3_the_request_names_the_data_set(
    served: Served, dataset: list[tuple[str, str]], pattern: str, found: set[int], way: str
) -> None:
    text = COPY.format(pattern)
    if way == "direct":
        answer = served.client.post("/update", params=dataset, content=text, headers=UPDATE)
    else:
        body = str(httpx2.QueryParams([("update", text), *dataset]))
        answer = served.client.post("/update", content=body, headers=FORM)
    for n in (1, 2, 3):
        assert served.wrote(answer, f"GRAPH <urn:out> {{ <urn:s{n}> a <urn:t{n}> }}") == (n in found)


@pytest.mark.usefixtures("three_graphs")
def test_2_2_3_a_data_set_limits_delete_where_too(served: Served) -> None:
    params = {"using-graph-uri": "urn:g1"}
    assert served.client.post("/update", params=params, content="DELETE WHERE { ?s ?p ?o }", headers=UPDATE).is_success
    # What was found in graph 1 is deleted from the default graph, where it is not.
    assert served.ask("GRAPH <urn:g1> { <urn:s1> a <urn:t1> }")


# What does not


def test_2_2_get_is_no_way_to_update(served: Served) -> None:
    answer = served.client.get("/update", params={"update": "CLEAR DEFAULT"})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert served.client.get("/sparql", params={"update": "CLEAR DEFAULT"}).status_code == 400


def test_2_2_several_update_parameters_are_refused(served: Served) -> None:
    answer = served.client.post("/update", content="update=CLEAR+NAMED&update=CLEAR+DEFAULT", headers=FORM)
    assert answer.status_code == 400
    assert "has 2" in answer.json()["detail"]
    assert served.client.post("/update", content="query=ASK%7B%7D", headers=FORM).status_code == 400


@pytest.mark.parametrize("media_type", ["text/plain", "application/sparql-query", ""])
def test_2_2_other_media_types_are_refused(served: Served, media_type: str) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    answer = served.client.post("/update", content="CLEAR NAMED", headers=headers)
    assert answer.status_code == 415
    assert "application/sparql-update" in answer.json()["detail"]


def test_2_2_a_form_without_its_media_type_is_refused(served: Served) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    assert served.client.post("/update", content="update=CLEAR%20NAMED", headers=headers).status_code == 415


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 'é' }".encode("utf-16"), UPDATE),
        (b"update=INSERT+DATA+%7B+%3Curn%3Aa%3E+%3Curn%3Ab%3E+%22%FF%FE%22+%7D", FORM),
    ],
)
def test_2_2_what_is_not_utf_8_is_refused(served: Served, body: bytes, headers: dict[str, str]) -> None:
    answer = served.client.post("/update", content=body, headers=headers)
    assert answer.status_code == 400
    assert "UTF-8" in answer.json()["detail"]


def test_2_2_5_wrong_syntax_is_told_with_its_position(served: Served) -> None:
    answer = served.update("INSERT DATA {\n <urn:a> <urn:b>\n}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "3:1" in answer.json()["detail"]


@pytest.mark.parametrize(
    "clause", ["WITH <urn:g1> INSERT { <a> <b> <c> } WHERE {}", "INSERT { <a> <b> <c> } USING <urn:g1> WHERE {}"]
)
def test_2_2_3_two_ways_to_name_the_data_set_contradict_each_other(served: Served, clause: str) -> None:
    answer = served.client.post("/update", params={"using-graph-uri": "urn:g2"}, content=clause, headers=UPDATE)
    assert answer.status_code == 400


# Who may, and how much


def test_nobody_writes_without_the_token(served: Served) -> None:
    for said in ({}, {"Authorization": "Basic abc"}, {"Authorization": "Bearer wrong"}):
        answer = httpx2.post(f"{served.url}/update", content="CLEAR DEFAULT", headers=UPDATE | said)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="sitrep"')


@pytest.mark.parametrize("text", [
    "INSERT DATA { GRAPH <article/1> { <urn:a> <urn:b> <urn:c> } }",
    "INSERT { GRAPH ?g { <urn:a> <urn:b> <urn:c> } } WHERE { BIND(<article/1> AS ?g) }",
    "PREFIX a: <article/> COPY DEFAULT TO a:1",
    "CREATE GRAPH <graph/added>",
])  # fmt: skip
def test_articles_graphs_and_the_programs_own_are_shut(served: Served, text: str) -> None:
    answer = served.update(text)
    assert answer.status_code == 403
    assert "POST /articles" in answer.json()["detail"]
    assert not served.ask("GRAPH ?g { <urn:a> <urn:b> <urn:c> }")


@pytest.mark.parametrize(
    "text",
    ["LOAD <http://127.0.0.1:1/x>", "INSERT { ?s ?p ?o } WHERE { serVice <http://127.0.0.1:1/> { ?s ?p ?o } }"],
)
def test_no_update_reaches_out(served: Served, text: str) -> None:
    answer = served.update(text)
    assert answer.status_code == 400
    assert "not offered" in answer.json()["detail"]


def test_limits_name_their_settings(served: Served) -> None:
    answer = served.update("INSERT DATA { <urn:a> <urn:b> '" + "x" * 2000 + "' }")
    assert (answer.status_code, "SITREP_WRITE_SIZE" in answer.text) == (413, True)
    answer = served.update("INSERT {} WHERE " + "{" * 101 + "}" * 101)
    assert (answer.status_code, "SITREP_QUERY_DEPTH" in answer.text) == (400, True)


def test_an_update_that_runs_away_is_cut_off_and_undone(served: Served) -> None:
    start = time.monotonic()
    answer = served.update(RUNAWAY)
    assert (answer.status_code, "SITREP_WRITE_TIMEOUT" in answer.text) == (504, True)
    assert time.monotonic() - start < 10
    assert not served.wrote(served.update("INSERT DATA { <urn:after> a <urn:x> }"), "<urn:away> ?p ?o")
    assert served.ask("<urn:after> a <urn:x>")


def test_an_update_that_fills_memory_is_cut_off_and_undone(tmp_path: Path) -> None:
    digits = "VALUES ?{0} {{ 0 1 2 3 4 5 6 7 8 9 }}"
    many = " ".join(digits.format(name) for name in "abcdefg")
    text = f"INSERT {{ <urn:away> <urn:n> ?a }} WHERE {{ {{ SELECT DISTINCT ?a ?b ?c ?d ?e ?f ?g {{ {many} }} }} }}"
    with serving(tmp_path / "graph", write_memory=500) as server:
        answer = server.update(text)
        assert (answer.status_code, "SITREP_WRITE_MEMORY" in answer.text) == (500, True), answer.text
        assert not server.wrote(server.update("INSERT DATA { <urn:after> a <urn:x> }"), "<urn:away> ?p ?o")


def test_an_update_that_runs_away_ends_even_when_its_server_was_killed(tmp_path: Path) -> None:
    with serving(tmp_path / "graph", write_timeout=1) as server:
        running = threading.Thread(target=_ignoring_errors, args=(server, RUNAWAY))
        running.start()
        time.sleep(0.5)
        os.kill(server.process, signal.SIGKILL)
        running.join()
    with Graph.open(tmp_path / "graph", base=BASE, wait=20) as graph:  # the writer lets go of the store in the end
        assert not graph.query("ASK { <urn:away> ?p ?o }")


def _ignoring_errors(server: Served, text: str) -> None:
    with contextlib.suppress(httpx2.HTTPError):
        server.update(text)
