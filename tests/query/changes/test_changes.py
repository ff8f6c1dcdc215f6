"""What changed from one published state to the next, as the journal keeps it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from commands import Run
from factories import ACTORS, BASE, GAZETTEER, drone_strike, make_claim, make_facts, named

from kg.model import Article, Event, Facts
from kg.pipeline.build import add, refresh, retract
from kg.query.changes import Change, forget_changes, iris_of, read_changes
from kg.query.changes.words import in_words
from kg.resolve import ClaimJudgement, ClaimVerdicts, Judgement
from kg.resolve.clustering.claims import mark
from kg.resolve.clustering.references import EntityName
from kg.resolve.context import ResolutionContext
from kg.store import Graph

CONTEXT = ResolutionContext(ACTORS, GAZETTEER)
RAID = make_facts(
    Article("009", "Raiders came to Al-Asad.", "Raid", dt.date(2024, 3, 1)),
    [named("e1", "Place", "Al-Asad", place="al-asad"), named("e2", "ArmedGroup", "Night Riders")],
    [Event("v1", "Raid", "raid")],
    [
        make_claim("v1", "place", "e1"),
        make_claim("v1", "date", "2024-02-29"),
        make_claim("v1", "attacker", "e2"),
        make_claim("v1", "killedCount", 4),
    ],
)


class Told:
    """Reads in an article what it is told stands there."""

    version = "test-1"

    def __init__(self, facts: Iterable[Facts]) -> None:
        self._facts = {one.article: one for one in facts}

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        return (self._facts[article] for article in articles)


def put(graph: Graph, *facts: Facts, context: ResolutionContext = CONTEXT) -> None:
    add(graph, [one.article for one in facts], extractor=Told(facts), context=context)


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[Graph]:
    """A published graph of one strike."""
    with Graph.open(tmp_path / "graph", base=BASE) as graph:
        put(graph, drone_strike())
        yield graph


def last(graph: Graph) -> list[Change]:
    """What the last publication changed."""
    assert graph.published
    generation = int(graph.published.name)
    return [change for one in read_changes(graph.published.parent.parent, generation - 1) for change in one.changes]


def watched(graph: Graph, about: str) -> list[Change]:
    """What changed of a thing, and of incidents that it has a part in."""
    assert graph.published
    found = read_changes(graph.published.parent.parent, 0, iris_of(about, graph.iris))
    return [change for one in found for change in one.changes]


def told(graph: Graph) -> set[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    return {(one.kind, one.what, one.before, one.after) for one in last(graph)}


def test_the_first_state_is_compared_with_nothing(graph: Graph) -> None:
    assert last(graph) == []


def test_an_incident_comes_and_goes_with_its_words(graph: Graph) -> None:
    put(graph, RAID)
    [new] = last(graph)
    assert (new.kind, new.article, new.quote) == ("incident-new", "009", "W")
    assert watched(graph, "night-riders") == watched(graph, "al-asad") == watched(graph, "iraq") == [new]
    assert watched(graph, new.iri) == [new]
    assert watched(graph, "nobody") == []
    assert in_words(new).endswith(": new incident")
    retract(graph, ["009"], context=CONTEXT)
    assert ("incident-gone", "", (), ()) in told(graph)
    assert ("claim-withdrawn", "killedCount", ("4",), ()) in told(graph)
    assert {one.article for one in last(graph)} == {"009"}


def test_another_toll_of_the_same_strike_revises_it_and_opens_a_dispute(graph: Graph) -> None:
    later = drone_strike("004", dead=9)
    article = dataclasses.replace(later.article, text="Elsewhere it was told otherwise.", publisher="Weekly")
    claims = tuple(dataclasses.replace(one, bound="Exactly" if one.bound else None) for one in later.claims)
    put(graph, dataclasses.replace(later, article=article, claims=claims))
    assert ("toll", "killed", ("2",), ("2", "9")) in told(graph)
    toll = next(one for one in last(graph) if one.kind == "toll")
    assert (toll.article, in_words(toll).endswith(": killed 2–9, before 2")) == ("004", True)
    assert not {"incident-new", "incident-gone", "claim-withdrawn"} & {one.kind for one in last(graph)}
    retract(graph, ["004"], context=CONTEXT)
    assert ("toll", "killed", ("2", "9"), ("2",)) in told(graph)


def test_a_claim_that_is_judged_wrong_is_withdrawn_and_the_attackers_are_others(graph: Graph) -> None:
    strike = drone_strike()
    said = ClaimJudgement(mark(strike.claims[0], strike), "wrong", "ada")
    refresh(graph, context=ResolutionContext(ACTORS, GAZETTEER, claims=ClaimVerdicts.of([said])))
    assert ("claim-withdrawn", "attacker", ("United States",), ()) in told(graph)
    assert ("attackers", "", ("United States",), ()) in told(graph)


def test_what_is_judged_the_same_merges_and_splits_again(graph: Graph) -> None:
    put(graph, RAID)
    pair = EntityName("009", "Night Riders", "ArmedGroup"), EntityName("003", "Harakat al-Nujaba", "ArmedGroup")
    refresh(graph, context=ResolutionContext(ACTORS, GAZETTEER, (Judgement(*pair, "same"),)))
    assert ("merged", "", ("Harakat al-Nujaba", "Night Riders"), ("Harakat al-Nujaba",)) in told(graph)
    assert "claim-withdrawn" not in {one.kind for one in last(graph)}
    refresh(graph, context=CONTEXT)
    assert ("split", "", ("Harakat al-Nujaba",), ("Harakat al-Nujaba", "Night Riders")) in told(graph)


def test_days_that_are_long_past_are_forgotten(graph: Graph) -> None:
    put(graph, RAID)
    assert graph.published
    folder = graph.published.parent.parent
    [today] = (folder / "changes").iterdir()
    old = today.with_name("2023-01-01.jsonl")
    old.write_bytes(today.read_bytes())
    forget_changes(folder, 1)
    assert [file.name for file in (folder / "changes").iterdir()] == [today.name]
    assert read_changes(folder, dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)) == []


def test_the_command_tells_them_since_a_day_or_a_state(graph: Graph, kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    put(graph, RAID)
    assert graph.published
    folder = graph.published.parent.parent
    monkeypatch.setenv("SITREP_BASE", BASE)
    assert "new incident" in kg("changes", "--data", folder).out
    assert "incident-new" in kg("changes", "--since", "1", "-f", "json", "--data", folder).out
    assert kg("changes", "--since", "2", "--data", folder).out == "Nothing changed.\n"
    assert kg("changes", "--since", "yesterday", "--data", folder).code == 2
