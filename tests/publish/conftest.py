"""Small graphs, of which every change is followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

import kg.names.build
import kg.network.follow


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the graph is, changes are followed."""
    monkeypatch.setattr(kg.names.build, "_WORTH_IT", 0)
    monkeypatch.setattr(kg.network.follow, "_WORTH_IT", 0)


@pytest.fixture
def follows_only(monkeypatch: pytest.MonkeyPatch) -> Callable[[], AbstractContextManager[None]]:
    """Where nothing may be made anew."""

    @contextmanager
    def forbid() -> Iterator[None]:
        with monkeypatch.context() as strict:
            for name in ("kg.names.opened.build", "kg.network.opened.gather"):
                strict.setattr(name, never)
            yield

    return forbid


def never(*_: object) -> None:
    raise AssertionError("made anew")
