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
        ("Nine men were shot dead in Gao on Monday, apparently by the army.", "Hedged"),
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
        ("Iran accused Israel of carrying out the strike in Homs on Monday; Israel did not comment.", "Hedged"),
        ("Bombs killed 20 people in Jolo on Sunday. The army said Abu Sayyaf was the main suspect.", "Hedged"),
        ("Gunmen could attack Sokoto next week.", "Hypothetical"),
        ("Jets killed 50 men who officials said were preparing an attack on Tunis.", "Hypothetical"),
        ("Police held three men who were plotting an attack on a synagogue in Malmo.", "Hypothetical"),
        ("The talks followed allegations that rebels had killed 20 villagers in Ituri.", "Hedged"),
        ("A court acquitted Pedro Arango of ordering the murder of a judge in Lima.", "Denied"),
        ("The M23, which denied launching the raid on Goma, retaliated with accusations.", "Denied"),
        ("Rebels may attack Goma.", "Hypothetical"),
        ("The minister said rebels would leave Goma and begin an attack on Bukavu.", "Hypothetical"),
        ("Any attack by rebels on Goma is a crime.", "Hypothetical"),
        ("The army has not confirmed that rebels killed nine people in Goma on Monday.", "Hedged"),
        ("The army refused to confirm that rebels had killed nine people in Goma.", "Hedged"),
        ("Bombs killed nine people in Gao on Monday. Police said the JNIM was likely behind the attack.", "Hedged"),
        ("Unverified footage showed rebels shooting nine men in Goma on Monday.", "Hedged"),
        ("Officials would not say how the rebels killed the mayor of Goma on Monday.", "Asserted"),
        ("No one has said that rebels killed the mayor of Goma on Monday.", "Hypothetical"),
        ("The M23 used drones to attack a camp in Goma on Monday.", "Asserted"),
        ("Mali said the rebels killed nine men in Gao. The claim could not be independently verified.", "Hedged"),
        ("An elder said the army had killed nine men in Gao, but that report was not confirmed.", "Hedged"),
        ("The ELN is suspected of killing three officers in Arauca on Sunday.", "Hedged"),
        ("The bombing in Kasese is believed to have been carried out by the ADF.", "Hedged"),
        ("It is assumed that Al-Shabaab is behind the attack in Garissa on Monday.", "Hedged"),
        ("The attack on a mall in Garissa on Monday was the work of Al-Shabaab.", "Asserted"),
        ("Rwanda was involved in the attack on Goma on Monday.", "Asserted"),
        ("Rwanda had a hand in the attack on Goma on Monday.", "Asserted"),
        ("Islamic State said its Afghan branch, ISIS-K, was responsible for the attack in Garissa.", "Asserted"),
        ("Officials said Rwanda bore responsibility for the attack on Goma on Monday.", "Asserted"),
        ("A bomb hit Garissa on Monday. Kyiv strongly denied any involvement.", "Denied"),
        ("Rwanda had no role in the attack on Goma on Monday.", "Denied"),
        ("Rwanda denied that it had been involved in the attack on Goma on Monday.", "Denied"),
        ("It was unclear whether Israel had bombed Latakia on Monday.", "Hypothetical"),
        ("It could be the rebels who bombed the bridge in Yala on Monday.", "Hedged"),
        ("The blast in Ankara on Monday, police think, was the work of the PKK.", "Hedged"),
        ("The bomb, police believe, was planted by the PKK in Ankara on Monday.", "Hedged"),
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


@pytest.mark.parametrize("denial", ["but Moscow denied it.", "but Russia rejected the accusation."])
def test_who_was_named_may_deny_it_without_naming_the_deed(read: Read, denial: str) -> None:
    told = read(f"Ukraine said Russia was behind the strike on Kharkiv on Sunday, {denial}")
    assert {(told.name(c.source), c.factuality) for c in told.claims("attacker")} == {
        ("ukraine", "Asserted"),
        ("russia", "Denied"),
    }


def test_one_sentence_may_hold_a_fact_and_a_doubt(read: Read) -> None:
    told = read("Nine people were killed in Djibo on Monday. Al-Shabaab may have carried out the attack in Garissa.")
    assert {c.factuality for c in told.claims("killedCount")} == {"Asserted"}
    assert {c.factuality for c in told.claims("attacker")} == {"Hedged"}


@pytest.mark.parametrize(
    ("text", "factuality"),
    [
        ("Moscow claimed without evidence that Ukraine had bombed the school in Luhansk on Friday.", "Hedged"),
        ("The RSF is alleged to have killed 30 people in El Geneina on Monday.", "Hedged"),
        ("Reports said Al-Shabaab carried out the bombing in Garissa on Monday.", "Hedged"),
        ("Sudan's army accused the RSF of killing 30 people in El Geneina.", "Hedged"),
        ("Ethiopia blamed the TPLF for the attack on Mekelle on Monday.", "Hedged"),
        ("Did Rwanda bomb the camp near Goma on Friday?", "Hypothetical"),
        ("Farmers have not been able to reach Agatu since May because of attacks by herders.", "Asserted"),
        ("The mission sent patrols to Darfur following reported Janjaweed attacks on Kutum on Monday.", "Hedged"),
        ("The army repelled an attempted attack by Boko Haram on its base in Damasak on Tuesday.", "Asserted"),
        ("The army said it had foiled an attack by Boko Haram on Maiduguri on Friday.", "Denied"),
    ],
)
def test_doubt_reaches_as_far_as_its_words_do(read: Read, text: str, factuality: str) -> None:
    assert {c.factuality for c in read(text).claims("attacker")} == {factuality}


@pytest.mark.parametrize(
    "text",
    [
        "It is unclear who attacked the town of Bria on Monday.",
        "The FNL, which denies having attacked the camp, lost four fighters in Bria on Monday.",
        "The army is believed to be responsible for a blast in Bria on Monday.",
    ],
)
def test_doubt_about_who_did_it_leaves_the_place_certain(read: Read, text: str) -> None:
    assert {c.factuality for c in read(text).claims("place") if c.quote == "Bria"} == {"Asserted"}


def test_who_denies_that_it_was_he_leaves_place_and_day_as_others_say(read: Read) -> None:
    told = read("The army denied that it had bombed the market in Kadugli on Saturday.")
    assert {c.factuality for c in told.claims("attacker")} == {"Denied"}
    assert {c.factuality for c in told.claims("place", "date", "target")} == {"Hedged"}


@pytest.mark.parametrize(
    "text",
    [
        "The blast in Quetta on Monday killed 84 people. An earlier count of 103 dead was withdrawn.",
        "The blast in Quetta on Monday killed 84 people. An earlier toll of 103 dead was wrong, the hospital said.",
        "The blast in Quetta on Monday killed 84 people. The hospital retracted an earlier count of 103 dead.",
    ],
)
def test_a_count_that_is_taken_back_is_denied(read: Read, text: str) -> None:
    told = read(text)
    assert {(c.object, c.factuality) for c in told.claims("killedCount")} == {(84, "Asserted"), (103, "Denied")}
