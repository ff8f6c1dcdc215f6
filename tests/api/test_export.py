"""The graph as a file over HTTP."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from kg.export import FORMATS, export
from kg.store import Graph


@pytest.mark.parametrize("ending", FORMATS)
def test_a_download_is_the_file_that_the_command_writes(ending: str, client: TestClient, two_outlets: Graph) -> None:
    out = io.BytesIO()
    export(two_outlets, out, ending)
    answer = client.get(f"/export/graph.{ending}")
    assert answer.headers["content-type"].partition(";")[0] == FORMATS[ending].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="graph.{ending}"'
    assert answer.content == out.getvalue()


def test_it_may_be_compressed(client: TestClient) -> None:
    packed = client.get("/export/graph.gexf.gz")
    assert packed.headers["content-type"] == "application/gzip"
    assert gzip.decompress(packed.content) == client.get("/export/graph.gexf").content


def test_a_filter_lets_through_what_it_asks_for(client: TestClient) -> None:
    answer = client.get("/export/graph.gexf", params={"class": "Organization", "predicate": ["attacked", "partOf"]})
    tree = etree.fromstring(answer.content)
    assert tree.xpath("//g:edge/@kind", namespaces={"g": "http://gexf.net/1.3"}) == ["attacked", "partOf", "attacked"]


def test_tables_come_together(client: TestClient) -> None:
    archive = zipfile.ZipFile(io.BytesIO(client.get("/export/graph.zip").content))
    assert archive.namelist() == ["nodes.csv", "edges.csv"]
    assert archive.read("edges.csv") == client.get("/export/graph.csv").content


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/export/graph.xlsx", 404, "Use one of .nq"),
        ("/export/graph.gexf?predicate=likes", 422, "'likes' is no kind of tie"),
        ("/export/graph.gexf?until=then", 422, "until: 'then' is no date"),
    ],
)
def test_what_is_wrong_is_said(address: str, status: int, says: str, client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert says in answer.json()["detail"]
