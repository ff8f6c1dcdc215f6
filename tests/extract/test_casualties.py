"""Whose dead and wounded are an incident's, in whatever order and company they are told of."""

from __future__ import annotations

import pytest
from extract.told import Read


def of_incidents(read: Read, text: str, predicate: str = "killedCount") -> set[int]:
    told = read(text)
    background = {e.id for e in told.facts.events if e.recurring}
    return {int(c.object) for c in told.claims(predicate) if c.believed and c.subject not in background}


@pytest.mark.parametrize(
    ("text", "incident"),
    [
        (
            "A bomb killed three policemen in Yala. More than 6,500 people have died since the revolt began in 2004.",
            {3},
        ),
        ("The war has killed 320,000 people since 2014. On Monday a shell killed two people in Avdiivka.", {2}),
        ("A car bomb killed five in Cizre. The conflict has claimed more than 40,000 lives since 1984.", {5}),
        ("The raid on Jos killed 21. At least 1,200 people have been killed in Plateau this year.", {21}),
        ("Gunmen shot dead nine men in Pattani. Some 7,000 people have died over twelve years.", {9}),
        (
            "Two men died in a blast in Sangin, bringing to 300 the number of troops killed in Helmand since 2001.",
            {2},
        ),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_a_sum_over_years_is_no_toll_of_an_incident(read: Read, text: str, incident: set[int]) -> None:
    assert of_incidents(read, text) == incident


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six soldiers and 70 fighters were killed in a battle for Tina on Friday.", {6, 70}),
        ("A raid in Baidoa left 12 militants and three soldiers dead on Monday.", {12, 3}),
        ("Two policemen and a civilian were killed in a bombing in Cizre.", {3}),
        ("The bombing in Duhok killed 30 people, 11 women and two children among them.", {30}),
        ("Thirteen civilians among them seven children were killed in air strikes on Azaz.", {13}),
        ("At least 1 200 people were killed in the raid on Bentiu on Tuesday.", {1200}),
        ("A dozen soldiers were killed in an ambush in Diffa on Tuesday.", {12}),
        ("An air strike killed a family of six in Taiz on Tuesday.", {6}),
        ("A total of 44 people died in the attack in Bali on Tuesday.", {44}),
        ("The death toll in the bombing in Bali has risen from 180 to 202.", {202}),
        ("A raid in Jos killed many. An earlier count of 103 dead was withdrawn.", set()),
        ("Three soldiers were hacked to death in Mocimboa on Monday.", {3}),
        ("Bandits Kill 12, Abduct 20", {12}),
        ("The number of people who died as a result of the shelling of Markazi has reached 64.", {64}),
        ("Doctors have since raised the number killed in the raid on Goma to 18.", {18}),
        ("Rebels give the number of those who died in the blast in Goma as 72.", {72}),
        ("The army said that it had lost 49 men in the ambush near Gao.", {49}),
        ("The rebels killed 45 soldiers at Gao and lost seven of their own.", {45, 7}),
        ("A resident counted eighteen bodies after the attack in Beni.", {18}),
        ("The hospital received the bodies of 29 children killed in the raid on Dahr.", {29}),
        ("All but eight of the 50 passengers were killed when a bomb hit the bus near Ambon.", {42}),
        ("With two more bodies found on Friday, the toll of the bombing in Goma climbed from 18 to 20.", {20}),
        ("After the attack in Goma 92 people by one count, or 105 by another, were killed.", {92, 105}),
        ("The killing by Israeli troops of three teenagers near Nablus set off protests.", {3}),
        ("Half of the 40 passengers were killed when a bus hit a mine near Agadez.", set()),
        ("At least 15 soldiers and an unknown number of rebels died in a battle in Kidal.", {15}),
        ("A bomb in Kano killed twelve, but a hospital source put the dead at 19.", {12, 19}),
        ("The army lost 49 tanks in the battle of Gao, in which six soldiers were killed.", {6}),
        ("Forty bodies were dug up from a grave in Gao after the raid there.", set()),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_whose_dead_are_counted_and_how_many(read: Read, text: str, expected: set[int]) -> None:
    assert of_incidents(read, text) == expected


def test_burnt_houses_are_no_wounded(read: Read) -> None:
    assert of_incidents(read, "Rebels burned down 30 houses in Masisi on Friday.", "woundedCount") == set()


def test_the_killed_and_the_injured_of_one_clause_are_counted_apart(read: Read) -> None:
    told = read("The bombing killed a dozen people and injured scores in Nyala on Monday, the UN said.")
    assert told.role("killedCount") == {12}
    assert {claim.predicate for claim in told.claims("killedCount", "woundedCount") if claim.object != 12} == {
        "woundedCount"
    }


def test_some_of_the_victims_are_not_all(read: Read) -> None:
    told = read("Violence broke out in Ngaro on Sunday. Three of the victims died in the market.")
    assert told.claims("killedCount") == []


def test_a_record_is_nobody_who_was_killed(read: Read) -> None:
    told = read("Gunmen killed sixteen people in a church in Garissa on Monday, the deadliest attack there in years.")
    assert told.role("killedCount") == {16}


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("Sixty-eight people were killed when a shell hit the market in Sloviansk on Monday.", {68}, set()),
        ("Three dozen herders were killed in the raid on Bokkos on Monday.", {36}, set()),
        ("At least 29 people are confirmed dead and 166 are injured after the bombing in Izmir.", {29}, {166}),
        ("The raid on Pader killed 41 people and 29 were admitted to hospital with bullet wounds.", {41}, {29}),
        ("Rebels clubbed 39 people to death in the camp near Kitgum on Monday.", {39}, set()),
        ("Soldiers fatally shot three boys at a checkpoint near Hebron on Sunday.", {3}, set()),
        ("In Tal Afar a suicide bomber killed himself and nine recruits on Monday.", {9}, set()),
        ("The hotel was stormed by gunmen in June 2016 with the loss of 16 lives.", {16}, set()),
        ("A bomb at a hotel in Kismayo on Friday took the lives of 23 people.", {23}, set()),
        ("A trader was among the 21 people killed in a bombing in Maiduguri on Monday.", {21}, set()),
        ("As many as 142 people, scores of them farmers, were killed when jets bombed Kunduz.", {142}, set()),
        ("Gunmen raided Baga. The army said 40 people had been killed; residents spoke of 200.", {40, 200}, set()),
        ("The shelling of Zawiya killed nine, doctors said. The mayor put it at more than 20.", {9, 20}, set()),
        ("Gunmen stormed a hotel in Bamako. Police gave a toll of 14, and then of 23.", {14, 23}, set()),
        ("A bomb hit a church in Jolo. The toll, first given as 18, has since climbed to 22.", {18, 22}, set()),
        ("A blast in Baquba: the army put the casualty toll at two killed and six wounded.", {2}, {6}),
        ("Gunmen attacked Ngala on Sunday. The MP said 192 bodies had been counted and buried.", {192}, set()),
        ("Gunmen fired on a bus in Sunzha on Monday. Four people were hospitalised.", set(), {4}),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_the_dead_and_wounded_are_counted_in_whatever_order_it_is_told(
    read: Read, text: str, killed: set[int], wounded: set[int]
) -> None:
    assert of_incidents(read, text) == killed
    assert of_incidents(read, text, "woundedCount") == wounded


@pytest.mark.parametrize(
    "aside",
    [
        "The minister spoke of 20 attacks foiled this year.",
        "Of the 64 detained, the police said, 20 were released.",
        "Speakers counted 54 in favour of the bill.",
        "The hospital has 40 beds, and admits 300 people a month.",
        "The number of checkpoints has gone up to 60.",
        "The governor put the number of displaced at 3,000.",
        "The passenger list has 40 names.",
        "A man of 43 was arrested.",
    ],
)
def test_what_else_is_counted_beside_an_attack_is_no_toll(read: Read, aside: str) -> None:
    text = f"A bomb killed nine people in Kabul on Monday. {aside}"
    assert of_incidents(read, text) | of_incidents(read, text, "woundedCount") == {9}


def test_who_gives_a_toll_harmed_nobody(read: Read) -> None:
    told = read("Rebels raided Tula on Monday. On Tuesday the government gave 32 dead and about 40 wounded.")
    assert told.role("attacker") == {"Rebels"}
    assert (told.role("killedCount"), told.role("woundedCount")) == ({32}, {40})


def test_those_feared_dead_are_hedged_and_nothing_but_people_adds_to_a_sum(read: Read) -> None:
    (feared,) = read("Militants stormed a base in Borno. At least 30 soldiers are feared dead.").claims("killedCount")
    assert (feared.object, feared.factuality) == (30, "Hedged")
    assert of_incidents(read, "An explosion in Colombo on Monday, 18 injured.", "woundedCount") == {18}


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("A woman and her son were killed when a shell hit their house in Donetsk on Monday.", {2}, set()),
        ("Bandits shot dead an imam, a shopkeeper and a schoolboy in Zurmi on Sunday.", {3}, set()),
        ("The mine killed a farmer and injured his wife and a neighbour near Kassala on Monday.", {1}, {2}),
        ("Colonel Adama Traore and his driver were killed by a mine near Hombori on Tuesday.", {2}, set()),
        ("A stray bullet injured a leg and an arm of the boy in Aden on Monday.", set(), set()),
        ("A soldier and an insurgent were killed in a gunfight in Kupwara on Monday.", set(), set()),
        ("A family was killed when a shell hit a house in Saraqib on Monday.", set(), set()),
        ("Border clashes left three Saudi soldiers and dozens of rebels dead on Thursday.", {3, 24}, set()),
        ("Survivors of an attack that killed at least 63 people in Assam sought shelter on Monday.", {63}, set()),
        ("Extremists executed 28 non-Muslims near Mandera on Monday.", {28}, set()),
        ("A total of nine settlers were killed in Jenin on Tuesday.", {9}, set()),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_single_people_add_up_and_bodies_of_people_do_not(
    read: Read, text: str, killed: set[int], wounded: set[int]
) -> None:
    told = read(text)
    assert {c.object for c in told.claims("killedCount")} == killed
    assert {c.object for c in told.claims("woundedCount")} == wounded


def test_who_was_wounded_beside_one_who_was_killed_did_not_attack(read: Read) -> None:
    told = read("A teacher was killed and a student wounded when gunmen opened fire on a school in Yala on Friday.")
    assert told.role("victim") >= {"teacher", "student"}
    assert told.accused() == {"gunmen"}


@pytest.mark.parametrize(
    ("text", "incident"),
    [
        ("Militants have launched attacks on villages near Pemba over the past three years, killing 1,500.", set()),
        ("Separatists have bombed pipelines for the past decade, killing some 120 workers.", set()),
        ("UNITA guns killed 8 people in Kuito on 3 May, bringing the total since April to around 150.", {8}),
        ("Nine died in a raid on Jos on Monday, bringing to 60 the number killed in the region this month.", {9}),
        ("Since the assault on the town of Goma began at 3 a.m., at least 18 soldiers were killed.", {18}),
        ("At least 25 people have been killed in Heglig since fighting broke out there on Monday.", {25}),
        ("Since the army took power one morning in 2013, some 800 protesters have been shot dead.", set()),
        ("Earlier this week a bomb killed two guards in Mandalay.", {2}),
        ("The number killed in the bombing in Jos rose to 42, with more than 100 injured.", {42}),
        ("Two more victims of Saturday's blast in Mazar died overnight, bringing the toll to 17.", {17}),
        ("Fighting in Malakal on Sunday left at least 12 soldiers and an unknown number of rebels dead.", {12}),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_what_is_counted_over_some_time_is_told_from_one_attack(read: Read, text: str, incident: set[int]) -> None:
    assert of_incidents(read, text) == incident
