"""Whatever happens on the way, the graph ends as one built at once from the articles that are in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from factories import BASE
from hypothesis import given, settings
from hypothesis import strategies as st
from triples import CONTEXT, ONE, TWO, ReadsTriples, built

from kg.errors import NotFound, SourceError
from kg.model import Article
from kg.pipeline.build import add, build, retract
from kg.store import Graph, latest_generation
from kg.updates import update

BROKEN = SourceError("three.pdf", "it is no text")


@pytest.fixture
def graph() -> Graph:
    return Graph.memory(base=BASE)


def test_a_build_tells_what_it_did_and_what_there_is(graph: Graph) -> None:
    steps: list[tuple[str, int, int | None]] = []
    report = build(
        graph, [ONE, BROKEN, TWO], extractor=ReadsTriples(), context=CONTEXT, progress=lambda *at: steps.append(at)
    )
    assert (report.read, report.extracted, report.unchanged, report.failed) == (2, 2, 0, (BROKEN,))
    assert (report.articles, report.entities, report.events, report.claims) == (2, 3, 3, 9)
    assert report.triples == len(graph)
    assert report.seconds.keys() == {"extract", "merge", "publish"}
    assert {step for step, _, _ in steps} == {"extract", "resolve", "project", "merge"}
    assert ("project", 2, 2) in steps


def test_building_twice_changes_nothing_and_extracts_nothing(tmp_path: Path) -> None:
    with Graph.open(tmp_path, base=BASE) as graph:
        build(graph, [ONE, TWO], extractor=ReadsTriples(), context=CONTEXT)
        before = graph.sorted_nquads()
        again = ReadsTriples()
        report = build(graph, [TWO, ONE], extractor=again, context=CONTEXT)
        assert (report.read, report.extracted, report.unchanged, again.read) == (2, 0, 2, [])
        assert graph.sorted_nquads() == before == built(ONE, TWO)
    assert latest_generation(tmp_path) == 1


def test_a_newer_extractor_reads_everything_again(graph: Graph) -> None:
    build(graph, [ONE, TWO], extractor=ReadsTriples(), context=CONTEXT)
    newer = ReadsTriples("lines-2")
    assert build(graph, [ONE, TWO], extractor=newer, context=CONTEXT).extracted == 2
    assert {facts.extractor for facts in map(graph.facts, graph.article_ids())} == {"lines-2"}


def test_a_build_takes_out_what_its_sources_lack_and_add_does_not(graph: Graph) -> None:
    build(graph, [ONE], extractor=ReadsTriples(), context=CONTEXT)
    assert add(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT).retracted == ()
    assert graph.sorted_nquads() == built(ONE, TWO)
    assert build(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT).retracted == ("one",)
    assert graph.sorted_nquads() == built(TWO)


class Compacting(Graph):
    """A graph that counts how often it is compacted."""

    times = 0

    def compact(self) -> None:
        self.times += 1
        super().compact()


@pytest.mark.parametrize(("large", "changed", "times"), [(100, 8, 1), (100, 4, 0), (1_000_000, 8, 0)])
def test_a_large_graph_is_compacted_where_most_of_it_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int, changed: int, times: int
) -> None:
    with Compacting.open(tmp_path, base=BASE) as graph:
        build(
            graph,
            [Article(str(n), f"Hamas raided Israel {n}") for n in range(8)],
            extractor=ReadsTriples(),
            context=CONTEXT,
        )
        assert graph.times == 0  # by far not large enough for that
        monkeypatch.setattr("kg.pipeline.run.COMPACTED_FROM", large)
        again = [Article(str(n), f"Hamas shelled Israel {n}") for n in range(changed)]
        report = add(graph, again, extractor=ReadsTriples(), context=CONTEXT)
        assert (report.triples > 100, graph.times) == (True, times)
        assert graph.sorted_nquads() == built(
            *again, *(Article(str(n), f"Hamas raided Israel {n}") for n in range(changed, 8))
        )


def test_where_nothing_can_be_read_the_graph_is_left_alone(graph: Graph) -> None:
    build(graph, [ONE], extractor=ReadsTriples(), context=CONTEXT)
    for nothing in ([], [BROKEN]):
        for way in (build, add):
            with pytest.raises(SourceError, match="no article could be read") as caught:
                way(graph, nothing, extractor=ReadsTriples(), context=CONTEXT)
            assert getattr(caught.value, "__notes__", []) == [str(failure) for failure in nothing]
    assert graph.sorted_nquads() == built(ONE)


def test_two_articles_of_one_run_cannot_share_an_id(graph: Graph) -> None:
    other = Article("one", "Israel shelled Gaza 1")
    report = build(graph, [ONE, other, ONE], extractor=ReadsTriples(), context=CONTEXT)
    assert [failure.source for failure in report.failed] == ["one"]
    assert graph.sorted_nquads() == built(ONE)


def test_a_text_that_is_no_other_wording_of_what_it_replaces_is_said(graph: Graph) -> None:
    build(graph, [Article("one", "\n".join(f"Hamas raided Israel {n}" for n in range(20))), TWO],
          extractor=ReadsTriples(), context=CONTEXT)  # fmt: skip
    corrected = Article("one", "\n".join(f"Hamas raided Israel {n}" for n in range(21)))
    assert add(graph, [corrected], extractor=ReadsTriples(), context=CONTEXT).displaced == ()
    other = Article("one", "\n".join(f"Kenya shelled Burundi {n}" for n in range(40, 60)))
    assert add(graph, [other], extractor=ReadsTriples(), context=CONTEXT).displaced == ("one",)


def test_what_one_article_says_now_and_another_no_longer_stays_said(graph: Graph) -> None:
    texts = ("Hamas raided Israel 3", "Israel shelled Gaza 9")
    for said in (texts, texts[::-1]):
        articles = [Article(id_, text) for id_, text in zip("ab", said, strict=True)]
        build(graph, articles, extractor=ReadsTriples(), context=CONTEXT)
        assert graph.sorted_nquads() == built(*articles)


def test_taking_an_article_back_leaves_what_others_say(graph: Graph) -> None:
    build(graph, [ONE, TWO], extractor=ReadsTriples(), context=CONTEXT)
    assert retract(graph, ["one"], context=CONTEXT).retracted == ("one",)
    assert graph.sorted_nquads() == built(TWO)
    retract(graph, ["two"], context=CONTEXT)
    assert len(graph) == 0


def test_what_is_not_there_cannot_be_taken_back(graph: Graph) -> None:
    build(graph, [ONE], extractor=ReadsTriples(), context=CONTEXT)
    with pytest.raises(NotFound, match="'nine'"):
        retract(graph, ["one", "nine"], context=CONTEXT)
    assert graph.sorted_nquads() == built(ONE)


def test_what_people_took_out_stays_out_although_an_article_says_it_again(graph: Graph) -> None:
    build(graph, [ONE, TWO], extractor=ReadsTriples(), context=CONTEXT)
    update(graph, "DELETE WHERE { ?incident kg:attacker ?attacker }")
    retract(graph, ["two"], context=CONTEXT)
    add(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT)
    assert graph.query("ASK { ?incident kg:target ?target }")
    assert not graph.query("ASK { ?incident kg:attacker ?attacker }")


LINE = st.builds(
    "{} {} {} {}".format,
    st.sampled_from(["Hamas", "Israel", "Iran"]),
    st.sampled_from(["raided", "shelled"]),
    st.sampled_from(["Hamas", "Israel", "Gaza"]),
    st.integers(0, 3),
)
ARTICLE = st.builds(
    Article,
    id=st.sampled_from(["1", "2", "3"]),
    text=st.lists(LINE, max_size=3).map("\n".join),
    title=st.none() | st.just("Title"),
    date=st.none() | st.dates(),
)
STEP = st.tuples(st.just("add"), ARTICLE) | st.tuples(st.just("retract"), ARTICLE)


@settings(max_examples=30, deadline=None)
@given(st.lists(STEP, max_size=8))
def test_any_sequence_of_changes_leaves_the_graph_of_a_fresh_build(steps: list[tuple[str, Article]]) -> None:
    graph = Graph.memory(base=BASE)
    there: dict[str, Article] = {}
    for step, article in steps:
        if step == "add":
            there[article.id] = article
            add(graph, [article], extractor=ReadsTriples(), context=CONTEXT)
        elif there.pop(article.id, None):
            retract(graph, [article.id], context=CONTEXT)
    assert graph.sorted_nquads() == built(*there.values())
