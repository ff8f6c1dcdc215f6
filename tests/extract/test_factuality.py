"""How surely it is said: asserted, hedged, denied, or only imagined."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Israel killed Amr Saleh in Beirut on Monday.", "Asserted"),
        ("Israel allegedly killed Amr Saleh in Beirut on Monday.", "Hedged"),
        ("The Houthis reportedly attacked a ship near Hodeidah on Monday.", "Hedged"),
        ("The army probably killed three villagers in Kayin on Monday.", "Hedged"),
        ("Al-Shabaab may have carried out the attack in Garissa on Monday.", "Hedged"),
        ("The RSF was blamed for the attack in El Geneina on Monday.", "Hedged"),
        ("India has not attacked Pakistan.", "Denied"),
        ("The Houthis denied attacking the tanker.", "Denied"),
        ("The Houthis denied that they had attacked the tanker on Monday.", "Denied"),
        ("Moscow denied that Russia had attacked the hospital in Kharkiv on Monday.", "Denied"),
        ("Hamas denied responsibility for the attack in Sderot on Monday.", "Denied"),
        ("Russia plans to attack Kharkiv, Ukraine said.", "Hypothetical"),
        ("Iran threatened to strike Israel.", "Hypothetical"),
        ("Turkey vowed to attack the PKK in Iraq.", "Hypothetical"),
        ("If Russia attacks Odesa, Ukraine will respond.", "Hypothetical"),
        ("It was unclear whether Israel had bombed Latakia on Monday.", "Hypothetical"),
    ],
)
def test_the_attacker_is_named_with_as_much_certainty_as_the_words_have(read: Read, text: str, factuality: str) -> None:
    assert [c.factuality for c in read(text).claims("attacker")] == [factuality]


def test_who_denies_a_deed_does_not_deny_that_it_happened(read: Read) -> None:
    told = read("Hamas denied responsibility for the attack in Sderot on Monday.")
    assert told.role("attacker") == set()
    assert told.role("place") == {"Sderot"}


def test_a_denial_is_attributed_to_who_denies(read: Read) -> None:
    told = read("The Houthis denied that they had attacked the tanker on Monday.")
    (claim,) = told.claims("attacker")
    assert told.name(claim.object) == told.name(claim.source) == "houthis"


def test_one_sentence_may_hold_a_fact_and_a_doubt(read: Read) -> None:
    told = read("Nine people were killed in Djibo on Monday. Al-Shabaab may have carried out the attack in Garissa.")
    assert {c.factuality for c in told.claims("killedCount")} == {"Asserted"}
    assert {c.factuality for c in told.claims("attacker")} == {"Hedged"}
