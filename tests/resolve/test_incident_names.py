"""What incidents are called."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from factories import make_claim, make_facts, named

from kg.knowledge import Actor, ActorList, Gazetteer, Place
from kg.model import Article, Claim, Entity, Event, Span
from kg.resolve import resolve

ACTORS = ActorList(
    [
        Actor("israel", "Israel", "State", country="IL", demonyms=("Israeli",)),
        Actor("israel-military", "Israeli military", "MilitaryForce", country="IL", body="military"),
        Actor("hamas", "Hamas", "ArmedGroup"),
        Actor("islanders", "Islanders", "ArmedGroup", aliases=("Islander",)),
        Actor("israel-police", "Israeli police", "StateBody", country="IL", body="police"),
    ]
)  # fmt: skip
WHO = {
    "israel": named("israel", "State", "Israel", actor="israel", country="IL"),
    "idf": named("idf", "MilitaryForce", "Israeli military", actor="israel-military"),
    "hamas": named("hamas", "ArmedGroup", "Hamas", actor="hamas"),
    "goma": named("goma", "Place", "Goma"),
    "hotel": named("hotel", "Facility", "Splendid Hotel"),
    "station": named("station", "Facility", "Benisa flow station"),
    "islanders": named("islanders", "ArmedGroup", "Islanders", actor="islanders"),
    "separatists": named("separatists", "ArmedGroup", "Tamar separatists"),
    "army": named("army", "ArmedGroup", "People's Army (Tamar)"),
    "police": named("police", "StateBody", "Israeli police", actor="israel-police", country="IL"),
    "musa": named("musa", "Person", "Musa Ibrahim"),
}  # fmt: skip


def called(cls: str, *said: str, recurring: bool = False, told: str = "struck") -> str:
    """The name of an incident of which an article says this, with what it calls it.

    Each is "role who", then its factuality if not Asserted, "inferred", how surely it was read ("0.82"), then "by" and
    whom it quotes. Who is one of `WHO`, a value, or words in quotes.
    """
    entities: dict[str, Entity] = {}
    claims: list[Claim] = []

    def entity(text: str) -> str:
        one = WHO.get(text) or Entity(text.strip("'").replace(" ", "-"), "Group", text.strip("'"))
        return entities.setdefault(one.id, one).id

    for text in said:
        role, _, rest = text.partition(" ")
        rest, _, source = rest.partition(" by ")
        stance = next((word for word in ("Hedged", "Denied") if rest.endswith(f" {word}")), "Asserted")
        filler = rest.removesuffix(f" {stance}")
        sure = next((word for word in filler.split() if word.startswith("0.")), "1")
        inferred = " inferred" in filler or None
        filler = filler.removesuffix(f" {sure}").removesuffix(" inferred")
        more: dict[str, Any] = {"confidence": float(sure), "inferred": inferred}
        more |= {"factuality": stance, "source": entity(source) if source else None, "source_text": source or None}
        if role in ("date", "weapon"):
            claims.append(make_claim("v1", role, filler, **more))
        elif role.endswith("Count"):
            number, _, words = filler.partition(" ")
            claims.append(make_claim("v1", role, int(number), quote=words or number, bound="Exactly", **more))
        else:
            claims.append(make_claim("v1", role, entity(filler), **more))
    facts = make_facts(Article("a", "Words. " * 20), entities.values(), [Event("v1", cls, told, recurring)], claims)
    [incident] = resolve([facts], ACTORS, Gazetteer([])).events
    return incident.label


@pytest.mark.parametrize(
    ("cls", "said", "name"),
    [
        (
            "SuicideBombing",
            "weapon truck bomb; target 'an interior troops barracks'; place goma; date 2000-07-02",
            "Suicide truck bombing of an interior troops barracks, Goma, 2 July 2000",
        ),
        ("DroneStrike", "attacker israel; target 'office'; place goma", "Israeli drone strike on an office, Goma"),
        ("ArmedClash", "attacker 'the army'; target 'rebels'; place goma", "Clash between the army and rebels, Goma"),
        ("AirStrike", "attacker idf; target hamas", "Israeli air strike on Hamas"),
        (
            "Attack",
            "victim 'two soldiers'; killedCount 2 two soldiers; date 2000-07",
            "Killing of two soldiers, July 2000",
        ),
        ("Bombing", "victim '10'; killedCount 10; date 2000", "Bombing that killed 10 people, 2000"),
        ("Bombing", "victim musa; killedCount 3 three people; place goma", "Bombing that killed Musa Ibrahim, Goma"),
        ("Shooting", "attacker 'gunmen'; victim musa; place goma", "Shooting of Musa Ibrahim by gunmen, Goma"),
        ("Raid", "attacker 'they'; target hotel; place hotel; place goma", "Raid on Splendid Hotel, Goma"),
        (
            "Raid",
            "killedCount 9 nine people; place hotel; place goma",
            "Raid that killed 9 people, Splendid Hotel, Goma",
        ),
        (
            "Abduction",
            "attacker hamas; victim 'two doctors'; date --02-07",
            "Hamas abduction of two doctors, 7 February",
        ),
        ("Arrest", "actor idf; recipient musa", "Arrest of Musa Ibrahim by the Israeli military"),
        (
            "Withdrawal",
            "actor israel; recipient hamas; place goma",
            "Israeli withdrawal from Goma",
        ),
        ("Capture", "actor hamas; recipient israel; place goma", "Capture of Goma by Hamas"),
        ("Shelling", "target goma; victim 'a girl'; killedCount 1 girl", "Shelling of Goma"),
        ("Shelling", "victim 'a girl'; killedCount 1 a girl; place goma", "Shelling that killed a girl, Goma"),
        ("Abduction", "victim 'a driver'; killedCount 3 three people; place goma", "Abduction of a driver, Goma"),
        ("AirStrike", "attacker 'a rebel'; place goma", "Air strike, Goma"),  # no one man flies one
        ("Attack", "victim 'husband'; killedCount 3 husband and two sons; place goma", "Killing of 3 people, Goma"),
    ],
)  # fmt: skip
def test_a_name_tells_what_by_whom_against_whom_where_and_when(cls: str, said: str, name: str) -> None:
    assert called(cls, *said.split("; ")) == name


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (["attacker hamas"], "Hamas attack, Goma"),
        (["attacker hamas by hamas"], "Hamas attack, Goma"),  # it claims it
        (["attacker hamas Hedged"], "Attack, Goma"),
        (["attacker hamas by israel"], "Attack, Goma"),  # who is blamed by his enemy is not said to have done it
        (["attacker hamas by israel", "attacker hamas by 'police'"], "Hamas attack, Goma"),
        (["attacker hamas", "attacker hamas Denied by hamas"], "Attack, Goma"),
    ],
)  # fmt: skip
def test_a_name_accuses_nobody_on_one_party_s_word(said: list[str], name: str) -> None:
    assert called("Attack", *said, "place goma") == name


@pytest.mark.parametrize(
    ("cls", "said", "name"),
    [
        ("Attack", ["attacker hamas 0.82", "place goma"], "Attack, Goma"),
        ("Attack", ["attacker hamas", "target hamas", "place goma"], "Attack, Goma"),  # two incidents met in one
        ("Attack", ["attacker hamas", "attacker israel", "place goma"], "Attack, Goma"),  # as sure of one as of another
        ("Attack", ["attacker hamas by hamas", "attacker israel", "place goma"], "Hamas attack, Goma"),
        ("Attack", ["attacker israel", "attacker idf", "attacker idf 0.9", "place goma"], "Israeli attack, Goma"),
        ("Shooting", ["attacker musa 0.88", "place goma"], "Shooting, Goma"),  # of a person, more is asked
        ("Raid", ["place goma", "date 2024-05-06 0.79"], "Raid, Goma, May 2024"),
        ("Raid", ["place goma", "date 2024-05-06", "date 2024-05-19"], "Raid, Goma, May 2024"),
        ("Raid", ["place goma", "date 2024-05-06", "date 2023-01-19"], "Raid, Goma"),
        ("Raid", ["place goma", "date 2024-05 0.78"], "Raid, Goma"),
        ("Raid", ["place goma", "date 2024-05 inferred"], "Raid, Goma"),
        ("Raid", ["place goma inferred 0.82", "date 2024-05-06"], "Raid, 6 May 2024"),
        ("Raid", ["killedCount 4 four people 0.78", "place goma"], "Raid, Goma"),
        ("Raid", ["killedCount 4 four people 0.78"], "Raid that killed 4 people"),  # else it had no name at all
    ],
)  # fmt: skip
def test_a_name_holds_what_is_surest(cls: str, said: list[str], name: str) -> None:
    assert called(cls, *said) == name


def test_a_toll_in_a_name_says_how_it_is_meant() -> None:
    assert (
        called("Bombing", "killedCount 24 dozens of people", "place goma")
        == "Bombing that killed dozens of people, Goma"
    )


def test_a_name_without_anything_else_says_whom_they_blame() -> None:
    assert called("Attack", "attacker hamas by israel") == "Attack blamed on Hamas"


def test_a_number_on_which_accounts_differ_is_in_no_name() -> None:
    said = ("victim '10 people'", "killedCount 10 10 people", "killedCount 12 12 people", "place goma")
    assert called("Bombing", *said) == "Bombing, Goma"


def test_the_dead_of_one_kind_do_not_stand_for_all() -> None:
    said = ("victim '3 children'", "killedCount 3 3 children", "killedCount 12 12 people", "place goma")
    assert called("Bombing", *said) == "Bombing, Goma"


def test_what_sums_up_many_is_called_by_the_plural() -> None:
    assert called("Attack", "attacker hamas", "target 'hospitals'", recurring=True) == "Hamas attacks on hospitals"


def test_what_is_near_a_place_is_called_so() -> None:
    text = "Rebels were killed in fighting north of Goma on Sunday."
    where = make_claim("v1", "place", "goma", quote="Goma", span=Span(text.index("Goma"), text.index("Goma") + 4))
    facts = make_facts(Article("a", text), [WHO["goma"]], [Event("v1", "ArmedClash", "fighting")], [where])
    [incident] = resolve([facts], ACTORS, Gazetteer([])).events
    assert incident.label == "Fighting near Goma"


@pytest.mark.parametrize(
    ("cls", "said", "name"),
    [
        (
            "Bombing",
            "target 'a police bus'; place goma Hedged; date 2000-07-02",
            "Bombing of a police bus, 2 July 2000",
        ),
        ("Attack", "target hamas; date 2000-07-02 inferred 0.75", "Attack on Hamas, July 2000"),
        ("Attack", "attacker israel; target 'an office' 0.75", "Israeli attack on an office"),
        ("ArmedClash", "attacker 'criminals'; target musa; place goma", "Clash involving criminals, Goma"),
        ("Attack", "attacker 'government bombers' by musa; place goma", "Attack, Goma"),
    ],
)
def test_a_name_holds_no_suspicion_and_no_day_of_telling(cls: str, said: str, name: str) -> None:
    assert called(cls, *said.split("; ")) == name


@pytest.mark.parametrize(
    ("cls", "said", "name"),
    [
        # Who hardly did it: two incidents met, or a word was misread.
        ("SuicideBombing", "attacker israel; target 'a minibus'; place goma", "Suicide bombing of a minibus, Goma"),
        ("Bombing", "attacker police; target 'a bakery'; place goma", "Bombing of a bakery, Goma"),
        ("Bombing", "attacker 'gunmen'; target 'a bakery'", "Bombing of a bakery"),
        ("AirStrike", "attacker 'rebels'; target 'a bridge'; place goma", "Air strike on a bridge, Goma"),
        ("RocketAttack", "attacker musa; target 'a bridge'", "Rocket attack on a bridge"),
        ("Shelling", "attacker israel; target idf; place goma", "Shelling of the Israeli military, Goma"),
        ("ArmedClash", "attacker israel; target idf; place goma", "Clash involving Israel, Goma"),
        # What it hardly befell.
        ("Abduction", "target station; victim 'five clerks'; place goma", "Abduction of five clerks, Goma"),
        ("Abduction", "target station; place goma", "Abduction, Goma"),
        ("SuicideBombing", "target goma; place goma; killedCount 3", "Suicide bombing that killed 3 people, Goma"),
        ("Shooting", "target goma; place goma", "Shooting, Goma"),
        # Grammar.
        ("Raid", "attacker islanders; place goma", "Islander raid, Goma"),
        ("Raid", "target islanders; place goma", "Raid on the Islanders, Goma"),
        ("Raid", "attacker separatists; target station", "Tamar separatist raid on the Benisa flow station"),
        ("Raid", "attacker army; place goma", "People's Army raid, Goma"),
        ("Bombing", "woundedCount 13 13 people; place goma", "Bombing that wounded 13 people, Goma"),
        ("ArmedClash", "killedCount 4 four soldiers; place goma", "Clash that killed four soldiers, Goma"),
    ],
)
def test_a_name_leaves_out_what_does_not_fit_together(cls: str, said: str, name: str) -> None:
    assert called(cls, *said.split("; ")) == name


@pytest.mark.parametrize(
    ("count", "toll"),
    [
        ("87 dead of the town at 87", "87 people"),
        ("150 150 farmers, women and infants", "150 people"),
        ("3 husband and two sons", "3 people"),
        ("1 a Tamar Baba", "one person"),
        ("5 five dead", "5 people"),
        ("32 32 members of the guard", "32 members of the guard"),
    ],
)
def test_a_toll_counts_kinds_of_people_only_where_its_words_do(count: str, toll: str) -> None:
    assert called("Attack", f"killedCount {count}", "place goma") == f"Killing of {toll}, Goma"


def test_one_person_is_killed_only_once() -> None:
    name = called("Attack", "victim musa", "place goma", recurring=True, told="beheaded")
    assert name == "Beheading of Musa Ibrahim, Goma"


def test_a_name_of_one_word_says_when_it_was_reported() -> None:
    article = Article("a", "Words.", date=dt.date(2024, 5, 6))
    [incident] = resolve([make_facts(article, [], [Event("v1", "Shooting", "shot")], [])], ACTORS, Gazetteer([])).events
    assert incident.label == "Shooting, reported in May 2024"


@pytest.mark.parametrize(
    ("cls", "told", "said", "name"),
    [
        ("Attack", "stabbed", "victim 'a policeman'; place goma", "Stabbing of a policeman, Goma"),
        ("Attack", "ambush", "target 'an army patrol'; place goma", "Ambush of an army patrol, Goma"),
        ("Attack", "massacre", "target hotel; place goma", "Attack on Splendid Hotel, Goma"),  # which befalls people
        ("Coercion", "expelled", "actor israel; recipient musa", "Expulsion of Musa Ibrahim by Israel"),
        (
            "Coercion",
            "captured",
            "actor idf; recipient hamas; recipient '40 fighters'",
            "Capture of 40 fighters by the Israeli military",
        ),
        ("Reorganization", "joined", "actor '12 women'; recipient hamas", "Enlistment of 12 women with Hamas"),
        ("Mobilization", "sent", "actor israel; place goma", "Israeli deployment, Goma"),
        ("Agreement", "truce", "actor israel; actor hamas", "Truce between Israel and Hamas"),
    ],
)
def test_a_name_takes_the_more_exact_word_of_the_report(cls: str, told: str, said: str, name: str) -> None:
    assert called(cls, *said.split("; "), told=told) == name


def test_many_towns_of_one_country_are_called_by_the_country() -> None:
    towns = [
        Place(name.lower(), name, "IL", 32.0, 35.0 + n, 900) for n, name in enumerate(("Ada", "Bel", "Cor", "Dun"))
    ]
    where = [named(town.id, "Place", town.name, place=town.id, country="IL") for town in towns]
    said = [make_claim("v1", "place", town.id) for town in towns]
    facts = make_facts(Article("a", "Words. " * 20), where, [Event("v1", "Bombing", "blasts")], said)
    [incident] = resolve([facts], ACTORS, Gazetteer([(town, ()) for town in towns])).events
    assert incident.label == "Bombing, Israel"
