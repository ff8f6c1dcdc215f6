"""The actor list: what ships in data/actors, and what the loader says to a broken one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge import ActorList
from kg.resources import resource
from kg.vocab import SUPERCLASS

IRAQ = "- {id: iraq, name: Iraq, class: State, country: IQ, demonyms: [Iraqi], metonyms: [Baghdad]}\n"
MILITARY = (
    '- {kind: military, class: MilitaryForce, name: "{adjective} military", nouns: [troops], titles: [Armed Forces]}\n'
)


@pytest.fixture(scope="module")
def shipped() -> ActorList:
    return ActorList.load(resource("data", "actors"))


def load(folder: Path, **files: str) -> ActorList:
    for stem, text in files.items():
        (folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return ActorList.load(folder)


# What ships


def test_the_shipped_list_is_broad_and_its_classes_are_the_vocabularys(shipped: ActorList) -> None:
    recorded = [actor for actor in shipped if not actor.body]
    assert sum(actor.cls == "State" for actor in recorded) > 195
    assert sum(actor.cls != "State" for actor in recorded) > 350
    assert {actor.cls for actor in shipped} <= SUPERCLASS.keys()


@pytest.mark.parametrize(
    ("name", "id_", "cls"),
    [
        ("Hizbullah", "hezbollah", "ArmedGroup"),
        ("Kata'ib Hezbollah", "kataib-hezbollah", "ArmedGroup"),
        ("Hashd al-Shaabi", "popular-mobilization-forces", "ArmedGroup"),
        ("al Nujaba Movement", "harakat-hezbollah-al-nujaba", "ArmedGroup"),
        ("international anti-jihadist coalition", "anti-is-coalition", "Coalition"),
        ("ISKP", "iskp", "ArmedGroup"),
        ("ISWAP", "iswap", "ArmedGroup"),
        ("JNIM", "jnim", "ArmedGroup"),
        ("Pakistani Taliban", "tehrik-i-taliban-pakistan", "ArmedGroup"),
        ("IDF", "israel-military", "MilitaryForce"),
        ("Pentagon", "united-states-defense-ministry", "StateBody"),
        ("AFP", "agence-france-presse", "MediaOrganization"),
    ],
)
def test_an_actor_is_found_by_any_of_its_names(shipped: ActorList, name: str, id_: str, cls: str) -> None:
    actor = shipped.named(name)
    assert actor is not None
    assert (actor.id, actor.cls) == (id_, cls)


def test_near_namesakes_are_different_actors(shipped: ActorList) -> None:
    names = ("Hezbollah", "Kataib Hezbollah", "Hezbollah al-Nujaba", "Taliban", "Pakistani Taliban", "al-Shabaab")
    assert len({shipped.named(name) for name in names} - {None}) == len(names)


def test_who_backs_an_actor_is_no_part_of_its_name(shipped: ActorList) -> None:
    backed = re.compile(r".+-(?:backed|linked|aligned|allied|affiliated|sponsored|funded) (.+)", re.IGNORECASE)
    names = [(a, m[1]) for a in shipped for n in a.aliases if (m := backed.fullmatch(n))]
    assert [(a.id, bare) for a, bare in names if shipped.named(bare) is a] == []


def test_norway_is_not_taken_for_the_word_no(shipped: ActorList) -> None:
    norway = shipped.state("NO")
    assert norway is not None
    assert norway.name == "Norway"


def test_a_state_knows_its_people_and_its_seat(shipped: ActorList) -> None:
    united_states = shipped.state("US")
    assert united_states is not None
    assert {"American", "North American"} <= set(united_states.demonyms)
    assert "Washington" in united_states.metonyms
    assert united_states.wikidata == "Q30"


@pytest.mark.parametrize(
    ("iso", "kind", "names"),
    [
        ("US", "military", ["US troops", "U.S. forces", "American soldiers", "US Army", "United States Armed Forces"]),
        ("IQ", "military", ["Iraqi army", "Armed Forces of Iraq", "Iraq's armed forces", "Iraqi soldiers"]),
        ("IQ", "foreign-ministry", ["Iraq's Foreign Ministry", "Ministry of Foreign Affairs of Iraq"]),
        ("IQ", "government", ["Iraqi prime minister's office", "Government of Iraq"]),
        ("GB", "defense-ministry", ["British Defence Ministry", "UK Ministry of Defence"]),
        ("PH", "government", ["Government of the Philippines", "Philippines' government"]),
        ("DO", "police", ["Dominican police"]),
    ],
)
def test_a_states_bodies_go_by_the_names_that_news_gives_them(
    shipped: ActorList, iso: str, kind: str, names: list[str]
) -> None:
    body = shipped.body(iso, kind)
    assert body is not None
    assert body.country == iso
    assert [shipped.named(name) for name in names] == [body] * len(names)


# What a user may write


def test_an_actor_is_one_record(tmp_path: Path) -> None:
    actors = load(tmp_path, mine="- {id: one, name: One, class: ArmedGroup, aliases: [Uno, ONE], wikidata: Q1}\n")
    assert len(actors) == 1
    assert actors["one"].aliases == ("Uno",)
    assert actors.get("two") is None
    assert actors.state("IQ") is None


def test_a_states_record_names_its_own_bodies(tmp_path: Path) -> None:
    own = IRAQ.replace("}", ", bodies: {military: {name: Iraqi Armed Services, aliases: [IAS]}}}")
    military = load(tmp_path, bodies=MILITARY, states=own)["iraq-military"]
    assert military.name == "Iraqi Armed Services"
    assert {"IAS", "Iraqi military", "Iraqi troops", "Armed Forces of Iraq"} <= set(military.aliases)


def test_a_recorded_name_outranks_a_made_one(tmp_path: Path) -> None:
    mine = "- {id: rebels, name: The Rebels, class: ArmedGroup, aliases: [iraqi TROOPS]}\n"
    actors = load(tmp_path, bodies=MILITARY, states=IRAQ, mine=mine)
    assert actors.named("Iraqi troops") == actors["rebels"]
    assert "Iraqi troops" not in actors["iraq-military"].aliases


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {id: a, name: A, class: Wizard}", r"mine.yaml, record 'a': unknown class 'Wizard'"),
        ("- {id: a, name: A, class: Place}", r"record 'a': unknown class 'Place'"),
        ("- {name: A, class: ArmedGroup}", r"mine.yaml, record 1: has no id"),
        ("- {id: a, class: ArmedGroup}", r"record 'a': has no name"),
        ("- {id: a, name: A}", r"record 'a': has no class"),
        ("- {id: a b, name: A, class: ArmedGroup}", r"record 'a b': the id must be"),
        ("- {id: a, name: A, class: ArmedGroup, alias: [B]}", r"record 'a': unknown key 'alias'"),
        ("- {id: a, name: A, class: ArmedGroup, aliases: B}", r"record 'a': aliases must be a list"),
        ("- {id: a, name: A, class: ArmedGroup, wikidata: 38799}", r"record 'a': '38799' is no Wikidata id"),
        ("- {id: a, name: A, class: ArmedGroup, country: Iraq}", r"record 'a': 'Iraq' is no ISO"),
        ("- {id: a, name: A, class: State, bodies: {circus: {}}}", r"record 'a', bodies: unknown key 'circus'"),
        ("a: b", r"mine.yaml: must be a list"),
        ("- a", r"mine.yaml, record 1: must hold"),
        ("- id: a\n  name: [A\n", r"mine.yaml:\d: no valid YAML"),
    ],
)
def test_a_broken_record_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ResourceError, match=complaint):
        load(tmp_path, mine=text)


@pytest.mark.parametrize(
    ("theirs", "what"),
    [
        ("- {id: a, name: B, class: ArmedGroup}", "the id 'a'"),
        ("- {id: b, name: B, class: ArmedGroup, aliases: [group a]}", "the name 'group a'"),
        ("- {id: b, name: ALPHA, class: ArmedGroup}", "the name 'ALPHA'"),
    ],
)
def test_two_claimants_are_both_named(tmp_path: Path, theirs: str, what: str) -> None:
    mine = "- {id: a, name: Alpha, class: ArmedGroup, aliases: [Group A]}"
    with pytest.raises(ResourceError, match=what) as caught:
        load(tmp_path, mine=mine, theirs=theirs)
    assert "mine.yaml, record 'a'" in str(caught.value)
    assert "theirs.yaml, record" in str(caught.value)


def test_states_do_not_share_a_demonym_or_country(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="the demonym 'iraqi'"):
        load(tmp_path, states=IRAQ + "- {id: b, name: B, class: State, demonyms: [iraqi]}\n")
    with pytest.raises(ResourceError, match="the country 'IQ'"):
        load(tmp_path, states=IRAQ + "- {id: b, name: B, class: State, country: IQ}\n")


@pytest.mark.parametrize(
    ("kind", "complaint"),
    [
        (MILITARY.replace("MilitaryForce", "ArmedGroup"), "unknown class 'ArmedGroup'"),
        (MILITARY.replace("{adjective} ", ""), "the name must hold {adjective}"),
        ("- {class: StateBody}", "record 1: has no kind"),
    ],
)
def test_a_broken_kind_of_body_is_named(tmp_path: Path, kind: str, complaint: str) -> None:
    with pytest.raises(ResourceError, match=rf"bodies.yaml, .*{complaint}"):
        load(tmp_path, bodies=kind, states=IRAQ)


def test_without_a_folder_there_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no such folder"):
        ActorList.load(tmp_path / "nowhere")
