from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, Quad
from serving import BASE, serving

from api import create_app
from kg.settings import Settings
from kg.store import Graph


@pytest.fixture(scope="session")
def client(two_outlets: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Asks an application that serves the two-outlets graph."""
    settings = Settings(data=Path(tmp_path_factory.mktemp("data")), base=two_outlets.iris.base)
    with TestClient(create_app(settings, two_outlets)) as client:
        yield client


@pytest.fixture(scope="session")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """Asks a real server, whose graph holds one statement in each of two articles' graphs, and one that is believed."""
    folder = tmp_path_factory.mktemp("protocol") / "graph"
    with Graph.open(folder, base=BASE) as graph:
        p = NamedNode("http://example.org/p")
        articles = [
            (id_, [Quad(NamedNode(f"http://example.org/in-{id_}"), p, p, NamedNode(f"{BASE}article/{id_}"))])
            for id_ in ("one", "two")
        ]
        graph.apply(put=articles, believed=[Quad(NamedNode("http://example.org/believed"), p, p)])
        graph.publish()
    with serving(folder, query_size=20_000) as server, httpx2.Client(base_url=server.url) as client:
        yield client
