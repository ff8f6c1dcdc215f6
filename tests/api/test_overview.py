"""The whole graph at a glance."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient

from api import create_app
from kg.audit.judged import SheetRow, write_sheet
from kg.settings import Settings
from kg.store import Graph


def test_each_number_of_the_overview_is_that_of_the_list_behind_it(sample_graph: Graph, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path), sample_graph)) as client:
        told = client.get("/overview").json()["graph"]

        def listed(noun: str = "incidents", **chosen: str) -> int:
            return len(client.get(f"/{noun}", params=chosen | {"limit": "500"}).json()["items"])

        assert told["incidents"] == sum(month["incidents"] for month in told["months"]) == listed()
        assert told["articles"] == listed("articles")
        assert [one["incidents"] for one in told["actors"][:3]] == [
            listed(actor=one["iri"]) for one in told["actors"][:3]
        ]
        outlet = next(one for one in told["outlets"] if one["name"])
        assert outlet["articles"] == listed("articles", publisher=outlet["name"])
        january = [month for month in told["months"] if month["month"] == "2024-01"]
        days = {"since": "2024-01-01", "until": "2024-01-31"}
        inside = client.get("/incidents", params={**days, "limit": "500"}).json()["items"]
        known = [one for one in inside if (one["date"] or "").startswith("2024-01")]
        assert sum(month["incidents"] for month in january) == len(known)
        assert sum((month["killed"] or {"min": 0})["min"] for month in january) > 0
        disputed = client.get("/incidents", params={"disputed": "true", "limit": "500"}).json()["items"]
        on = {one["property"]: one["incidents"] for one in told["disputes"]}
        assert on == {name: sum(name in one["disputed"] for one in disputed) for name in on}
        newest = client.get("/incidents", params={"order": "newest", "limit": "6"}).json()["items"]
        assert [one["iri"] for one in told["latest"]] == [one["iri"] for one in newest]


def test_the_overview_says_how_right_people_found_the_claims(two_outlets: Graph, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(data=tmp_path), two_outlets)) as client:
        assert client.get("/overview").json()["audit"] is None
        rows = [SheetRow("a", "attacker", n, n + 1, "x", 0.9, 1, verdict="wrong" if n else "right") for n in range(2)]
        write_sheet(tmp_path / "audit.csv", rows)
        assert client.get("/overview").json()["audit"] | {"low": 0, "high": 1} == {
            "name": "all", "judged": 2, "right": 0.5, "useful": 0.5, "low": 0, "high": 1,
        }  # fmt: skip
        (tmp_path / "audit.csv").write_text("no sheet")
        assert client.get("/overview").json()["audit"] is None
