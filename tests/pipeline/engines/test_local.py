"""Reading on several cores gives what reading on one gives, in the same order, and no more in memory at once."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator

import pytest

from kg.errors import SourceError, WorkerDied
from kg.model import Article, Facts
from kg.pipeline.engines import LocalEngine, map_ordered

ARTICLES = [Article(str(n), f"text {n}") for n in range(150)]


class Counts:
    """A reader whose facts tell the process that made them, by way of the version."""

    version = "counts"

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        return (Facts(article, (), (), (), (), str(os.getpid())) for article in articles)


class Dies(Counts):
    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(articles)


class Fails(Counts):
    """Stumbles over one article, and never ends with another, whatever stands beside it."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for article in articles:
            if article.id == "0":
                raise ValueError("cannot read 0")
            while article.id == "7":
                pass
            yield from super().extract([article])


class Remembers(Counts):
    """Keeps which articles it was given together; reading one takes as long as it is."""

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        together = list(articles)
        self.given.append([article.id for article in together])
        until = time.process_time() + sum(len(article.text) for article in together) / 400_000
        while time.process_time() < until:
            pass
        return super().extract(together)


def read(facts: Iterable[Facts | SourceError]) -> list[Facts]:
    return [told for told in facts if isinstance(told, Facts)]


def test_facts_come_in_the_order_of_the_articles_and_from_other_processes() -> None:
    facts = read(map_ordered(ARTICLES, Counts, workers=2))
    assert [told.article for told in facts] == ARTICLES
    assert str(os.getpid()) not in {told.extractor for told in facts}


def test_articles_are_drawn_only_as_their_facts_are_taken() -> None:
    drawn = []

    def many() -> Iterator[Article]:
        for n in range(100_000):
            drawn.append(n)
            yield Article(str(n), "text")

    facts = map_ordered(many(), Counts, workers=1)
    assert read([next(facts)])[0].article.id == "0"
    facts.close()  # type: ignore[attr-defined]  # a generator, whose closing ends the workers
    assert len(drawn) < 500


def test_few_articles_are_read_in_this_process_and_many_in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {told.extractor for told in read(LocalEngine(Counts).extract(ARTICLES))} == {str(os.getpid())}
    monkeypatch.setattr("kg.pipeline.engines.local.FEW", 100)
    facts = read(LocalEngine(Counts).extract(ARTICLES))
    assert [told.article for told in facts] == ARTICLES
    assert str(os.getpid()) not in {told.extractor for told in facts}


def test_a_worker_that_was_killed_is_told_of_with_a_remedy() -> None:
    with pytest.raises(WorkerDied, match="--workers"):
        list(map_ordered(ARTICLES, Dies, workers=1))


def test_what_one_article_throws_or_takes_is_named_and_the_others_are_read() -> None:
    for engine in (LocalEngine(Fails, 1, seconds=0.2), LocalEngine(Fails, 2, seconds=0.2)):
        found = list(engine.extract(ARTICLES))
        failed = {one.source: one.reason for one in found if isinstance(one, SourceError)}
        assert failed.keys() == {"0", "7"}
        assert "ValueError: cannot read 0" in failed["0"]
        assert "SITREP_READING_TIMEOUT" in failed["7"]
        assert [one.article.id for one in found if not isinstance(one, SourceError)] == [
            article.id for article in ARTICLES if article.id not in failed
        ]


def test_short_articles_are_read_together_and_long_ones_alone_and_each_only_once() -> None:
    reader = Remembers()
    lengths = (300, 300, 40_000, 40_000, 300)  # the long ones take a tenth of a second each
    articles = [Article(str(n), "x" * length) for n, length in enumerate(lengths)]
    found = list(LocalEngine(lambda: reader, 1, seconds=0.3).extract(articles))
    assert [one.article for one in read(found)] == articles
    assert reader.given == [["0", "1"], ["2"], ["3"], ["4"]]


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    list(map_ordered(ARTICLES[:1], Counts, workers=1))
    assert "OMP_NUM_THREADS" not in os.environ
