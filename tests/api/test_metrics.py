"""What Prometheus is told: requests by route, and the size of the graph."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families
from pyoxigraph import NamedNode, Quad

from api import create_app
from api.routes import metrics
from kg.settings import Settings
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """Every sample by its name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_not_by_address(client: Any) -> None:
    before = samples(client.get("/metrics").text)
    for slug in ("hamas", "nobody-by-that-name", "a/slug/with/strokes"):
        client.get(f"/entities/{slug}")
    for path in ("/wp-login.php", "/no-such/path"):
        client.get(path)
    client.head("/entities")
    after = samples(client.get("/metrics").text)

    def counted(route: str, status: int, method: str = "GET") -> float:
        key = "sitrep_http_requests_total", (("method", method), ("route", route), ("status", str(status)))
        return after.get(key, 0) - before.get(key, 0)

    assert counted("/entities/{slug}", 404) >= 1
    assert counted("other", 404) == 2
    assert counted("/metrics", 200) == 1
    assert counted("/entities", 200, "HEAD") == 1
    assert not [labels for _, labels in after if ("route", "/wp-login.php") in labels]
    took = after["sitrep_http_request_seconds_sum", (("route", "/entities/{slug}"),)]
    assert 0 < took < 60


def test_the_graph_is_measured(client: Any) -> None:
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=")
    assert samples(response.text)["sitrep_quads", ()] > 100


def test_quads_are_counted_once_a_minute_and_not_at_every_scrape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = NamedNode(f"{BASE}entity/x")

    def hold(quads: int) -> None:
        with Graph.open(tmp_path, base=BASE) as graph:
            graph.apply(believed=[Quad(some, some, NamedNode(f"{BASE}entity/{n}")) for n in range(quads)])
            graph.publish()

    hold(3)
    with TestClient(create_app(Settings(data=tmp_path))) as client:

        def told() -> tuple[float, float]:
            found = samples(client.get("/metrics").text)
            return found["sitrep_generation", ()], found["sitrep_quads", ()]

        assert told() == (1, 3)
        hold(5)
        while told()[0] == 1:  # until the readers have the new state
            time.sleep(0.02)
        assert told() == (2, 3)
        assert metrics.RECOUNT_AFTER == 60
        monkeypatch.setattr(metrics, "RECOUNT_AFTER", 0)  # a minute later
        assert told() == (2, 5)


def test_metrics_may_be_kept_for_those_who_say_the_token(two_outlets: Graph, tmp_path: Path) -> None:
    settings = Settings.model_validate({"data": tmp_path, "metrics": "token", "token": "secret"})
    with TestClient(create_app(settings, two_outlets)) as client:
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers={"Authorization": "Bearer secret"}).status_code == 200
        assert client.get("/health").status_code == 200
    with TestClient(create_app(settings.model_copy(update={"token": None}), two_outlets)) as client:
        assert client.get("/metrics").status_code == 403
