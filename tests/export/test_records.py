"""Incidents, claims and ties as tables and as GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from kg.errors import ExportError
from kg.export import export
from kg.export.records import TABLES
from kg.query.network import Filter
from kg.query.tables.codes import code
from kg.store import Graph
from kg.vocab import SUPERCLASS, is_a

ROOT = Path(__file__).resolve().parents[2]


def written(graph: Graph, name: str, wanted: Filter | None = None) -> bytes:
    out = io.BytesIO()
    export(graph, out, name, wanted)
    return out.getvalue()


def rows(graph: Graph, name: str, wanted: Filter | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(graph, name, wanted).decode())))


def test_an_incident_is_a_row_with_its_day_kind_codes_parties_place_toll_and_sources(two_outlets: Graph) -> None:
    [strike] = [row for row in rows(two_outlets, "incidents.csv") if row["kind"] == "DroneStrike"]
    assert {name: value for name, value in strike.items() if value} == {
        "id": "2024-01-04-baghdad-drone-strike", "name": "Drone strike in Baghdad, 2024-01-04", "date": "2024-01-04",
        "date_precision": "day", "kind": "DroneStrike", "plover": "ASSAULT > drone",
        "acled": "Explosions/Remote violence > Air/drone strike", "attackers": "US military",
        "targets": "Harakat al-Nujaba", "victims": "Mushtaq Taleb al-Saidi", "weapons": "drone", "places": "Baghdad",
        "country": "Iraq", "dead_low": "2", "dead_best": "2", "dead_high": "3", "wounded_low": "6", "wounded_high": "6",
        "recurring": "false", "corroboration": "2", "outlets": "3", "disputed": "killedCount",
        "sources": "gulf-101 | harbour-201 | north-001",
        "iri": "https://w3id.org/sitrep/id/event/2024-01-04-baghdad-drone-strike",
    } | {"links": strike["links"]}  # fmt: skip


def test_every_incident_is_a_row_and_says_how_exact_its_day_is(two_outlets: Graph) -> None:
    found = {(row["date"], row["date_precision"]) for row in rows(two_outlets, "incidents.csv")}
    assert found == {("2024-01-04", "day"), ("2024-01", "month"), ("'--02-07", "day of unknown year"), ("", "")}


def test_places_say_what_they_lie_in_and_best_tolls_lie_within_the_range(sample_graph: Graph) -> None:
    every = rows(sample_graph, "incidents.csv")
    assert len({row["iri"] for row in every}) == len(every) > 10
    assert {"Lebanon"} <= {row["country"] for row in every if "Beirut" in row["places"]}
    for row in every:
        if row["dead_low"]:
            assert int(row["dead_low"]) <= int(row["dead_best"]) <= int(row["dead_high"])
        assert bool(row["latitude"]) == bool(row["longitude"])


def test_a_claim_is_a_row_with_its_words_and_a_tie_one_with_both_names(two_outlets: Graph) -> None:
    claims = rows(two_outlets, "claims.csv")
    asked = two_outlets.query("SELECT ?c { GRAPH ?g { ?c a kg:Claim } }")
    assert {row["claim"] for row in claims} == {solution["c"].value for solution in asked}  # type: ignore[union-attr]
    assert all(row["quote"] and row["article"] and row["factuality"] for row in claims)
    [attack] = [
        row
        for row in rows(two_outlets, "ties.csv")
        if row["property"] == "attacked" and row["target_name"] == "Harakat al-Nujaba"
    ]
    assert (attack["source_name"], attack["source_class"], attack["first_day"]) == (
        "US military", "MilitaryForce", "2024-01-04",
    )  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_parquet_holds_what_csv_does_and_says_what_each_column_means(table: str, two_outlets: Graph) -> None:
    read = pq.read_table(io.BytesIO(written(two_outlets, f"{table}.parquet")))
    assert [field.name for field in read.schema] == list(rows(two_outlets, f"{table}.csv")[0])
    assert all(field.metadata[b"description"] for field in read.schema)
    assert read.num_rows == len(rows(two_outlets, f"{table}.csv"))


def test_geojson_has_a_point_where_the_incident_is_known_to_be_on_the_map(sample_graph: Graph) -> None:
    collection: dict[str, Any] = json.loads(written(sample_graph, "incidents.geojson"))
    spots = [feature for feature in collection["features"] if feature["geometry"]]
    assert len(collection["features"]) > len(spots) > 5
    for feature in spots:
        assert feature["geometry"]["type"] == "Point"
        assert len(feature["geometry"]["coordinates"]) == 2
    assert {feature["id"] for feature in spots} <= {row["id"] for row in rows(sample_graph, "incidents.csv")}


def test_a_filter_chooses_incidents_and_ties_but_no_claims(two_outlets: Graph) -> None:
    january = Filter(since="2024-01", until="2024-01", classes=["Event"])
    assert {row["date"] for row in rows(two_outlets, "incidents.csv", january)} == {"2024-01-04", "2024-01"}
    drones = Filter(classes=["AirStrike"], outlets=["Gulf Courier"])
    assert [row["kind"] for row in rows(two_outlets, "incidents.csv", drones)] == ["DroneStrike"]
    with pytest.raises(ExportError, match="holds them all"):
        written(two_outlets, "claims.csv", january)


def test_every_kind_of_attack_has_a_plover_code() -> None:
    for cls in SUPERCLASS:
        if is_a(cls, "Attack"):
            assert (code(cls, "plover") or "").startswith("ASSAULT")


def test_the_data_dictionary_has_every_column_with_its_meaning() -> None:
    told = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        for column in table.columns:
            assert f"| `{column.name}` | {column.kind} | {column.about} |" in told
