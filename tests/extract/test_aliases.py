"""Several names of one, within an article."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Colonel Rafael Ortega was wounded in Cali on Monday. Ortega later spoke to reporters.",
            {"Rafael Ortega", "Ortega"},
        ),
        ("Nadia Rahimi was killed in Herat on Monday. Rahimi was a judge.", {"Nadia Rahimi", "Rahimi"}),
        (
            "The jihadist Abdoulaye Sow, better known by his nom de guerre Abu Zayd, was killed near Menaka on Monday.",
            {"Abdoulaye Sow", "Abu Zayd"},
        ),
        ("Salim Haddad (Abu Qatada) was killed in Aleppo on Monday.", {"Salim Haddad", "Abu Qatada"}),
        (
            "The Kurdistan Workers' Party (PKK) denied the report. The PKK said it had no fighters there.",
            {"Kurdistan Workers' Party", "PKK"},
        ),
        (
            "The Syrian Democratic Forces (SDF) attacked Manbij on Monday. The SDF lost four fighters.",
            {"Syrian Democratic Forces", "SDF"},
        ),
        (
            "Elena Ruiz-Mora was wounded in Cali on Monday. Judge Ruiz-Mora is in hospital.",
            {"Elena Ruiz-Mora", "Ruiz-Mora"},
        ),
        (
            'Joaquin "The Fox" Ramirez was held in Lima on Monday. Ramirez led a gang.',
            {"Joaquin Ramirez", "Ramirez"},
        ),
        (
            'Foreign Minister Zhao Lin spoke in Beijing. "We agree," Zhao said. Zhao left on Monday.',
            {"Zhao Lin", "Zhao"},
        ),
        ("Ana Luz Prieto wept in Lima. Luz Prieto said so on Monday.", {"Ana Luz Prieto", "Luz Prieto"}),
        ("Samir Zidane, 31, alias Abu Talha, was killed near Blida on Monday.", {"Samir Zidane", "Abu Talha"}),
        ("Khalil Abu Rabia fled. Abu Rabia spoke in Doha on Monday.", {"Khalil Abu Rabia", "Abu Rabia"}),
        ("The police hunt Abu Mansur. Mansur was the target of a raid.", {"Abu Mansur", "Mansur"}),
        ("The Ministry of Defence spoke in London. The MoD said two soldiers died.", {"Ministry of Defence", "MoD"}),
        (
            "The Northern Resistance Front, or NRFX, attacked Gao on Monday. The NRFX denied it.",
            {"Northern Resistance Front", "NRFX"},
        ),
        (
            "The Northern Resistance Brigade (NRB) attacked Gao on Monday. NRB fighters fled.",
            {"Northern Resistance Brigade", "NRB"},
        ),
        ("Fighting raged in Debaltsevo. Debaltseve fell, Ukraine said.", {"Debaltsevo", "Debaltseve"}),
    ],
    ids=lambda case: case[:40] if isinstance(case, str) else "",
)
def test_one_with_several_names_is_one_entity(read: Read, text: str, names: set[str]) -> None:
    entities = {read(text).entity(name) for name in names}
    assert len(entities) == 1
    assert set(entities.pop().names) >= names


def test_the_fullest_name_is_the_label(read: Read) -> None:
    told = read("Ortega was wounded on Monday. Colonel Rafael Ortega is in hospital.")
    assert told.entity("Rafael Ortega").names == ("Rafael Ortega", "Ortega")


def test_what_befell_the_family_name_befell_the_person(read: Read) -> None:
    told = read("Nadia Rahimi was a judge in Herat. Gunmen killed Rahimi on Monday.")
    assert told.role("victim") == {"Nadia Rahimi"}


def test_two_people_of_one_first_name_are_two(read: Read) -> None:
    told = read("Karim Nasser met Karim Haddad in Aleppo. Nasser and Haddad then left.")
    assert told.entity("Nasser").label == "Karim Nasser"
    assert told.entity("Haddad").label == "Karim Haddad"


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        ("The Southeast Asian Abu Sayyaf group took 9 hostages in Jolo.", "abu-sayyaf", "Abu Sayyaf"),
        ("Boko Haram attacked Baga on Monday. The militants killed 9 soldiers.", "boko-haram", "militants"),
        ("Troops left Chad's capital on Monday to guard Chad's interim government.", "chad-government", "government"),
        ("The Syrian Observatory for Human Rights said 9 died. The Observatory named them.",
         "syrian-observatory-for-human-rights", "Observatory"),
        ("Abu Sayyaf leader Hamid Salih spoke in Jolo. Salih's group took 9 hostages.", "abu-sayyaf", "Salih's group"),
    ],
)  # fmt: skip
def test_other_words_for_a_known_actor_mean_the_actor(read: Read, text: str, actor: str, words: str) -> None:
    told = read(text)
    found = {m.refers_to for m in told.facts.mentions if words in m.surface}
    assert told.entity(actor).id in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Boko Haram attacked Baga. Four militants came by boat. The militants were killed.", "The militants"),
        ("Boko Haram and JNIM attacked Baga on Monday. The militants killed 9 soldiers.", "The militants"),
        ("Syria's rebel-backed government met in Azaz on Monday.", "government"),
    ],
)  # fmt: skip
def test_words_that_may_mean_another_stay_apart(read: Read, text: str, words: str) -> None:
    told = read(text)
    names = {told.name(m.refers_to) for m in told.facts.mentions if words.rsplit(maxsplit=1)[-1] in m.surface}
    assert not names & {"boko-haram", "jnim", "syria-government"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("President Zelensky said that Russia had shelled Kharkiv in Ukraine on Monday.", "volodymyr-zelenskyy"),
        ("Assad's soldiers shelled the Syrian town of Douma on Monday.", "bashar-al-assad"),
        ("Vladimir Puttin, Russia's president, said that rebels had shelled Kursk on Monday.", "vladimir-putin"),
    ],
)
def test_a_listed_person_may_go_by_surname_where_the_article_speaks_of_the_country(
    read: Read, text: str, known: str
) -> None:
    assert known in read(text).names()


@pytest.mark.parametrize(
    "text",
    [
        "Ahmed Assad, a baker from the Syrian town of Douma, was killed on Monday. Assad was 34.",
        "In Kenya, bandits shot a pastor called Putin on Monday.",
    ],
)
def test_a_namesake_of_a_listed_person_is_not_that_person(read: Read, text: str) -> None:
    assert {"bashar-al-assad", "vladimir-putin"}.isdisjoint(read(text).names())
