"""SPARQL 1.1 Query, section by section: small queries over small data, asked over HTTP.

The cases stand in `cases/`: a query, and its rows as CSV has them, in any order unless it says `ordered`; or whether an
ASK holds; or the triples that it makes. Where the engine departs from the standard, a case says how: it fails as soon
as the engine does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi.testclient import TestClient
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from api import create_app
from kg.settings import Settings
from kg.store import Graph

CASES = Path(__file__).parent / "cases"
ALL = [
    pytest.param(case, id=name, marks=[pytest.mark.xfail(reason=case["departs"])] if "departs" in case else [])
    for file in sorted(CASES.glob("*.yaml"))
    for name, case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"].items()
]


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    settings = Settings()
    with Graph.memory(base=settings.base) as graph:
        graphs = defaultdict[str, list[Quad]](list)
        for quad in parse(path=str(CASES / "data.trig"), format=RdfFormat.TRIG):
            graphs["" if quad.graph_name == DefaultGraph() else quad.graph_name.value.rpartition("/")[2]].append(quad)
        graph.apply(believed=graphs.pop(""), put=graphs.items())
        with TestClient(create_app(settings, graph)) as client:
            yield client


@pytest.mark.parametrize("case", ALL)
def test_evaluation(case: dict[str, Any], client: TestClient) -> None:
    query = f"PREFIX : <http://e/> {case['query']}"
    accept = "text/csv" if "rows" in case else "application/json" if "ask" in case else "application/n-triples"
    answer = client.post("/sparql", data={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    if "ask" in case:
        assert answer.json()["boolean"] is case["ask"]
    elif "triples" in case:
        assert sorted(answer.text.splitlines()) == sorted(case["triples"])
    else:
        rows = answer.text.split("\r\n")[1:-1]
        assert rows == case["rows"] if case.get("ordered") else sorted(rows) == sorted(case["rows"])


# SPARQL 1.1 Query Results JSON, CSV and TSV Formats, and XML Format: how each kind of term is written.

TERMS = """SELECT * { VALUES (?iri ?plain ?tagged ?number ?odd ?none) {
  (<http://e/a> 'a "b", c\\n' 'x'@en 1.5 'z'^^<http://e/t> UNDEF) } }"""


def ask(client: TestClient, form: str, query: str = TERMS) -> str:
    return client.get("/sparql", params={"query": query, "format": form}).text


def test_json_format_3(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": TERMS, "format": "json"}).json()
    assert set(answer["head"]["vars"]) == {"iri", "plain", "tagged", "number", "odd", "none"}
    assert answer["results"]["bindings"] == [
        {
            "iri": {"type": "uri", "value": "http://e/a"},
            "plain": {"type": "literal", "value": 'a "b", c\n'},
            "tagged": {"type": "literal", "value": "x", "xml:lang": "en"},
            "number": {"type": "literal", "value": "1.5", "datatype": "http://www.w3.org/2001/XMLSchema#decimal"},
            "odd": {"type": "literal", "value": "z", "datatype": "http://e/t"},
        }
    ]


def test_csv_format_3(client: TestClient) -> None:
    query = TERMS.replace("SELECT *", "SELECT ?iri ?plain ?tagged ?number ?odd ?none")
    assert ask(client, "csv", query) == ('iri,plain,tagged,number,odd,none\r\nhttp://e/a,"a ""b"", c\n",x,1.5,z,\r\n')


def test_tsv_format_4(client: TestClient) -> None:
    query = TERMS.replace("SELECT *", "SELECT ?iri ?plain ?tagged ?number ?odd ?none")
    assert ask(client, "tsv", query) == (
        "?iri\t?plain\t?tagged\t?number\t?odd\t?none\n"
        '<http://e/a>\t"a \\"b\\", c\\n"\t"x"@en\t1.5\t"z"^^<http://e/t>\t\n'
    )


def test_xml_format_2(client: TestClient) -> None:
    answer = ask(client, "xml")
    assert '<binding name="iri"><uri>http://e/a</uri></binding>' in answer
    assert '<literal xml:lang="en">x</literal>' in answer
    assert '<literal datatype="http://e/t">z</literal>' in answer
    assert 'name="none"' in answer.partition("</head>")[0]
    assert 'name="none"' not in answer.partition("</head>")[2]


def test_ask_in_every_format(client: TestClient) -> None:
    query = "ASK { :alice ?p ?o }".replace(":alice", "<http://e/alice>")
    assert '"boolean":true' in ask(client, "json", query)
    assert "<boolean>true</boolean>" in ask(client, "xml", query)
