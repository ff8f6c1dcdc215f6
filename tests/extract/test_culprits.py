"""Who did it, however it is said: blame, charges, claims of responsibility, several attacks at once."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "culprit"),
    [
        ("Responsibility for the attack in Nimroz was claimed by the Taliban.", "taliban"),
        (
            "The bombings in Ankara's largest mall, which were claimed by the PKK, killed six.",
            "kurdistan-workers-party",
        ),
        ("Nine people died in a bombing in Quetta that officials linked to the Taliban.", "taliban"),
        ("The PKK claimed responsibility for the car bomb in Izmir.", "kurdistan-workers-party"),
        ("A court jailed Selim Arda for life for the bombing of a synagogue in Izmir.", "Selim Arda"),
        ("Jan Kubik was convicted of killing two migrants in Plzen in 2009.", "Jan Kubik"),
        ("Iran has sworn revenge for the killing of a scientist outside Tehran, for which it blames Israel.", "israel"),
        ("Last month's bombing of a mosque in Peshawar, which Islamic State claimed, killed 63.", "islamic-state"),
        ("Tariq Azmi was charged over the bombing of a mosque in Quetta that killed 40 people.", "Tariq Azmi"),
        ("Abu Rami, the mastermind of the 2009 bombing of a market in Peshawar, was arrested.", "Abu Rami"),
        ("Jemaah Islamiyah, the group behind the 2002 Bali bombings, has been weakened.", "jemaah-islamiyah"),
        ("A convoy was hit in an ambush on Monday laid by Naxalites near Bijapur.", "communist-party-of-india-maoist"),
        ("Mortar fire from Turkish positions killed five people in Tal Rifaat on Sunday.", "turkey"),
        ("Twelve farmers died at the hands of Boko Haram in Baga on Tuesday.", "boko-haram"),
        ("Three drones from Russia hit a depot in Odesa on Monday.", "russia"),
        ("A blast killed four in Cizre. Officials said the bomber was a member of the PKK.", "kurdistan-workers-party"),
        ("Russian troops, along with Wagner, shelled Bakhmut on Monday.", "wagner-group"),
        ("Boko Haram took eight women hostage in Baga on Friday.", "boko-haram"),
        ("Boko Haram seized 20 students in Chibok on Friday.", "boko-haram"),
        ("Hezbollah said fighters attacked a post near Metula on Monday.", "hezbollah"),
        ("The Taliban set 30 houses on fire in Ghazni on Friday.", "taliban"),
        ("Hezbollah claimed responsibility for killing a judge in Tyre on Monday.", "hezbollah"),
        ("The Taliban claimed responsibility for detonating a bomb at a hotel in Herat.", "taliban"),
        ("Police linked the Taliban to the bombing in Herat.", "taliban"),
        ("Nine people died when Boko Haram detonated a mine under a bus in Baga.", "boko-haram"),
        ("The Taliban laid siege to a hotel in Herat on Friday.", "taliban"),
        ("All fingers point to the Taliban after the massacre in Herat.", "taliban"),
        ("Residents pointed the finger at Boko Haram for the raid on Baga.", "boko-haram"),
        ("Suspicion fell on the PKK after the bombing in Izmir.", "kurdistan-workers-party"),
        ("The bombing in Izmir bore the hallmarks of the PKK, an official said.", "kurdistan-workers-party"),
        ("Nine farmers were killed in Baga by men suspected to be from Boko Haram.", "boko-haram"),
        ("Two aid workers were abducted in Herat by gunmen thought to be Taliban members.", "taliban"),
        ("Five officers were shot dead in Cizre by what the army called PKK rebels.", "kurdistan-workers-party"),
        ("Drones belonging to Hezbollah struck a depot near Metula on Monday.", "hezbollah"),
        ("A lorry hit a mine laid by the Taliban near Herat on Monday.", "taliban"),
        ("Boko Haram, the group responsible for the 2014 raid on a school in Chibok, is back.", "boko-haram"),
        ("Hamas blamed Israel for the death of its leader Ziad Omari, who was shot in Gaza.", "israel"),
        ("The rebels' attack on Goma on Monday left twelve dead.", "rebels"),
        ("Grenades were thrown at the house of a senator by gunmen in Lahore.", "gunmen"),
        ("Troops freed 20 hostages taken by Boko Haram in Baga.", "boko-haram"),
        ("The Taliban set fire to four buses near Herat on Friday.", "taliban"),
        ("Taliban fighters placed a bomb that destroyed a guard post near Herat.", "taliban"),
        ("Shining Path militants hiding in the hills bombed a post near Tocache.", "shining-path"),
        ("Kenyan police are accused by rights groups of shooting 12 protesters in Garissa.", "kenya-police"),
        ("The Taliban were behind the car bomb at a checkpoint in Herat, an official said.", "taliban"),
        ("The town of Baga came under attack by Boko Haram on Friday.", "boko-haram"),
        ("Syrian and Russian jets pounded Idlib on Monday, killing nine.", "russia"),
        ("The attackers, members of Hezbollah, killed nine guards in Tyre.", "hezbollah"),
        ("A Hezbollah gunman shot two men in Tyre on Friday.", "hezbollah"),
        ("Two days of fighting between Armenia and Azerbaijan left 16 soldiers dead.", "armenia"),
        ('"We carried out the ambush in Herat," a spokesman for the Taliban said.', "taliban"),
        ('"We are the ones who bombed the market in Baga," said Boko Haram leader Musa Kadir.', "boko-haram"),
        ("The court found that Hezbollah were the ones who murdered the judge in Tyre.", "hezbollah"),
        ("A Palestinian, Omar Jaber, rammed his car into a bus stop in Haifa, killing two people.", "Omar Jaber"),
        ("NATO jets bombed a depot outside Pale on Thursday.", "nato"),
        ("A column came under fire at a crossroads from Bosnian police.", "bosnia-and-herzegovina-police"),
        ("Hezbollah retaliated for the raid with a volley of rockets at Metula.", "hezbollah"),
        ("Nine farmers were hacked to death in Baga. The mayor said it was done by Boko Haram.", "boko-haram"),
        ("The massacre in Baga was the doing of Boko Haram, the mayor said.", "boko-haram"),
        ("A mine killed three policemen near Baga. Interior ministry: the work of Boko Haram.", "boko-haram"),
        ("Yusuf Kadri, a spokesman for the Taliban, claimed responsibility for the blast in Herat.", "taliban"),
        ("A man speaking for the Taliban called reporters to claim the attack in Herat.", "taliban"),
        ("The Taliban's commander in Herat boasted of the attack on the barracks there.", "taliban"),
        ("The FARC owned up to the car bomb at a club in Cali that killed nine.", "farc"),
        ("Taliban leader Yusuf Kadri said his fighters carried out the raid on Herat.", "taliban"),
        (
            "Police condemned the bombing of a bank in Izmir, which the PKK says it carried out.",
            "kurdistan-workers-party",
        ),
        ("A shell hit a kindergarten in Tyre. It was fired by Hezbollah, the monitors said.", "hezbollah"),
        ("Boko Haram was blamed for the deaths of 17 farmers near Baga in May.", "boko-haram"),
        ("A car bomb killed 19 people in Izmir on Friday. The governor pointed to the PKK.", "kurdistan-workers-party"),
        ("Nine people were killed, the bishop said, by fighters of Boko Haram in Baga.", "boko-haram"),
        ("A bomb killed nine people in Baga on Monday. Boko Haram put in a claim for the attack.", "boko-haram"),
        ("Nine died in a raid on Baga on Monday. A claim of responsibility came from Boko Haram.", "boko-haram"),
        ("A bomb killed nine in Izmir on Monday. The PKK said it was revenge for a raid.", "kurdistan-workers-party"),
        ("A leaflet signed by Ansaru took credit for the bombing in Kano that killed nine people.", "ansaru"),
        ("Nine people died in a raid on Baga on Monday. The blame rested with Boko Haram, he said.", "boko-haram"),
        ("A shell hit a school in Tyre. It came from Hezbollah-held hills, the monitors said.", "hezbollah"),
        ("A mob led by members of Hezbollah burned down a church in Tyre on Monday.", "hezbollah"),
        ("The raid on Baga was carried out by boys under the command of Boko Haram.", "boko-haram"),
        ("General Mladic ordered his artillery to shell Gorazde on Monday, killing nine people.", "ratko-mladic"),
        ("Fighters loyal to the general, Anton Lek, shelled an airport on Monday, killing two people.", "Anton Lek"),
        ("Boko Haram attacked Bara on Monday. On Friday the same force raided Baga, killing nine.", "boko-haram"),
        ("Musa Kadir led Boko Haram. In Baga, on 4 March, Kadir's men shot thirty people.", "boko-haram"),
        ("The suspected gunman, Karl Maier, was arrested after the shooting in Linz that killed nine.", "Karl Maier"),
        ("A man charges that soldiers of the Syrian army did the killing at a farm in Homs.", "syria-military"),
        ("More than thirty people died under Turkish bombs in the market of Sinjar in March.", "turkey"),
        ("Nine died in Baga. The bishop blamed an alliance of bandits and of Boko Haram.", "boko-haram"),
        ("The convoy was ambushed by bandits and by fighters of Boko Haram near Baga.", "boko-haram"),
        ("Two dozen soldiers were killed in IS attacks near Palmyra in April.", "islamic-state"),
        ("Nine people died in Baga on Monday. The main suspects are Boko Haram.", "boko-haram"),
        ("Nine people were killed in Baga by men who survivors said were Boko Haram fighters.", "boko-haram"),
        ("A Turkish army helicopter fired on a market in Bara on Monday, killing nine people.", "turkey-military"),
        (
            "A coalition jet hit a bus on Friday, killing 40. The Saudi-led coalition will look into it.",
            "saudi-led-coalition",
        ),
        ("An inquiry confirmed the involvement of Boko Haram in the killing of nine monks in Baga.", "boko-haram"),
        ("Villagers fell to the bullets of Boko Haram in Baga in March; nine died.", "boko-haram"),
        ("The Renamo rebels killed 424 villagers at Homoine on 18 July 1987.", "renamo"),
        ("Salah Nour is wanted over the kidnapping of two nurses near Dosso on Monday.", "Salah Nour"),
        ("A bomb killed nine in Baga. Boko Haram issued a statement claiming responsibility.", "boko-haram"),
        ("A bomb killed nine in Baga. A statement claiming responsibility was issued by Boko Haram.", "boko-haram"),
        ("Nine died in Baga. 'Our fighters shot them,' Boko Haram spokesman Abul Qaqa said.", "boko-haram"),
        ("A bomb killed nine in Baga. 'We did it,' said Abul Qaqa, spokesman for Boko Haram.", "boko-haram"),
        ("Guerrillas killed nine farmers in Meta on Monday.", "Guerrillas"),
        ("Armenia said its SU-25 was shot down by a Turkish F-16 near Vardenis on Monday.", "turkey"),
        ("Salah Nour faces trial over the murder of two nurses in Dosso on 4 March.", "Salah Nour"),
        ("Four guards were shot dead near Baga on Monday. Claimed by Boko Haram.", "boko-haram"),
        ("A mine killed five monks in Herat on Monday. The Taliban admitted the attack.", "taliban"),
        ("Nine died in a raid on Tal Rifaat on Monday. The Turkish army justified the raid.", "turkey-military"),
        ("Nine people died in a bombing in Cizre on Monday. The governor suspects the PKK.", "kurdistan-workers-party"),
        ('"We believe that it was a PKK cell," the governor said of the bombing in Izmir.', "kurdistan-workers-party"),
        (
            "Nine men were shot in Baga on Monday. Villagers recognised among the attackers men from Bama and fighters "
            "of Boko Haram.",
            "boko-haram",
        ),
        ("Mortar bombs killed six in Idlib. The rebels said that the Syrian army had fired them.", "syria-military"),
        ("Iraq's army is accused by Hezbollah of the killing of nine men near Samarra on Monday.", "iraq-military"),
        ("A mill near Izmir was wrecked by a PKK van bomb on Monday.", "kurdistan-workers-party"),
        (
            "The Communist Party of India (Maoist) called a strike. On Monday the Maoists killed nine men in Bastar.",
            "communist-party-of-india-maoist",
        ),
        (
            "Attacks by Boko Haram on camps went on in March. On Monday rebels entered Bara and shot nine people.",
            "boko-haram",
        ),
        ("Nine monks died in a raid on Baga on Monday. Boko Haram said its fighters had done it.", "boko-haram"),
        ("A faction of rebels, which calls itself Jund Allah, said it was behind the raid on Baga.", "Jund Allah"),
    ],
    ids=lambda case: case[:50],
)
def test_the_culprit_is_found_however_it_is_said(read: Read, text: str, culprit: str) -> None:
    assert culprit in read(text).accused()


@pytest.mark.parametrize(
    ("text", "culprit", "times"),
    [
        (
            "A bomb killed nine in Jos on Monday. On Tuesday gunmen shot five at a church in Bukuru. Boko Haram claimed"
            " responsibility for the attacks.",
            "boko-haram",
            2,
        ),
        (
            "A bomber killed 26 at a base in Wardak in January. On Monday nine policemen died at a checkpoint in"
            " Baghlan. Both attacks were carried out by the Taliban.",
            "taliban",
            2,
        ),
        (
            "The PKK blew up a bus at Bingol in May 1993, killing 33. The organisation burned Basbaglar in July 1993"
            " and shot 33 villagers.",
            "kurdistan-workers-party",
            2,
        ),
        (
            "Militants of the ADF killed nine villagers in Oicha on 3 May. In April they had killed eleven in Beni.",
            "allied-democratic-forces",
            2,
        ),
        (
            "Air strikes killed nine in Rafah on Monday. About 1,200 people died in the attacks by Hamas on 7 October.",
            "hamas",
            1,
        ),
        (
            "A bomb killed nine in Kabul on Monday. In Herat, a strike killed two on Tuesday. The Taliban denied that"
            " they had made the attacks.",
            "taliban",
            0,
        ),
    ],
    ids=lambda case: case[:50] if isinstance(case, str) else "",
)
def test_whoever_made_several_attacks_made_each(read: Read, text: str, culprit: str, times: int) -> None:
    told = read(text)
    made = {c.subject for c in told.claims("attacker") if c.believed and told.name(c.object) == culprit}
    assert len(made) == times


def test_the_channel_that_an_attack_is_claimed_on_is_no_target(read: Read) -> None:
    told = read("A bomb killed 60 people in Baidoa. Al-Shabaab claimed the killings on its Shahada news channel.")
    assert told.role("attacker") == {"al-shabaab"}
    assert told.role("target") == set()


@pytest.mark.parametrize(
    "text",
    [
        "A man drove a lorry into a crowd in Nice on Thursday, killing 84 people. Police shot the driver dead.",
        "A man stabbed three worshippers to death in Lyon on Friday before he was shot by police.",
    ],
)
def test_who_shoots_the_attacker_did_not_attack_nor_was_it_a_shooting(read: Read, text: str) -> None:
    told = read(text)
    assert [event.cls for event in told.facts.events] == ["Attack"]
    assert told.role("attacker") <= {"man"}
