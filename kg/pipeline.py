"""From articles to a published graph: extract, resolve, project, write. Composition only.

Where and how the steps run is the caller's choice: the extractor may work here, on many cores or on a cluster. Facts
are written as they come, so that a run that was interrupted goes on where it was.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Final, Protocol

from kg.errors import NotFound, SourceError
from kg.knowledge import ActorList, Gazetteer
from kg.model import Article, Facts, Resolution
from kg.publish import publish
from kg.rdf.believed import believed_quads
from kg.rdf.project import article_quads, record_quads
from kg.rdf.runs import Run
from kg.store import Graph

Progress = Callable[[str, int, int | None], None]
"""Told after each article: the step (extract, resolve, project or merge), how many are done, of how many if known."""

Resolve = Callable[[Iterable[Facts]], Resolution]
"""All facts to who is who in them, whatever their order."""

_CHECKPOINT: Final = (
    32  # articles whose facts are written at once: at most seconds of the language model's work are lost
)


class Extracts(Protocol):
    """What reads facts in articles."""

    @property
    def version(self) -> str:
        """Facts that another version read are read again."""

    def extract(self, articles: Iterable[Article], /) -> Iterator[Facts]:
        """Every article's facts."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did.

    Attributes:
        read: articles that could be read; `extracted` of these were new or changed, `unchanged` were not.
        failed: what could not be read.
        retracted: ids of the articles that were taken out.
        articles, entities, events, claims, triples: what the graph now holds, over all its named graphs.
        seconds: how long each step took.
    """

    read: int
    extracted: int
    unchanged: int
    failed: tuple[SourceError, ...]
    retracted: tuple[str, ...]
    articles: int
    entities: int
    events: int
    claims: int
    triples: int
    seconds: dict[str, float]


def build(
    graph: Graph,
    articles: Iterable[Article | SourceError],
    *,
    extractor: Extracts,
    resolve: Resolve,
    actors: ActorList,
    gazetteer: Gazetteer,
    progress: Progress | None = None,
) -> Report:
    """Make the graph exactly that of some articles, and publish it.

    Articles that are in it unchanged are not extracted again; those in it that are not among these are taken out.

    Raises:
        SourceError: no article could be read; the graph is left as it was, and the error's notes tell of each.
        StoreError: the graph could not be written.
    """
    run = _Run("build", graph, resolve, actors, gazetteer, progress)
    run.extract(articles, extractor)
    return run.merge(without=set(graph.article_ids()) - run.seen.keys())


def add(
    graph: Graph,
    articles: Iterable[Article | SourceError],
    *,
    extractor: Extracts,
    resolve: Resolve,
    actors: ActorList,
    gazetteer: Gazetteer,
    progress: Progress | None = None,
) -> Report:
    """Put articles into the graph, replacing those of the same id, and publish it.

    Raises:
        SourceError: no article could be read; the graph is left as it was, and the error's notes tell of each.
        StoreError: the graph could not be written.
    """
    run = _Run("add", graph, resolve, actors, gazetteer, progress)
    run.extract(articles, extractor)
    return run.merge()


def retract(
    graph: Graph,
    ids: Iterable[str],
    *,
    resolve: Resolve,
    actors: ActorList,
    gazetteer: Gazetteer,
    progress: Progress | None = None,
) -> Report:
    """Take articles out of the graph, with all that hung on them alone, and publish it.

    Raises:
        NotFound: it lacks one of them; nothing is taken out.
        StoreError: the graph could not be written.
    """
    gone = set(ids)
    if missing := sorted(gone.difference(graph.article_ids())):
        raise NotFound(f"There is no article {', '.join(map(repr, missing))} in the graph; nothing was taken out")
    return _Run("retract", graph, resolve, actors, gazetteer, progress).merge(without=gone)


def refresh(
    graph: Graph, *, resolve: Resolve, actors: ActorList, gazetteer: Gazetteer, progress: Progress | None = None
) -> Report:
    """Resolve all facts anew, without reading a text: what to do after new judgements. Publishes it.

    Raises:
        StoreError: the graph could not be written.
    """
    return _Run("refresh", graph, resolve, actors, gazetteer, progress).merge()


class _Run:
    """One run over a graph, and what it counts on the way."""

    def __init__(
        self,
        command: str,
        graph: Graph,
        resolve: Resolve,
        actors: ActorList,
        gazetteer: Gazetteer,
        progress: Progress | None,
    ) -> None:
        self.command = command
        self.started = dt.datetime.now(dt.UTC)
        self.graph = graph
        self.resolve = resolve
        self.actors = actors
        self.gazetteer = gazetteer
        self.progress: Progress = progress or (lambda *_: None)
        self.seen: dict[str, int] = {}  # the hashes of articles, by id
        self.failed: list[SourceError] = []
        self.extracted = 0
        self.stated = 0
        self.unchanged = 0
        self.extractors: set[str] = set()
        self.seconds: dict[str, float] = {}

    def extract(self, articles: Iterable[Article | SourceError], extractor: Extracts) -> None:
        """Write the facts of every article that is new or changed."""
        with self._timed("extract"):
            facts = self._counted(extractor.extract(self._changed(articles, extractor.version)))
            while batch := list(islice(facts, _CHECKPOINT)):
                self.graph.apply((told.article.id, record_quads(told, self.graph.iris)) for told in batch)
        if not self.seen:
            nothing = SourceError("the sources", "no article could be read from them, and the graph is left as it was")
            for failure in self.failed:
                nothing.add_note(str(failure))
            raise nothing

    def _changed(self, articles: Iterable[Article | SourceError], version: str) -> Iterator[Article]:
        for article in articles:
            if isinstance(article, SourceError):
                self.failed.append(article)
            elif article.id in self.seen:
                if self.seen[article.id] != hash(article):
                    self.failed.append(SourceError(article.id, "another article of these has the same id; rename one"))
            else:
                self.seen[article.id] = hash(article)
                if self.graph.holds(article, version):
                    self.unchanged += 1
                    self.progress("extract", self.extracted + self.unchanged, None)
                else:
                    yield article

    def _counted(self, facts: Iterable[Facts]) -> Iterator[Facts]:
        for told in facts:
            self.extracted += 1
            self.stated += len(told.claims)
            self.extractors.add(told.extractor)
            self.progress("extract", self.extracted + self.unchanged, None)
            yield told

    def merge(self, without: Collection[str] = ()) -> Report:
        """Resolve all facts but those of some articles, write what follows from them, and publish it."""
        graph = self.graph
        ids = [id_ for id_ in graph.article_ids() if id_ not in without]
        with self._timed("resolve"):
            resolution = self.resolve(self._facts(ids, "resolve"))
        canonical, copies = resolution.by_ref(), resolution.copies
        articles = (
            (told.article.id, article_quads(told, canonical, graph.iris, copies.get(told.article.id)))
            for told in self._facts(ids, "project")
        )
        believed = believed_quads(resolution, self._facts(ids, "merge"), graph.iris, self.actors, self.gazetteer)
        with self._timed("write"):
            graph.apply(articles, without, believed)
        merged = sum(len(canonical.members) - 1 for canonical in (*resolution.entities, *resolution.events))
        graph.record(self._record(merged, len(without)))
        with self._timed("publish"):
            publish(graph)
        return Report(
            read=len(self.seen),
            extracted=self.extracted,
            unchanged=self.unchanged,
            failed=tuple(self.failed),
            retracted=tuple(sorted(without)),
            articles=len(ids),
            entities=len(resolution.entities),
            events=len(resolution.events),
            claims=graph.claim_count(),
            triples=len(graph),
            seconds=self.seconds,
        )

    def _record(self, merged: int, retracted: int) -> Run:
        """What the graph remembers of this run."""
        counts = {
            "extracted": self.extracted, "unchanged": self.unchanged, "failed": len(self.failed),
            "retracted": retracted, "stated": self.stated, "merged": merged,
        }  # fmt: skip
        now, read_by = dt.datetime.now(dt.UTC), tuple(sorted(self.extractors))
        return Run(self.command, self.started, now, read_by, counts, dict(self.seconds))

    def _facts(self, ids: list[str], step: str) -> Iterator[Facts]:
        for done, id_ in enumerate(ids, start=1):
            yield self.graph.facts(id_)
            self.progress(step, done, len(ids))

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - start
