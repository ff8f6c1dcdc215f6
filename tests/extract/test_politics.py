"""Events that are no attacks: who did what towards whom, and what is too little to be one."""

from __future__ import annotations

import pytest
from extract.told import Read, Told

from kg.vocab import is_a

HEADLINE = "News of the day.\n\n"  # the first sentence may be in the present; this one is not


def classes(told: Told) -> set[str]:
    return {event.cls for event in told.facts.events}


@pytest.mark.parametrize(
    ("text", "cls", "actor", "recipient", "place"),
    [
        ("Soldiers arrested two traders in Lamu.", "Arrest", "Soldiers", "two traders", "Lamu"),
        ("Two traders were arrested by soldiers in Lamu.", "Arrest", "soldiers", "Two traders", "Lamu"),
        ("The arrest of two traders by soldiers in Lamu followed.", "Arrest", "soldiers", "two traders", "Lamu"),
        ("The court jailed a general in Conakry.", "Arrest", "court", "general", "Conakry"),
        ("Hamas threatened Israel.", "Threat", "hamas", "israel", None),
        ("Hamas issued a threat against Israel.", "Threat", "hamas", "israel", None),
        ("Hamas threatened to punish Israel.", "Threat", "hamas", "israel", None),
        ("Egypt imposed sanctions on Ethiopia.", "Sanction", "egypt", "ethiopia", None),
        ("Sanctions were imposed on Ethiopia by Egypt.", "Sanction", "egypt", "ethiopia", None),
        ("Egypt rejected an Ethiopian proposal.", "Rejection", "egypt", "ethiopia", None),
        ("Widows demonstrated in Grozny.", "Protest", "Widows", None, "Grozny"),
        ("Widows held a march through Grozny.", "Protest", "Widows", None, "Grozny"),
        ("Hezbollah captured Homs.", "Capture", "hezbollah", None, "Homs"),
        ("Homs fell to Hezbollah.", "Capture", "hezbollah", None, "Homs"),
        ("Hezbollah withdrew from Homs.", "Withdrawal", "hezbollah", None, "Homs"),
        ("Egypt confiscated an Ethiopian tanker.", "Coercion", "egypt", "ethiopia", None),
    ],
)
def test_the_same_is_read_however_it_is_put(
    read: Read, text: str, cls: str, actor: str, recipient: str | None, place: str | None
) -> None:
    told = read(HEADLINE + text)
    assert classes(told) == {cls}
    assert told.role("actor") == {actor}
    assert told.role("recipient") == ({recipient} if recipient else set())
    assert told.role("place") == ({place} if place else set())


def test_those_who_suffered_a_condemned_attack_are_not_accused(read: Read) -> None:
    assert not read(HEADLINE + "Egypt condemned an attack on lawyers in Homs.").role("recipient")


def test_both_sides_of_an_agreement_are_its_actors(read: Read) -> None:
    told = read("Egypt signed a truce with Ethiopia in Cairo on Tuesday.")
    assert classes(told) == {"Agreement"}
    assert told.role("actor") == {"egypt", "ethiopia"}
    assert told.role("date") == {"2023-05-09"}


@pytest.mark.parametrize(
    "text",
    [
        "Two traders were arrested.",  # by whom?
        "Hezbollah demanded the release of two prisoners.",  # not from them
        "Egypt condemned the arrest of two lawyers in Homs.",
        "There was a protest in Grozny.",
        "The police arrest traders in Lamu.",  # they are in the habit
        "The police have repeatedly arrested traders in Lamu.",
        "Egypt has imposed fees on visitors.",
        "The tourists arrested their fall with a rope.",
        "A truce is what Egypt wants.",
        "The film captured life in Naples.",
    ],
)
def test_what_tells_too_little_is_no_event(read: Read, text: str) -> None:
    assert not read(HEADLINE + text).facts.events


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Hezbollah withdrew from Homs.", "Asserted"),
        ("Hezbollah reportedly withdrew from Homs.", "Hedged"),
        ("Hezbollah did not withdraw from Homs.", "Denied"),
        ("Hezbollah will withdraw from Homs.", "Hypothetical"),
        ("Egypt called for a withdrawal of Hezbollah from Homs.", "Hypothetical"),
    ],
)
def test_doubt_is_read_as_it_is_of_attacks(read: Read, text: str, factuality: str) -> None:
    told = read(HEADLINE + text)
    assert {c.factuality for c in told.claims("actor", "place")} == {factuality}


def test_who_says_so_is_kept(read: Read) -> None:
    told = read(HEADLINE + "Egypt said that Hezbollah withdrew from Homs.")
    assert {told.name(c.source) for c in told.claims("actor")} == {"egypt"}


def test_what_is_told_twice_is_one_event(read: Read) -> None:
    told = read("Hezbollah captured Homs on Monday. The capture of Homs by Hezbollah stunned Egypt.")
    assert [event.cls for event in told.facts.events] == ["Capture"]


def test_captures_of_two_towns_are_two(read: Read) -> None:
    told = read("Hezbollah captured Homs on Monday. Hezbollah also captured Raqqa on Monday.")
    assert [event.cls for event in told.facts.events] == ["Capture", "Capture"]


def test_attacks_stay_attacks(read: Read) -> None:
    told = read("Hezbollah fighters looted a school in Homs, and the army arrested two of them.")
    attacks = [event for event in told.facts.events if is_a(event.cls, "Attack")]
    assert [event.cls for event in attacks] == ["Looting"]
    assert "hezbollah" in told.role("attacker")
    assert told.role("attacker").isdisjoint(told.role("actor"))


def test_quotes_stand_where_they_say(read: Read) -> None:
    told = read(HEADLINE + "Hundreds of nurses staged a march in Grozny.")
    for claim in told.facts.claims:
        assert told.facts.article.text[claim.span.start : claim.span.end] == claim.quote
    assert told.role("actor") == {"Hundreds of nurses"}
