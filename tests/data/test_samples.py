"""The sample articles and their gold hold together: what is written down is really there to be found."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
import unicodedata
from typing import Any

import pytest
import yaml

from kg import vocab
from kg.resources import resource

DATA = resource("data")
ENTITIES: dict[str, Any] = json.loads((DATA / "gold/entities.json").read_text("utf-8"))
ARTICLES: dict[str, Any] = json.loads((DATA / "gold/articles.json").read_text("utf-8"))["articles"]
NAMES: dict[str, list[str]] = {key: entity["names"] for key, entity in ENTITIES["entities"].items()}

DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d")
RELATIONS = {"memberOf", "leads", "spokespersonFor", "partOf", "alignedWith", "backedBy", "opposes"}


def sample(stem: str) -> tuple[dict[str, Any], str]:
    """An article's front matter and body; `date YYYY-MM-DD` on the first line is front matter too."""
    raw = (DATA / f"articles/{stem}.txt").read_text("utf-8")
    if raw.startswith("---\n"):
        _, head, body = raw.split("---\n", 2)
        return yaml.safe_load(head), body.strip()
    first, body = raw.split("\n", 1)
    return {"date": dt.date.fromisoformat(first.removeprefix("date "))}, body.strip()


SAMPLES = {path.stem: sample(path.stem) for path in sorted((DATA / "articles").glob("*.txt"))}


def plain(text: str) -> str:
    """The form in which names are compared: no case, diacritics, punctuation, possessive or leading article."""
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    text = re.sub(r"[’'`]s\b", "", text)
    return re.sub(r"^(the|a|an) ", "", re.sub(r"[^a-z0-9]+", " ", text).strip())


def says(body: str, name: str) -> bool:
    return f" {plain(name)} " in f" {plain(body)} "


def named_in(body: str) -> set[str]:
    return {key for key, names in NAMES.items() if any(says(body, name) for name in names)}


def similarity(one: str, other: str) -> float:
    """Jaccard similarity of the two texts' runs of five words."""
    runs = []
    for text in (one, other):
        words = plain(text).split()
        runs.append({tuple(words[i : i + 5]) for i in range(len(words) - 4)})
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def test_every_article_has_gold_and_every_gold_its_article() -> None:
    assert set(SAMPLES) == set(ARTICLES)
    assert len(SAMPLES) >= 14


@pytest.mark.parametrize("stem", SAMPLES)
def test_an_article_is_a_short_report_of_known_origin(stem: str) -> None:
    head, body = SAMPLES[stem]
    assert 120 <= len(body.split()) <= 350
    assert body.count("\n\n") >= 3
    gold_date = ARTICLES[stem]["date"]
    assert head.get("date") == (dt.date.fromisoformat(gold_date) if gold_date else None)
    if "title" in head:
        assert set(head) - {"date"} == {"title", "publisher", "url"}
        assert re.match(r"https://[a-z-]+\.example/", head["url"])


def test_every_name_of_an_entity_is_used_somewhere() -> None:
    names = [name for names in NAMES.values() for name in names]
    assert [name for name in names if not any(says(body, name) for _, body in SAMPLES.values())] == []


def test_entities_are_of_the_vocabulary() -> None:
    assert {entity["type"] for entity in ENTITIES["entities"].values()} <= set(vocab.SUPERCLASS)


def test_no_two_entities_share_a_name() -> None:
    names = [plain(name) for key in NAMES for name in {plain(n): n for n in NAMES[key]}]
    assert sorted(names) == sorted(set(names))


def test_entities_to_be_kept_apart_are_known() -> None:
    assert all(set(pair) <= set(NAMES) and len(set(pair)) == 2 for pair in ENTITIES["must_not_merge"])


@pytest.mark.parametrize("stem", ARTICLES)
def test_relations_are_of_the_vocabulary_and_between_entities_that_the_article_names(stem: str) -> None:
    here = named_in(SAMPLES[stem][1])
    for head, relation, tail in ARTICLES[stem]["relations"] + ARTICLES[stem]["optional_relations"]:
        assert relation in RELATIONS & set(vocab.SUPERPROPERTY)
        assert {head, tail} <= here
        assert head != tail


@pytest.mark.parametrize("stem", ARTICLES)
def test_events_are_of_the_vocabulary_and_their_roles_are_named_in_the_article(stem: str) -> None:
    here = named_in(SAMPLES[stem][1])
    for event in ARTICLES[stem]["events"]:
        assert vocab.is_a(event["type"], "Attack")
        assert event["date"] is None or DATE.fullmatch(event["date"])
        for actor, factuality, source in event["attackers"]:
            assert factuality in {"Asserted", "Hedged"}  # what is denied or imagined makes no attacker
            assert {actor, source} - {None} <= here
        for number, bound, source in event["killed"] + event["wounded"]:
            assert isinstance(number, int)
            assert bound in vocab.BOUNDS
            assert {source} - {None} <= here
        roles = ("place", "targets", "victims", "optional_place", "optional_targets", "optional_attackers")
        assert {x for role in roles for x in event.get(role, [])} <= here
        assert all(vocab.is_a(ENTITIES["entities"][v]["type"], "Person") for v in event["victims"])
    for event in ARTICLES[stem]["optional_events"]:
        assert {*event["attackers"], *event["targets"]} <= here


def test_accounts_of_one_incident_agree_on_its_day_as_far_as_they_tell_it() -> None:
    days: dict[str, set[str]] = {}
    for article in ARTICLES.values():
        for event in article["events"]:
            if event["date"]:
                days.setdefault(event["incident"], set()).add(event["date"])
    for told in days.values():
        day = max(told, key=len)
        assert all(day.startswith(d) or day.endswith(d.removeprefix("-")) for d in told)


def test_one_article_is_undated_and_tells_its_days_without_a_year() -> None:
    (stem,) = [stem for stem, (head, _) in SAMPLES.items() if "date" not in head]
    assert all(event["date"].startswith("--") for event in ARTICLES[stem]["events"])


def test_one_article_is_wire_copy_under_another_headline() -> None:
    pairs = itertools.combinations(SAMPLES, 2)
    alike = {pair: similarity(SAMPLES[pair[0]][1], SAMPLES[pair[1]][1]) for pair in pairs}
    ((one, other),) = [pair for pair, share in alike.items() if share > 0.1]
    assert 0.7 <= alike[one, other] < 1
    assert SAMPLES[one][0]["title"] != SAMPLES[other][0]["title"]
    assert SAMPLES[one][0]["publisher"] != SAMPLES[other][0]["publisher"]
    assert ARTICLES[one]["events"] == ARTICLES[other]["events"]


def test_one_article_reports_no_attack() -> None:
    assert len([article for article in ARTICLES.values() if not article["events"]]) == 1


def test_at_least_one_roundup_tells_of_three_incidents_or_more() -> None:
    assert any(len({event["incident"] for event in article["events"]}) >= 3 for article in ARTICLES.values())


def test_outlets_disagree_about_the_strike_of_4_january() -> None:
    told = [e for a in ARTICLES.values() for e in a["events"] if e["incident"] == "baghdad-2024-01-04"]
    assert len(told) >= 3
    assert {actor for event in told for actor, _, _ in event["attackers"]} >= {"us", "coalition"}
    assert len({number for event in told for number, _, _ in event["killed"]}) >= 2
    assert len({number for event in told for number, _, _ in event["wounded"]}) >= 3


def test_the_correction_takes_back_a_count_that_another_article_gives() -> None:
    (stem,) = [stem for stem, (head, _) in SAMPLES.items() if head.get("title", "").startswith("Correction")]
    (event,) = [e for e in ARTICLES[stem]["events"] if e["incident"] == "kerman-2024-01-03"]
    others = [e for s, a in ARTICLES.items() if s != stem for e in a["events"] if e["incident"] == event["incident"]]
    withdrawn = set(event["optional_killed"]) - {number for number, _, _ in event["killed"]}
    assert withdrawn & {number for other in others for number, _, _ in other["killed"]}


def test_a_party_that_denies_an_attack_is_not_taken_for_its_attacker() -> None:
    (stem,) = [stem for stem, (head, _) in SAMPLES.items() if "denies" in head.get("title", "")]
    assert says(SAMPLES[stem][1], "Iran on Monday denied that it had been involved")
    attackers = {
        a for e in ARTICLES[stem]["events"] for a in [*(c[0] for c in e["attackers"]), *e["optional_attackers"]]
    }
    assert "iran" not in attackers
