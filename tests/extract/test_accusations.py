"""Who did not do it: nobody is accused by what only reports, suffers or explains an attack."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "culprits"),
    [
        ("Elders accused soldiers of shooting at herders in Bama on Monday, killing eleven.", {"soldiers"}),
        ("Opposition parties charged soldiers with beating two students in Kisangani.", {"soldiers"}),
        (
            "Turkey struck the PKK, which it had blamed for a raid, and a pilot, Can Ozer, was killed.",
            {"turkey", "kurdistan-workers-party"},
        ),
        ("Experts detonated two mines that they had found near Aden on Monday.", set()),
        ("Officials linked Ansaru to al-Qaeda after the attack in Mopti.", set()),
        ("Soldiers were ambushed near Kidal on Monday, killing five of them.", set()),
        ("Two Dutch soldiers were killed and one was hurt in shelling by rebels near Uruzgan.", {"rebels"}),
        ("Rockets hit Haifa, the mayor said, wounding nine.", set()),
        ("Colombian jets struck a camp in Meta on Monday, the ministry said, killing 12 rebels.", {"colombia"}),
        ("The prime minister on Monday blamed Eritrea for the raid on a village near Badme.", {"eritrea"}),
        ("The convoy was fired on by rebels near Lofa on Tuesday.", {"rebels"}),
        ("A patrol came under attack from gunmen in Bangui on Tuesday.", {"gunmen"}),
        ("A convoy of the Malian army hit a mine that was laid near Boulkessi on Monday.", set()),
        ("Two died in Somalia's deadliest bombing since 2017, officials said.", set()),
        ("The toll of the Kenya blast rose to 12 on Monday.", set()),
        ("Gunmen attacked a church in Owo, the seat of the Owo Area Council, murdering nine.", {"Gunmen"}),
        ("Suspicion fell as two died in Herat on Monday.", set()),
        ("Scuds hit Marib on Sunday, and a Shahed slammed into a school in Hodeidah.", set()),
        (
            "The envoy condemns the 3 May suicide attack targeting the district government's department of refugees "
            "and returnees in Herat City, killing at least nine civilians.",
            set(),
        ),
        ("Rebels bombed a depot near Bunia on Monday. Rwanda had shared targeting data with the army.", {"Rebels"}),
        ("Nine Germans were hurt by a bomb in Izmir on Monday, along with one Dane and one Peruvian.", set()),
        ("Men thought to be from Chad killed nine herders in Darfur on Monday.", {"Men"}),
        ("Gunmen believed to be from Boko Haram killed nine in Zabarmari on Monday.", {"Gunmen", "boko-haram"}),
        ("Two Filipino and three Polish engineers kidnapped a month ago in Mali were freed on Sunday.", set()),
        ("Four French journalists abducted last year in Idlib returned home on Friday.", set()),
        ("A convoy of aid workers ambushed near Bria on Tuesday reached the capital.", set()),
        (
            "The envoy condemns the 3 May attack targeting a ministry in Herat, killing nine civilians.",
            set(),
        ),
        ("The president denounced Sunday's raid on Bara, wounding six farmers and burning their homes.", set()),
        ("The minister visited Maiduguri after a blast in a market, killing ten people.", set()),
        ("Israel responded with air strikes on Rafah, killing six people.", {"israel"}),
        ("Gunmen near Bara held three aid workers hostage on Monday.", {"Gunmen"}),
        ("Distraught relatives clashed with police outside the hospital.", set()),
        ("The measure was brought in after the Charlie Hebdo attack in January 2015.", set()),
        ("The Hamas attack on the base killed two soldiers.", {"hamas"}),
        ("Jan Kubik was found not guilty of the murder of two migrants in Plzen in 2009.", set()),
        ("Four officers were jailed for failing to prevent the bombing of a bus in Vienna that killed six.", set()),
        ("General Ilic was convicted of not preventing the killing of 200 men at Ovcara.", set()),
        ("Rwanda was blamed for not stopping the massacre at Kibeho in which 4,000 people were killed.", set()),
        ("Colombia, which suffered a bombing in Bogota in 2019 that killed 21 cadets, buried its dead.", set()),
        ("Russia said that its aircraft had bombed no town in Idlib on Monday.", set()),
        ("Jorge Pinto denied that he was the mastermind of the attack on a barracks in Arauca.", set()),
        (
            "Israeli troops raided Jenin, killing nine. Hamas said the raid was revenge for an ambush.",
            {"israel-military"},
        ),
        ("A gunman killed six in a mosque in Quebec on Sunday. The gunman was shot dead by police.", {"gunman"}),
        ("A police bus bombing in Istanbul on Monday killed eleven people.", set()),
        ("French police hunt a man who left a bag with a bomb that exploded in Lyon, wounding 13.", set()),
        ("By the army's timeline the first shell was fired at two; nine people died in Kunduz.", set()),
        ("Ali Aziz faces 20 years on a charge of hiding evidence after a bomb killed nine in Kano.", set()),
        ("Families want justice for the killing of nine people in Bama on Monday.", set()),
        ("Gunmen killed nine in Djibo. Villagers were moved on the orders of General Sanou.", {"Gunmen"}),
        ("A march led by the Red Crescent was attacked by gunmen in Sirte on Monday; two people died.", {"gunmen"}),
        ("The blame lies with the government for failing to stop gunmen who killed nine in Bara.", {"gunmen"}),
        ("A claim for damages came from the family of a man killed in a raid in Mosul on Monday.", set()),
        ("The widow of the bomber, Fatima Aziz, asked for help after the blast in Kirkuk that killed four.", set()),
        ("Nine people fled Boko Haram-held hills after a bomb killed two in Baga on Monday.", set()),
        ("A statement sent to a paper by the union condemned the claim for the bombing in Kano on Monday.", set()),
        ("A court acquitted Pedro Arango of ordering the murder of a senator in Bogota.", set()),
        ("Secretary General Ana Lopez deplored the raid on a clinic in Malakal, killing three nurses.", set()),
        ("The bishop visited the scene of an explosion in Jolo, killing twelve worshippers.", set()),
        ("The gunman ran towards a guard who was closing a gate and stabbed him in Hebron on Sunday.", {"gunman"}),
        ("The army blamed the rebels for breaking the truce, hours after a bomb killed six in Kaduna.", set()),
        ("The army accused rebels of using a mosque as a base after an air strike on it killed nine in Marawi.", set()),
        ('"They shot my two sons in Kaura on Sunday," said Amina Yusuf, an official of the army.', set()),
        ('"[He] drove the car into the barracks in Jos and blew it up," Colonel Musa Garba said of the bomber.', set()),
        ('"They came up to our group of doctors and they beat us with rods in Yei," said Thida Win.', set()),
        ("Prime Minister Ilir Hoxha reported on one killed Serbian policeman after the raid in Zvecan.", set()),
        ("Gunmen stormed a school in Lodwar. There was a gunfight between them and Kenyan police.", {"Gunmen"}),
        (
            "The Russian army fired. Russia's Defence Ministry said its jets hit a depot in Sumy on Monday.",
            {"russia-military"},
        ),
        ('"We shelled the hills above Gao," the mayor, Ali Kone, said.', set()),
        ("An autopsy on the general killed in a blast in Tyre was done by Hezbollah.", set()),
        (
            "The leader of the party, Raila Odera, took responsibility for the failure of talks on the raid in Lodwar.",
            set(),
        ),
        ("A car bomb killed 19 people in Izmir. The governor pointed to the PKK as an example.", set()),
        ("The ministry was blamed for the deaths of 40 patients in Goma.", set()),
        ("A spokesman for the Taliban denied responsibility for the bombing in Herat.", set()),
        ("In Jos 21 died by the official count in the bombing, or 25 by the count of the diocese.", set()),
        ("It was a bomb attack on Monday in Cusco, Peru which killed nine people.", set()),
        ("Neither Ana Forest nor Luz Perez were tried for the bombing in Lima on 4 March 1990.", set()),
        ("Soldiers shot a chief, whom the rebels accuse of atrocities, in Kitgum on Monday.", {"Soldiers"}),
        ("A bomb killed nine in Herat on Monday. The Taliban are accused of war crimes.", set()),
        ("A bomb killed nine in Herat on Monday. Police found a leaflet claiming responsibility.", set()),
        ("A bomb killed nine in Herat. The Taliban sent an email to reporters claiming it.", {"taliban"}),
        ("A bomb killed nine in Herat on Monday. Kabul has often blamed the Taliban for such attacks.", set()),
        ("Soldiers fired at farmers who fled from Bara on Monday, killing three of them.", {"Soldiers"}),
        ("Gunmen wounded three policemen together with a bus driver in Lagos on Monday.", {"Gunmen"}),
        ("It was the worst attack on police since May, killing nine of them in Herat.", set()),
        (
            "A bomb killed nine in Lagos on Sunday. The bishop suspects the Taliban. On Monday five died in Jos.",
            {"taliban"},
        ),
        ("Six years after the Vietnamese invasion of Cambodia, a mine killed two boys near Pailin on Monday.", set()),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_who_tells_suffers_or_explains_an_attack_did_not_do_it(read: Read, text: str, culprits: set[str]) -> None:
    assert read(text).accused() == culprits


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed four people in Goma on Monday. The mayor did not blame the M23 rebels for the bombing.",
        "A drone hit a market in Pemba on Monday. The Islamic State did not claim the attack.",
        "Officials do not hold the Islamic State responsible for the attack on a market in Pemba on Monday.",
    ],
)
def test_who_is_not_blamed_is_neither_accused_nor_cleared(read: Read, text: str) -> None:
    assert not list(read(text).claims("attacker"))


def test_what_is_blamed_behind_an_attack_is_that_one_and_not_the_next(read: Read) -> None:
    told = read(
        "A car bomb killed 14 people in Neiva on Sunday. The mayor suspects the FARC. On Monday hooded men shot two "
        "farmers in Pitalito."
    )
    of = {c.subject for c in told.claims("attacker") if told.name(c.object) == "farc"}
    assert of == {c.subject for c in told.claims("killedCount") if c.object == 14}


@pytest.mark.parametrize(
    "text",
    [
        "A drone killed Karim Nasser in Baghdad on Monday. He had been involved in planning attacks on Iraqi soldiers.",
        "A drone hit Baghdad on Monday. A baker, Karim Nasser, blamed neither side by name for the strike.",
        "A drone hit Baghdad on Monday, killing four. Karim Nasser blamed no group for the strike.",
    ],
)
def test_who_plans_in_general_or_blames_nobody_did_not_do_it(read: Read, text: str) -> None:
    assert "Karim Nasser" not in read(text).role("attacker")


@pytest.mark.parametrize(
    "text",
    [
        "On 3 May a bomb killed four policemen in Quetta. The Baloch Liberation Army halted its attacks on police.",
        "A shell killed two boys in Taiz on Friday, and the Houthis pledged to continue attacks on the city.",
        "Gunmen killed a priest in Kaduna on 2 May. The Nigerian army stepped up its raids on villages.",
        "A rocket killed a guard in Sderot on Monday. Salim Haddad ran the operations of Hamas in the north.",
    ],
)
def test_whose_attacks_go_on_or_end_did_not_do_the_one_told_before(read: Read, text: str) -> None:
    told = read(text)
    killings = {c.subject for c in told.claims("killedCount", "victim")}
    accused = {told.name(c.object) for c in told.claims("attacker") if c.subject in killings}
    assert accused <= {"Gunmen"}
