"""Articles come, change and go one by one: the graph always is the one that a build from scratch would make."""

from __future__ import annotations

import dataclasses
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from factories import BASE
from known import Knows, corpus, fresh, lines, put, world
from pyoxigraph import NamedNode

from kg.knowledge import Actor, ActorList
from kg.model import Facts
from kg.pipeline.build import build, refresh, retract
from kg.rdf.iris import kg
from kg.resolve import ClaimJudgement, ClaimVerdicts, Judgement
from kg.resolve.clustering.claims import ClaimWord, mark
from kg.resolve.clustering.references import EntityName
from kg.resolve.context import ResolutionContext
from kg.store import Graph

pytestmark = pytest.mark.long


def altered(told: Facts, others: list[Facts], chance: random.Random) -> Facts:
    """An article of the same id that says what another one says, or something less."""
    other = chance.choice(others)
    kept = tuple(claim for claim in other.claims if chance.random() < 0.7)
    article = dataclasses.replace(other.article, id=told.article.id, title="Corrected")
    return dataclasses.replace(other, article=article, claims=kept)


def test_an_incidents_name_passes_from_one_article_to_another_as_in_a_fresh_build() -> None:
    """One sequence of changes; `test_random_operations.py` plays others."""
    chance, facts = random.Random(625), corpus(0)
    there: dict[str, Facts] = {}
    with tempfile.TemporaryDirectory() as folder, Graph.open(Path(folder), base=BASE) as graph:
        for _ in range(8):
            step = chance.choice(("add", "add", "several", "replace", "retract"))
            if step == "retract" and there:
                gone = chance.sample(sorted(there), k=chance.randint(1, min(3, len(there))))
                retract(graph, gone, context=ResolutionContext(*world()))
                for id_ in gone:
                    del there[id_]
                continue
            new = chance.sample(facts, k=6 if step == "several" else 1)
            if step == "replace":
                new = [altered(told, facts, chance) for told in new]
            put(graph, new)
            there |= {told.article.id: told for told in new}
        assert lines(graph) == fresh(there.values())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of one corpus, to be copied."""
    folder = tmp_path_factory.mktemp("built") / "graph"
    with Graph.open(folder, base=BASE) as graph:
        put(graph, corpus(0))
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "graph"))


def test_a_change_of_the_actor_list_resolves_anew_and_reads_nothing(folder: Path) -> None:
    facts = corpus(0)
    known, gazetteer = world()
    named = next(e for told in facts for e in told.entities if e.cls == "ArmedGroup" and e.actor is None)
    listed = ActorList([*known, Actor("newly-listed", named.label, "ArmedGroup", wikidata="Q42")])
    with Graph.open(folder, base=BASE) as graph:
        refresh(graph, context=ResolutionContext(listed, gazetteer))
        assert lines(graph) == fresh(facts, ResolutionContext(listed, gazetteer))
        assert b"newly-listed" in lines(graph)
        refresh(graph, context=ResolutionContext(known, gazetteer))
        assert lines(graph) == fresh(facts)


def test_a_judgement_is_followed_and_taken_back_without_resolving_the_rest(folder: Path) -> None:
    facts = corpus(0)
    places = {
        told.article.id: next(e for e in told.entities if e.place)
        for told in facts
        if any(e.place for e in told.entities)
    }
    (first, one), (second, other) = next(
        ((a, x), (b, y)) for a, x in places.items() for b, y in places.items() if a < b and x.place == y.place
    )
    left, right = EntityName(first, one.label, one.cls), EntityName(second, other.label, other.cls)
    actors, gazetteer = world()
    with Graph.open(folder, base=BASE) as graph:
        before = lines(graph)
        for verdict in ("different", "unsure"):
            said = [Judgement(left, right, verdict)]  # type: ignore[arg-type]
            refresh(graph, context=ResolutionContext(actors, gazetteer, said))
            assert lines(graph) == fresh(facts, ResolutionContext(actors, gazetteer, said))
            assert (lines(graph) == before) is (verdict != "different")


def test_what_resolution_remembers_may_be_lost_or_damaged_at_any_time(folder: Path) -> None:
    facts = corpus(0)
    for damage in (Path.unlink, lambda file: file.write_bytes(b"no database at all" * 100)):
        damage(folder / "resolution.sqlite")
        with Graph.open(folder, base=BASE) as graph:
            retract(graph, [facts[0].article.id], context=ResolutionContext(*world()))
            assert lines(graph) == fresh(facts[1:])
            put(graph, facts[:1])
            assert lines(graph) == fresh(facts)


def test_a_word_on_a_claim_outlasts_builds_another_actor_list_and_another_extractor(folder: Path) -> None:
    facts = corpus(0)
    told = next(
        one for one in facts if any(claim.predicate == "killedCount" and claim.believed for claim in one.claims)
    )
    toll = next(claim for claim in told.claims if claim.predicate == "killedCount" and claim.believed)
    iri = NamedNode(f"{BASE}claim/{toll.digest(told.article.id)}")
    known, gazetteer = world()
    listed = ActorList([*known, Actor("newly-listed", "Newly Listed", "ArmedGroup", wikidata="Q42")])

    def said(word: ClaimWord) -> ClaimVerdicts:
        return ClaimVerdicts.of([ClaimJudgement(mark(toll, told), word, "ada")])

    resolved: list[str] = []
    with Graph.open(folder, base=BASE) as graph:
        before = lines(graph)
        wrong = ResolutionContext(known, gazetteer, claims=said("wrong"))
        refresh(graph, context=wrong, progress=lambda step, *_: resolved.append(step))
        assert resolved.count("project") < len(facts)  # what is drawn anew is the article and its neighbours
        assert lines(graph) == fresh(facts, wrong)
        assert said_of(graph, iri) == {"believed": "false", "judgement": "wrong"}
        otherwise = ResolutionContext(listed, gazetteer, claims=said("wrong"))
        refresh(graph, context=otherwise)
        assert lines(graph) == fresh(facts, otherwise)
        renumbered = Knows(map(as_another_version_reads, facts), "corpus-2")
        build(graph, [one.article for one in facts], extractor=renumbered, context=wrong)
        assert len(renumbered.read) == len(facts)
        held = graph.facts(told.article.id)
        again = next(
            c for c in held.claims if (c.predicate, c.span, c.object) == ("killedCount", toll.span, toll.object)
        )
        assert again.digest(told.article.id) != toll.digest(told.article.id)
        assert again.judged is None
        other = NamedNode(f"{BASE}claim/{again.digest(told.article.id)}")
        assert said_of(graph, other) == {"believed": "false", "judgement": "wrong"}
        build(graph, [one.article for one in facts], extractor=Knows(facts), context=wrong)
        refresh(graph, context=ResolutionContext(known, gazetteer, claims=said("unsure")))
        assert lines(graph) == before


def said_of(graph: Graph, claim: NamedNode) -> dict[str, str]:
    """What the graph says of whether a claim is believed."""
    return {
        name: quad.object.value
        for name in ("believed", "judgement")
        for quad in graph.quads()
        if quad.subject == claim and quad.predicate == kg(name)
    }


def as_another_version_reads(told: Facts) -> Facts:
    """The same facts, whose events are numbered otherwise."""
    ids = {event.id: f"{event.id}0" for event in told.events}
    return dataclasses.replace(
        told,
        events=tuple(dataclasses.replace(event, id=ids[event.id]) for event in told.events),
        mentions=tuple(dataclasses.replace(m, refers_to=ids.get(m.refers_to, m.refers_to)) for m in told.mentions),
        claims=tuple(dataclasses.replace(c, subject=ids.get(c.subject, c.subject)) for c in told.claims),
        extractor="corpus-2",
    )
