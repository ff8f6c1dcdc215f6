"""People's word on pairs: it outranks the machine, outlasts rebuilds and is taken back by another word."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from factories import ACTORS, GAZETTEER, make_claim, make_facts, named
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import JudgementError
from kg.explain import Decision, decide
from kg.model import Article, Entity, Event, Facts, Ref, Resolution
from kg.resolve import Judgement, Verdict, append_judgements, read_judgements, resolve
from kg.resolve.clustering.references import EntityName, EventMark, locate, reference


def person(article: str, name: str, **more: str) -> Facts:
    """An article that names one person."""
    return make_facts(article, [named("e1", "Person", name, **more)])


def strike(
    article: str, day: str, *, place: str = "Baghdad", cls: str = "DroneStrike", target: str = "nujaba"
) -> Facts:
    """An article that tells of one strike on a day in a place."""
    return make_facts(
        Article(article, "The strike was there.", date=dt.date(2024, 1, 6)),
        [
            named("e1", "Place", place, place="98182" if place == "Baghdad" else None, country="IQ"),  # type: ignore[arg-type]
            named("e2", "ArmedGroup", target, actor=target),
        ],
        [Event("v1", cls, "strike")],
        [make_claim("v1", "date", day), make_claim("v1", "place", "e1"), make_claim("v1", "target", "e2")],
    )


def word(left: str, right: str, verdict: Verdict, **more: str) -> Judgement:
    """A judgement on two persons, each as ARTICLE#NAME."""
    sides = [EntityName(*side.split("#"), "Person") for side in (left, right)]
    return Judgement(sides[0], sides[1], verdict, **more)


def decided(facts: list[Facts], *judgements: Judgement) -> Decision:
    return decide(facts, ACTORS, GAZETTEER, judgements)


def together(resolution: Resolution, *articles: str, local: str = "e1") -> bool:
    return len({resolution.by_ref()[Ref(article, local)].slug for article in articles}) == 1


SPELLINGS = [person("1", "Yahya Rasoul"), person("2", "Yehia Rasool"), person("3", "Rasoul")]


# What a judgement does


def test_without_a_word_the_machine_decides() -> None:
    resolution = decided(SPELLINGS).resolution
    assert together(resolution, "1", "2")
    assert not together(resolution, "1", "3")


def test_the_same_are_one_with_all_that_is_one_with_them() -> None:
    resolution = decided(SPELLINGS, word("3#Rasoul", "2#Yehia Rasool", "same")).resolution
    assert together(resolution, "1", "2", "3")


def test_the_different_are_two_though_the_names_agree() -> None:
    resolution = decided(SPELLINGS, word("1#Yahya Rasoul", "2#Yehia Rasool", "different")).resolution
    assert not together(resolution, "1", "2")


def test_the_different_do_not_meet_through_a_third() -> None:
    facts = [*SPELLINGS, person("4", "Yahya Rasoul")]
    resolution = decided(facts, word("1#Yahya Rasoul", "4#Yahya Rasoul", "different")).resolution
    assert not together(resolution, "1", "4")
    assert len({resolution.by_ref()[Ref(article, "e1")].slug for article in "124"}) == 2


def test_a_word_outranks_the_actor_list() -> None:
    listed = [person("1", "Kata'ib", actor="nujaba"), person("2", "Kata'ib", actor="iraq")]
    assert not together(decided(listed).resolution, "1", "2")
    assert together(decided(listed, word("1#Kata'ib", "2#Kata'ib", "same")).resolution, "1", "2")


def test_a_listed_actor_that_people_split_keeps_its_name_for_one_part_alone() -> None:
    listed = [person(str(n), "Nujaba", actor="nujaba") for n in (1, 2, 3)]
    resolution = decided(listed, word("1#Nujaba", "2#Nujaba", "different")).resolution
    parts = [c for c in resolution.entities if c.members]
    assert sorted((len(part.members), part.actor) for part in parts) == [(1, None), (2, "nujaba")]
    assert len({part.slug for part in parts}) == 2


def test_unsure_leaves_a_pair_as_it_is_and_is_not_asked_again() -> None:
    asked = decided(SPELLINGS).uncertain("entity")
    assert [(pair.left.article, pair.right.article) for pair in asked] == [("1", "3"), ("1", "2")]
    unsure = decided(
        SPELLINGS, word("2#Yehia Rasool", "3#Rasoul", "unsure"), word("1#Yahya Rasoul", "2#Yehia Rasool", "unsure")
    )
    assert unsure.resolution == decided(SPELLINGS).resolution
    assert not list(unsure.uncertain())


def test_withdrawn_leaves_a_pair_as_if_nobody_had_judged() -> None:
    said = word("1#Yahya Rasoul", "2#Yehia Rasool", "different")
    back = dataclasses.replace(said, left=said.right, right=said.left, judgement="withdrawn")
    withdrawn, untold = decided(SPELLINGS, said, back), decided(SPELLINGS)
    assert withdrawn.resolution == untold.resolution
    assert list(withdrawn.uncertain()) == list(untold.uncertain())


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_what_was_judged_is_not_asked_again(verdict: Verdict) -> None:
    asked = decided(SPELLINGS, word("1#Yahya Rasoul", "2#Yehia Rasool", verdict)).uncertain()
    assert {"1", "2"} not in [{pair.left.article, pair.right.article} for pair in asked]


def test_the_last_word_on_a_pair_counts() -> None:
    first = word("3#Rasoul", "1#Yahya Rasoul", "same")
    for last, joined in (("different", False), ("unsure", False), ("same", True)):
        again = dataclasses.replace(first, left=first.right, right=first.left, judgement=last)
        assert together(decided(SPELLINGS, first, again).resolution, "1", "3") is joined


def test_words_that_contradict_each_other_are_an_error_that_names_them() -> None:
    with pytest.raises(JudgementError) as error:
        decided(
            SPELLINGS,
            word("1#Yahya Rasoul", "2#Yehia Rasool", "same", by="ada"),
            word("3#Rasoul", "2#Yehia Rasool", "same", by="ben"),
            word("1#Yahya Rasoul", "3#Rasoul", "different", by="cy"),
        )
    assert "1#Yahya Rasoul and 3#Rasoul are different (cy)" in str(error.value)
    assert "1#Yahya Rasoul and 2#Yehia Rasool are the same (ada)" in str(error.value)
    assert "3#Rasoul and 2#Yehia Rasool are the same (ben)" in str(error.value)


def test_incidents_are_judged_like_entities() -> None:
    told = [strike("1", "2024-01-04"), strike("2", "2024-01-04"), strike("3", "2024-01-05")]
    marks = {f.article.id: reference(Ref(f.article.id, "v1"), f) for f in told}
    assert together(decided(told).resolution, "1", "2", local="v1")
    resolution = decided(
        told, Judgement(marks["1"], marks["2"], "different"), Judgement(marks["1"], marks["3"], "same")
    ).resolution
    assert together(resolution, "1", "3", local="v1")
    assert not together(resolution, "1", "2", local="v1")


def test_the_same_incident_keeps_all_accounts_of_both_though_their_days_differ() -> None:
    told = [strike(str(n), f"2024-01-0{4 + n // 2 * 2}") for n in range(4)]
    marks = [reference(Ref(f.article.id, "v1"), f) for f in told]
    assert not together(decided(told).resolution, "0", "2", local="v1")
    resolution = decided(told, Judgement(marks[0], marks[2], "same")).resolution
    assert together(resolution, "0", "1", "2", "3", local="v1")


@given(st.data())
def test_neither_the_order_of_articles_nor_of_words_makes_a_difference(data: st.DataObject) -> None:
    names = ["Yahya Rasoul", "Yehia Rasool", "Rasoul", "Yahya Rassoul", "Hassan Rasoul"]
    facts = [person(str(n), data.draw(st.sampled_from(names))) for n in range(5)]
    pairs = data.draw(st.lists(st.sampled_from([(a, b) for a in range(5) for b in range(a)]), unique=True, max_size=4))
    said = [
        word(
            *(f"{n}#{facts[n].entities[0].label}" for n in pair),
            data.draw(st.sampled_from(["same", "different", "unsure"])),
        )
        for pair in pairs
    ]
    try:
        expected = resolve(facts, ACTORS, GAZETTEER, said)
    except JudgementError:
        with pytest.raises(JudgementError):
            decided(data.draw(st.permutations(facts)), *data.draw(st.permutations(said)))
        return
    assert resolve(data.draw(st.permutations(facts)), ACTORS, GAZETTEER, data.draw(st.permutations(said))) == expected
    for (a, b), one in zip(pairs, said, strict=True):
        if one.judgement != "unsure":
            assert together(expected, str(a), str(b)) is (one.judgement == "same")


# How a member is found again


def test_an_entity_is_found_though_another_extractor_numbers_classes_and_names_it_otherwise() -> None:
    before = make_facts("1", [named("e1", "Person", "Ain al-Asad"), named("e2", "Person", "Rasoul")])
    after = make_facts(
        "1",
        [
            named("e7", "Person", "Asad"),
            Entity("e8", "Facility", "Ain al-Asad Air Base", ("Ain al-Asad Air Base", "Ain al Asad")),
        ],
    )
    assert locate(reference(Ref("1", "e1"), before), {"1": after}.get) == Ref("1", "e8")
    assert locate(reference(Ref("1", "e2"), before), {"1": after}.get) is None


def test_of_two_that_share_a_name_the_one_of_that_class_is_found() -> None:
    facts = make_facts("1", [named("e1", "Place", "Washington"), named("e2", "Person", "Washington")])
    for local in ("e1", "e2"):
        assert locate(reference(Ref("1", local), facts), {"1": facts}.get) == Ref("1", local)


@pytest.mark.parametrize(
    "mark",
    [
        EventMark("1", 2, "Raid"),
        EventMark("1", 900, "DroneStrike", "2024-01-04", "Baghdad"),
        EventMark("1", 900, "Attack", "2024-01-04", "baghdad"),
    ],
    ids=["by its trigger", "by all but its trigger", "by date and place"],
)
def test_an_event_is_found_by_its_trigger_or_by_what_is_said_of_it(mark: EventMark) -> None:
    facts = strike("1", "2024-01-04")  # its trigger is the third mention, at 2
    assert locate(mark, {"1": facts}.get) == Ref("1", "v1")


def test_an_event_of_another_day_elsewhere_is_not_taken_for_it() -> None:
    mark = EventMark("1", 900, "DroneStrike", "2024-02-07", "Erbil")
    assert locate(mark, {"1": strike("1", "2024-01-04")}.get) is None


def test_words_on_what_has_gone_are_set_aside_and_come_back_with_it() -> None:
    said = word("3#Rasoul", "1#Yahya Rasoul", "same")
    without = decided(SPELLINGS[:2], said)
    assert without.verdicts.lost == (said,)
    assert together(decided(SPELLINGS, said).resolution, "1", "3")


# The file


def test_judgements_are_kept_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    assert read_judgements(tmp_path) == ()
    first = word("1#Rasoul", '2#Ra\'soul "x"', "same", by="ada", at="2024-05-01T10:00:00+00:00", note="like — this")
    second = Judgement(EventMark("1", 7, "Raid", "2024-01-04"), EventMark("2", 0, "Attack", place="Baghdad"), "unsure")
    append_judgements(tmp_path, first)
    append_judgements(tmp_path, second)
    assert read_judgements(tmp_path) == (first, second)


def test_a_last_line_left_open_is_closed_before_the_next(tmp_path: Path) -> None:
    said = word("1#Rasoul", "2#Rasool", "same")
    append_judgements(tmp_path, said)
    file = tmp_path / "judgements.jsonl"
    file.write_text(file.read_text().rstrip("\n"))
    append_judgements(tmp_path, said)
    assert read_judgements(tmp_path) == (said, said)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "JSON"),
        ('{"left": {"article": "1", "name": "a", "cls": "Person"}, "judgement": "same"}', "right"),
        (
            '{"left": {"article": "1", "name": "a", "cls": "Person"}, '
            '"right": {"article": "1", "name": "a", "cls": "Person"}, "judgement": "maybe"}',
            "judgement",
        ),
    ],
)
def test_a_broken_line_is_an_error_that_names_it(tmp_path: Path, line: str, problem: str) -> None:
    append_judgements(tmp_path, word("1#Rasoul", "2#Rasool", "same"))
    with (tmp_path / "judgements.jsonl").open("a") as file:
        file.write(f"{line}\n")
    with pytest.raises(JudgementError, match=r"judgements\.jsonl, line 2 is no judgement: .*" + problem):
        read_judgements(tmp_path)
