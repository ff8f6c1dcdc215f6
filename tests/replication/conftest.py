"""A real server store, and a small graph in a folder that is kept in step with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import Oxigraph, oxigraph, send

from kg.settings import Settings


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Oxigraph]:
    with oxigraph(tmp_path / "oxigraph") as running:
        yield running


@pytest.fixture
def own(few_folder: Path, tmp_path: Path) -> Path:
    """A graph to write to, of which the server knows nothing."""
    return Path(shutil.copytree(few_folder, tmp_path / "own"))


@pytest.fixture(scope="session")
def loaded(few_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of a graph and that of a server store, in step; to be copied."""
    at = tmp_path_factory.mktemp("loaded")
    shutil.copytree(few_folder, at / "graph")
    with oxigraph(at / "oxigraph") as running:
        send(Settings(data=at / "graph", store=running.url))
    return at / "graph", at / "oxigraph"


@pytest.fixture
def in_step(loaded: tuple[Path, Path], tmp_path: Path) -> Iterator[tuple[Settings, Oxigraph]]:
    """A folder and its server store, which hold the same."""
    shutil.copytree(loaded[0], tmp_path / "graph")
    shutil.copytree(loaded[1], tmp_path / "oxigraph")
    with oxigraph(tmp_path / "oxigraph") as running:
        about = (tmp_path / "graph" / "SERVER").read_text()
        (tmp_path / "graph" / "SERVER").write_text(about.partition('"url"')[0] + f'"url": "{running.url}"}}\n')
        yield Settings(data=tmp_path / "graph", store=running.url), running
