"""Limits that are told of, and kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import create_app
from kg.settings import Settings
from kg.store import Graph

TABLE = (Path(__file__).resolve().parents[2] / "docs" / "limits.md").read_text(encoding="utf-8")


def test_the_table_has_the_defaults() -> None:
    rows = dict(re.findall(r"^\| `SITREP_(\w+)` \| `([^`]+)` ", TABLE, re.MULTILINE))
    assert len(rows) == 12
    for name, default in rows.items():
        assert str(Settings.model_fields[name.lower()].default) == default, name


def test_whoever_asks_too_often_is_told_when_to_come_back(two_outlets: Graph, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, rate_limit=3)
    with TestClient(create_app(settings, two_outlets)) as client:
        answers = [client.get("/queries") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 20
        assert "3 requests a minute (SITREP_RATE_LIMIT)" in answers[-1].json()["detail"]
        assert client.get("/health").status_code == 200


def test_requests_keep_their_id(client: TestClient) -> None:
    assert client.get("/health", headers={"X-Request-ID": "mine-1"}).headers["x-request-id"] == "mine-1"
    ours = {
        client.get("/health", headers={"X-Request-ID": odd}).headers["x-request-id"] for odd in ("", "a b", "x" * 200)
    }
    assert len(ours) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", id_) for id_ in ours)


def test_a_generation_is_a_number(client: TestClient) -> None:
    answer = client.get("/ready", headers={"Graph-Generation": "newest"})
    assert answer.status_code == 400
    assert "Graph-Generation" in answer.json()["detail"]


def test_head_is_answered_wherever_get_is(client: TestClient) -> None:
    for address in ("/health", "/queries", "/sparql?query=ASK{}", "/export/graph.nq"):
        head, get = client.head(address), client.get(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "other", False),
    ],
)
def test_a_network_of_ipv6_is_one_client(one: str, other: str, same: bool, two_outlets: Graph, tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path, rate_limit=1), two_outlets)
    with TestClient(app, client=(one, 1)) as first, TestClient(app, client=(other, 1)) as second:
        assert first.get("/queries").status_code == 200
        assert second.get("/queries").status_code == (429 if same else 200)


def test_of_many_addresses_the_latest_are_remembered(
    two_outlets: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.middleware.rate._MOST_CLIENTS", 2)
    app = create_app(Settings(data=tmp_path, rate_limit=1), two_outlets)
    with TestClient(app):
        asked = [TestClient(app, client=(f"192.0.2.{n}", 1)).get("/queries").status_code for n in (1, 1, 2, 3, 3, 1)]
    assert asked == [200, 429, 200, 200, 429, 200]


def test_every_limit_that_security_promises_names_a_test_that_is_there() -> None:
    root = Path(__file__).resolve().parents[2]
    tables = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", (root / "SECURITY.md").read_text(), re.MULTILINE)
    named = [
        (limit, where, re.findall(r"`(tests/\S+)`", tests)) for limit, where, tests in tables if "`tests/" in tests
    ]
    assert len(named) >= 30
    for limit, where, tests in named:
        settings = [
            name for name in re.findall(r"SITREP_(\w+)", limit + where) if name.lower() in Settings.model_fields
        ]
        assert settings == re.findall(r"SITREP_(\w+)", limit + where), limit
        said = "".join((root / test).read_text() for test in tests)
        assert all(name in said or name.lower() in said for name in settings), (limit, tests)
    assert all((root / path).exists() for path in re.findall(r"`((?:kg|api)/\S+)`", str(tables)))
