"""`kg compare`, as a terminal sees it: a table, a page, and links that the graph keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commands import Run

from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
UCDP = "id,side_a,side_b,date_start,date_end,where_prec,latitude,longitude,country,best,low,high,source_article"
DAY = "2024-01-04 00:00:00.000"
ROW = f"Government of United States of America,Harakat al-Nujaba,{DAY},{DAY},1,33.34,44.41,Iraq,2,2,4,wire"
ASK = "SELECT ?event { GRAPH <urn:ucdp-ged> { ?i kg:sameIncidentAs ?event . ?l rdf:object ?event ; prov:value ?n } }"


def test_links_are_kept_in_the_graph_in_the_place_of_those_before(
    kg: Run, tmp_path: Path, put_two_outlets: Callable[[Graph], None]
) -> None:
    with Graph.open(tmp_path / "graph", base=BASE) as graph:
        put_two_outlets(graph)
    for number in (7, 8):
        (tmp_path / "ged.csv").write_text(f"{UCDP}\n{number},{ROW}\n", "utf-8")
        answer = kg("compare", "ged.csv", "--as", "ucdp-ged", "--output", "compared.html", "--link", "--data", "graph")
        assert answer.code == 0, answer.err
        assert "1 link kept in <urn:ucdp-ged>." in answer.out
    assert "<h1>ged.csv beside our graph</h1>" in (tmp_path / "compared.html").read_text("utf-8")
    with Graph.snapshot(tmp_path / "graph", base=BASE) as graph:
        assert [row["event"].value for row in graph.query(ASK)] == ["urn:ucdp-ged:8"]
