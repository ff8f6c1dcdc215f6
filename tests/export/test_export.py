"""What is written can be read back by others, and says the same."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

from kg.errors import ExportError
from kg.export import FORMATS, export, format_of, gexf
from kg.network import Edge, Node, edges, nodes
from kg.store import Graph

GEXF = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}


def written(graph: Graph, format_: str) -> bytes:
    out = io.BytesIO()
    export(graph, out, format_)
    return out.getvalue()


@pytest.mark.parametrize("ending", ["nq", "trig", "jsonld"])
def test_dataset_formats_hold_everything(ending: str, two_outlets: Graph) -> None:
    store = Store()
    store.extend(parse(written(two_outlets, ending), RdfFormat.from_extension(ending)))
    assert set(store) == set(two_outlets.quads())


@pytest.mark.parametrize("ending", ["nt", "ttl", "rdf"])
def test_triple_formats_hold_what_is_believed(ending: str, two_outlets: Graph) -> None:
    believed = {quad.triple for quad in two_outlets.quads() if quad.graph_name == DefaultGraph()}
    assert {quad.triple for quad in parse(written(two_outlets, ending), RdfFormat.from_extension(ending))} == believed


def test_turtle_and_json_ld_are_what_rdflib_reads(two_outlets: Graph) -> None:
    turtle = rdflib.Graph().parse(data=written(two_outlets, "ttl"), format="turtle")
    assert ("kg", rdflib.URIRef("https://w3id.org/sitrep/ontology#")) in turtle.namespaces()
    assert json.loads(written(two_outlets, "jsonld"))


class TestGexf:
    def test_has_every_node_and_edge_once(self, two_outlets: Graph) -> None:
        tree = etree.fromstring(written(two_outlets, "gexf"))
        ids = tree.xpath("//g:node/@id", namespaces=GEXF)
        assert sorted(ids) == sorted(node.iri for node in nodes(two_outlets))
        triples = [(e.get("source"), e.get("kind"), e.get("target")) for e in tree.iterfind(".//g:edge", GEXF)]
        assert sorted(triples) == sorted((e.source, e.kind, e.target) for e in edges(two_outlets))
        assert len(set(tree.xpath("//g:edge/@id", namespaces=GEXF))) == len(triples)

    def test_is_free_of_what_its_readers_stumble_over(self, two_outlets: Graph) -> None:
        text = written(two_outlets, "gexf")
        tree = etree.fromstring(text)
        assert tree.xpath("//g:attributes/@class", namespaces=GEXF) == ["node", "edge"]
        columns = tree.findall(".//g:attribute", GEXF)
        assert all(column.get("id") == column.get("title") for column in columns)
        assert {column.get("type") for column in columns} == {"string", "double"}
        assert all(float(weight) > 0 for weight in tree.xpath("//g:edge/@weight", namespaces=GEXF))
        assert tree.nsmap == {None: GEXF["g"], "viz": GEXF["viz"]}
        assert b"ns0:" not in text
        assert tree.findall(".//viz:color", GEXF)

    def test_is_read_by_networkx(self, two_outlets: Graph) -> None:
        # networkx knows up to 1.2, whose elements are the same.
        older = written(two_outlets, "gexf").replace(b"http://gexf.net/1.3", b"http://www.gexf.net/1.2draft")
        network = nx.read_gexf(io.BytesIO(older.replace(b'version="1.3"', b'version="1.2"')))
        assert network.number_of_edges() == len(list(edges(two_outlets)))
        baghdad = network.nodes["https://w3id.org/sitrep/id/entity/baghdad"]
        assert (baghdad["label"], baghdad["class"], baghdad["latitude"]) == ("Baghdad", "Place", 33.34058)

    @given(label=st.text())
    def test_survives_any_label(self, label: str) -> None:
        out = io.BytesIO()
        gexf.write(out, [Node("urn:a", label, "Person")], [Edge("urn:a", "opposes", "urn:a", 1, (label,))])
        assert etree.fromstring(out.getvalue()).find(".//g:node", GEXF) is not None


def test_graphml_is_what_networkx_reads(two_outlets: Graph) -> None:
    network = nx.read_graphml(io.BytesIO(written(two_outlets, "graphml")), force_multigraph=True)
    assert {(s, kind, t) for s, t, kind in network.edges(data="kind")} == {
        (e.source, e.kind, e.target) for e in edges(two_outlets)
    }


def test_csv_has_a_line_for_each_tie(two_outlets: Graph) -> None:
    rows = list(csv.DictReader(io.StringIO(written(two_outlets, "csv").decode())))
    assert len(rows) == len(list(edges(two_outlets)))
    assert rows[0]["Weight"] == "2"
    assert rows[0]["Type"] == "Directed"


def test_a_file_appears_whole_or_not_at_all(two_outlets: Graph, tmp_path: Path) -> None:
    export(two_outlets, tmp_path / "graph.nq")
    export(two_outlets, tmp_path / "graph.nq")
    assert (tmp_path / "graph.nq").read_bytes()
    with pytest.raises(ExportError, match=r"nowhere/graph\.nq cannot be written: No such file"):
        export(two_outlets, tmp_path / "nowhere" / "graph.nq")
    (tmp_path / "taken.nq").mkdir()
    with pytest.raises(ExportError, match=r"taken\.nq cannot be written"):
        export(two_outlets, tmp_path / "taken.nq")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.nq", "taken.nq"]


def test_an_unknown_ending_is_answered_with_those_there_are(two_outlets: Graph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"graph\.xlsx: .* Use one of \.nq, \.trig, .*\.gexf"):
        export(two_outlets, tmp_path / "graph.xlsx")
    with pytest.raises(ExportError, match="A stream has no name"):
        export(two_outlets, io.BytesIO())
    assert [format_of(f"graph.{ending.upper()}").ending for ending in FORMATS] == list(FORMATS)
