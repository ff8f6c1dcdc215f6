"""Small graphs, of which every change is followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

import kg.query.names.build
import kg.query.network.follow


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the graph is, changes are followed."""
    monkeypatch.setattr(kg.query.names.build, "FOLLOW_FACTOR", 0)
    monkeypatch.setattr(kg.query.network.follow, "FOLLOW_FACTOR", 0)


@pytest.fixture
def follows_only(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """Where nothing may be made anew."""

    @contextmanager
    def forbid() -> Iterator[None]:
        with monkeypatch.context() as strict:
            for name in ("kg.query.names.index_cache.build", "kg.query.network.index_cache.gather"):
                strict.setattr(name, never)
            yield

    return forbid


def never(*_: object) -> None:
    raise AssertionError("made anew")
