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
        ("Two mortar shells fell on Dobrinja on Monday, Bosnian officials said.", "Dobrinja", "BA"),
    ],
)
def test_the_article_s_countries_decide(read: Read, text: str, name: str, country: str) -> None:
    assert read(text).entity(name).country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Malian troops shelled Castello on Monday.", "Castello"),
        ("Yemeni forces retook Corona from the Houthis.", "Corona"),
        ("Somali troops withdrew from Santa Maria.", "Santa Maria"),
        ("Peruvian soldiers withdrew from Dobrinja.", "Dobrinja"),
    ],
)
def test_a_match_far_from_all_the_article_speaks_of_is_none(read: Read, text: str, name: str) -> None:
    assert read(text).entity(name).place is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops from the North entered Goma on Monday, the Congolese army told US envoys.", "North"),
        ("A nurse from Moi in Garissa was killed, Kenyan police said. Kenya mourns.", "Moi"),
        ("The Sudanese army bombed a factory in Shifa on Monday. Sudan denied it.", "Shifa"),
    ],
)
def test_a_direction_or_a_lone_match_abroad_is_no_town(read: Read, text: str, name: str) -> None:
    found = [e.place for e in read(text).facts.entities if name in e.names]
    assert not any(found)


def test_half_of_a_name_with_a_hyphen_is_not_the_place(read: Read) -> None:
    told = read("Iranian police were shot in Sistan-Baluchistan province on Monday. Iran blamed Pakistan.")
    assert "PK" not in {e.country for e in told.facts.entities if e.place}


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


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels raided Omiya on Monday, killing nine people in the village.", "Omiya"),
        ("Rebels killed nine people on Monday in Omiya, 17 km north of Kitgum.", "Omiya"),
        ("Fighters entered Omiya IDP camp on Monday and killed 39 women.", "Omiya"),
        ("Shells killed ten in Hamdan, a suburb, in April. Rockets hit the same suburb on Monday.", "Hamdan"),
        ("A bomb killed six people in Lal Bazaar in May. In the same bazaar gunmen shot two.", "Lal Bazaar"),
        ("It was the turn of Tin-Akoff, where gunmen killed 14 people on Monday.", "Tin-Akoff"),
        ("Protesters killed seven workers in the city of Mazar-i-Sharif on Friday.", "Mazar-i-Sharif"),
        ("A bomb killed nine people in Bauchi on Monday in the worst attack in West Africa.", "Bauchi"),
        ("A strike on a village school in Homalin township killed ten people on Monday.", "Homalin"),
        ("Kupiansk was occupied for months. In April its history museum was destroyed by a missile.", "Kupiansk"),
        (
            "Gunmen killed nine people in Kidal. Roads are closed. The minister left. Rockets hit the town later.",
            "Kidal",
        ),
    ],
)
def test_a_place_is_what_names_and_descriptions_of_it_come_to(read: Read, text: str, place: str) -> None:
    told = read(text)
    assert {n for n in told.role("place") if told.entity(str(n)).names} == {place}


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine people in India's commercial capital on Monday.",
        "The group said that it had killed nine soldiers in the East in April.",
        "The commander, who was born in Odek, shot dead two traders on Monday.",
        "The scholar, in a book published in Madrid, charges that soldiers did the killing of 40 peasants.",
        "The minister flew from Wau to Juba. Gunmen killed six people in the town on Monday.",
        "A bomb went off at the embassies of Peru and Spain on Monday, killing nine people.",
        "The army lost 49 men in an ambush on Monday, while in Belgrade people still speak of two hundred.",
    ],
)
def test_no_place_is_made_of_what_is_none_of_the_attack(read: Read, text: str) -> None:
    told = read(text)
    named = [e for n in told.role("place") if (e := told.entity(str(n))).names]
    assert all(e.cls == "State" for e in named)


def test_a_town_is_looked_for_where_only_the_state_is_named(read: Read) -> None:
    told = read(
        "BUJUMBURA, May 10 - Rebels attacked a camp in Burundi on Monday and killed 15 people, officials said.\n\n"
        "They came out of the marshes and made for the camp at Gihanga, said a spokeswoman."
    )
    assert {"burundi", "Gihanga"} <= told.role("place")
    assert all(c.inferred for c in told.claims("place") if told.name(c.object) == "Gihanga")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Marta Lopes, who was shot on Sunday in Baucau, is being treated at a hospital in Dili.", "Baucau"),
        ("Two soldiers wounded by a mine near Kobani on Tuesday were flown to a hospital in Ankara.", "Kobani"),
        (
            "Mogadishu has often been targeted by militants. In March, a bomb killed nine people in a hotel.",
            "Mogadishu",
        ),
        ("Gunmen shot dead a patient at a hospital in Quetta on Tuesday.", "Quetta"),
    ],
)
def test_where_the_hurt_are_treated_is_not_where_they_were_hurt(read: Read, text: str, place: str) -> None:
    assert {name for name in read(text).role("place") if str(name).istitle()} == {place}
