"""Who belongs to, leads or speaks for whom; what is part of, allied with, backed by or opposed to what."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "subject", "predicate", "object_"),
    [
        (
            "Ibrahim Keita, a member of Ansarul Islam, surrendered in Djibo.",
            "Ibrahim Keita",
            "memberOf",
            "ansarul-islam",
        ),
        ("Hamas official Karim Salhab spoke in Doha.", "Karim Salhab", "memberOf", "hamas"),
        ("Armand Diallo, a commander of JNIM, was arrested in Bamako.", "Armand Diallo", "leads", "jnim"),
        ("The leader of the ELN, Pablo Marín, rejected the offer.", "Pablo Marín", "leads", "eln"),
        ("Al-Shabaab leader Yusuf Warsame issued a statement.", "Yusuf Warsame", "leads", "al-shabaab"),
        ("Yusuf Omar, who heads the Arakan Army, met Chinese envoys.", "Yusuf Omar", "leads", "arakan-army"),
        (
            "Colonel Viktor Holub commands the 47th Mechanized Brigade.",
            "Viktor Holub",
            "leads",
            "47th Mechanized Brigade",
        ),
        (
            "Zaw Min, deputy commander of the Karen National Liberation Army, fled.",
            "Zaw Min",
            "leads",
            "karen-national-liberation-army",
        ),
        ("Sudan's army is led by General Abdel Fattah al-Burhan.", "abdel-fattah-al-burhan", "leads", "sudan-military"),
        ("Vladimir Putin met the Iranian president, Karim Tehrani, in Moscow.", "Karim Tehrani", "leads", "iran"),
        (
            "Major General Viktor Holub, the spokesman for the Ukrainian army, spoke in Kyiv.",
            "Viktor Holub",
            "spokespersonFor",
            "ukraine-military",
        ),
        ("Hamas spokeswoman Rana Khalil praised the deal.", "Rana Khalil", "spokespersonFor", "hamas"),
        (
            "Omar Warsame, a spokesman for Somalia's government, praised the troops.",
            "Omar Warsame",
            "spokespersonFor",
            "somalia-government",
        ),
        # A group between a state and a position is whose position it is.
        ("Lebanon's Amal Movement leader Ali Mansour spoke.", "Ali Mansour", "leads", "amal-movement"),
        ("The Radwan Force is a unit of Hezbollah.", "radwan-force", "partOf", "hezbollah"),
        ("Katiba Macina is part of JNIM.", "katiba-macina", "partOf", "jnim"),
        ("The Haqqani network is a faction of the Taliban.", "haqqani-network", "partOf", "taliban"),
        (
            "The Quds Force belongs to the Islamic Revolutionary Guard Corps.",
            "quds-force",
            "partOf",
            "islamic-revolutionary-guard-corps",
        ),
        ("The Wagner Group, which is allied with Russia, left Mali.", "wagner-group", "alignedWith", "russia"),
        ("The Badr Organization, close to Iran, won the vote.", "badr-organization", "alignedWith", "iran"),
        ("The pro-Iranian Badr Organization won.", "badr-organization", "alignedWith", "iran"),
        ("Hezbollah, an ally of Iran, welcomed the statement.", "hezbollah", "alignedWith", "iran"),
        ("The Iran-backed Houthis seized a ship.", "houthis", "backedBy", "iran"),
        ("The Houthis are backed by Iran.", "houthis", "backedBy", "iran"),
        ("Rwanda backs the M23, the Congolese government said.", "m23", "backedBy", "rwanda"),
        ("The Free Syrian Army is supported by Turkey.", "free-syrian-army", "backedBy", "turkey"),
        ("Iran supports Hezbollah.", "hezbollah", "backedBy", "iran"),
        ("The Arakan Army is fighting the Myanmar military in Rakhine.", "arakan-army", "opposes", "myanmar-military"),
        ("The PKK is an enemy of Turkey.", "kurdistan-workers-party", "opposes", "turkey"),
        (
            "Islamic Jihad's armed wing, the Al-Quds Brigades, spoke.",
            "al-quds-brigades",
            "partOf",
            "palestinian-islamic-jihad",
        ),
        ("Radio Kwanza, the clandestine station of UNITA, spoke.", "Radio Kwanza", "partOf", "unita"),
        (
            "The hill fell to a coalition known as the Karen Unity Bloc, including the Arakan Army.",
            "arakan-army",
            "partOf",
            "Karen Unity Bloc",
        ),
        (
            "The Arakan Army, one of the four groups that make up the Karen Unity Bloc, took the hill.",
            "arakan-army",
            "partOf",
            "Karen Unity Bloc",
        ),
        # A newspaper's name inside a longer one is no newspaper.
        ("Aziz Bey leads the Anatolian Liberation Brigade.", "Aziz Bey", "leads", "Anatolian Liberation Brigade"),
        ("Al-Shabab, which has ties to al-Qaida, spoke.", "al-shabaab", "alignedWith", "al-qaeda"),
        ("Abu Sayyaf pledged allegiance to Islamic State.", "abu-sayyaf", "alignedWith", "islamic-state"),
        ("The RSF is fighting the Sudanese army.", "rapid-support-forces", "opposes", "sudan-military"),
        (
            "The anti-Taliban National Resistance Front took Panjshir.",
            "national-resistance-front-of-afghanistan",
            "opposes",
            "taliban",
        ),
    ],
    ids=lambda case: case[:40],
)
def test_a_relation_is_read(read: Read, text: str, subject: str, predicate: str, object_: str) -> None:
    assert read(text).relations() == {(subject, predicate, object_)}


@pytest.mark.parametrize(
    "text",
    [
        "The African Union and NATO condemned the coup.",
        "Kataib Hezbollah and Hezbollah praised the statement.",
        "The Colombian government signed a truce with the ELN.",
        "France backed Ukraine's call for an air defence shield.",
    ],
)
def test_being_named_together_is_no_relation(read: Read, text: str) -> None:
    assert read(text).relations() == set()


@pytest.mark.parametrize(
    "text",
    [
        "Minister of Defence Rustem Haidan said ten men were killed in Odesa.",
        "Secretary of War Rustem Haidan said ten men were killed in Odesa.",
        "Chief of Staff Rustem Haidan said ten men were killed in Odesa.",
        "Former Minister of Internal Affairs Rustem Haidan said ten men were killed in Odesa.",
    ],
)
def test_a_portfolio_is_no_body_and_not_part_of_the_name(read: Read, text: str) -> None:
    told = read(text)
    assert {entity.label for entity in told.facts.entities if entity.cls == "Person"} == {"Rustem Haidan"}
    assert not [entity.label for entity in told.facts.entities if entity.cls == "Organization"]


def test_a_relation_that_somebody_else_states_is_theirs(read: Read) -> None:
    told = read("Rwanda backs the M23, the Congolese government said.")
    (claim,) = told.claims("backedBy")
    assert told.name(claim.source) == "dr-congo-government"


def test_names_after_their_organisation_hold_the_post_all_of_them(read: Read) -> None:
    told = read("Two commanders of the Qassam Brigades, Samir Findi and Azzam al-Aqraa, died in an attack in Beirut.")
    assert {who for who, predicate, _ in told.relations() if predicate == "leads"} == {"Samir Findi", "Azzam al-Aqraa"}


def test_what_a_leader_has_not_done_does_not_deny_that_he_leads(read: Read) -> None:
    (relation,) = read("RSF leader Mohamed Hamdan Dagalo, known as Hemedti, has not commented.").relations()
    assert relation == ("mohamed-hamdan-dagalo", "leads", "rapid-support-forces")


@pytest.mark.parametrize(
    "text",
    [
        "Uganda sponsored a Congolese rebel group that fought in Ituri.",
        "Eritrea armed an Ethiopian opposition movement in the 1990s.",
        "Mali captured 40 men near Tera, six kilometres from the Nigerien border.",
    ],
)
def test_whose_land_people_are_of_is_not_whom_they_serve(read: Read, text: str) -> None:
    told = read(text)
    states = {e.id for e in told.facts.entities if e.cls == "State"}
    assert not [c for c in told.claims("backedBy", "opposes") if {c.subject, c.object} <= states]


def test_a_not_in_the_sentence_does_not_deny_who_somebody_is(read: Read) -> None:
    told = read("Jakarta has not been able to catch Katiba Macina, a group linked to al-Qaeda.")
    assert ("katiba-macina", "alignedWith", "al-qaeda") in told.relations()


def test_a_relation_that_is_denied_makes_no_triple(read: Read) -> None:
    told = read("Rwanda does not support the M23.")
    assert [c.factuality for c in told.claims("backedBy")] == ["Denied"]
    assert told.relations() == set()


def test_whom_a_state_backs_is_not_where_they_are(read: Read) -> None:
    told = read("A US drone killed the commander of an Iran-backed militia in Baghdad, Iraq, on Thursday.")
    assert "iraq" not in {told.name(claim.subject) for claim in told.claims("backedBy")}


@pytest.mark.parametrize(
    ("text", "subject", "predicate", "object_"),
    [
        ("Kenya and Ethiopia are jointly fighting al-Shabaab.", "kenya", "alignedWith", "ethiopia"),
        ("The Taliban attacked it together with the Haqqani network.", "taliban", "alignedWith", "haqqani-network"),
        ("Kenyan troops raided it in coordination with Ethiopia.", "kenya-military", "alignedWith", "ethiopia"),
        ("France and Chad are committed to defeating Boko Haram.", "france", "alignedWith", "chad"),
        ("Chad, the African Union and France are committed to defeating JNIM.", "african-union", "alignedWith",
         "france"),
        ("France is assisting Mali to find and defeat JNIM.", "france", "opposes", "jnim"),
        ("The raid was carried out by the M23 with the support of Rwanda.", "m23", "backedBy", "rwanda"),
        ("Fighting between the M23 and the FRPI went on.", "m23", "opposes", "frpi"),
        ("In the fight against Boko Haram, Cameroon has deployed tanks.", "cameroon", "opposes", "boko-haram"),
        ("The PKK waged a long war against Turkey.", "kurdistan-workers-party", "opposes", "turkey"),
        ("Kenya's campaign to defeat al-Shabaab went on.", "kenya", "opposes", "al-shabaab"),
        ("Ahrar al-Sham is one of the factions of the Islamic Front.", "ahrar-al-sham", "partOf", "islamic-front"),
    ],
    ids=lambda case: case[:40],
)  # fmt: skip
def test_allies_and_enemies_are_known_by_what_they_do(
    read: Read, text: str, subject: str, predicate: str, object_: str
) -> None:
    told = read(text)
    assert (subject, predicate, object_) in {
        (told.name(c.subject), c.predicate, told.name(c.object)) for c in told.claims(predicate)
    }


@pytest.mark.parametrize(
    "text",
    [
        "India and Pakistan jointly condemned the attack on the mosque.",
        "Hamas and Israel are both committed to defeating each other.",
        "The ministry issued a statement in coordination with the United Nations.",
        "The Chadian army captured 400 soldiers from the Sudanese army.",
    ],
)
def test_saying_or_wanting_the_same_makes_no_tie(read: Read, text: str) -> None:
    assert not read(text).claims("alignedWith", "opposes")


def test_a_deputy_leads_no_ministry(read: Read) -> None:
    told = read("Deputy Defence Minister Ivan Petrov spoke in Minsk, the capital of Belarus.")
    assert not told.claims("leads")
    assert told.claims("memberOf")
