"""The runs that made a graph: PROV in a graph of its own, of which nothing else depends."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from factories import BASE
from pyoxigraph import RdfFormat
from triples import CONTEXT, ONE, TWO, ReadsTriples, built

import kg.store.runs
from kg.errors import SourceError
from kg.model import Article
from kg.pipeline.build import add, build, retract
from kg.query.status import last_runs, status
from kg.sparql.binding import select
from kg.store import Graph, latest_generation

RUNS = "SELECT ?run { GRAPH ?g { ?run a prov:Activity ; kg:command ?command } }"


def make(folder: Path) -> None:
    with Graph.open(folder, base=BASE) as graph:
        build(graph, [ONE, SourceError("three.pdf", "it is no text")], extractor=ReadsTriples(), context=CONTEXT)
        add(graph, [ONE, TWO], extractor=ReadsTriples(), context=CONTEXT)
        retract(graph, ["one"], context=CONTEXT)


def test_each_run_that_changed_the_graph_is_on_record(tmp_path: Path) -> None:
    make(tmp_path)
    with Graph.snapshot(tmp_path, base=BASE) as graph:
        newest, second, first = last_runs(graph, 10)
        held = status(graph, tmp_path)
    assert (newest.command, second.command, first.command) == ("retract", "add", "build")
    assert first.started <= first.ended <= second.started
    assert "extract" in first.seconds
    assert "extract" not in newest.seconds
    assert all(seconds >= 0 for seconds in newest.seconds.values())
    counts = [(run.counts["extracted"], run.counts["unchanged"], run.counts["failed"]) for run in (first, second)]
    assert counts == [(1, 0, 1), (1, 1, 0)]
    assert (first.counts["stated"], second.counts["stated"], newest.counts["retracted"]) == (6, 3, 1)
    assert held.extractors == (("lines-1", 1),)
    assert held.runs == (newest, second, first)


def test_a_run_that_changed_nothing_leaves_no_trace(tmp_path: Path) -> None:
    make(tmp_path)
    before = latest_generation(tmp_path)
    with Graph.open(tmp_path, base=BASE) as graph:
        add(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT)
        assert len(last_runs(graph, 10)) == 3
    assert latest_generation(tmp_path) == before


def test_what_generated_a_claim_is_an_activity_that_informed_the_run(tmp_path: Path) -> None:
    make(tmp_path)
    with Graph.snapshot(tmp_path, base=BASE) as graph:
        query = """
SELECT DISTINCT ?reading ?label ?command ?agent {
  GRAPH ?article { ?claim a kg:Claim ; prov:wasGeneratedBy ?reading }
  GRAPH ?runs {
    ?reading a prov:Activity ; rdfs:label ?label ; prov:wasAssociatedWith/rdfs:label ?agent .
    ?run prov:wasInformedBy ?reading ; kg:command ?command .
  }
} ORDER BY ?command"""
        found = [tuple(row[name].value for name in ("label", "command", "agent")) for row in select(graph, query)]
    assert found == [("reading by lines-1", "add", "lines-1"), ("reading by lines-1", "build", "lines-1")]


def test_graphs_of_the_same_articles_are_the_same_bytes_whatever_runs_made_them(tmp_path: Path) -> None:
    make(tmp_path)
    with Graph.snapshot(tmp_path, base=BASE) as graph:
        assert list(select(graph, RUNS))
        assert graph.sorted_nquads() == built(TWO)
        assert b"prov#startedAtTime" not in graph.sorted_nquads()
        assert len(graph) == len(set(graph.quads())) == len(graph.sorted_nquads().splitlines())
        for form in (RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.TURTLE):
            out = io.BytesIO()
            graph.dump(out, form)
            assert out.getvalue()
            assert b"startedAtTime" not in out.getvalue()


def test_only_the_newest_runs_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.store.runs, "KEPT", 3)
    with Graph.open(tmp_path, base=BASE) as graph:
        for n in range(5):
            add(graph, [Article("one", f"Hamas raided Israel {n}")], extractor=ReadsTriples(), context=CONTEXT)
        runs = last_runs(graph, 10)
        assert len(runs) == 3
        assert all(run.seconds for run in runs)
        query = "SELECT ?part { GRAPH ?g { ?part dcterms:isPartOf ?run } FILTER NOT EXISTS { GRAPH ?g { ?run a ?c } } }"
        assert not list(select(graph, query))
