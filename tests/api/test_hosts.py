"""By which names a server may be called, against pages whose names lead to other people's machines."""

from __future__ import annotations

from pathlib import Path

import httpx2
import pytest
from fastapi.testclient import TestClient

from api import create_app
from api.middleware.hosts import names_of
from kg.settings import Settings
from kg.store import Graph


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("kg.example.org", 200),
        ("KG.Example.org.:8443", 200),
        ("10.0.0.7:8000", 200),
        ("[2001:db8::1]:8000", 200),
        ("evil.example", 421),
        ("kg.example.org.evil.example", 421),
        ("127.0.0.1", 421),
        ("", 421),
    ],
)
def test_only_names_of_its_own(host: str, status: int, two_outlets: Graph, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, allowed_hosts="kg.example.org, 10.0.0.7 [2001:db8::1]")
    with TestClient(create_app(settings, two_outlets)) as client:
        answer = client.get("/health", headers={"Host": host})
        assert answer.status_code == status
        assert status == 200 or "SITREP_ALLOWED_HOSTS" in answer.json()["detail"]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_whoever_listens_to_this_machine_alone_goes_by_its_names(address: str) -> None:
    assert {"localhost", "127.0.0.1", "[::1]"} <= set(names_of(address))
    assert any(address in name for name in names_of(address))


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.4", "kg.example.org"])
def test_whoever_listens_to_others_goes_by_any_name(address: str) -> None:
    assert names_of(address) == ()


def test_a_page_cannot_have_its_name_lead_to_a_served_graph(http: httpx2.Client) -> None:
    for name, status in (("localhost", 200), ("[::1]", 200), ("evil.example", 421)):
        assert http.get("/health", headers={"Host": f"{name}:{http.base_url.port}"}).status_code == status
