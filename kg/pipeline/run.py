"""One run over a graph: what it reads, writes, counts, publishes, and reports."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Final

from kg.errors import NothingRead, SourceError, SourceWarning
from kg.knowledge.languages import is_read
from kg.model import Article, Facts
from kg.observe import logger, metrics
from kg.pipeline.engines.guarded import NOT_OF_ARTICLES, ArticleReader, fault_of
from kg.pipeline.faults import culprits, told_of_held
from kg.pipeline.projector import Progress
from kg.pipeline.publish import publish
from kg.pipeline.report import BuildReport
from kg.pipeline.update import GraphCounts, merge
from kg.rdf.project import record_quads
from kg.rdf.runs import Run
from kg.resolve.context import ResolutionContext
from kg.resolve.duplicates.minhash import resemble, sketch
from kg.store import Graph

_log: Final = logger("kg.pipeline.build")
_CHECKPOINT: Final = 32  # articles whose facts are written at once: seconds of work are lost at most
COMPACTED_FROM: Final = 50_000
"""Quads from which on a store that was filled bit by bit is compacted: else a state of millions is read half as fast,
and takes disk of its own, since the store puts its files in order afterwards."""


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
                self._write(batch)
        self.check()

    def _write(self, batch: Sequence[Facts]) -> None:
        """Write facts: together, and one by one if that fails."""
        try:
            done = self.graph.write_facts((told.article.id, record_quads(told, self.graph.iris)) for told in batch)
        except NOT_OF_ARTICLES:
            raise
        except Exception as fault:  # noqa: BLE001  whichever article it is of is found out now
            for told in batch if len(batch) > 1 else ():
                self._write([told])
            if len(batch) == 1:
                self._keep_out(fault_of(batch[0].article.id, fault, "written"))
                self._uncount(batch[0])
            return
        self._written = self._written[0] + done.claims, self._written[1] + done.quads
        self.changed += (told.article.id for told in batch)

    def _keep_out(self, failed: SourceError) -> None:
        """Leave an article out, named by its id, as if its file could not be read."""
        self.failed.append(failed)
        self.seen.pop(failed.source, None)
        self.read -= 1

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
                if self._is_to_be_read(article, version):
                    yield article

    def _is_to_be_read(self, article: Article, version: str) -> bool:
        """Whether an article is new or changed, or was read by another version."""
        try:
            if self.graph.holds(article, version):
                self.unchanged += 1
                self.progress("extract", self.extracted + self.unchanged, None)
                return False
            if self.command == "add" and self._is_another(article):
                self.displaced.append(article.id)
        except NOT_OF_ARTICLES:
            raise
        except Exception as fault:  # noqa: BLE001  such as a character that no RDF can hold
            self._keep_out(fault_of(article.id, fault))
            return False
        return True

    def _is_another(self, article: Article) -> bool:
        """Whether the graph's article of that id is no earlier wording of this one."""
        before = self.graph.text(article.id)
        return before is not None and not resemble(sketch(before)[0], sketch(article.text)[0])

    def _counted(self, facts: Iterable[Facts | SourceError]) -> Iterator[Facts]:
        for told in facts:
            if isinstance(told, SourceError):
                self._keep_out(told)
                continue
            self.extracted += 1
            self.stated += len(told.claims)
            metrics.note_article(told)
            self.extractors.add(told.extractor)
            if not is_read(told.language):
                self.unread[told.language] += 1
            self.progress("extract", self.extracted + self.unchanged, None)
            yield told

    def _uncount(self, told: Facts) -> None:
        """An article that was counted could not be kept."""
        self.extracted -= 1
        self.stated -= len(told.claims)

    def merge(self, without: Collection[str] = (), *, thorough: bool = False) -> BuildReport:
        """Draw what follows from all that changed, and from some articles being gone, and publish it.

        Args:
            without: ids of the articles that are to go.
            thorough: whether to see first that the register is not damaged.

        Raises:
            StoreError: the graph could not be written, or articles that were in it before cannot be merged.
        """
        with self.timed("merge"):
            try:
                held = self._merge(without, thorough=thorough)
            except NOT_OF_ARTICLES:
                raise
            except Exception:  # noqa: BLE001  whichever articles it is of is found out now
                broken = self._leave_out_culprits(without)
                held = self._merge({*without, *broken}, thorough=True)
        return self.publish(held, without)

    def _merge(self, without: Collection[str], *, thorough: bool) -> GraphCounts:
        return merge(
            *(self.graph, self.context, self.changed, without, self.progress),
            stale=self.stale, written=self._written if self._counts else None, thorough=thorough,
        )  # fmt: skip

    def _leave_out_culprits(self, without: Collection[str]) -> Collection[str]:
        """Find out, when merging has failed, which articles of this run it is of, and keep them out; raise if none."""
        found = culprits(self.graph, self.context, self.changed)
        for id_, fault in found.items():
            self._keep_out(fault_of(id_, fault, "merged"))
            self._uncount(self.graph.facts(id_))
        if not found:
            mine = {*self.changed, *without}
            held = culprits(self.graph, self.context, (id_ for id_ in self.graph.article_ids() if id_ not in mine))
            if held:
                raise told_of_held(held)
            raise  # noqa: PLE0704  what merging raised
        self.changed = [id_ for id_ in self.changed if id_ not in found]
        self._counts, self.stale = False, True
        return found

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
