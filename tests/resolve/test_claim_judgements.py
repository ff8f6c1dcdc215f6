"""People's word on claims and places: found again whatever reads next, and kept whoever writes meanwhile."""

from __future__ import annotations

import dataclasses
import multiprocessing
from pathlib import Path

from factories import drone_strike, named

from kg.model import Claim, Facts, Span
from kg.rdf import facts_json
from kg.resolve import (
    ClaimJudgement,
    ClaimVerdicts,
    MeantPlace,
    PlaceJudgement,
    append_judgements,
    read_claim_verdicts,
    read_judgements,
)
from kg.resolve.clustering.claims import ClaimWord, mark
from kg.resolve.clustering.references import EntityName

TOLD = drone_strike()


def claim_of(facts: Facts, predicate: str) -> Claim:
    return next(claim for claim in facts.claims if claim.predicate == predicate)


def word(predicate: str, said: ClaimWord, facts: Facts = TOLD) -> ClaimJudgement:
    return ClaimJudgement(mark(claim_of(facts, predicate), facts), said, "ada")


def judged(facts: Facts, *said: ClaimJudgement) -> dict[str, str | None]:
    """What is said of the first claim of each property, where anything is."""
    over = ClaimVerdicts.of(said).over(facts)
    return {claim.predicate: claim.judged for claim in reversed(over.claims) if claim.judged}


def read_anew(facts: Facts, *, entity: str = "Harakat al-Nujaba") -> Facts:
    """The article as another extractor reads it: other numbers, wider words, a name more."""
    ids = {"v1": "v4"} | {f"e{n}": f"e{n + 5}" for n in range(1, 7)}
    claims = tuple(
        dataclasses.replace(
            claim,
            subject=ids[claim.subject],
            object=ids.get(str(claim.object), claim.object),
            source=ids[claim.source] if claim.source else None,
            span=Span(claim.span.start, claim.span.end + 9),
            quote=f"{claim.quote} happened",
        )
        for claim in reversed(facts.claims)
    )
    entities = [dataclasses.replace(e, id=ids[e.id]) for e in facts.entities]
    entities[1] = named("e7", "ArmedGroup", entity)
    return dataclasses.replace(
        facts,
        entities=tuple(entities),
        events=tuple(dataclasses.replace(e, id=ids[e.id]) for e in facts.events),
        mentions=(),
        claims=claims,
        extractor="test-2",
    )


def test_wrong_and_useless_are_not_believed_and_right_is_however_surely_it_was_read() -> None:
    doubtful = dataclasses.replace(
        TOLD, claims=tuple(dataclasses.replace(claim, sure=claim.predicate != "place") for claim in TOLD.claims)
    )
    said = word("target", "wrong"), word("weapon", "useless"), word("place", "right")
    over = ClaimVerdicts.of(said).over(doubtful)
    believed = {claim.predicate for claim in over.claims if claim.believed}
    assert {"target", "weapon"} & believed == set()
    assert {"place", "victim", "killedCount"} <= believed


def test_the_last_word_on_a_claim_counts_and_unsure_takes_all_back() -> None:
    assert judged(TOLD, word("target", "right"), word("target", "wrong")) == {"target": "wrong"}
    assert judged(TOLD, word("target", "wrong"), word("target", "unsure")) == {}


def test_a_claim_is_found_again_though_everything_is_numbered_and_cut_otherwise() -> None:
    for predicate in ("target", "killedCount", "date", "weapon", "leads", "victim"):
        said = word(predicate, "wrong")
        assert claim_of(TOLD, predicate).digest("003") != claim_of(read_anew(TOLD), predicate).digest("003")
        assert judged(read_anew(TOLD), said) == {predicate: "wrong"}, predicate


def test_what_says_another_value_of_the_same_words_was_not_judged() -> None:
    assert judged(drone_strike(dead=5), word("killedCount", "wrong")) == {}
    assert judged(read_anew(TOLD, entity="Kataib Hezbollah"), word("target", "wrong")) == {}


def test_the_same_words_far_away_or_in_another_article_are_another_claim() -> None:
    far = tuple(dataclasses.replace(c, span=Span(900, 908), quote="somewhere") for c in TOLD.claims)
    assert judged(dataclasses.replace(TOLD, claims=far), word("target", "wrong")) == {}
    assert judged(drone_strike("004"), word("target", "wrong")) == {}


def test_an_incident_of_which_nothing_is_left_is_withheld() -> None:
    roles = [claim for claim in TOLD.claims if claim.subject == "v1"]
    said = [ClaimJudgement(mark(claim, TOLD), "wrong") for claim in roles]
    assert [event.withheld for event in ClaimVerdicts.of(said).over(TOLD).events] == [True]
    assert [event.withheld for event in ClaimVerdicts.of(said[1:]).over(TOLD).events] == [False]


def test_what_people_said_is_no_part_of_what_the_extractor_read() -> None:
    elsewhere = PlaceJudgement(EntityName("003", "Baghdad", "Place"), "meant", MeantPlace("1", "Baghdad", "AZ"))
    over = ClaimVerdicts.of([word("target", "wrong"), elsewhere]).over(TOLD)
    assert over != TOLD
    assert facts_json.dumps(over) == facts_json.dumps(TOLD)


def test_a_place_is_the_one_that_people_say_in_whatever_reading() -> None:
    here = EntityName("003", "Baghdad", "Place")
    said = PlaceJudgement(here, "meant", MeantPlace("1", "Baghdad", "AZ"), "ada")
    nowhere, back = PlaceJudgement(here, "meant"), PlaceJudgement(here, "withdrawn")

    def place_of(*judgements: PlaceJudgement, facts: Facts = TOLD) -> tuple[str | None, str | None]:
        over = ClaimVerdicts.of(judgements).over(facts)
        return next((one.place, one.country) for one in over.entities if one.label == "Baghdad")

    read = place_of()
    assert read[0]
    assert place_of(said) == place_of(said, facts=read_anew(TOLD)) == ("1", "AZ")
    assert place_of(said, nowhere)[0] is None
    assert place_of(said, nowhere, back) == read


def append_many(folder: Path, by: str) -> None:
    for n in range(50):
        append_judgements(folder, dataclasses.replace(word("target", "wrong"), by=by, note=str(n)))


def test_two_who_judge_at_once_lose_nothing(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("fork")
    two = [spawn.Process(target=append_many, args=(tmp_path, by)) for by in ("ada", "ben")]
    for one in two:
        one.start()
    for one in two:
        one.join()
    kept = read_claim_verdicts(tmp_path).said["003"]
    assert sorted((one.by, int(one.note)) for one in kept) == [(by, n) for by in ("ada", "ben") for n in range(50)]
    assert read_judgements(tmp_path) == ()
