"""Which body a position is one of, where the two stand apart, and what units are called."""

from __future__ import annotations

import pytest
from extract.told import Read


def test_units_are_names_apart_from_titles_and_from_one_another(read: Read) -> None:
    told = read("Major General Idris Bala, GOC 3 Division, met soldiers of the 4th Brigade of the 1st Division in Jos.")
    assert ("Idris Bala", "leads", "3 Division") in told.relations()
    assert ("4th Brigade", "partOf", "1st Division") in told.relations()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        # The body is the one that bears the word, or the last that acted.
        (
            "The Polisario Front said a bus was hit. The front's delegate in Algiers, Brahim Lamine, blamed Morocco.",
            ("Brahim Lamine", "memberOf", "polisario-front"),
        ),
        (
            "The Shining Path said nothing. The group's chief theoretician, Manuel Rueda, told a radio of spies.",
            ("Manuel Rueda", "memberOf", "shining-path"),
        ),
        (
            "The Special Court for Sierra Leone met on Monday. Presiding judge Navin Perera read the verdict.",
            ("Navin Perera", "memberOf", "special-court-for-sierra-leone"),
        ),
        (
            'The White Helmets found six people. Director Karim Farouk: "We have no more diesel."',
            ("Karim Farouk", "leads", "white-helmets"),
        ),
        (
            'Renamo denied it. "We fought the Simango militiamen," its spokesman, Carlos Mutola, told a radio.',
            ("Carlos Mutola", "spokespersonFor", "renamo"),
        ),
        # A service without a name; what hangs on the chief of "chief of staff".
        ("The head of the border guard, Colonel Arman Petros, spoke.", ("Arman Petros", "leads", "border guard")),
        (
            "The chief of staff of the Peruvian army, General Luis Pardo, spoke.",
            ("Luis Pardo", "leads", "peru-military"),
        ),
        # Whose men are only called by their land and cause.
        (
            "Kashmiri rebel commander Sajad Wani was shot in Srinagar.",
            ("Sajad Wani", "leads", "Kashmiri rebels"),
        ),
        # A person whose body stands in a relative clause, in brackets, or in apposition.
        ("Nur Salim, whose Polisario Front signed a peace, fled.", ("Nur Salim", "leads", "polisario-front")),
        ("Ramzi Daoud (Fatah) called the deal a shame.", ("Ramzi Daoud", "memberOf", "fatah")),
        ("They joined Renamo, the movement of the jailed Tomas Dlakama.", ("Tomas Dlakama", "leads", "renamo")),
        # Whose group only the actor list tells.
        (
            "The RUF freed 12 men. Rebel leader Foday Sankoh gave the order by radio.",
            ("foday-sankoh", "leads", "revolutionary-united-front"),
        ),
        (
            "Joseph Kony's fighters took 20 children. The LRA has fought for decades.",
            ("joseph-kony", "leads", "lords-resistance-army"),
        ),
        ("Ayad Jamal, who speaks for Hamas, said the jail was safe.", ("Ayad Jamal", "spokespersonFor", "hamas")),
        ("Harare Police Chief Tendai Moyo spoke.", ("Tendai Moyo", "leads", "Harare Police")),
        ("Von Haq spoke on behalf of Hamas.", ("Von Haq", "spokespersonFor", "hamas")),
        # Who heads a part, a field or a region of it only belongs to it.
        ("Pavel Lushin heads the media wing of Hamas.", ("Pavel Lushin", "memberOf", "hamas")),
        ("Helen Varga, the clinic director for Oxfam, spoke.", ("Helen Varga", "memberOf", "oxfam")),
        ("Salma Rafiq, an adviser for the BBC, gave a figure.", ("Salma Rafiq", "memberOf", "bbc")),
    ],
)  # fmt: skip
def test_a_post_finds_its_body(read: Read, text: str, claim: tuple[str, str, str]) -> None:
    assert claim in read(text).relations()


@pytest.mark.parametrize(
    "text",
    [
        "The widow of an IRA commander, Mary Quinn, laid flowers.",  # she commanded nothing
        "Azize Ilunga, then a vice-president of Congo, blamed the rebels.",
        "Karl Olsen led the Taliban takeover of Kunduz.",
        "According to the mayor, Jean Kitoko, ADF fighters burned the town.",
        "The President of the Republic, Milan Savic, wrote a letter.",
        "In a letter to Iran's president, Senator Mark Hoyle asked for his release.",
    ],
)
def test_a_post_of_somebody_else_or_of_nobody_is_not_held(read: Read, text: str) -> None:
    assert read(text).relations() == set()


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("They blamed Fano (FF), led by Omar Dirie and close to Iran.", ("Omar Dirie", "leads", "fano")),
        (
            "Derek Fox, commanding officer of the 1st Battalion, Drina Regiment, spoke.",
            ("Derek Fox", "leads", "1st Battalion"),
        ),
        ("Karim Saleh's party, Fatah, lost the vote.", ("Karim Saleh", "leads", "fatah")),
        (
            "The Janjaweed, armed and paid by the government in Khartoum, fled.",
            ("janjaweed", "backedBy", "sudan-government"),
        ),
        ("The Sudanese relief affairs commissioner, Adel Omar, left.", ("Adel Omar", "memberOf", "sudan")),
    ],
)  # fmt: skip
def test_a_body_is_found_across_commas(read: Read, text: str, claim: tuple[str, str, str]) -> None:
    assert claim in read(text).relations()
