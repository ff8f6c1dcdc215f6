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
            "The Northern Resistance Brigade (NRB) attacked Gao on Monday. NRB fighters fled.",
            {"Northern Resistance Brigade", "NRB"},
        ),
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
