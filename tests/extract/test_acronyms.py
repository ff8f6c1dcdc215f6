"""Acronyms and shared names of the actor list that mean somebody else in an article."""

from __future__ import annotations

import pytest
from extract.told import Read

FNL = "national-forces-of-liberation"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The IRA planted a bomb in Belfast, British police said.", "provisional-irish-republican-army"),
        ("FNL rebels shelled Bujumbura on Monday, the Burundian army said.", FNL),
        ("Gunmen shot six people in Maiduguri, Nigeria. A nurse told AFP that two had died.", "agence-france-presse"),
        ("Philippine troops shelled a camp near Jolo. The AFP lost two men on Monday.", "philippines-military"),
    ],
)
def test_an_acronym_in_its_own_country_is_the_one_of_the_list(read: Read, text: str, actor: str) -> None:
    assert actor in read(text).names()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("SLA fighters attacked a village in Colombia on Monday, Colombian police said.", "slm-sudan"),
        ("The port of Sirte is in Libya, a sailor said on Monday.", "islamic-state-in-libya"),
        ("Kenyan police said Mohammed Yusuf died in Nairobi on Monday.", "ustaz-mohammed-yusuf"),
        ("The Free National League (FNL) attacked Gao. The FNL denied it, Malian police said.", FNL),
        ("The Farmers' National League (FNL) blamed Burundi. The FNL has 20 members in Bujumbura.", FNL),
    ],
)  # fmt: skip
def test_an_acronym_elsewhere_or_spelled_out_is_another(read: Read, text: str, actor: str) -> None:
    assert actor not in read(text).names()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Fighting went on in eastern Congo, near Goma, on Monday.", "dr-congo"),
        ("Nigerian police said Mohammed Yusuf died in Maiduguri on Monday.", "ustaz-mohammed-yusuf"),
        ("Congo sent troops from Pointe-Noire and Brazzaville to Dolisie on Monday.", "congo-brazzaville"),
        ("Al-Shabab killed 9 people in Mogadishu on Monday.", "al-shabaab"),
        ("Al-Shabab killed 9 people in Pemba on Monday, the Mozambican army said.", "islamic-state-mozambique"),
    ],
)
def test_a_name_that_several_share_is_whose_country_is_spoken_of(read: Read, text: str, actor: str) -> None:
    assert actor in read(text).names()
