"""What stands beside the published state of a graph, against what would be made anew; and small graphs to change."""

from __future__ import annotations

import atexit
import dataclasses
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from factories import BASE
from known import corpus, put, world

import kg.query.names.build
from kg.model import Facts
from kg.pipeline.build import retract
from kg.query.names import NameIndex, tables
from kg.query.names.values import grams
from kg.query.network import index_of
from kg.query.network.build_index import arrange
from kg.query.network.collect_evidence import gather
from kg.query.network.columns import Texts, load
from kg.query.network.evidence import NetworkEvidence
from kg.query.network.index import Index
from kg.rdf.iris import Iris
from kg.resolve.context import ResolutionContext
from kg.store import Graph

FEW = 12  # articles that a graph begins with

Follows = Callable[[], AbstractContextManager[None]]
"""What the fixture `follows_only` gives."""


def columns(record: NetworkEvidence | Index) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    for field in fields(record):
        column = getattr(record, field.name)
        column = column.utf8 if isinstance(column, Texts) else column
        for part in ("bounds", "values") if hasattr(column, "bounds") else ("",):
            yield f"{field.name} {part}", getattr(column, part) if part else column


def same(one: NetworkEvidence | Index, other: NetworkEvidence | Index) -> None:
    for (name, here), (_, there) in zip(columns(one), columns(other), strict=True):
        np.testing.assert_array_equal(here, there, name)
        assert here.dtype == there.dtype, name


def rows(database: sqlite3.Connection) -> dict[str, Any]:
    """All that an index of names says, and what a search for each stretch of letters goes through."""
    found: dict[str, Any] = {
        view: sorted(database.execute(f"SELECT * FROM {view}"), key=repr) for view in ("things", "known", "told")
    }
    index = NameIndex(database, Iris(BASE))
    stretches = {gram for _, name, *_ in found["known"] for gram in grams(name)}
    return {**found, "grams": {gram: sorted(index.holding(gram).tolist()) for gram in stretches}}


def check(graph: Graph) -> None:
    """What stands beside the published state is what the graph gives now."""
    # Called inside of `follows_only`, too: here all is made anew.
    assert graph.published
    with Graph.snapshot(graph.published.parent.parent, base=BASE) as reader:
        index_of(reader)  # the first reader makes it
    names, network = graph.published / "names-5", graph.published / "network-4"
    evidence = gather(graph)
    same(load(NetworkEvidence, network), evidence)
    same(load(Index, network), arrange(evidence))
    with (
        closing(tables.read(names / "base.sqlite", names / "layer.sqlite")) as written,
        closing(tables.write(None, None)) as fresh,
    ):
        kg.query.names.build.build(graph, fresh)
        assert rows(written) == rows(fresh)


def start(folder: Path, seed: int) -> Graph:
    """A graph of a few articles, open for writing."""
    shutil.copytree(_made(seed), folder)
    return Graph.open(folder, base=BASE)


@cache
def _made(seed: int) -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    with Graph.open(folder / "graph", base=BASE) as graph:
        put(graph, corpus(seed)[:FEW])
    return folder / "graph"


def retracted(graph: Graph, ids: list[str]) -> None:
    retract(graph, ids, context=ResolutionContext(*world()))


def told_again(told: Facts, chance: random.Random) -> Facts:
    """An article as it is, or in another version, which has lost some claims and moved to another outlet."""
    if chance.random() < 0.5:
        return told
    claims = tuple(claim for claim in told.claims if chance.random() < 0.6)
    article = dataclasses.replace(told.article, publisher=chance.choice(["Northern Wire", "Harbour Post", None]))
    return dataclasses.replace(told, article=article, claims=claims)


def beside(graph: Graph) -> list[Path]:
    assert graph.published
    return sorted([*graph.published.glob("names-*/*"), *graph.published.glob("network-*/*")])


def remove_beside(snapshot: Path) -> list[Path]:
    places = [path for path in snapshot.iterdir() if path.name.startswith(("names-", "network-"))]
    for path in places:
        shutil.rmtree(path)
    return places
