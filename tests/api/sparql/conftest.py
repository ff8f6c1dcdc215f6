"""One real server that takes writes, for all that is asked of it in SPARQL's words and the graph store's."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from serving import Served, serving


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("protocol") / "graph", write_timeout=2, write_size=2000) as server:
        yield server
