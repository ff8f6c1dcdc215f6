from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import create_app
from kg.settings import Settings
from kg.store import Graph


@pytest.fixture(scope="session")
def client(two_outlets: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Asks an application that serves the two-outlets graph."""
    settings = Settings(data=Path(tmp_path_factory.mktemp("data")), base=two_outlets.iris.base)
    with TestClient(create_app(settings, two_outlets)) as client:
        yield client
