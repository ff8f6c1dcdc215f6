from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Article
from kg.sources import read


@pytest.fixture
def article(tmp_path: Path) -> Callable[..., Article]:
    """Write one file and read the one article in it."""

    def write_and_read(name: str, content: str | bytes) -> Article:
        found = _read_one(tmp_path / name, content)
        assert isinstance(found, Article), found
        return found

    return write_and_read


@pytest.fixture
def error(tmp_path: Path) -> Callable[..., SourceError]:
    """Write one file and read the one error that it gives."""

    def write_and_read(name: str, content: str | bytes) -> SourceError:
        found = _read_one(tmp_path / name, content)
        assert isinstance(found, SourceError), found
        assert found.source == str(tmp_path / name)
        return found

    return write_and_read


def _read_one(path: Path, content: str | bytes) -> Article | SourceError:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (found,) = read([path])
    return found
