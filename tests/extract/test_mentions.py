"""Who and what an article speaks of: names, descriptions, nationalities, places, and what class each is of."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("Nadia Rahimi was a judge in Herat.", "Nadia Rahimi", "Person"),
        ("Hamas official Basem Naim spoke in Doha.", "Basem Naim", "Person"),
        ("Ibrahim Keita, a member of Ansarul Islam, surrendered in Djibo.", "Djibo", "Place"),
        ("Boko Haram, Hezbollah and the Wagner Group are armed.", "boko-haram", "ArmedGroup"),
        ("Boko Haram, Hezbollah and the Wagner Group are armed.", "hezbollah", "ArmedGroup"),
        ("Boko Haram, Hezbollah and the Wagner Group are armed.", "wagner-group", "ArmedGroup"),
        ("The Somali National Army fought al-Shabaab in Galmudug.", "somalia-military", "MilitaryForce"),
        ("The Tatmadaw shelled Laukkai on Monday.", "myanmar-military", "MilitaryForce"),
        ("The Colombian government signed a truce with the ELN.", "colombia-government", "StateBody"),
        ("The Awami League accused the police.", "awami-league", "PoliticalParty"),
        ("Al Jazeera reported the clashes.", "al-jazeera", "MediaOrganization"),
        ("The African Union condemned the coup.", "african-union", "Organization"),
        ("Rwanda backs the M23, the Congolese government said.", "rwanda", "State"),
        ("Colonel Viktor Holub commands the 47th Mechanized Brigade.", "47th Mechanized Brigade", "MilitaryForce"),
        ("The Red Sea is quiet, and so is Hodeidah.", "Red Sea", "Place"),
        ("A bomb killed seven at the Jaffna University. Jaffna was calm.", "Jaffna University", "Facility"),
        ("Gunmen attacked the luxurious Continental hotel in Grozny.", "Continental hotel", "Facility"),
        ("Hope, a Kenyan charity that runs clinics, said 40 people were wounded in Baidoa.", "Hope", "Organization"),
        ("A missile destroyed hospital No. 4 in Zhukivka.", "hospital No. 4", "Facility"),
        ("Four soldiers were killed by a roadside bomb near Gao.", "Four soldiers", "Group"),
        ("A diplomat said that Israel had bombed Latakia on Monday.", "diplomat", "Person"),
        ("The strike hit a hospital in Idlib on Monday.", "hospital", "Facility"),
    ],
)
def test_everyone_and_everything_is_of_its_class(read: Read, text: str, name: str, cls: str) -> None:
    assert read(text).entity(name).cls == cls


def test_kataib_hezbollah_is_another_than_hezbollah(read: Read) -> None:
    assert {"kataib-hezbollah", "hezbollah"} <= read("Kataib Hezbollah and Hezbollah praised the attack.").names()


def test_titles_are_no_part_of_a_name(read: Read) -> None:
    assert read("Major General Viktor Holub spoke in Kyiv.").entity("Viktor Holub").names == ("Viktor Holub",)


def test_whoever_has_no_name_is_known_by_words(read: Read) -> None:
    told = read("Two nuns were killed in Manipur on Monday, a security official said.")
    for words in ("Two nuns", "security official"):
        entity = told.entity(words)
        assert (entity.named, entity.actor, entity.label) == (False, None, words)


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Russian artillery shelled Kharkiv on Monday, killing three civilians.", "russia"),
        ("A Ukrainian drone struck an oil depot in Belgorod on 8 May.", "ukraine"),
        ("Israeli troops raided Jenin on Monday.", "israel-military"),
        ("The Israeli air force bombed Rafah on Tuesday night.", "israel-air-force"),
        ("Somali troops killed Hassan Gure in Jowhar on Monday.", "somalia-military"),
        ("Pakistani forces shot dead Bilal Rehman in Gwadar on Monday.", "pakistan-military"),
        ("The Ugandan army clashed with the ADF near Beni on Monday.", "uganda-military"),
    ],
)
def test_a_nationality_stands_for_the_state_or_its_army(read: Read, text: str, attacker: str) -> None:
    assert read(text).role("attacker") == {attacker}


def test_a_capital_that_acts_or_speaks_is_its_state(read: Read) -> None:
    told = read("Kyiv said Russia had shelled Odesa on Monday.")
    assert {told.name(c.source) for c in told.claims("attacker")} == {"ukraine"}
    told = read("Washington killed Karim Nasser in Aleppo on Monday, Tehran said.")
    assert told.role("attacker") == {"united-states"}
    assert {told.name(c.source) for c in told.claims("attacker")} == {"iran"}


@pytest.mark.parametrize("city", ["Moscow", "Washington", "Damascus", "Kabul"])
def test_a_capital_where_something_happens_is_a_place(read: Read, city: str) -> None:
    told = read(f"A bomb killed four people in {city} on Monday.")
    assert told.role("place") == {city}
    assert told.entity(city).cls == "Place"
    assert told.entity(city).place is not None


def test_a_name_shared_by_towns_is_the_one_in_the_country_spoken_of(read: Read) -> None:
    (there,) = [e for e in read("Iraqi troops raided Mosul on Monday.").facts.entities if e.label == "Mosul"]
    assert there.country == "IQ"


def test_a_mention_says_whether_it_is_a_name_a_description_or_a_trigger(read: Read) -> None:
    told = read("Gunmen killed Nadia Rahimi in Herat on Monday.")
    kinds = {m.surface: m.kind for m in told.facts.mentions}
    assert kinds == {"Gunmen": "nominal", "killed": "trigger", "Nadia Rahimi": "name", "Herat": "name"}
