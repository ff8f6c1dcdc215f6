"""Reading on several cores gives what reading on one gives, in the same order, and no more in memory at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator

import pytest

from kg.errors import WorkerDied
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
    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        raise ValueError(f"cannot read {next(iter(articles)).id}")


def test_facts_come_in_the_order_of_the_articles_and_from_other_processes() -> None:
    facts = list(map_ordered(ARTICLES, Counts, workers=2))
    assert [told.article for told in facts] == ARTICLES
    assert str(os.getpid()) not in {told.extractor for told in facts}


def test_articles_are_drawn_only_as_their_facts_are_taken() -> None:
    drawn = []

    def many() -> Iterator[Article]:
        for n in range(100_000):
            drawn.append(n)
            yield Article(str(n), "text")

    facts = map_ordered(many(), Counts, workers=1)
    assert next(facts).article.id == "0"
    facts.close()  # type: ignore[attr-defined]  # a generator, whose closing ends the workers
    assert len(drawn) < 500


def test_few_articles_are_read_in_this_process_and_many_in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {told.extractor for told in LocalEngine(Counts).extract(ARTICLES)} == {str(os.getpid())}
    monkeypatch.setattr("kg.pipeline.engines.local.FEW", 100)
    facts = list(LocalEngine(Counts).extract(ARTICLES))
    assert [told.article for told in facts] == ARTICLES
    assert str(os.getpid()) not in {told.extractor for told in facts}


def test_a_worker_that_was_killed_is_told_of_with_a_remedy() -> None:
    with pytest.raises(WorkerDied, match="--workers"):
        list(map_ordered(ARTICLES, Dies, workers=1))


def test_an_error_in_a_worker_arrives_as_it_is() -> None:
    with pytest.raises(ValueError, match="cannot read 0"):
        list(map_ordered(ARTICLES, Fails, workers=1))


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    list(map_ordered(ARTICLES[:1], Counts, workers=1))
    assert "OMP_NUM_THREADS" not in os.environ
