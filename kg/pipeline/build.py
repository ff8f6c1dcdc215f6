"""From articles to a published graph: extract, resolve, project, write. Composition only.

Where and how the steps run is the caller's choice: the extractor may work here, on many cores or on a cluster. Facts
are written as they come, so that a run that was interrupted goes on where it was.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Final

from kg.errors import NotFound, NothingRead, SourceError, SourceWarning
from kg.knowledge.languages import is_read
from kg.model import Article, Facts
from kg.observe import logger, metrics
from kg.pipeline.engines.guarded import ArticleReader
from kg.pipeline.projector import Progress
from kg.pipeline.publish import publish
from kg.pipeline.report import BuildReport
from kg.pipeline.update import GraphCounts, merge
from kg.rdf.project import record_quads
from kg.rdf.runs import Run
from kg.resolve.context import ResolutionContext
from kg.resolve.duplicates.minhash import resemble, sketch
from kg.store import Graph
from kg.store.reading import articles_of

_log: Final = logger("kg.pipeline.build")
_CHECKPOINT: Final = 32  # articles whose facts are written at once: seconds of work are lost at most
COMPACTED_FROM: Final = (
    5_000_000  # quads from which on a store that was filled bit by bit answers half as fast until compacted
)


def build(
    graph: Graph,
    articles: Iterable[Article | SourceError | SourceWarning],
    *,
    extractor: ArticleReader,
    context: ResolutionContext,
    progress: Progress | None = None,
) -> BuildReport:
    """Make the graph exactly that of some articles, and publish it.

    Articles that are in it unchanged are not extracted again; those in it that are not among these are taken out.

    Raises:
        NothingRead: no article could be read; the graph is left as it was, and the error's notes tell of each.
        StoreError: the graph could not be written.
    """
    run = BuildRun("build", graph, context, progress)
    run.extract(articles, extractor)
    return run.merge(without=set(graph.article_ids()) - run.seen.keys(), thorough=True)


def add(
    graph: Graph,
    articles: Iterable[Article | SourceError | SourceWarning],
    *,
    extractor: ArticleReader,
    context: ResolutionContext,
    progress: Progress | None = None,
) -> BuildReport:
    """Put articles into the graph, replacing those of the same id, and publish it.

    Raises:
        NothingRead: no article could be read; the graph is left as it was, and the error's notes tell of each.
        StoreError: the graph could not be written.
    """
    run = BuildRun("add", graph, context, progress)
    run.extract(articles, extractor)
    return run.merge()


def retract(
    graph: Graph,
    ids: Iterable[str],
    *,
    context: ResolutionContext,
    progress: Progress | None = None,
    lenient: bool = False,
) -> BuildReport:
    """Take articles out of the graph, with all that hung on them alone, and publish it.

    What a run that died took out without publishing that is taken for there: readers still see it.

    Args:
        graph: open for writing.
        ids: the articles' ids.
        context: the lists and people's judgements.
        progress: is told of each step.
        lenient: whether it does not matter if some are not there.

    Raises:
        NotFound: it lacks one of them, and that matters; nothing is taken out.
        StoreError: the graph could not be written.
    """
    gone = set(ids)
    missing = {id_ for id_ in gone if not graph.has_article(id_)}
    if missing and graph.unpublished:
        missing -= articles_of(graph.published, graph.iris)
    if missing and not lenient:
        named = ", ".join(map(repr, sorted(missing)))
        raise NotFound(f"There is no article {named} in the graph; nothing was taken out")
    return BuildRun("retract", graph, context, progress).merge(without=gone - missing)


def refresh(
    graph: Graph,
    *,
    context: ResolutionContext,
    progress: Progress | None = None,
) -> BuildReport:
    """Let the graph be what judgements and the lists make of it, without reading a text again. Publishes it.

    Raises:
        StoreError: the graph could not be written.
    """
    return BuildRun("refresh", graph, context, progress).merge()


class BuildRun:
    """One run over a graph, and what it counts on the way.

    Attributes:
        stale: whether a process that is gone left articles that nothing was drawn from.
        read: articles that could be read; `extracted` of them were new or changed, and state `stated` claims;
            `unchanged` were not.
        failed: what could not be read; and `warnings` what of articles that could.
        unread: articles of this run that are in a language that is not read, by language.
        extractors: versions of those that read.
        seconds: how long each step took.
    """

    def __init__(self, command: str, graph: Graph, context: ResolutionContext, progress: Progress | None) -> None:
        self.command = command
        self.started = dt.datetime.now(dt.UTC)
        self.graph = graph
        self.context = context
        self.stale = graph.unmerged  # before this run writes
        self._counts = not graph.unpublished  # else somebody wrote who did not count
        self._written = 0, 0  # claims and quads
        self.progress: Progress = progress or (lambda *_: None)
        self.seen: dict[str, int] = {}  # the hashes of articles, by id
        self.read = 0
        self.failed: list[SourceError] = []
        self.warnings: list[SourceWarning] = []
        self.unread = Counter[str]()
        self.changed: list[str] = []
        self.displaced: list[str] = []
        self.extracted = 0
        self.stated = 0
        self.unchanged = 0
        self.extractors: set[str] = set()
        self.seconds: dict[str, float] = {}

    def extract(self, articles: Iterable[Article | SourceError | SourceWarning], extractor: ArticleReader) -> None:
        """Write the facts of every article that is new or changed."""
        with self.timed("extract"):
            facts = self._counted(extractor.extract(self._changed(articles, extractor.version)))
            while batch := list(islice(facts, _CHECKPOINT)):
                records = ((told.article.id, record_quads(told, self.graph.iris)) for told in batch)
                done = self.graph.write_facts(records)
                self._written = self._written[0] + done.claims, self._written[1] + done.quads
                self.changed += (told.article.id for told in batch)
        self.check()

    def check(self) -> None:
        """See that anything could be read.

        Raises:
            NothingRead: nothing could.
        """
        if not self.read:
            raise NothingRead(self.failed)

    def _changed(self, articles: Iterable[Article | SourceError | SourceWarning], version: str) -> Iterator[Article]:
        for article in articles:
            if isinstance(article, SourceError):
                self.failed.append(article)
            elif isinstance(article, SourceWarning):
                self.warnings.append(article)
            elif article.id in self.seen:  # a caller's own articles, which `kg.sources` did not check
                if self.seen[article.id] != hash(article):
                    self.failed.append(SourceError(article.id, "another article of these has the same id; rename one"))
            else:
                self.seen[article.id] = hash(article)
                self.read += 1
                if self.graph.holds(article, version):
                    self.unchanged += 1
                    self.progress("extract", self.extracted + self.unchanged, None)
                else:
                    if self.command == "add" and self._is_another(article):
                        self.displaced.append(article.id)
                    yield article

    def _is_another(self, article: Article) -> bool:
        """Whether the graph's article of that id is no earlier wording of this one."""
        before = self.graph.text(article.id)
        return before is not None and not resemble(sketch(before)[0], sketch(article.text)[0])

    def _counted(self, facts: Iterable[Facts | SourceError]) -> Iterator[Facts]:
        for told in facts:
            if isinstance(told, SourceError):
                self.failed.append(told)  # as if its file could not be read
                self.seen.pop(told.source, None)
                self.read -= 1
                continue
            self.extracted += 1
            self.stated += len(told.claims)
            metrics.note_article(told)
            self.extractors.add(told.extractor)
            if not is_read(told.language):
                self.unread[told.language] += 1
            self.progress("extract", self.extracted + self.unchanged, None)
            yield told

    def merge(self, without: Collection[str] = (), *, thorough: bool = False) -> BuildReport:
        """Draw what follows from all that changed, and from some articles being gone, and publish it.

        Args:
            without: ids of the articles that are to go.
            thorough: whether to see first that the register is not damaged.
        """
        with self.timed("merge"):
            held = merge(
                *(self.graph, self.context, self.changed, without, self.progress),
                stale=self.stale, written=self._written if self._counts else None, thorough=thorough,
            )  # fmt: skip
        return self.publish(held, without)

    def publish(self, held: GraphCounts, without: Collection[str]) -> BuildReport:
        """Remember the run in the graph, publish that, and report.

        Args:
            held: how much the graph holds now.
            without: ids of the articles that were taken out.
        """
        run = self._record(held.merged, len(without))
        self.graph.record(run)
        with self.timed("publish"):
            if held.triples >= COMPACTED_FROM and 2 * self.extracted > held.articles:
                self.graph.compact()
            publish(self.graph)
        report = BuildReport(
            read=self.read,
            extracted=self.extracted,
            unchanged=self.unchanged,
            failed=tuple(self.failed),
            warnings=tuple(self.warnings),
            unread=dict(self.unread),
            retracted=tuple(sorted(without)),
            articles=held.articles,
            entities=held.entities,
            events=held.events,
            claims=held.claims,
            triples=held.triples,
            seconds=self.seconds,
            displaced=tuple(self.displaced),
        )
        _log.info("run", command=run.command, **run.counts, seconds=round(sum(self.seconds.values()), 3))
        metrics.note_run(run.command, run.counts, self.seconds)
        metrics.note_graph(report.triples, report.entities, report.events, held.merged)
        return report

    def _record(self, merged: int, retracted: int) -> Run:
        """What the graph remembers of this run."""
        counts = {
            "extracted": self.extracted, "unchanged": self.unchanged, "failed": len(self.failed),
            "retracted": retracted, "stated": self.stated, "merged": merged,
        }  # fmt: skip
        now, read_by = dt.datetime.now(dt.UTC), tuple(sorted(self.extractors))
        return Run(self.command, self.started, now, read_by, counts, dict(self.seconds))

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Count the seconds of a step."""
        start = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - start
