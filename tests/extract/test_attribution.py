"""Who says so."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "predicate", "source", "words"),
    [
        ("Two militants were killed in Srinagar on Monday, police said.", "killedCount", "police", "police"),
        (
            "The United Nations said at least 40 people had been killed in El Fasher on Monday.",
            "killedCount",
            "united-nations",
            "United Nations",
        ),
        (
            "Four people were killed in Kherson on Monday, the regional governor wrote on Telegram.",
            "killedCount",
            "regional governor",
            "the regional governor",
        ),
        (
            "According to the Malian army, 50 jihadists were killed in an airstrike near Kidal on Monday.",
            "killedCount",
            "mali-military",
            "Malian army",
        ),
        (
            "A security official who asked not to be named said that Israel had bombed Latakia on Monday.",
            "attacker",
            "security official",
            "A security official",
        ),
        (
            "Witnesses said that soldiers had shot two farmers in Kayin on Monday.",
            "attacker",
            "Witnesses",
            "Witnesses",
        ),
        (
            "Reuters reported that the Houthis had fired a missile at a tanker in the Red Sea on Monday.",
            "target",
            "reuters",
            "Reuters",
        ),
        (
            "Hezbollah's Al-Manar television said that Islamic State had bombed a church in Homs on Monday.",
            "attacker",
            "al-manar",
            "Hezbollah's Al-Manar television",
        ),
        ('"Russia killed my brother in Mariupol," Olena Koval said.', "attacker", "Olena Koval", "Olena Koval"),
        (
            "Russian forces killed 12 civilians in Bucha, Ukrainian officials said.",
            "attacker",
            "Ukrainian officials",
            "Ukrainian officials",
        ),
    ],
    ids=lambda case: str(case)[:40],
)
def test_what_somebody_is_quoted_for_is_theirs(read: Read, text: str, predicate: str, source: str, words: str) -> None:
    told = read(text)
    assert [(told.name(c.source), c.source_text) for c in told.claims(predicate)] == [(source, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram killed nine farmers in Borno on Monday. The army said nothing.",
        "A roadside bomb killed nine farmers in Borno on Monday; no group claimed responsibility.",
        "Boko Haram killed nine farmers in Borno on Monday as troops prepared to leave.",
        "Boko Haram killed nine farmers in Borno on Monday, and the army called in a strike.",
    ],
)
def test_what_nobody_is_quoted_for_the_article_says_itself(read: Read, text: str) -> None:
    told = read(text)
    assert {(c.source, c.source_text) for c in told.claims("attacker", "killedCount", "place")} == {(None, None)}


def test_two_sources_keep_their_own_counts(read: Read) -> None:
    told = read(
        "Hospital officials said 8 people had been killed in Gaza on Monday,"
        " while the Israeli army said it had killed 15 militants."
    )
    said = {(told.name(c.source), c.object) for c in told.claims("killedCount")}
    assert said == {("Hospital officials", 8), ("israel-military", 15)}


@pytest.mark.parametrize(
    ("text", "attacker"),
    [
        ("Islamic State claimed responsibility for the bombing in Kabul on Friday.", "islamic-state"),
        ("The bombing in Kabul on Friday was claimed by Islamic State.", "islamic-state"),
        ("Al-Shabaab claimed the attack in Kismayo on Monday.", "al-shabaab"),
        ("The attack in Kismayo on Monday, claimed by Al-Shabaab, killed nine soldiers.", "al-shabaab"),
        ("An al-Shabaab-claimed bombing in Kismayo on Monday killed nine soldiers.", "al-shabaab"),
    ],
)
def test_a_claim_of_responsibility_is_its_makers_own_word(read: Read, text: str, attacker: str) -> None:
    told = read(text)
    (claim,) = told.claims("attacker")
    assert (told.name(claim.object), told.name(claim.source), claim.factuality) == (attacker, attacker, "Asserted")


@pytest.mark.parametrize(
    ("text", "accuser", "accused"),
    [
        (
            "Ethiopia blamed the TPLF for the attack on Mekelle on Monday.",
            "ethiopia",
            "tigray-peoples-liberation-front",
        ),
        ("Pakistan accused India of the attack in Lahore on Monday.", "pakistan", "india"),
        ("Ethiopia held Eritrea responsible for the massacre in Axum.", "ethiopia", "eritrea"),
        ("Eritrea denied the massacre in Axum. Ethiopia blamed it for the attack.", "ethiopia", "eritrea"),
        ("A bomb went off in Mekelle on Monday. Ethiopia blamed Eritrea.", "ethiopia", "eritrea"),
        ("Ethiopia said nine people were killed in Mekelle and blamed the attack on Eritrea.", "ethiopia", "eritrea"),
        ("The bombing in Lahore, which Pakistan accuses India of carrying out, killed nine.", "pakistan", "india"),
        ("Sudan's army accused the RSF of killing 30 people in El Geneina.", "sudan-military", "rapid-support-forces"),
    ],
)
def test_blame_is_the_accusers(read: Read, text: str, accuser: str, accused: str) -> None:
    told = read(text)
    (claim,) = told.claims("attacker")
    assert (told.name(claim.object), told.name(claim.source)) == (accused, accuser)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Russia's Defence Ministry said it hit Sumy on Monday. Eight people died in the attack, it said.", "ministry"),
        ("Russia's Defence Ministry said it hit Sumy. The ministry added that eight people had died.", "ministry"),
        ("A spokesman for the Ethiopian army said that eight rebels were killed near Gonder on Monday.", "army"),
        ("The Ethiopian army's spokesman said that eight rebels were killed near Gonder on Monday.", "army"),
        ("Eight people were killed near Bria on Monday, according to a statement by the Red Cross.", "cross"),
        ("An investigation by Human Rights Watch found that eight people were killed in Solhan.", "watch"),
        ("Bandits killed eight farmers in Zamfara, state radio reported, quoting Human Rights Watch.", "watch"),
        (
            'Rebels shelled Bria. "They came at night. They killed eight people. Then they left," Olena Koval said.',
            "koval",
        ),
        (
            'Rebels shelled Bria. "They came at night," Olena Koval said.\n\n"They killed eight people."\n\nAid came.',
            "koval",
        ),
        ("A mine killed eight people near Bria on Monday, the Red Cross said, two days before the vote.", "cross"),
        ("Shells hit a market and killed eight people, including a nurse, the Red Cross said on Monday.", "cross"),
        ("Jets struck a camp near Bria on Monday, the Red Cross said, killing eight people.", "cross"),
        ("Rebels burned a mill in Bria and killed eight people there, according to the Red Cross.", "cross"),
        ("The Red Cross said in a statement that eight people had been killed in Bria on Monday.", "cross"),
        ("The Red Cross issued a statement saying that eight people had been killed in Bria on Monday.", "cross"),
        ("Protests followed a report by the Red Cross that soldiers had killed eight people in Bria.", "cross"),
        (
            "Human Rights Watch said in a report that troops had burned Bria. The report said eight people died.",
            "watch",
        ),
        ("Radio reports quoted Olena Koval as saying that rebels had killed eight people near Bria.", "koval"),
        ('"Eight people were killed in Bria on Monday," Olena Koval was quoted as saying.', "koval"),
        ("Olena Koval said reports indicated that eight people had been killed in Bria on Monday.", "koval"),
        ("Eight people were killed in Bria on Monday, Olena Koval told Reuters by telephone.", "koval"),
        (
            '"It is the first time that Chad has said it struck Bria. It killed eight people," Olena Koval said.',
            "koval",
        ),
        ("Eight people were killed in clashes near Bria, Col. Ana Koval said, adding that aid had come.", "koval"),
        ("According to state radio, which cited Olena Koval, eight people had been killed in Bria.", "koval"),
        ("A raid on Bria, which Olena Koval says killed eight people, was not claimed by anybody.", "koval"),
        ("A statement attributed to the Red Cross said that eight people had been killed in Bria.", "cross"),
        ("Rebels hit Bria, the Red Cross said. The statement added that eight people had been killed.", "cross"),
        ("UN rights chief Ana Koval spoke in Bria. The UN chief said that eight people had been killed.", "koval"),
        ("Governor Ana Koval spoke in Bria. According to the governor, eight people had been killed.", "koval"),
        ("The UN's envoy, Volker Turk, spoke in Bria. Turk said that eight people had been killed.", "turk"),
        ("State television reported that, according to the Red Cross, eight people had died in a raid.", "cross"),
        ("Rebels killed eight farmers, some of them old, in Bria, officials and the Red Cross said.", "cross"),
        ("Shells fired from the hills, the Red Cross said, killed eight people in Bria on Monday.", "cross"),
        ("A raid on Bria killed eight people, three of them police, the governor, Ana Koval, told reporters.", "koval"),
        (
            "Chad's health ministry met in Bria. A spokesman for the ministry said eight people died in a raid.",
            "ministry",
        ),
        (
            'The Red Cross spoke of a raid.\n\n"A rocket hit Bria.\n\nEight people were killed," the Red Cross said.',
            "cross",
        ),
        (
            'Olena Koval saw "a lot of smoke". She said that rebels had killed eight people in Bria. The army spoke of'
            ' "bandits".',
            "koval",
        ),
    ],
)
def test_whose_words_they_are_is_told_across_sentences_documents_and_deputies(
    read: Read, text: str, source: str
) -> None:
    told = read(text)
    (claim,) = told.claims("killedCount")
    assert told.entity(str(told.name(claim.source))).label.casefold().split()[-1] == source


@pytest.mark.parametrize(
    "text",
    [
        "The UN condemned the attack in Garissa on Monday that killed eight people.",
        "Eight people were killed in Garissa on Monday. Turkey denounced the killings.",
    ],
)
def test_who_condemns_an_attack_is_no_source_for_it(read: Read, text: str) -> None:
    told = read(text)
    assert {c.source for c in told.claims("killedCount", "place", "date")} == {None}


def test_a_state_speaks_by_its_government_and_not_by_the_name_that_follows(read: Read) -> None:
    told = read("A raid on Jos shook Nigeria on Monday. According to the government, Boko Haram killed 30 villagers.")
    (claim,) = told.claims("killedCount")
    assert told.name(claim.source) == "nigeria"


def test_what_an_article_says_of_those_blamed_is_its_own_word(read: Read) -> None:
    told = read("Kenya blamed al-Shabaab, which killed 12 people in Garissa in May, for a blast in Nairobi on Monday.")
    (claim,) = told.claims("killedCount")
    assert claim.source is None


def test_who_gives_a_bare_number_is_its_source(read: Read) -> None:
    told = read("A bomb killed 30 people in Quetta, the police said. The Red Cross spoke of 44 dead.")
    assert {(c.object, c.source_text) for c in told.claims("killedCount")} == {(30, "the police"), (44, "Red Cross")}


@pytest.mark.parametrize(
    "text",
    [
        "Chad said it would avenge the raid on Bria, which killed eight people.",
        "The minister vowed to catch those who killed eight people in an ambush near Bria.",
        "Chad blamed Sudan for a bombing in Bria that killed eight people.",
        "Chad accused Sudan of trying to kill its envoy in a bombing in Bria which killed eight people.",
        "The army is thought to be behind the bombing in Bria, which killed eight people.",
        "Police want a man believed to be responsible for a bombing in Bria that killed eight people.",
        "The UN fears a return to the war of 2003, when rebels killed eight people in Bria.",
        "The militia says that it did not fire the rocket that killed eight people in Bria.",
        "As the minister spoke to reporters in Bangui, shells killed eight people in Bria.",
        "Shells fired, the Red Cross said, from the hills killed eight people in Bria.",
        "Chad also tried to lay at the door of the rebels the bombing in Bria, where eight people were killed.",
    ],
)
def test_what_somebody_takes_for_granted_the_article_says_itself(read: Read, text: str) -> None:
    told = read(text)
    assert {(c.source, c.factuality) for c in told.claims("killedCount") if c.object == 8} == {(None, "Asserted")}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("By the count of the hospital, eight people were killed in Bria on Monday.", "hospital"),
        ("Eight people, by information of local media, were killed in Bria on Monday.", "local media"),
        (
            "The Al-Manar news agency, which Hezbollah owns, said eight people were killed in Bria.",
            "Al-Manar news agency",
        ),
        ("Nurses told a radio station that rebels had killed eight people in Bria.", "Nurses"),
        ("The Red Cross's figure for the raid on Bria is eight dead.", "Red Cross"),
        ("Traders reached Bangui on foot. According to these, rebels killed eight people in Bria.", "Traders"),
        ("A doctor said rebels had come to Bria. He added that eight people had been killed.", "doctor"),
        ("Elders agree that rebels came to Bria at dawn and that they killed eight people.", "Elders"),
        ("The army said eight people were killed in Bria, a figure the rebels reject.", "army"),
        ("Rebels, said a survivor, tied up the men and killed eight people in Bria.", "a survivor"),
        ('"Rebels came at dawn and killed eight people," a priest who had fled Bria told Radio Bangui.', "a priest"),
        ('The colonel wept. "Rebels attacked Bria at dawn. They killed eight people."', "The colonel"),
        ("While Chad said rebels had killed eight people in Bria, the rebels said it was the work of Chad.", "Chad"),
        ("The rebels say they killed 30 soldiers at Bria, but the army admits to only eight dead.", "army"),
        ("Eight people were killed in Bria, according to a report on Bangui Television.", "a report"),
        ("The colonel presented evidence that the shell which killed eight people in Bria was Chad's.", "evidence"),
    ],
)
def test_whose_reckoning_it_is_is_told_without_a_verb_of_saying(read: Read, text: str, words: str) -> None:
    told = read(text)
    said = {(c.source_text or "").lower().removeprefix("the ") for c in told.claims("killedCount") if c.object == 8}
    assert said == {words.lower().removeprefix("the ")}


def test_who_somebody_is_that_is_spoken_of_the_article_says_itself(read: Read) -> None:
    told = read("Chad alleges that the Hamza Division, a Turkey-backed faction, took part in the raid on Bria.")
    (claim,) = told.claims("backedBy")
    assert (claim.source, claim.source_text) == (None, None)
