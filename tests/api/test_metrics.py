"""What Prometheus is told: requests by route, and the size of the graph."""

from __future__ import annotations

from typing import Any

from prometheus_client.parser import text_string_to_metric_families


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
