"""What resolution remembers answers why things are as they are, and is no other than what all articles resolve to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from factories import BASE as FACTORY_BASE
from factories import make_facts, named
from registers import remembered
from stores import BASE, retract
from triples import CONTEXT, ONE, TWO, ReadsTriples, built

from kg.explain import Comparison, Decision, Explainer, Explanation, Pair
from kg.model import Facts
from kg.pipeline.build import build, refresh
from kg.pipeline.build import retract as delete
from kg.pipeline.publish import publish
from kg.pipeline.update import facts_of, open_resolution
from kg.rdf.project import record_quads
from kg.resolve import Judgement, append_judgements
from kg.resolve.clustering.references import EntityName
from kg.resolve.context import load_context
from kg.resolve.register.database import Register
from kg.settings import Settings
from kg.store import Graph


@contextmanager
def explained(folder: Path) -> Iterator[tuple[Explainer, bool, list[str]]]:
    """What answers, whether all was resolved anew for it, and the articles that are read."""
    world, read = load_context(Settings(data=folder)), list[str]()
    with open_resolution(folder, BASE, world) as (graph, resolver):
        told = Explainer(_noting(facts_of(graph, world.claims), read), Decision(resolver, world.gazetteer))
        yield told, resolver.register.new, read


def _noting(facts: Callable[[str], Facts | None], read: list[str]) -> Callable[[str], Facts | None]:
    def noting(id_: str) -> Facts | None:
        read.append(id_)
        return facts(id_)

    return noting


@pytest.fixture(scope="module")
def strike(incident: Callable[[str, str], str]) -> str:
    return incident("2024-01-28", "jordan")


def answers(told: Explainer, strike: str) -> tuple[list[Explanation], Comparison, list[Pair]]:
    things = ("hamas", "iraq", strike)
    return [told.whole(slug) for slug in things], told.compare("hamas", "hezbollah"), [*map(told.pair, told.doubts())]


def test_what_is_remembered_answers_as_all_that_is_resolved_anew(own: Path, strike: str) -> None:
    retract(Settings(data=own), 3)
    with explained(own) as (told, _, _):
        first, *_, last = (member.reference for member in told.whole("hamas").members)
        for judgement in told.judge(first, last, "different"):
            append_judgements(own, judgement)  # which nothing was drawn from yet
    with explained(own) as (told, anew, _):
        remembered = answers(told, strike)
        assert not anew
        assert not told.compare(first, last).one
        assert remembered[2]
    (own / "resolution.sqlite").unlink()
    with explained(own) as (told, anew, _):
        assert anew
        assert answers(told, strike) == remembered


def test_only_the_articles_are_read_that_the_answer_is_about(own: Path, strike: str) -> None:
    with explained(own) as (told, _, read):
        members = told.whole(strike).members
    assert set(read) == {member.article for member in members}


def test_what_is_remembered_of_a_later_state_than_is_published_is_not_taken(own: Path) -> None:
    with Register(own / "resolution.sqlite", _version(own)) as register:
        register.set("generation", "99")
        register.commit()
    with explained(own) as (_, anew, _):
        assert anew


def test_of_articles_that_nothing_was_drawn_from_all_is_resolved_anew(own: Path) -> None:
    facts = make_facts("new", [named("e1", "Person", "Xerxes Quuxley")])
    with Graph.open(own, base=BASE) as graph:  # as a run that is cut off, and a server that publishes an edit then
        graph.write_facts([("new", record_quads(facts, graph.iris))])
        publish(graph)
    with explained(own) as (told, anew, _):
        assert anew
        assert told.whole("xerxes-quuxley").members[0].article == "new"


def test_a_judgement_on_what_is_there_parts_it_and_what_is_taken_back_leaves_nothing(tmp_path: Path) -> None:
    hamas = [EntityName(article, "Hamas", "ArmedGroup") for article in ("one", "two")]
    judged = dataclasses.replace(CONTEXT, judgements=(Judgement(*hamas, "different"),))
    with Graph.open(tmp_path, base=FACTORY_BASE) as graph, Graph.memory(base=FACTORY_BASE) as fresh:
        build(graph, [ONE, TWO], extractor=ReadsTriples(), context=CONTEXT)
        refresh(graph, context=judged)
        build(fresh, [ONE, TWO], extractor=ReadsTriples(), context=judged)
        assert graph.sorted_nquads() == fresh.sorted_nquads() != built(ONE, TWO)
        delete(graph, ["one", "two"], context=CONTEXT)
    left = remembered(tmp_path / "resolution.sqlite")
    assert [what for what in left if left[what]] == ["by name", "tables"]


def test_who_asks_keeps_nobody_from_writing(own: Path, strike: str) -> None:
    with explained(own) as (told, _, _):
        before = answers(told, strike)
        retract(Settings(data=own), 1)
        assert answers(told, strike) == before


def _version(own: Path) -> str:
    return load_context(Settings(data=own)).version
