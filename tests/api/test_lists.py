"""Incidents and claims in lists: filters, pages, and what the client has seen already."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import create_app
from kg.settings import Settings

BASE = "https://w3id.org/sitrep/id/"


def days(client: TestClient, **params: str) -> list[str | None]:
    return [item["date"] for item in client.get("/incidents", params=params).json()["items"]]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, ["2024-01", "2024-01-04", "--02-07", None]),
        ({"since": "2024-01-01", "until": "2024-01-31"}, ["2024-01", "2024-01-04"]),
        ({"since": "2024-02-01", "until": "2024-03-01"}, ["--02-07"]),  # a 7 February of no stated year
        ({"class": "AirStrike"}, ["2024-01-04", "--02-07"]),
        ({"place": "Iraq"}, ["2024-01", "2024-01-04", "--02-07", None]),  # what lies within it
        ({"place": "Irbil"}, ["2024-01"]),
        ({"actor": "Kataib Hezbollah"}, ["2024-01", "--02-07"]),
        ({"outlet": "Gulf Courier"}, ["2024-01", "2024-01-04", None]),
        ({"bbox": "43.5,36,44.2,37"}, ["2024-01"]),
        ({"bbox": "170,30,44.2,37"}, ["2024-01"]),  # across the 180th meridian
        ({"disputed": "true"}, ["2024-01", "2024-01-04"]),
        ({"differs": "killedCount"}, ["2024-01-04"]),
        ({"at": "Baghdad"}, ["2024-01-04", "--02-07"]),
        ({"toll": "1-9"}, ["2024-01-04", "--02-07"]),
        ({"q": "ROCKET"}, ["2024-01"]),
        ({"order": "newest"}, ["2024-01-04", "2024-01", "--02-07", None]),
        ({"order": "newest", "since": "2024-01-01", "until": "2024-01-31"}, ["2024-01-04", "2024-01"]),
        ({"disputed": "true", "class": "DroneStrike", "actor": "US military"}, ["2024-01-04"]),
    ],
)
def test_incidents_by_period_class_place_actor_outlet_box_and_dispute(
    params: dict[str, str], found: list[str | None], client: TestClient
) -> None:
    assert days(client, **params) == found


def test_an_incident_of_the_list_has_what_a_map_and_a_timeline_need(client: TestClient) -> None:
    [strike] = client.get("/incidents", params={"class": "DroneStrike"}).json()["items"]
    assert (strike["class"], strike["killed"], strike["wounded"]) == (
        "DroneStrike", {"min": 2, "max": 3}, {"min": 6, "max": 6},
    )  # fmt: skip
    assert strike["places"] == [{"iri": BASE + "entity/baghdad", "label": "Baghdad", "lat": 33.34058, "long": 44.40088}]
    assert [one["label"] for one in strike["attackers"] + strike["targets"]] == ["US military", "Harakat al-Nujaba"]
    assert (strike["outlets"], strike["articles"], strike["disputed"]) == (3, 3, ["killedCount"])
    assert client.get(strike["href"]).json()["iri"] == strike["iri"]


@pytest.mark.parametrize(
    "address",
    [
        "/incidents",
        "/incidents?order=newest",
        "/claims",
        "/articles",
        "/articles?order=newest",
        "/entities",
        "/entities?q=military",
    ],
)
def test_pages_follow_each_other_without_gap_or_overlap(address: str, client: TestClient) -> None:
    mark = "&" if "?" in address else "?"
    every = client.get(f"{address}{mark}limit=1000").json()["items"]
    walked, at = [], f"{address}{mark}limit=3"
    while at:
        page = client.get(at).json()
        walked += page["items"]
        at = page["next"]
    assert walked == every


@pytest.mark.parametrize(
    ("params", "quotes"),
    [
        ({"subject": "mosul-raid"}, {"a raid in Mosul"}),
        ({"factuality": "Hedged"}, {"Kataib Hezbollah reportedly fired rockets"}),
        ({"source": "American forces"}, {"Two people died"}),
        ({"article": "gulf-101", "predicate": "woundedCount"}, {"six hurt"}),
        ({"about": "Iran"}, {"Iran-backed"}),
        ({"object": "Popular Mobilization Forces"}, {"The Nujaba Movement belongs to the Popular Mobilization Forces"}),
        ({"factuality": "Hedged", "min_confidence": "0.7"}, set()),
        # What is derived from roles: the claims of both roles.
        (
            {"edge": f"{BASE}entity/kataib-hezbollah attacked {BASE}entity/erbil"},
            {"Kataib Hezbollah reportedly fired rockets", "at Erbil"},
        ),
        # Membership also rests on what is nearer than it.
        (
            {"edge": f"{BASE}entity/mushtaq-taleb-al-saidi memberOf {BASE}entity/harakat-al-nujaba"},
            {"who led Harakat al-Nujaba"},
        ),
    ],
)
def test_claims_by_what_they_say_and_who_says_it(params: dict[str, str], quotes: set[str], client: TestClient) -> None:
    items = client.get("/claims", params=params).json()["items"]
    assert {claim["quote"] for claim in items} == quotes
    assert all(claim["report"]["id"] == claim["article"] for claim in items)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/incidents?cursor=abc", "'cursor' comes from no page of this list"),
        ("/incidents?bbox=1,2,3", "bbox"),
        ("/incidents?bbox=1,80,3,-80", "'bbox' is '1,80,3,-80'; it must be west,south,east,north"),
        (
            "/incidents?place=Bagdad",
            "The parameter 'place' is 'Bagdad', and nothing here goes by that name; close ones: B",
        ),
        ("/incidents?since=yesterday", "since: "),
        ("/incidents?class=Picnic", "class: "),
        ("/claims?edge=who%20knows", "'edge' is 'who knows'; it must be"),
    ],
)
def test_a_wrong_parameter_is_named(address: str, says: str, client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert says in answer.json()["detail"]


@pytest.fixture(scope="module")
def published(sample_folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=sample_folder))) as client:
        yield client


def test_who_has_the_answer_already_is_told_so(published: TestClient) -> None:
    first = published.get("/incidents?limit=2")
    assert first.headers["etag"].startswith('W/"')
    assert first.headers["last-modified"].endswith("GMT")
    again = published.get("/incidents?limit=2", headers={"If-None-Match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = published.get("/incidents?limit=3", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_who_wants_a_newer_graph_is_not_told_that_there_is_nothing_new(
    published: TestClient, sample_folder: Path
) -> None:
    seen = published.get("/incidents?limit=2").headers["etag"]
    with TestClient(create_app(Settings(data=sample_folder, query_timeout=0.5))) as hasty:
        answer = hasty.get("/incidents?limit=2", headers={"If-None-Match": seen, "Graph-Generation": "2"})
    assert answer.status_code == 504  # it was waited for, and did not come


def test_the_vocabulary_in_words(published: TestClient) -> None:
    vocabulary = published.get("/vocabulary").json()
    classes = {term["name"]: term for term in vocabulary["classes"]}
    assert classes["DroneStrike"]["super"] == ["AirStrike"]
    assert classes["DroneStrike"]["comment"]
    leads = next(term for term in vocabulary["predicates"] if term["name"] == "leads")
    assert leads["super"] == ["memberOf"]
    assert next(term for term in vocabulary["predicates"] if term["name"] == "killedMin")["domain"] == "Event"
    assert vocabulary["prefixes"]["kg"] == "https://w3id.org/sitrep/ontology#"


@pytest.mark.parametrize(
    ("address", "key", "told"),
    [
        ("/articles?order=newest&limit=2", "id", "id"),
        ("/claims?subject=mosul-raid", "claim", "iri"),
        ("/search/results?q=irbil", "iri", "iri"),
    ],
)
def test_a_list_is_a_table_too(address: str, key: str, told: str, client: TestClient) -> None:
    listed, table = client.get(address), client.get(f"{address}&format=csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert (
        table.headers.get("link", "").partition("cursor=")[2] == listed.headers.get("link", "").partition("cursor=")[2]
    )
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [row[key] for row in rows] == [item[told] for item in listed.json()["items"]]
    assert rows
    assert client.get(f"{address}&format=odt").status_code in (406, 422)


def test_changes_are_a_table_whose_columns_stand_there_without_a_row(client: TestClient) -> None:
    assert client.get("/changes?format=csv").text.strip() == "at,generation,kind,label,words,quote,article,iri"
