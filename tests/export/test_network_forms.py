"""The network in the forms that others read: GEXF, GraphML, tables, JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.export import FORMS, Neighbourhood, export, gexf
from kg.export.looks import KINDS, OTHER, colour, kind, size
from kg.query.network import Filter, NeighbourhoodQuery, Subnetwork, edges, index_of, neighbourhood, whole
from kg.query.network.columns import Texts
from kg.query.network.dates import Period, period
from kg.store import Graph

HERE = Path(__file__).parent
BASE = "https://w3id.org/sitrep/id/"
STRIKE = BASE + "event/2024-01-04-baghdad-drone-strike"
OFFICIAL = BASE + "entity/a-security-official-gulf-101"
NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
SCHEMA = etree.RelaxNG(file=str(HERE / "gexf-1.3.rng"))

ODD = st.text(st.characters(exclude_categories=[])) | st.sampled_from(
    [
        "",
        "\x00\x1b\ufffe",
        'She said: "no"',
        "</node>",
        "]]>",
        "a\tb\r\nc",
        "حركة النجباء",
        "Нуджаба",
        "🚀 rockets",
        "=1+1",
        "@x",
    ]
)


def written(graph: Graph, name: str, wanted: Filter | Neighbourhood | None = None) -> bytes:
    out = io.BytesIO()
    export(graph, out, name, wanted)
    return out.getvalue()


def triples(graph: Graph) -> set[str]:
    """What SPARQL finds."""
    return {edge.id for edge in edges(graph)}


def labelled(graph: Graph, label: str) -> Subnetwork:
    """Harakat al-Nujaba's neighbourhood, in which everything has that label."""
    part = neighbourhood(index_of(graph), BASE + "entity/harakat-al-nujaba", NeighbourhoodQuery())
    return replace(part, index=replace(part.index, label=Texts.of([label] * len(part.index.iri))))


def body(form: str, part: Subnetwork) -> bytes:
    out = io.BytesIO()
    FORMS[form].write(part, out)
    return out.getvalue()


class TestGexf:
    @pytest.mark.parametrize("graph", ["two_outlets", "sample_graph"])
    def test_is_what_the_schema_allows(self, graph: str, request: pytest.FixtureRequest) -> None:
        SCHEMA.assertValid(etree.fromstring(written(request.getfixturevalue(graph), "gexf")))

    def test_of_a_part_too(self, two_outlets: Graph) -> None:
        near = Neighbourhood(BASE + "entity/iran", NeighbourhoodQuery(depth=2))
        for wanted in (near, Filter(classes=["Place"]), Filter(since="2030", predicates=["attacked"])):
            SCHEMA.assertValid(etree.fromstring(written(two_outlets, "gexf", wanted)))

    def test_has_every_node_and_edge_that_sparql_finds_once(self, sample_graph: Graph) -> None:
        tree = etree.fromstring(written(sample_graph, "gexf"))
        ids = tree.xpath("//g:edge/@id", namespaces=NS)
        assert sorted(ids) == sorted(triples(sample_graph))
        assert ids == [f"{e.get('source')} {e.get('kind')} {e.get('target')}" for e in tree.iterfind(".//g:edge", NS)]
        [count] = sample_graph.query("SELECT (COUNT(DISTINCT ?thing) AS ?n) { ?thing rdfs:label ?name }")
        assert len(set(tree.xpath("//g:node/@id", namespaces=NS))) == int(count["n"].value)

    def test_is_free_of_what_its_readers_stumble_over(self, two_outlets: Graph) -> None:
        text = written(two_outlets, "gexf")
        tree = etree.fromstring(text)
        assert tree.xpath("//g:attributes/@class", namespaces=NS) == ["node", "edge"]
        columns = tree.findall(".//g:attribute", NS)
        assert all(column.get("id") == column.get("title") for column in columns)
        assert {"class", "degree", "community", "latitude", "longitude", "iri"} < {c.get("id") for c in columns}
        assert tree.nsmap == {None: NS["g"], "viz": NS["viz"]}
        assert b"ns0:" not in text
        assert b"timestamp" not in text
        assert not tree.xpath("//g:attributes/@mode", namespaces=NS), "1.3 has none"

    def test_nodes_have_columns_colour_size_and_place(self, two_outlets: Graph) -> None:
        tree = etree.fromstring(written(two_outlets, "gexf"))
        [baghdad] = tree.xpath(f"//g:node[@id='{BASE}entity/baghdad']", namespaces=NS)
        values = {value.get("for"): value.get("value") for value in baghdad.iterfind(".//g:attvalue", NS)}
        assert values.pop("community").isdigit()
        assert 0 <= float(values.pop("betweenness")) <= 1
        assert values == {
            "class": "Place", "named": "true", "degree": "2", "latitude": "33.34058", "longitude": "44.40088",
            "iri": BASE + "entity/baghdad",
        }  # fmt: skip
        looks = [etree.QName(child).localname for child in baghdad if etree.QName(child).namespace == NS["viz"]]
        assert looks == ["color", "size", "position"]

    def test_incidents_and_what_belongs_to_them_have_their_days(self, two_outlets: Graph) -> None:
        tree = etree.fromstring(written(two_outlets, "gexf"))
        when = {e.get("id").replace(BASE, ""): (e.get("start"), e.get("end")) for e in tree.xpath("//*[@id]")}
        assert when["event/2024-01-04-baghdad-drone-strike"] == ("2024-01-04", "2024-01-04")
        assert when["event/2024-01-erbil-rocket-attack"] == ("2024-01-01", "2024-01-31"), "a month is all its days"
        assert when["event/02-07-baghdad-air-strike"] == (None, None), "no year is known"
        assert when["entity/kataib-hezbollah attacked entity/erbil"] == ("2024-01-01", "2024-01-31")
        assert when["entity/harakat-al-nujaba backedBy entity/iran"] == (None, None)

    def test_what_happened_several_times_has_several_spells(self) -> None:
        found = [Period(10, 12), Period(1, 3), Period(13, 13), Period(20, 20), Period(2, 4)]
        assert gexf.spells(found) == [Period(1, 4), Period(10, 13), Period(20, 20)]

    def test_is_read_by_networkx(self, two_outlets: Graph) -> None:
        network = nx.read_gexf(io.BytesIO(written(two_outlets, "gexf")), version="1.3")
        found = {edge.id: edge for edge in edges(two_outlets)}
        assert {data["id"]: data["weight"] for *_, data in network.edges(data=True)} == {
            id_: edge.weight for id_, edge in found.items()
        }
        baghdad = network.nodes[BASE + "entity/baghdad"]
        assert (baghdad["label"], baghdad["class"], baghdad["latitude"]) == ("Baghdad", "Place", 33.34058)
        assert {node for node, named in network.nodes(data="named") if not named} == {OFFICIAL}
        strike = network.nodes[STRIKE]
        assert (strike["start"], strike["end"], strike["iri"]) == ("2024-01-04", "2024-01-04", STRIKE)
        assert all(isinstance(community, int) for _, community in network.nodes(data="community"))
        places = {(at["x"], at["y"]) for _, viz in network.nodes(data="viz") for at in [viz["position"]]}
        assert len(places) == len(network)

    @settings(deadline=None)  # the machine may be busy
    @given(label=ODD)
    def test_survives_any_label(self, two_outlets: Graph, label: str) -> None:
        tree = etree.fromstring(body("gexf", labelled(two_outlets, label)))
        SCHEMA.assertValid(tree)
        assert len(set(tree.xpath("//g:node/@label", namespaces=NS))) == 1


@settings(deadline=None)  # the machine may be busy
@given(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
def test_a_partial_date_is_all_the_days_it_may_mean(day: dt.date) -> None:
    for text in (f"{day:%Y}".rjust(4, "0"), f"{day:%Y-%m}".rjust(7, "0"), day.isoformat()):
        covered = period(text)
        assert covered is not None
        first, last = map(dt.date.fromordinal, covered)
        assert first <= day <= last
        assert first.isoformat().startswith(text)
        assert last.isoformat().startswith(text)


def test_graphml_is_read_by_networkx(sample_graph: Graph) -> None:
    network = nx.read_graphml(io.BytesIO(written(sample_graph, "graphml")), force_multigraph=True)
    assert {key for *_, key in network.edges(keys=True)} == triples(sample_graph)
    assert {f"{s} {kind} {t}" for s, t, kind in network.edges(data="kind")} == triples(sample_graph)
    assert all(isinstance(degree, int) for _, degree in network.nodes(data="degree"))


@settings(deadline=None)  # the machine may be busy
@given(label=ODD)
def test_other_forms_survive_any_label(two_outlets: Graph, label: str) -> None:
    part = labelled(two_outlets, label)
    nodes = len(part.node_numbers)
    assert len(nx.read_graphml(io.BytesIO(body("graphml", part)))) == nodes
    assert len(nx.node_link_graph(json.loads(body("node-link", part)))) == nodes
    assert len(json.loads(body("graphology", part))["nodes"]) == nodes
    assert etree.fromstring(body("svg", part)).tag.endswith("svg")
    assert b"label" in body("turtle", part)


class TestTables:
    def test_edges_have_the_columns_that_gephi_knows(self, two_outlets: Graph) -> None:
        rows = list(csv.DictReader(io.StringIO(written(two_outlets, "edges.csv").decode(), newline="")))
        assert {row["Id"] for row in rows} == triples(two_outlets)
        assert (rows[0]["Type"], rows[0]["Kind"], rows[0]["Weight"]) == ("Directed", "attacked", "2")

    def test_nodes_too(self, two_outlets: Graph) -> None:
        rows = {row["Id"]: row for row in csv.DictReader(io.StringIO(written(two_outlets, "nodes.csv").decode()))}
        ends = {end for edge in edges(two_outlets) for end in (edge.source, edge.target)}
        assert ends < set(rows)
        assert (rows[STRIKE]["Label"], rows[STRIKE]["class"]) == ("Drone strike in Baghdad, 2024-01-04", "DroneStrike")

    @settings(deadline=None)  # the machine may be busy
    @given(label=ODD | st.sampled_from("=+-@\t\r").flatmap(lambda sign: st.text().map(lambda rest: sign + rest)))
    def test_nothing_in_them_is_a_formula(self, two_outlets: Graph, label: str) -> None:
        out = io.BytesIO()
        from kg.export import tables

        tables.write_nodes(labelled(two_outlets, label), out)
        rows = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
        signs = ("=", "+", "@", "\t", "\r")
        assert not [c for row in rows for c in row if c.startswith(signs) and not re.fullmatch(r"\+[0-9.eE+-]+", c)]
        shown = label.encode("utf-8", "replace").decode()
        assert {row[1].removeprefix("'") for row in rows[1:]} == {shown.removeprefix("'")}


@pytest.fixture(scope="session")
def graphology(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bytes], Any]:
    """Reads an export with graphology, in Node."""
    if not (shutil.which("node") and shutil.which("npm")):
        if os.environ.get("CI") == "true":
            pytest.fail("CI reads exports back with graphology, and Node is not installed")
        pytest.skip("Node is not installed")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", "package-lock.json", ".npmrc", "read.mjs"):
        shutil.copy(HERE / "node" / name, folder)
    subprocess.run(["npm", "ci", "--prefer-offline"], cwd=folder, check=True, capture_output=True, timeout=120)

    def read(form: str, network: bytes) -> Any:
        command = ["node", "read.mjs", form]
        done = subprocess.run(command, cwd=folder, input=network, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    return read


@pytest.mark.parametrize(("ending", "form"), [("gexf", "gexf"), ("json", "json")])
def test_graphology_reads_all_of_it(
    ending: str, form: str, sample_graph: Graph, graphology: Callable[[str, bytes], Any]
) -> None:
    network = graphology(form, written(sample_graph, ending))
    assert (network["type"], network["multi"]) == ("directed", True)
    assert {edge["key"] for edge in network["edges"]} == triples(sample_graph)
    part = whole(index_of(sample_graph))
    assert {node["key"] for node in network["nodes"]} == {node.iri for node in part.nodes()}
    told = {"gexf": "relation", "json": "kind"}[form]
    assert {edge["key"]: (edge["attributes"]["weight"], edge["attributes"][told]) for edge in network["edges"]} == {
        edge.id: (edge.weight, edge.kind) for edge in part.edges()
    }
    known = {node.iri: node for node in part.nodes()}
    for node in network["nodes"]:
        values, meant = node["attributes"], known[node["key"]]
        assert {"community", "betweenness", "x", "y"} <= set(values)
        assert (values["iri"], values["label"], values["class"]) == (meant.iri, meant.label, meant.cls)
        assert (values["named"], values["degree"]) == (meant.named, meant.degree)
        # What Gephi Lite draws from: a colour by class, a size by degree.
        red, green, blue = bytes.fromhex(colour(meant.cls)[1:])
        assert values["color"] == {"gexf": f"rgb({red},{green},{blue})", "json": colour(meant.cls)}[form]
        assert values["size"] == size(meant.degree)


def test_the_explorer_draws_in_the_same_colours() -> None:
    palette = (HERE.parents[1] / "api" / "web" / "src" / "palette.ts").read_text()
    explorers = re.findall(r'name: "([^"]+)", classes: \[(.*?)\], colour: "(#\w+)"', palette)
    assert {name.lower(): shade for name, _, shade in explorers} == {one.name: one.colour for one in (*KINDS, OTHER)}
    for name, classes, _ in explorers:
        assert {kind(cls).name for cls in re.findall(r"\w+", classes)} <= {name.lower()}


def test_a_node_is_at_one_place_in_every_export(two_outlets: Graph) -> None:
    def places(wanted: Filter | None) -> dict[str, tuple[float, float]]:
        nodes = json.loads(written(two_outlets, "json", wanted))["nodes"]
        return {node["key"]: (node["attributes"]["x"], node["attributes"]["y"]) for node in nodes}

    everywhere, organisations = places(None), places(Filter(classes=["Organization"]))
    assert organisations
    assert organisations.items() <= everywhere.items()
    assert np.ptp(list(everywhere.values()), axis=0).min() > 10
