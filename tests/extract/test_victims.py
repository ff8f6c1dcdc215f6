"""Who was killed or wounded: those named among the dead, beside them or apart from them."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        (
            "Missiles hit Erbil on Monday, killing four civilians. The trader Peshraw Dizayi was among the dead.",
            {"Peshraw Dizayi"},
        ),
        ("A car bomb killed three people in Mogadishu. Among the dead was Colonel Ivan Petrov.", {"Ivan Petrov"}),
        ("The strike on Tyre killed six people, and Saleh Haddad was one of them.", {"Saleh Haddad"}),
        (
            "A bomb killed two people in Bogota. The victims were identified as Maria Lopez and Juan Perez.",
            {"Maria Lopez", "Juan Perez"},
        ),
        ("A bomb killed two people in Bogota. The dead included General Juan Perez.", {"Juan Perez"}),
        ("Gunmen attacked a clinic in Arua. The dead include nurse Grace Akello.", {"Grace Akello"}),
        ("Amina Diallo is reported to be among those killed by a mine near Gao.", {"Amina Diallo"}),
        ("Twelve people died in a blast in Nalchik, including the mayor, Ivan Petrov.", {"Ivan Petrov"}),
        ("Five of the dead of the blast are policemen, among them Rashid Khan.", {"Rashid Khan"}),
        ("The army named the soldier killed in the ambush as Jan Novak.", {"Jan Novak"}),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_who_is_said_to_be_among_the_dead_is_a_victim(read: Read, text: str, victims: set[str]) -> None:
    assert victims <= read(text).role("victim")


@pytest.mark.parametrize(
    "text",
    [
        "A shell hit a school in Donetsk, killing four people and wounding nine, the local mayor, Ivan Petrov, said.",
        "Gunmen ambushed a bus near Gao and killed two, police chief Omar Ali told reporters.",
    ],
)
def test_who_tells_of_a_number_of_dead_is_none_of_them(read: Read, text: str) -> None:
    assert not {"Ivan Petrov", "Omar Ali"} & read(text).role("victim")


def test_the_holder_of_a_post_and_who_died_beside_him_are_victims(read: Read) -> None:
    told = read("Gunmen shot dead the mayor of the city of Manta, Agustin Intriago, and a young footballer on Sunday.")
    assert told.role("victim") == {"Agustin Intriago", "young footballer"}


def test_who_was_also_killed_died_in_the_same_attack(read: Read) -> None:
    told = read("An airstrike killed Omar Nassar in Tyre on Friday. Samir Daher was also killed.")
    assert {"Omar Nassar", "Samir Daher"} <= told.role("victim")
    assert len(told.facts.events) == 1


def test_those_counted_who_were_taken_are_people_whatever_they_are_called(read: Read) -> None:
    told = read("Boko Haram abducted more than 200 schoolgirls from Chibok in April 2014.")
    assert told.role("victim") == {"more than 200 schoolgirls"}
    assert told.role("place") == {"Chibok"}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Three soldiers, including Captain Idriss Kone, were killed in an ambush near Tessalit.", "Idriss Kone"),
        ("The dead were identified as Juan Cruz and Mario Diaz. They were killed in an attack in Jolo.", "Juan Cruz"),
    ],
    ids=["including", "before it is told"],
)
def test_the_dead_are_named_among_others_or_beforehand(read: Read, text: str, dead: str) -> None:
    assert dead in read(text).role("victim")
