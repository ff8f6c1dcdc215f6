"""The whole graph as RDF, and how files are written."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

from kg.errors import ExportError
from kg.export import FORMATS, export, format_of
from kg.query.network import Filter
from kg.store import Graph


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


def test_rdf_of_what_a_filter_lets_through(two_outlets: Graph) -> None:
    out = io.BytesIO()
    export(two_outlets, out, "ttl", Filter(predicates=["leads"]))
    turtle = rdflib.Graph().parse(data=out.getvalue(), format="turtle")
    assert {str(p).rpartition("#")[2] for _, p, _ in turtle} == {"leads", "label", "named", "type"}


def test_turtle_and_json_ld_are_what_rdflib_reads(two_outlets: Graph) -> None:
    turtle = rdflib.Graph().parse(data=written(two_outlets, "ttl"), format="turtle")
    assert ("kg", rdflib.URIRef("https://w3id.org/sitrep/ontology#")) in turtle.namespaces()
    assert json.loads(written(two_outlets, "jsonld"))


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
    assert format_of("nodes.csv").ending == format_of("war.nodes.csv.gz").ending == "nodes.csv"
    assert format_of("edges.csv").ending == "csv"


@pytest.mark.parametrize("ending", FORMATS)
def test_equal_graphs_give_equal_bytes_also_compressed(ending: str, two_outlets: Graph, tmp_path: Path) -> None:
    plain, packed = tmp_path / f"graph.{ending}", tmp_path / f"graph.{ending}.gz"
    export(two_outlets, plain)
    export(two_outlets, packed)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
