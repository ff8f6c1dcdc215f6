"""Who did what to whom, where, with what, and how many were killed and hurt."""

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


@pytest.mark.parametrize(
    ("text", "predicate", "number", "bound"),
    [
        ("The strike killed exactly 9 people in Idlib on Monday.", "killedCount", 9, "Exactly"),
        ("A bomb killed four people in Moscow on Monday.", "killedCount", 4, "Exactly"),
        ("The attack left 14 dead and 30 injured.", "killedCount", 14, "Exactly"),
        ("The attack left 14 dead and 30 injured.", "woundedCount", 30, "Exactly"),
        ("The Taliban killed at least 20 policemen in Kunduz on Monday.", "killedCount", 20, "AtLeast"),
        ("No fewer than 17 worshippers died in a bombing in Jos on Sunday.", "killedCount", 17, "AtLeast"),
        ("An airstrike on the village killed more than 100 people on April 11.", "killedCount", 100, "AtLeast"),
        ("Dozens of villagers were killed in the raid on Pazigyi on Monday.", "killedCount", 24, "AtLeast"),
        ("A suicide bomber killed up to 40 worshippers in Peshawar on Monday.", "killedCount", 40, "AtMost"),
        ("A car bomb exploded in Mogadishu, killing as many as 15 people.", "killedCount", 15, "AtMost"),
        ("Fewer than ten people were hurt in the shelling of Donetsk on Monday.", "woundedCount", 10, "AtMost"),
        ("Nearly 300 people were injured in the explosion in Homs on Sunday.", "woundedCount", 300, "About"),
        ("JNIM attacked a convoy near Gao, killing 12 soldiers and wounding about 20.", "woundedCount", 20, "About"),
        ("Three policemen died and seven were wounded when a mine exploded in Bajaur.", "woundedCount", 7, "Exactly"),
        ("A blast in Kabul killed 7 people. Another 23 people were wounded.", "woundedCount", 23, "Exactly"),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_a_toll_has_a_number_and_a_bound(read: Read, text: str, predicate: str, number: int, bound: str) -> None:
    assert [(c.object, c.bound) for c in read(text).claims(predicate)] == [(number, bound)]


def test_numbers_of_other_things_are_no_toll(read: Read) -> None:
    told = read("A bomb killed Nadia Rahimi, 43, near kilometre 12 of the road to Herat on 8 May 2023.")
    assert told.role("victim") == {"Nadia Rahimi"}
    assert told.claims("killedCount", "woundedCount") == []


def test_a_report_begins_with_what_its_headline_says(read: Read) -> None:
    told = read(
        "Twelve soldiers killed in ambush in Mali\n\n"
        "Gunmen ambushed a convoy near Gao late on Tuesday, killing at least 12 soldiers, the army said.\n\n"
        "Fighters of JNIM killed 100 villagers in Ogossagou in June 2021."
    )
    ours, other = told.facts.events
    assert told.of(ours.id, "killedCount") == {12}
    assert told.of(other.id, "killedCount") == {100}


def test_what_follows_a_sum_of_many_attacks_is_a_part_of_it(read: Read) -> None:
    told = read(
        "An air strike on a house in Jibbain killed two people on Sunday.\n\n"
        "Since October 8, at least 370 people have been killed in Lebanon. Ten soldiers have died on the other side."
    )
    (strike,) = [event for event in told.facts.events if not event.recurring]
    assert told.of(strike.id, "killedCount") == {2}


def test_a_denial_on_principle_is_about_no_attack_in_particular(read: Read) -> None:
    told = read("A missile hit a school in Kharkiv on Sunday. Russia denies targeting civilians.")
    (strike,) = [event for event in told.facts.events if not event.recurring]
    assert told.of(strike.id, "attacker") == set()


def test_a_sum_over_the_past_hours_is_no_attack(read: Read) -> None:
    told = read("A tank was destroyed near Bakhmut. The ministry said 481 people had been killed in the past 24 hours.")
    assert told.role("killedCount") == set()


def test_a_headline_leaves_out_that_its_verb_is_passive(read: Read) -> None:
    told = read("Jihadist leader killed in French drone strike in Mali, officials say")
    assert (told.role("victim"), told.role("attacker")) == ({"Jihadist leader"}, {"france"})


def test_several_attacks_with_one_toll_are_one_incident(read: Read) -> None:
    told = read(
        "Lahore bombings: death toll rises to 359\n\n"
        "The number of people killed in the suicide bombings in Lahore on Sunday has risen to 359, police said."
    )
    (event,) = told.facts.events
    assert not event.recurring
    assert told.role("killedCount") == {359}


def test_what_an_attack_came_after_is_another(read: Read) -> None:
    told = read(
        "A strike killed 14 people in Beirut. It came days after pagers exploded across Lebanon, killing 39 people."
    )
    assert [told.of(event.id, "killedCount") for event in told.facts.events] == [{14}, {39}]


def test_a_persons_office_does_not_tell_where_he_was_hit(read: Read) -> None:
    told = read("An air strike killed Karim Daoud, a bureau chief in Cairo, near Rafah on Tuesday.")
    assert (told.role("place"), told.role("victim")) == ({"Rafah"}, {"Karim Daoud"})


def test_days_hold_for_the_verbs_that_follow(read: Read) -> None:
    told = read("Gunmen blocked a road on Tuesday, stopped a bus and abducted nine men.")
    assert told.role("date") == {"2023-05-09"}


def test_the_wounds_that_somebody_died_of_are_those_of_the_attack(read: Read) -> None:
    told = read("A soldier died of wounds sustained in a Hezbollah drone attack on Tuesday.")
    assert len(told.facts.events) == 1
    assert told.role("attacker") == {"hezbollah"}


def test_two_sentences_on_one_attack_tell_of_one_incident(read: Read) -> None:
    told = read("A blast in Kabul on Friday killed 7 people. Another 23 people were wounded.")
    assert len(told.facts.events) == 1
    assert (told.role("killedCount"), told.role("woundedCount")) == ({7}, {23})


def test_attacks_on_two_days_are_two_incidents(read: Read) -> None:
    told = read("Israel bombed Latakia on Monday. On Friday, Ukraine bombed Belgorod.")
    days = {c.subject: c.object for c in told.claims("date")}
    places = {c.subject: told.name(c.object) for c in told.claims("place")}
    assert {places[event]: days[event] for event in places} == {"Latakia": "2023-05-08", "Belgorod": "2023-05-05"}


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis have carried out more than 40 attacks on ships in the Red Sea since January.",
        "The Arakan Army has repeatedly attacked police posts in Rakhine over the past year.",
    ],
)
def test_many_attacks_in_one_breath_are_recurring_and_of_no_day(read: Read, text: str) -> None:
    told = read(text)
    assert [event.recurring for event in told.facts.events] == [True]
    assert told.claims("date") == []


@pytest.mark.parametrize(
    "text",
    [
        "The African Union urged both sides to talk.",
        "The strike of railway workers in Lagos entered its second week.",
        "The president had died of a heart attack in 1998.",
        "Floods killed crops across Sindh.",
    ],
)
def test_no_attack_no_incident_with_an_attacker(read: Read, text: str) -> None:
    assert read(text).claims("attacker") == []


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "The attack took place on Monday near the town of Bandiagara, in the Mopti region, and killed two men.",
            {"place": {"Bandiagara", "Mopti"}},
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
            {"place": {"Kanyatsi"}, "victim": {"farmer"}, "killedCount": set()},
        ),
        ("Gunmen opened fire on a bus in Kashmir's Reasi district on Monday.", {"place": {"Reasi", "Kashmir"}}),
        ("Gunmen burst into a concert hall in Tver on Friday.", {"target": {"concert hall"}, "place": {"Tver"}}),
        (
            "Pakistan retaliated on May 8 with drones against hideouts of the Baloch Liberation Army.",
            {"attacker": {"pakistan"}, "target": {"balochistan-liberation-army"}},
        ),
        ("Ethiopian warplanes violated Sudan. They bombed the village of Wad al-Noora.", {"place": {"Wad al-Noora"}}),
        ("Peru said a bomb hit al-Mashtal, a district of Lima.", {"place": {"al-Mashtal", "Lima"}}),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_where_and_what_however_it_is_put(read: Read, text: str, roles: dict[str, set[Any]]) -> None:
    told = read(text)
    assert {role: told.role(role) for role in roles} == roles


@pytest.mark.parametrize(
    "text",
    [
        "Israel shot down two drones over Eilat on Monday.",
        "The air force shot down all of them on Monday.",
        "Russia accused the army of using civilians as human shields in Goma.",
        "More than 20,000 people have been killed in the war in Sudan.",
        "Israel's campaign has since killed more than 45,000 Palestinians.",
    ],
)
def test_defence_other_misdeeds_and_whole_wars_are_no_incident_of_the_day(read: Read, text: str) -> None:
    events = read(text).facts.events
    assert not [event for event in events if is_a(event.cls, "Attack") and not event.recurring]


def test_air_strikes_that_killed_so_many_are_one_story(read: Read) -> None:
    (event,) = read("Israeli air strikes killed 38 Palestinians in Rafah on Monday, officials said.").facts.events
    assert not event.recurring


@pytest.mark.parametrize(
    "text",
    [
        "Israeli jets killed 38 people in Rafah. Near Rafah, two Israeli soldiers were killed by a missile.",
        "US helicopters sank three Houthi boats on Sunday after their crews had fired on a tanker.",
    ],
)
def test_what_one_side_does_and_what_is_done_to_it_are_two_incidents(read: Read, text: str) -> None:
    assert len(read(text).facts.events) == 2


def test_the_drone_that_was_told_of_struck_once(read: Read) -> None:
    told = read("Three soldiers were killed when a drone hit a base in Jordan. The drone struck Tower 22 at dawn.")
    assert len(told.facts.events) == 1


def test_blame_laid_on_somebody_makes_him_no_target(read: Read) -> None:
    told = read("A bomb killed five people in Cali on Monday. The minister blamed the attack on the ELN.")
    assert told.role("attacker") == {"eln"}
    assert told.role("target") == set()


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed 84 people in Kerman near the grave of Ali Rezai, whose killing by Israel they recalled.",
        "US jets bombed a camp in Anbar. Washington said it acted in response to the killing of two men in Jordan.",
    ],
)
def test_what_is_only_recalled_is_an_incident_of_its_own(read: Read, text: str) -> None:
    assert len(read(text).facts.events) == 2


def test_what_a_source_says_had_happened_is_what_was_told(read: Read) -> None:
    told = read(
        "A strike hit Kidal on Monday. The governor said that a drone had struck a school. No group claimed it."
    )
    assert len(told.facts.events) == 1


def test_a_man_identified_as_somebody_is_him(read: Read) -> None:
    told = read("A drone killed a militia leader in Mosul. The army identified the man as Karim Jawad al-Hamdani.")
    assert told.role("victim") == {"Karim Jawad al-Hamdani"}


def test_a_state_before_attack_is_where_it_was_if_the_text_says_so(read: Read) -> None:
    told = read(
        "A drone killed three soldiers in Jordan on Sunday. The United States blamed Iran for the Jordan attack."
    )
    assert told.role("attacker") == {"iran"}
