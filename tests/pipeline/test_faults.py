"""Whatever one article throws, it is named with its reason and kept out, and the rest goes on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from factories import BASE, make_claim, named
from pyoxigraph import Literal, Quad, Store
from triples import CONTEXT, ONE, TWO, ReadsTriples, built

from kg.errors import StoreError
from kg.model import Article, Facts
from kg.pipeline.build import add, build, refresh, reread, retract
from kg.pipeline.report import BuildReport
from kg.rdf.iris import kg
from kg.store import Graph

UNPRINTABLE = Article("half", "Hamas raided Isr\ud800el 3")
MISREAD = Article("misread", "Iran raided Israel 3")
FINE = [ONE, TWO, *(Article(f"{n}", f"Hamas raided Israel {n}") for n in range(40))]


class Misreads(ReadsTriples):
    """Gives one article facts that nothing can be drawn from, and another one some that cannot be written."""

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        for told in super().extract(articles):
            if told.article.id == "misread":
                yield dataclasses.replace(told, claims=(make_claim("v0", "unheardOf", "nobody"),))
            elif told.article.id == "unwritable":
                yield dataclasses.replace(told, entities=(named("a0", "ArmedGroup", "\ud800"),))
            else:
                yield told


@pytest.mark.parametrize("way", [build, add])
def test_an_article_that_breaks_reading_writing_or_merging_is_named_and_the_rest_goes_on(
    tmp_path: Path, way: Callable[..., BuildReport]
) -> None:
    unwritable = dataclasses.replace(MISREAD, id="unwritable")
    with Graph.open(tmp_path, base=BASE) as graph:
        build(graph, [ONE], extractor=ReadsTriples(), context=CONTEXT)
        articles = [*FINE[:9], UNPRINTABLE, *FINE[9:30], MISREAD, unwritable, *FINE[30:]]
        report = way(graph, articles, extractor=Misreads(), context=CONTEXT)
        failed = {failure.source: failure.reason for failure in report.failed}
        assert failed.keys() == {"half", "misread", "unwritable"}
        assert "could not be read, by an error of ours (ValueError: The literal value" in failed["half"]
        assert "could not be merged, by an error of ours (" in failed["misread"]
        assert "could not be written, by an error of ours (UnicodeEncodeError" in failed["unwritable"]
        assert (report.read, report.extracted, report.articles) == (42, 41, 42)
        assert not graph.unmerged
        assert [line for line in graph.sorted_nquads().splitlines() if b"runs" not in line] == [
            line for line in built(*FINE).splitlines() if b"runs" not in line
        ]
        assert refresh(graph, context=CONTEXT).failed == ()


def test_an_article_that_breaks_a_newer_version_is_taken_out_as_the_message_says(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        build(graph, [ONE, MISREAD], extractor=ReadsTriples(), context=CONTEXT)
        (tmp_path / "resolution.sqlite").unlink()
        _spoil(graph, lambda facts: facts.replace('"attacker"', '"unheardOf"'), "misread")
        with pytest.raises(StoreError, match=r"'misread' .*take them out with kg retract misread$"):
            add(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT)
        retract(graph, ["misread"], context=CONTEXT)
        assert add(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT).articles == 2
        assert graph.sorted_nquads() == built(ONE, TWO)


def test_facts_that_this_version_does_not_understand_are_read_again_as_the_message_says(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        full = dataclasses.replace(TWO, title="Raid", url="https://news.example/2", publisher="Wire")
        build(graph, [ONE, full], extractor=ReadsTriples("lines-0"), context=CONTEXT)
        (tmp_path / "resolution.sqlite").unlink()
        _spoil(graph, lambda _: '{"as": "it was"}', "one")
        with pytest.raises(StoreError, match=r"'one' are of another version .*kg reread reads it anew"):
            add(graph, [MISREAD], extractor=ReadsTriples(), context=CONTEXT)
        assert graph.read_otherwise("lines-1") == ["one", "two"]
        again = ReadsTriples()
        assert reread(graph, extractor=again, context=CONTEXT).extracted == 2
        assert again.read == ["one", "two"]
        assert graph.sorted_nquads() == built(ONE, full, MISREAD)
        assert reread(graph, extractor=again, context=CONTEXT).extracted == 0


def _spoil(graph: Graph, change: Callable[[str], str], article: str) -> None:
    """Change an article's facts, as another version might have written them."""
    store: Store = graph._store
    name = graph.iris.article(article)
    [here] = store.quads_for_pattern(name, kg("facts"), None, name)
    assert isinstance(here.object, Literal)
    store.remove(here)
    store.add(Quad(name, here.predicate, Literal(change(here.object.value), datatype=here.object.datatype), name))
