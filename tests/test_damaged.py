"""Files that can be made anew are, when they are damaged: by whoever meets them, or as the message says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from factories import BASE
from known import lines
from triples import CONTEXT, ONE, TWO, ReadsTriples, built, make

from kg.errors import StoreError
from kg.explain import Decision, Explainer
from kg.pipeline.build import build, retract
from kg.pipeline.update import facts_of, open_resolution
from kg.store import Graph
from kg.updates import update
from kg.watch import WatchState


@pytest.mark.parametrize("from_", [0, 5000])  # of its head, and beyond
def test_what_watching_remembers_is_removed_where_it_is_damaged(tmp_path: Path, from_: int) -> None:
    state = WatchState(tmp_path)
    state.keep([lambda state, n=n: state.note_article(f"{n}", "somewhere") for n in range(2000)])  # type: ignore[misc]
    state.close()
    harm(tmp_path / "watch.sqlite", from_)
    with pytest.raises(StoreError, match="remove it to begin anew"):
        WatchState(tmp_path)
    (tmp_path / "watch.sqlite").unlink()
    WatchState(tmp_path).close()


def harm(file: Path, from_: int) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:from_] + b"\xa5" * (len(data) - from_))


@pytest.mark.parametrize("from_", [0, 4096])
def test_a_damaged_register_is_made_anew_by_whoever_meets_it(tmp_path: Path, from_: int) -> None:
    make(tmp_path)
    harm(tmp_path / "resolution.sqlite", from_)
    with open_resolution(tmp_path, BASE, CONTEXT) as (_, resolver):
        assert set(resolver.slugs("entity")) == {"gaza", "hamas", "israel"}
    with Graph.open(tmp_path, base=BASE) as graph:
        retract(graph, ["one"], context=CONTEXT)
        assert lines(graph) == built(TWO)
    harm(tmp_path / "resolution.sqlite", from_)
    with Graph.open(tmp_path, base=BASE) as graph:
        report = build(graph, [TWO], extractor=ReadsTriples(), context=CONTEXT)
        assert (report.extracted, report.entities) == (0, 2)
    with open_resolution(tmp_path, BASE, CONTEXT) as (_, resolver):
        assert not resolver.register.new  # the build has healed it


def test_a_page_that_nobody_happened_to_read_is_mended_by_the_next_build(tmp_path: Path) -> None:
    make(tmp_path)
    register = tmp_path / "resolution.sqlite"
    data = register.read_bytes()
    register.write_bytes(data[:-4096] + b"\xa5" * 4096)
    with Graph.open(tmp_path, base=BASE) as graph:
        build(graph, [ONE, TWO], extractor=ReadsTriples(), context=CONTEXT)
    with closing(sqlite3.connect(register)) as mended:
        assert mended.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)


def test_what_people_added_outlasts_a_register_that_is_made_anew(tmp_path: Path) -> None:
    make(tmp_path)
    with Graph.open(tmp_path, base=BASE) as graph:
        update(graph, "INSERT DATA { <urn:a> <urn:b> 1 . <entity/hamas> rdfs:comment 'mine' }")
    (tmp_path / "resolution.sqlite").unlink()
    with Graph.open(tmp_path, base=BASE) as graph:
        retract(graph, ["one"], context=CONTEXT)
        assert graph.query("ASK { <urn:a> <urn:b> 1 . <entity/hamas> rdfs:comment 'mine' }")


def test_a_register_that_makes_no_sense_is_removed_as_the_message_says(tmp_path: Path) -> None:
    make(tmp_path)
    register = tmp_path / "resolution.sqlite"
    with closing(sqlite3.connect(register)) as damaged, damaged:
        damaged.execute("UPDATE meta SET value = 'x' WHERE name = 'generation'")
    explain(tmp_path)  # all is made anew without a word
    with closing(sqlite3.connect(register)) as damaged, damaged:
        damaged.execute("UPDATE meta SET value = '1' WHERE name = 'generation'")
        damaged.execute("UPDATE forms SET cluster = 99")
    with pytest.raises(StoreError, match=f"in {register} makes no sense .*; remove that file, which is made anew"):
        explain(tmp_path)
    register.unlink()
    explain(tmp_path)


def explain(folder: Path) -> None:
    with open_resolution(folder, BASE, CONTEXT) as (graph, resolver):
        told = Explainer(facts_of(graph, CONTEXT.claims), Decision(resolver, CONTEXT.gazetteer))
        assert told.whole("hamas").label == "Hamas"
