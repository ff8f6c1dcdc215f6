"""When it happened: as exact as the text is, and no more."""

from __future__ import annotations

import datetime as dt

import pytest
from extract.told import WEDNESDAY, Read


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Israel killed Karim Nasser in Damascus yesterday.", "2023-05-09"),
        ("Israel killed Karim Nasser in Damascus on Tuesday.", "2023-05-09"),
        ("Indian soldiers raided a house in Srinagar on Wednesday.", "2023-05-10"),
        ("Al-Shabaab gunmen stormed a hotel in Mogadishu on Friday.", "2023-05-05"),
        ("Three days ago Russia bombed Kharkiv.", "2023-05-07"),
        ("A Ukrainian drone struck an oil depot in Belgorod on 8 May.", "2023-05-08"),
        ("Russia bombed Kharkiv on 24 December.", "2022-12-24"),  # the last one before the article
        ("Russia bombed Kharkiv in March.", "2023-03"),
        ("Russia bombed Kharkiv in March 2022.", "2022-03"),
        ("Israel bombed Gaza in 2014.", "2014"),
    ],
)
def test_dates_are_reckoned_from_the_articles_own(read: Read, text: str, date: str) -> None:
    assert read(text).role("date") == {date}


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Israel killed Karim Nasser in Damascus on February 7.", {"--02-07"}),
        ("Russia shelled Odesa on 14 March 2023.", {"2023-03-14"}),
        ("Israel killed Karim Nasser in Damascus on Tuesday.", set()),
        ("Israel killed Karim Nasser in Damascus yesterday.", set()),
    ],
)
def test_without_the_articles_date_nothing_is_made_up(read: Read, text: str, dates: set[str]) -> None:
    assert read(text, date=None).role("date") == dates


def test_a_day_that_only_its_sentence_gives_is_marked(read: Read) -> None:
    told = read(
        "Rebels shelled Gao on Monday. On Tuesday the governor visited the market where gunmen killed Musa Traore."
    )
    marks = {(claim.object, claim.inferred) for claim in told.claims("date")}
    assert ("2023-05-08", None) in marks
    assert all(inferred for day, inferred in marks if day != "2023-05-08")


def test_the_same_words_on_another_day_mean_another_day(read: Read) -> None:
    later = read("Israel killed Karim Nasser in Damascus on Tuesday.", date=WEDNESDAY + dt.timedelta(days=7))
    assert later.role("date") == {"2023-05-16"}


@pytest.mark.parametrize(
    "text",
    [
        "The Security Council on Tuesday condemned the attack on a convoy in Kidal that killed nine soldiers.",
        "Police on Tuesday arrested two men over the bombing of a bus in Quetta.",
        "The Taliban on Tuesday claimed the bombing of a bus in Quetta for itself.",
        "A soldier wounded in an ambush near Gao died in a Bamako hospital on Tuesday.",
        "The governor spoke on Tuesday about last week's bombing of a church in Bama.",
        "The envoy expressed alarm on Tuesday about a recent attack on reporters in Grozny.",
    ],
)
def test_what_follows_a_deed_has_a_day_of_its_own(read: Read, text: str) -> None:
    told = read(text)
    attacks = {event.id for event in told.facts.events if event.cls in ("Attack", "Bombing")}
    assert "2023-05-09" not in {claim.object for claim in told.claims("date") if claim.subject in attacks}


@pytest.mark.parametrize(
    "text",
    [
        "The army announced on Tuesday an air strike on a rebel camp near Goma.",
        "At least nine people were killed in shelling in Horlivka, officials said on Tuesday.",
    ],
)
def test_the_day_of_telling_is_doubtful(read: Read, text: str) -> None:
    [said] = [claim for claim in read(text).claims("date") if claim.object == "2023-05-09"]
    assert said.inferred
    assert said.confidence < 0.8


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('"The bombing of the dam in Kakhovka was a crime," the ambassador said in Vienna.', "Vienna"),
        ("Thousands marched in Lyon to mourn the killing of Musa Traore.", "Lyon"),
        ("France began an operation in Mali following the rebels' attack that killed Musa Traore.", "Mali"),
        ("A policeman hit in an ambush in Ansongo died in a Bamako hospital.", "Bamako"),
    ],
)
def test_where_it_is_told_or_answered_is_not_where_it_happened(read: Read, text: str, place: str) -> None:
    assert place not in read(text).role("place")


def test_what_follows_within_minutes_has_the_day_and_the_town_of_the_first(read: Read) -> None:
    told = read(
        "BAUCHI, May 10 - A car bomb killed nine people in the market of Bauchi on Tuesday, police said.\n\n"
        "The market was burned out.\n\n"
        "In a separate attack minutes later, gunmen shot dead two guards at the gate of the university."
    )
    (second,) = {c.subject for c in told.claims("killedCount") if c.object == 2}
    assert told.of(second, "date") == {"2023-05-09"}
    assert "Bauchi" in told.of(second, "place")
    assert all(c.inferred for c in told.claims("date") if c.subject == second)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Rebels attacked a mine near Birao and killed nine workers, the owner said on Tuesday."
            " He said that the attackers came at dawn on Sunday in two lorries.",
            "2023-05-07",
        ),
        (
            "Rebels killed nine workers at a mine near Birao, the owner said on Tuesday."
            " The minister flew to the town on Sunday.",
            "2023-05-09",
        ),
        (
            "Ten years after the night of 13 August 2004, nobody has been tried for the massacre at Muyaga."
            " Doctors were on the spot by Monday.",
            None,
        ),
    ],
)
def test_a_day_told_beside_is_taken_only_if_it_may_be_of_the_attack(read: Read, text: str, day: str | None) -> None:
    found = {str(c.object) for c in read(text).claims("date") if len(str(c.object)) == len("2023-05-07")}
    assert found <= {day, "2004-08-13"}


def test_a_month_and_the_month_before_it_are_two_attacks(read: Read) -> None:
    told = read("In March jets bombed Homalin, and a month earlier, helicopters attacked a school in Mogok.")
    days = {told.name(c.object): told.of(c.subject, "date") for c in told.claims("place")}
    assert (days["Homalin"], days["Mogok"]) == ({"2023-03"}, {"2023-02"})


def test_the_day_of_what_bounds_a_record_is_not_that_of_the_attack(read: Read) -> None:
    told = read("Rockets hurt 15 people in Acre, the most on any day since rebels captured two soldiers on 12 April.")
    (hurt,) = {c.subject for c in told.claims("woundedCount")}
    assert "2023-04-12" not in told.of(hurt, "date")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Gunmen killed six miners in Hpakant last week.", "2023-05"),
        ("An air strike on a school in Sagaing two weeks ago killed 11 children.", "2023-04"),
        ("About three weeks ago a mine killed four soldiers near Loikaw, officials said on Tuesday.", "2023-04"),
        ("A month ago rebels shot down a helicopter near Demoso.", "2023-04"),
    ],
)
def test_weeks_ago_are_of_a_month_where_all_their_days_are(read: Read, text: str, date: str) -> None:
    assert read(text).role("date") == {date}


@pytest.mark.parametrize(
    "text",
    [
        "Two officers were shot dead in Srinagar on Tuesday to avenge the killing of a commander in Shopian.",
        "The killing of three officers in Srinagar on Sunday was payback for a raid on a camp in Shopian.",
        "Gunmen killed nine farmers in Srinagar on Sunday in a reprisal attack for the killing of a herder in Shopian.",
        "The toll of a bombing in Shopian rose to six on Friday.",
    ],
)
def test_what_an_attack_answered_and_what_is_counted_later_was_on_another_day(read: Read, text: str) -> None:
    told = read(text)
    (other,) = [e.id for e in told.facts.events if "Shopian" in told.of(e.id, "place")]
    assert told.of(other, "date") <= {"2023-05"}
    assert "Srinagar" not in told.of(other, "place")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "A bomber killed six people in Kandahar on Monday. Two policemen were shot dead in Lashkar Gah.",
            {"Kandahar": {"2023-05-08"}, "Lashkar Gah": {"2023-05-08"}},
        ),
        (
            "A bomber killed six people in Kandahar on Monday. Two policemen had been shot dead in Lashkar Gah.",
            {"Kandahar": {"2023-05-08"}, "Lashkar Gah": set()},
        ),
        (
            "A bomber killed six in Kandahar on Monday. A mine killed two in Herat on Sunday. Two died in Lashkar Gah.",
            {"Kandahar": {"2023-05-08"}, "Herat": {"2023-05-07"}, "Lashkar Gah": {"2023-05"}},
        ),
    ],
    ids=lambda case: case[-40:] if isinstance(case, str) else "",
)
def test_a_report_of_one_day_tells_of_that_day(read: Read, text: str, days: dict[str, set[str]]) -> None:
    told = read(text)
    assert {str(place): told.of(e.id, "date") for e in told.facts.events for place in told.of(e.id, "place")} == days
