"""Of one attack: of which class it is, who did what to whom, where, when and with what."""

from __future__ import annotations

from typing import Any

import pytest
from extract.told import Read

from kg.vocab import is_a


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("The Houthis attacked a ship near Hodeidah on Monday.", "Attack"),
        ("The Israeli air force bombed Rafah on Tuesday night.", "AirStrike"),
        ("American warplanes struck a militia base in Deir ez-Zor on Tuesday.", "AirStrike"),
        ("A Ukrainian drone struck an oil depot in Belgorod on 8 May.", "DroneStrike"),
        ("A car bomb exploded in Mogadishu on Saturday.", "Bombing"),
        ("Four soldiers were killed by a roadside bomb near Gao.", "Bombing"),
        ("A suicide bomber blew himself up at a mosque in Peshawar on Monday.", "SuicideBombing"),
        ("The Tatmadaw shelled Laukkai on Monday.", "Shelling"),
        ("The air base attack in Pathankot killed seven people.", "Attack"),
        ("Hezbollah fired rockets at Ashkelon on Sunday.", "RocketAttack"),
        ("Mullah Daud was shot dead by unidentified gunmen in Quetta on Tuesday.", "Shooting"),
        ("Major Iván Lozano was assassinated in Tumaco on Sunday.", "Assassination"),
        ("Israeli troops raided Jenin on Monday.", "Raid"),
        ("Al-Shabaab gunmen stormed a hotel in Mogadishu on Friday.", "Raid"),
        ("The Ugandan army clashed with the ADF near Beni on Monday.", "ArmedClash"),
        ("Bandits kidnapped some 60 students in Zamfara on Tuesday.", "Abduction"),
    ],
    ids=lambda case: case[:40],
)
def test_an_incident_is_of_the_most_exact_class_that_the_words_allow(read: Read, text: str, cls: str) -> None:
    assert [event.cls for event in read(text).facts.events] == [cls]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "JNIM killed four soldiers near Gao on Tuesday.",
            {"attacker": {"jnim"}, "victim": {"four soldiers"}, "place": {"Gao"}, "killedCount": {4}},
        ),
        (
            "Jaish-e-Mohammed attacked an army camp in Kashmir on Monday.",
            {"attacker": {"jaish-e-mohammed"}, "target": {"army camp"}, "place": {"Kashmir"}, "victim": set()},
        ),
        (
            "Somali troops killed Hassan Gure, a leader of Al-Shabaab, in Jowhar on Monday.",
            {"attacker": {"somalia-military"}, "victim": {"Hassan Gure"}, "place": {"Jowhar"}},
        ),
        (
            "Pakistani forces shot dead Bilal Rehman in Gwadar on Monday.",
            {"attacker": {"pakistan-military"}, "victim": {"Bilal Rehman"}, "place": {"Gwadar"}},
        ),
        (
            "A roadside bomb killed four soldiers near Mogadishu on Monday.",
            {"attacker": set(), "victim": {"four soldiers"}, "weapon": {"roadside bomb"}, "place": {"Mogadishu"}},
        ),
        (
            "Ukraine fired two missiles at a bridge in Crimea on Monday.",
            {"attacker": {"ukraine"}, "target": {"bridge"}, "weapon": {"missiles"}, "place": {"Crimea"}},
        ),
        (
            "The ELN, a guerrilla group, blew up a pipeline in Arauca on Tuesday.",
            {"attacker": {"eln"}, "target": {"pipeline"}, "place": {"Arauca"}},
        ),
        (
            "The attack on the army base in Kidal on Monday was carried out by JNIM.",
            {"attacker": {"jnim"}, "target": {"army base"}, "place": {"Kidal"}},
        ),
        (
            "Lashkar-e-Taiba carried out an attack in Pulwama on Monday.",
            {"attacker": {"lashkar-e-taiba"}, "target": set(), "place": {"Pulwama"}},
        ),
        (
            "The killing of General Amr Saleh by Israel in Beirut on Monday shocked the city.",
            {"attacker": {"israel"}, "victim": {"Amr Saleh"}, "place": {"Beirut"}},
        ),
        (
            "An attack by Boko Haram killed nine farmers in Borno on Monday.",
            {"attacker": {"boko-haram"}, "victim": {"nine farmers"}, "place": {"Borno"}, "killedCount": {9}},
        ),
        (
            "ELN guerrillas abducted Colonel Rafael Ortega in Arauca on Sunday.",
            {"attacker": {"eln"}, "victim": {"Rafael Ortega"}, "place": {"Arauca"}},
        ),
        (
            "The Tatmadaw shelled Laukkai on Monday.",  # a town that is fired at is both
            {"attacker": {"myanmar-military"}, "target": {"Laukkai"}, "place": {"Laukkai"}},
        ),
        (
            "Clashes between the M23 and the Congolese army left six people dead in Goma on Monday.",
            {"attacker": {"m23", "dr-congo-military"}, "killedCount": {6}},
        ),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_everyone_plays_their_role(read: Read, text: str, roles: dict[str, set[Any]]) -> None:
    told = read(text)
    assert {role: told.role(role) for role in roles} == roles


def test_a_headline_leaves_out_that_its_verb_is_passive(read: Read) -> None:
    told = read("Jihadist leader killed in French drone strike in Mali, officials say")
    assert (told.role("victim"), told.role("attacker")) == ({"Jihadist leader"}, {"france"})


def test_a_persons_office_does_not_tell_where_he_was_hit(read: Read) -> None:
    told = read("An air strike killed Karim Daoud, a bureau chief in Cairo, near Rafah on Tuesday.")
    assert (told.role("place"), told.role("victim")) == ({"Rafah"}, {"Karim Daoud"})


def test_days_hold_for_the_verbs_that_follow(read: Read) -> None:
    told = read("Gunmen blocked a road on Tuesday, stopped a bus and abducted nine men.")
    assert told.role("date") == {"2023-05-09"}


@pytest.mark.parametrize(
    "text",
    [
        "The African Union urged both sides to talk.",
        "The strike of railway workers in Lagos entered its second week.",
        "The president had died of a heart attack in 1998.",
        "Floods killed crops across Sindh.",
        "Troops fired warning shots over the heads of students in Dhaka.",
        "Students were planting trees in Lagos on Monday. Farmers set off fireworks.",
    ],
)
def test_no_attack_no_incident_with_an_attacker(read: Read, text: str) -> None:
    assert read(text).claims("attacker") == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "The attack took place on Monday near the town of Bandiagara, in the Mopti region, and killed two men.",
            {"place": {"Bandiagara", "Mopti region"}},
        ),
        ("The Houthis said that they had fired on a tanker in the Red Sea.", {"target": {"tanker"}}),
        ("A helicopter was shot down in Amalfi on Monday, killing 12 officers.", {"place": {"Amalfi"}}),
        ("Rebels fired mortars at Israeli troops east of Khan Younis on Monday.", {"place": {"Khan Younis"}}),
        (
            "Suicide bombers rammed two vehicles into a military compound in Bannu on Monday.",
            {"target": {"military compound"}, "place": {"Bannu"}},
        ),
        (
            "Fighters entered the village of Kanyatsi on Monday and shot dead a farmer.",
            {"place": {"Kanyatsi"}, "victim": {"farmer"}, "killedCount": {1}},
        ),
        ("Gunmen opened fire on a bus in Kashmir's Reasi district on Monday.", {"place": {"Reasi", "Kashmir"}}),
        ("Gunmen burst into a concert hall in Tver on Friday.", {"target": {"concert hall"}, "place": {"Tver"}}),
        (
            "Pakistan retaliated on May 8 with drones against hideouts of the Baloch Liberation Army.",
            {"attacker": {"pakistan"}, "target": {"hideouts", "balochistan-liberation-army"}},
        ),
        ("Ethiopian warplanes violated Sudan. They bombed the village of Wad al-Noora.", {"place": {"Wad al-Noora"}}),
        ("Peru said a bomb hit al-Mashtal, a district of Lima.", {"place": {"al-Mashtal", "Lima"}}),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_where_and_what_however_it_is_put(read: Read, text: str, roles: dict[str, set[Any]]) -> None:
    told = read(text)
    assert {role: told.role(role) for role in roles} == roles


def test_blame_laid_on_somebody_makes_him_no_target(read: Read) -> None:
    told = read("A bomb killed five people in Cali on Monday. The minister blamed the attack on the ELN.")
    assert told.role("attacker") == {"eln"}
    assert told.role("target") == set()


def test_a_man_identified_as_somebody_is_him(read: Read) -> None:
    told = read("A drone killed a militia leader in Mosul. The army identified the man as Karim Jawad al-Hamdani.")
    assert told.role("victim") == {"Karim Jawad al-Hamdani"}


def test_a_state_before_attack_is_where_it_was_if_the_text_says_so(read: Read) -> None:
    told = read(
        "A drone killed three soldiers in Jordan on Sunday. The United States blamed Iran for the Jordan attack."
    )
    assert told.role("attacker") == {"iran"}


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("Air raids destroyed a refinery in Homs on Friday.", "AirStrike"),
        ("Artillery fire hit a clinic in Horlivka on Sunday.", "Shelling"),
        ("The patrol came under fire near Kidal on Sunday.", "Attack"),
        ("Hamas bombed a bus in Tel Aviv on Sunday.", "Bombing"),
        ("Russia bombed a bridge in Kherson on Sunday.", "AirStrike"),
    ],
)
def test_the_kind_of_attack_is_by_what_was_used_and_by_whom(read: Read, text: str, cls: str) -> None:
    assert [event.cls for event in read(text).facts.events] == [cls]


def test_who_is_executed_by_law_is_not_attacked(read: Read) -> None:
    assert not read("Iran hanged the leader of the group after convicting him of terrorism.").facts.events


def test_a_bombers_own_vehicle_is_not_what_he_attacked(read: Read) -> None:
    assert "car" not in str(read("A bomber blew up the car he was driving outside a bank in Aleppo.").role("target"))


@pytest.mark.parametrize(
    "text",
    [
        "The United States hit 13 Iranian officials with sanctions on Monday.",
        "Tariffs and bans struck Chinese traders in Lagos on Monday.",
        "Cholera has killed 30 people in the camps near Goma since Monday.",
        "Nine people were killed in an earthquake in Herat on Sunday.",
    ],
)
def test_measures_illness_and_nature_attack_nobody(read: Read, text: str) -> None:
    assert not read(text).facts.events


def test_a_car_that_brought_a_bomb_was_not_its_target(read: Read) -> None:
    brought = read("A bomb planted in a car exploded outside a bank in Kirkuk on Monday, killing nine people.")
    assert brought.role("target") == {"bank"}
    hit = read("A bomb exploded in the car of a judge in Palermo on Monday, killing him.")
    assert hit.role("target") == {"car"}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "The hall was rebuilt after the December 2011 car bomb outside the provincial council that killed 34.",
            {"killedCount": {34}, "date": {"2011-12"}, "attacker": set()},
        ),
        ("A car bomb in the grain market of Baidoa left at least 28 dead.", {"killedCount": {28}}),
        (
            "A lorry packed with explosives wiped out a crossroads in Mogadishu on 1 May.",
            {"place": {"Mogadishu"}, "weapon": {"lorry"}},
        ),
        ("Nine herders were put to the sword in Koro on Friday.", {"killedCount": {9}}),
        ("A roadside bomb in Garmsir claimed the lives of four farmers.", {"killedCount": {4}, "place": {"Garmsir"}}),
        ("Eleven miners lost their lives in Tumaco on 3 May.", {"killedCount": {11}, "date": {"2023-05-03"}}),
        ("A mortar shell crashed into a school in Gao on Monday.", {"target": {"school"}, "place": {"Gao"}}),
        (
            "Two missiles fell on a market in Derna on Monday; nine people died, the mayor said.",
            {"target": {"market"}, "killedCount": {9}},
        ),
        ("The siege of a mall in Nakuru ended on Sunday with 61 dead.", {"killedCount": {61}, "place": {"Nakuru"}}),
        ("In Nahariya, 60 rockets have landed since dawn.", {"place": {"Nahariya"}, "weapon": {"rockets"}}),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_a_bomb_shell_or_siege_stands_for_the_attack(read: Read, text: str, roles: dict[str, set[Any]]) -> None:
    told = read(text)
    assert {role: told.role(role) for role in roles} == roles


@pytest.mark.parametrize(
    "text",
    [
        "Police found a bomb at the town hall of Gao on Monday.",
        "A plane landed in Gao on Monday.",
        "Two aid workers lost their lives in a car crash near Gao.",
    ],
)
def test_a_bomb_found_or_a_mishap_is_no_attack(read: Read, text: str) -> None:
    assert [e for e in read(text).facts.events if is_a(e.cls, "Attack")] == []
