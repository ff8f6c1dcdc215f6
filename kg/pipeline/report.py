"""The report of a run over a graph."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import SourceError, SourceWarning


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The outcome of a run.

    Attributes:
        read: articles that could be read; `extracted` of these were new or changed, `unchanged` were not.
        failed: what could not be read.
        warnings: what could not be read of articles that could.
        unread: by language, how many articles are kept without being read, since they are in that.
        retracted: ids of the articles that were taken out.
        displaced: ids of those that now say something quite different, as if of another source.
        articles, entities, events, claims, triples: what articles and what is believed from them now amount to.
        seconds: how long each step took.
    """

    read: int
    extracted: int
    unchanged: int
    failed: tuple[SourceError, ...]
    warnings: tuple[SourceWarning, ...]
    unread: dict[str, int]
    retracted: tuple[str, ...]
    articles: int
    entities: int
    events: int
    claims: int
    triples: int
    seconds: dict[str, float]
    displaced: tuple[str, ...] = ()
