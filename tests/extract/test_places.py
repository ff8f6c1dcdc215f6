"""Where named places are, when a name is shared by towns the world over."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("A bomb went off in Valencia, Colombia, on Monday.", "Valencia", "CO"),
        ("Philippine troops clashed with rebels in Valencia on Monday.", "Valencia", "PH"),
        ("Clashes broke out in Santa Ana. Salvadoran troops moved in on Monday.", "Santa Ana", "SV"),
        ("Two people were shot in Tripoli, the Lebanese army said.", "Tripoli", "LB"),
        ("Two people were shot in Tripoli, Libyan officials said.", "Tripoli", "LY"),
        ("Thai soldiers were ambushed in Yala on Monday.", "Yala", "TH"),
        ("A bomb killed 20 people in Bali, Indonesian police said.", "Bali", "ID"),
        ("Pakistani forces shelled Bannu on Monday.", "Bannu", "PK"),
    ],
)
def test_the_article_s_countries_decide(read: Read, text: str, name: str, country: str) -> None:
    assert read(text).entity(name).country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Syrian troops shelled Castello on Monday.", "Castello"),
        ("Yemeni forces retook Corona from the Houthis.", "Corona"),
        ("Somali troops withdrew from Santa Maria.", "Santa Maria"),
    ],
)
def test_a_match_far_from_all_the_article_speaks_of_is_none(read: Read, text: str, name: str) -> None:
    assert read(text).entity(name).place is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops from the North entered Goma on Monday, the Congolese army told US envoys.", "North"),
        ("A nurse from Moi in Garissa was killed, Kenyan police said. Kenya mourns.", "Moi"),
    ],
)
def test_a_direction_or_a_lone_match_abroad_is_no_town(read: Read, text: str, name: str) -> None:
    found = [e.place for e in read(text).facts.entities if name in e.names]
    assert not any(found)


def test_what_follows_a_comma_moves_no_known_province(read: Read) -> None:
    told = read("Drones fell on Kherson Oblast and Mykolaiv Oblast, Russia said on Monday. Ukraine denied it.")
    assert told.entity("Mykolaiv Oblast").country == "UA"


def test_a_capital_elsewhere_keeps_its_place(read: Read) -> None:
    told = read("Syrian rebels met in Geneva on Monday, and American envoys stayed in Cairo.")
    assert (told.entity("Geneva").country, told.entity("Cairo").country) == ("CH", "EG")


def test_a_province_is_another_place_than_its_town(read: Read) -> None:
    told = read("Syrian jets bombed Idlib city on Monday. Shelling hit villages in Idlib province on Tuesday.")
    places = {e.place for e in told.facts.entities if "Idlib" in e.label}
    assert len(places) == 2
    assert "idlib-governorate" in places


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed five people in Dogon Ruwa village in Zamfara state on Monday.",
        "Gunmen killed five people in the village of Dogon Ruwa, Zamfara state, on Monday.",
    ],
)
def test_what_the_text_says_a_village_lies_in_is_kept(read: Read, text: str) -> None:
    village = read(text).entity("Dogon Ruwa")
    assert (village.place, village.country, village.within) == (None, "NG", "zamfara-state")


def test_whose_village_it_is_is_not_what_it_is_called(read: Read) -> None:
    assert read("An explosion near the Chechen village of Goity killed two policemen on Friday.").role("place") == {
        "Goity"
    }


def test_a_list_of_places_is_no_chain(read: Read) -> None:
    assert read("Shelling hit Kafr Zibat, Idlib and Hama on Monday.").entity("Kafr Zibat").within is None


def test_a_province_may_be_called_as_another_state_is(read: Read) -> None:
    told = read("Gunmen killed five people in Niger, Nigeria's Niger State, on Tuesday, police said.")
    assert told.entity("Niger").country == "NG"
    assert read("Gunmen killed five people in Niger, north of Nigeria, on Tuesday.").entity("niger").cls == "State"
