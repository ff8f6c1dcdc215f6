"""Batches, and the protocol of a source that hands them over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from kg.errors import SourceError, SourceWarning
from kg.model import Article
from kg.watch.state import WatchState

LARGEST: Final = 256  # articles that are committed at once: a minute or two of the language model


@dataclass(slots=True)
class Batch:
    """Some of what a source has found, to be committed at once.

    Attributes:
        since: when the oldest of it was there to be read, Unix time.
        articles: new or changed ones.
        gone: ids of articles to take back.
        failed: what could not be read.
        warnings: what could not be read of articles that could.
        skipped: how many articles came a second time, under their own or another id.
        notes: what the state is to remember once all that is in the graph.
        outcome: of the look at the source, told with its last batch: changed, unchanged or failed.
    """

    since: float
    articles: list[Article] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    failed: list[SourceError] = field(default_factory=list)
    warnings: list[SourceWarning] = field(default_factory=list)
    skipped: int = 0
    notes: list[Callable[[WatchState], None]] = field(default_factory=list)
    outcome: str = ""

    def clear(self) -> None:
        """Begin anew, what was in it being committed."""
        self.articles, self.gone, self.failed, self.warnings, self.notes, self.skipped = [], [], [], [], [], 0
        self.since = time.time()


def reachable(due: float, longest: float) -> float:
    """When to look again; at once if that is longer ahead than anybody can have meant: the clock was wrong then."""
    return due if due <= time.time() + longest else 0.0


class Source(Protocol):
    """Something to look at again and again."""

    @property
    def name(self) -> str:
        """The folder or the address."""

    @property
    def kind(self) -> str:
        """The kind of source: folder or feed."""

    def unfinished(self) -> bool:
        """Whether a file is still being written, so that another look is due soon."""

    def due(self) -> float:
        """When to look at it next, Unix time."""

    def poll(self) -> Iterator[Batch]:
        """Look at it: what is new, in batches; the next is asked for when the one before is committed."""
