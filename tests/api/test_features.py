"""Incidents for maps and spreadsheets: GeoJSON and CSV of the list, and OGC API - Features."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi.testclient import TestClient

ITEMS = "/ogc/collections/incidents/items"


def ids(body: dict[str, Any]) -> list[str]:
    return [feature["properties"]["date"] for feature in body["features"]]


def test_the_list_comes_as_geojson_and_csv_with_the_same_filters_and_pages(client: TestClient) -> None:
    accept = {"Accept": "application/geo+json"}
    answer = client.get("/incidents", params={"place": "Irbil"}, headers=accept)
    assert answer.headers["content-type"] == "application/geo+json"
    assert ids(answer.json()) == ["2024-01"]
    found, at = [], "/incidents?format=csv&limit=3"
    while at:
        page = client.get(at)
        found += [row["id"] for row in csv.DictReader(io.StringIO(page.text))]
        at = page.links["next"]["url"] if "next" in page.links else ""
    assert found == [item["slug"] for item in client.get("/incidents").json()["items"]]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"bbox": "43.5,36,44.2,37"}, ["2024-01"]),
        ({"datetime": "2024-01-04"}, ["2024-01", "2024-01-04"]),  # the month may be that day
        ({"datetime": "2024-01-05T00:00:00Z/.."}, ["2024-01", "--02-07"]),
        ({"datetime": "../2024-01-03"}, ["2024-01", "--02-07"]),
        ({"datetime": "2024-01-04", "class": "DroneStrike", "limit": "1"}, ["2024-01-04"]),
    ],
)
def test_features_are_chosen_by_box_time_and_our_own_filters(
    params: dict[str, str], found: list[str], client: TestClient
) -> None:
    assert ids(client.get(ITEMS, params=params).json()) == found


def test_a_feature_is_found_by_links_from_the_landing_page(client: TestClient) -> None:
    def follow(body: dict[str, Any], rel: str) -> Any:
        [href] = [link["href"] for link in body["links"] if link["rel"] == rel]
        return client.get(href).json()

    landing = client.get("/ogc").json()
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in follow(landing, "conformance")["conformsTo"]
    [collection] = follow(landing, "data")["collections"]
    page = follow(collection, "items")
    assert page["numberReturned"] == 4
    one = client.get(f"{ITEMS}/{page['features'][0]['id']}").json()
    assert one["properties"] == page["features"][0]["properties"]
    assert follow(one, "collection")["id"] == "incidents"
    first = client.get(ITEMS, params={"limit": 3}).json()
    assert len(follow(first, "next")["features"]) == 1


@pytest.mark.parametrize("when", ["January", "2024-02-30", "2024-01-04/sometime"])
def test_a_time_that_is_none_is_refused(when: str, client: TestClient) -> None:
    refused = client.get(ITEMS, params={"datetime": when})
    assert refused.status_code == 422
    assert "2024-01-31" in refused.json()["detail"]


def test_an_incident_that_there_is_not_is_not_found(client: TestClient) -> None:
    assert client.get(f"{ITEMS}/nothing").status_code == 404
