"""What kind of thing an unknown name is of, by what stands around it, wherever in the article."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "name", "top"),
    [
        ("Residents of Ndoro said that gunmen had burned Ndoro, a village in Nigeria, on Monday.", "Ndoro", "Place"),
        ("Shelling hit Verkhnyaya Balka near Donetsk, Ukrainian officials said.", "Verkhnyaya Balka", "Place"),
        ("Commander Yusuf Dogon was killed in Nigeria. Dogon led a gang.", "Yusuf Dogon", "Person"),
        ("Fighters of the Harakat al-Nour group attacked Somali troops on Monday.", "Harakat al-Nour", "Organization"),
        ("Gunmen raided the localities of Nara-Boula and Sekou in Mali on Monday.", "Nara-Boula", "Place"),
        ("Rebels held Kabwe on Monday, near the town of Ndole in Zambia.", "Ndole", "Place"),
        ("The German newspaper Anhalter Landbote told of 9 dead.", "Anhalter Landbote", "MediaOrganization"),
        ("The UN envoy for Mali, Ines de Mirelo, spoke in Gao on Monday.", "Ines de Mirelo", "Person"),
        ("He met the Sudanese Desert Border Forces there.", "Sudanese Desert Border Forces", "MilitaryForce"),
        ("The Hotel Concorde in Bamako was attacked, Malian police said.", "Hotel Concorde", "Facility"),
        ("Gunmen stormed the Grace Baptist Church in Nigeria on Monday.", "Grace Baptist Church", "Facility"),
    ],
)  # fmt: skip
def test_a_name_is_of_the_kind_that_its_surroundings_tell(read: Read, text: str, name: str, top: str) -> None:
    assert read(text).entity(name).cls == top


def test_one_name_is_of_one_kind_in_an_article(read: Read) -> None:
    told = read(
        "Gunmen attacked Karsana in Nigeria on Monday. Karsana is quiet, residents said."
        " Police went to Karsana village."
    )
    assert {e.cls for e in told.facts.entities if "Karsana" in e.label} == {"Place"}
