"""Positions in every form that a text gives them: whose they are, who holds them, and when they are held no longer."""

from __future__ import annotations

import pytest
from extract.told import Read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A minister serves the state, and leads the ministry where the article names it; a premier leads the state.
        (
            "US Secretary of Defense Walter Lund ordered the strike, the Pentagon said.",
            {
                ("Walter Lund", "leads", "united-states-defense-ministry"),
                ("Walter Lund", "memberOf", "united-states"),
            },
        ),
        ("US Secretary of State Walter Lund condemned it.", {("Walter Lund", "memberOf", "united-states")}),
        ("In Norway, Prime Minister Lars Berg vowed to send aid.", {("Lars Berg", "leads", "norway")}),
        ("The president of Colombia Andres Mora resigned.", {("Andres Mora", "leads", "colombia")}),
        # A group between a state and a position is whose position it is.
        (
            "Iran's Quds Force commander Karim Tehrani visited Baghdad.",
            {("Karim Tehrani", "leads", "quds-force"), ("quds-force", "partOf", "iran")},
        ),
        # Where somebody is sent is not whom he serves.
        ("Tom Berger, the Austrian ambassador to Chad, condemned the raid.", {("Tom Berger", "memberOf", "austria")}),
        ("The UN special envoy for Libya, Hans Keller, resigned.", {("Hans Keller", "memberOf", "united-nations")}),
        # Any job at an organisation makes a member.
        (
            "Anneke Visser, a researcher at Human Rights Watch, spoke.",
            {("Anneke Visser", "memberOf", "human-rights-watch")},
        ),
        ("Joseph Mwangi joined al-Shabab in 2012.", {("Joseph Mwangi", "memberOf", "al-shabaab")}),
        ("Said Musa, an aide to South Sudan's president, spoke.", {("Said Musa", "memberOf", "south-sudan")}),
        # "Presidential" tells that an official is the state's.
        (
            "Indonesian police found two bodies, a presidential spokesman, Agus Wibowo, said.",
            {("Agus Wibowo", "spokespersonFor", "indonesia")},
        ),
        # "Whose" picks up the name before it; what somebody's movement is called, he leads.
        (
            "Boko Haram took the town. The movement, whose leader is Abu Ramadan, kept it.",
            {("Abu Ramadan", "leads", "boko-haram")},
        ),
        (
            "Paul Wekesa, whose movement is called the Mau Forest Front, surrendered.",
            {("Paul Wekesa", "leads", "Mau Forest Front")},
        ),
        (
            "Villages burned after a movement led by the preacher Paul Wekesa, the Mau Forest Front, took root.",
            {("Paul Wekesa", "leads", "Mau Forest Front")},
        ),
        (
            "Boko Haram is led by a trader who goes by the name of Abu Ramadan.",
            {("Abu Ramadan", "leads", "boko-haram")},
        ),
        ("Hamas's Sami Aqel rejected the offer.", {("Sami Aqel", "memberOf", "hamas")}),
        # "The group" is the one that was spoken of.
        (
            "Boko Haram claimed the raid. The group's leader, Abu Ramadan, spoke in a video.",
            {("Abu Ramadan", "leads", "boko-haram")},
        ),
        (
            "The Arakan Army said it took the town. Spokesman Khaing Thu said 20 soldiers surrendered.",
            {("Khaing Thu", "spokespersonFor", "arakan-army")},
        ),
        # A posting between the title and the name; a list of those meant; a unit after a comma.
        ("The UN envoy to Yemen Karim Bensaid spoke.", {("Karim Bensaid", "memberOf", "united-nations")}),
        (
            "Two Hamas leaders, including Sami Aqel and Nizar Daoud, were held in Gaza.",
            {("Sami Aqel", "leads", "hamas"), ("Nizar Daoud", "leads", "hamas")},
        ),
        ("Brigadier Sajjad Khan (Commander 116 Brigade) was present.", {("Sajjad Khan", "leads", "116 Brigade")}),
        ("Lt. Gen. Asim Raza, Commander XI Corps, visited Swat.", {("Asim Raza", "leads", "XI Corps")}),
        # Who is named in the next sentence; who is called by the body's own word; a town's body.
        (
            "Six people died, a spokeswoman from Oxfam said.\n\nIngrid Solberg said the camp was hit twice.",
            {("Ingrid Solberg", "spokespersonFor", "oxfam")},
        ),
        (
            "The Borno Emergency Agency said 40 died. Agency spokesman Bello Dambatta agreed.",
            {("Bello Dambatta", "spokespersonFor", "Borno Emergency Agency")},
        ),
        (
            "It burned all night, said Ruslan Saiev, head of the Mosul fire department. Musa Garba helped.",
            {("Ruslan Saiev", "leads", "Mosul fire department")},
        ),
        # "Chief" before another post leads nothing.
        (
            "Rashid Osman, Jemaah Islamiyah's chief bombmaker, fled.",
            {("Rashid Osman", "memberOf", "jemaah-islamiyah")},
        ),
        # One of several; who is sent by a state; the government of a person; the party of a person.
        (
            "Imran Saiev and Yusuf Haddad, among the commanders of Boko Haram, fled.",
            {("Imran Saiev", "leads", "boko-haram"), ("Yusuf Haddad", "leads", "boko-haram")},
        ),
        ("Hamza Okacha, one of the top leaders of JNIM, was killed.", {("Hamza Okacha", "leads", "jnim")}),
        ("Syrian U.N. Ambassador Karim Sabbagh spoke.", {("Karim Sabbagh", "memberOf", "syria")}),
        ("The Eritrean government of President Tesfay Berhane denied it.", {("Tesfay Berhane", "leads", "eritrea")}),
        (
            "Marcus Deng, after pleading guilty to membership in Hamas, was freed.",
            {("Marcus Deng", "memberOf", "hamas")},
        ),
        # Whoever leads a unit of a body belongs to the body.
        ("An IDF commando unit commanded by Amit Levi advanced.", {("Amit Levi", "memberOf", "israel-military")}),
        # Appointments and units, as security forces announce them.
        (
            "Col. Balaam Otim remains the commander of 409 Brigade.",
            {("Balaam Otim", "leads", "409 Brigade")},
        ),
        (
            "Maj. Gen. Friday Etim was appointed GOC 81 Division.",
            {("Friday Etim", "leads", "81 Division")},
        ),
        (
            "Rear Admiral Ibok Effiom, the Flag Officer Commanding, Eastern Naval Command, spoke.",
            {("Ibok Effiom", "leads", "Eastern Naval Command")},
        ),
        (
            "Members of the 73rd Infantry Battalion under Lt. Col. Marion Abella recovered four rifles.",
            {("Marion Abella", "leads", "73rd Infantry Battalion")},
        ),
        (
            "The new commander of 3 Division of the Ugandan army, Brig. Joseph Opio, took over.",
            {("Joseph Opio", "leads", "3 Division"), ("3 Division", "partOf", "uganda-military")},
        ),
        (
            "General Carlos Duarte, commander of the Seventh Division, named Colonel Nestor Rojas as commander of the"
            " Falcons Battalion.",
            {("Carlos Duarte", "leads", "Seventh Division"), ("Nestor Rojas", "leads", "Falcons Battalion")},
        ),
        # One of several heads of a body; the service that a state's spokesman speaks for; rebels by their land.
        (
            "The African Union Commissioner for Peace and Security Idris Bello agreed.",
            {("Idris Bello", "memberOf", "african-union")},
        ),
        (
            "Israel's chief military spokesman, Brigadier General Ilan Peretz, agreed.",
            {("Ilan Peretz", "spokespersonFor", "israel-military")},
        ),
        (
            "Tomo Sato, the secretary-general's special representative for Afghanistan, spoke.",
            {("Tomo Sato", "memberOf", "united-nations")},
        ),
        (
            "Chechen rebels held Grozny. Chechen rebel commander Ruslan Bek spoke.",
            {("Ruslan Bek", "leads", "chechen-separatists")},
        ),
        # The president of the one country that an article is about; the secretary general of a party.
        (
            "The bill was pulled by President William Kiptoo. Police fired in Kenya. Kenyan courts closed in Kenya.",
            {("William Kiptoo", "leads", "kenya")},
        ),
        (
            "Pedro Cabrera, secretary general of the Christian Democratic Party, denied it.",
            {("Pedro Cabrera", "leads", "Christian Democratic Party")},
        ),
        # Whom a ruler's people serve, while he rules; whose counterpart, and which country's minister, somebody is.
        ("Putin aide Sergei Lunin said Russia would answer.", {("Sergei Lunin", "memberOf", "russia")}),
        (
            "An aide to Ukrainian President Volodymyr Zelenskyy, Andriy Bondar, agreed.",
            {("volodymyr-zelenskyy", "leads", "ukraine"), ("Andriy Bondar", "memberOf", "ukraine")},
        ),
        (
            "Egypt's foreign minister, Karim Nasr, met his Turkish counterpart, Kemal Cavdar.",
            {("Karim Nasr", "memberOf", "egypt"), ("Kemal Cavdar", "memberOf", "turkey")},
        ),
        (
            "Chad buried 90 soldiers. The country's defence minister, Moussa Abali, wept.",
            {("Moussa Abali", "memberOf", "chad")},
        ),
        # The state behind the name; a desk of a body; a body between commas; a body that only its kind names.
        ("President Charles Tolbert of Liberia left.", {("Charles Tolbert", "leads", "liberia")}),
        (
            "UNICEF's Haiti representative, Bruno Maes, and Oxfam's Central Africa director Ruth Jamison agreed.",
            {("Bruno Maes", "memberOf", "unicef"), ("Ruth Jamison", "memberOf", "oxfam")},
        ),
        (
            "Director General, Rangers, Major General Rizwan Akbari spoke.",
            {("Rizwan Akbari", "leads", "Rangers")},
        ),
        (
            "Kenya's interior ministry confirmed it. Ministry spokesman Mwenda Njoka said six died.",
            {("Mwenda Njoka", "spokespersonFor", "kenya-interior-ministry")},
        ),
        # Who somebody is, told in the next sentence; names behind the name of their group.
        (
            "The cleric Abu Bakar Hasan was freed. The 77-year-old leader of Laskar Jihad said nothing.",
            {("Abu Bakar Hasan", "leads", "laskar-jihad")},
        ),
        (
            "The two ELN fighters were Jaime Rojas Pinto and Luis Arango Diaz.",
            {("Jaime Rojas Pinto", "memberOf", "eln"), ("Luis Arango Diaz", "memberOf", "eln")},
        ),
        ("Gen. Tariq Aziz Noor took command of the Border Police.", {("Tariq Aziz Noor", "leads", "Border Police")}),
        # Who is set off by dashes; a man of a group; soldiers of all ranks; one of many chiefs of police.
        ("Radulan Sahil - the ailing chief of Abu Sayyaf - escaped.", {("Radulan Sahil", "leads", "abu-sayyaf")}),
        ("IRA man Sean Devlin was held.", {("Sean Devlin", "memberOf", "provisional-irish-republican-army")}),
        (
            "Provincial police chief Abdul Rahimi said so in Afghanistan.",
            {("Abdul Rahimi", "memberOf", "afghanistan-police")},
        ),
        ("Chinese Vice Premier Liu Hao spoke.", {("Liu Hao", "memberOf", "china")}),
        # Outlets that write acronyms as words.
        ("Renamo's leader, Afonso Dias, left Unicef.", {("Afonso Dias", "leads", "renamo")}),
        # A body that only its role gives away.
        ("Lagos police chief Tunde Bello spoke.", {("Tunde Bello", "leads", "Lagos police")}),
        # What an unnamed intermediary or department belongs to is led by somebody else.
        (
            "Ali Daher, the head of the finance department of Hezbollah, was killed.",
            {("Ali Daher", "memberOf", "hezbollah")},
        ),
    ],
)  # fmt: skip
def test_a_position_is_read(read: Read, text: str, expected: set[tuple[str, str, str]]) -> None:
    assert read(text).relations() == expected


@pytest.mark.parametrize(
    "text",
    [
        "Former president of Chad Hassan Mahamat was arrested.",
        "Karim Haddad, a former spokesman for Hezbollah, said so.",
        "Omar Bakri, who led Boko Haram until 2019, was killed.",
        "Ali Hassan, a victim of Boko Haram, told her story.",
        "State Police Chief Ajay Sharma spoke.",
        "Carlos Prats, who died in Chile, served in the army under President Jorge Alvear.",
        "Russia spoke. The new president of Altania, Aslan Umarov, met Russian envoys in Russia.",
        "The Syrian opposition leader, Karim Haddad, spoke.",
        "Karim Haddad, the rebel leader and former vice president of Chad, fled.",
        "Karim Haddad, the opposition leader of Chad, fled.",
        "Three people died, a spokesman for the Red Cross said. Survivor Jean Kabila said that he had fled.",
        "The bombing in Northern Ireland was condemned by Northern Ireland Secretary Peter Hale.",
        "Chechen President Ruslan Idigov said that Russia had shelled Gudermes in Russia.",
        "Gunmen stormed a campus in Kenya. Vice Chancellor Joseph Osoro said 500 students were safe.",
        "The Jaish al-Fatah (Army of Mohammad) rebel group took the town.",
        "Associated Press reporter Jo Ekema in Douala contributed to this report.",
        "Israel's killing of its top commander Fuad Aql angered Hezbollah.",
        "Mugabe adviser Tom Moyo was seen in Zimbabwe.",  # in 2023 Mugabe rules no more
        "Rebel leader Paul Wekesa fled. Boko Haram was seen near Mubi.",
    ],
)
def test_no_position_is_read(read: Read, text: str) -> None:
    assert read(text).relations() == set()
