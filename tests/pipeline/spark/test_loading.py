"""A build that is loaded, killed at any moment: nothing is lost, nothing doubled, and half a register never believed.

What a cluster would have written is taken from a graph of the embedded engine; so no Spark is needed.
"""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import pytest
from factories import BASE
from known import corpus, fresh, lines, put, world
from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize
from registers import kept, remembered, taken_apart

from kg.pipeline.spark.build import load
from kg.pipeline.spark.merging import BuiltGraph
from kg.resolve.context import ResolutionContext
from kg.resolve.register.bulk_load import RegisterPart
from kg.store import Graph, Shard
from kg.store.folder import RESOLUTION

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]
BEFORE, BUILT, LATER = slice(5), slice(-2), slice(-2, None)
HOMES = 60  # articles, entities and incidents in a shard
ROWS = 400  # in a part of a register

DIES = """
import sys
sys.path[:0] = {path!r}
from spark.test_loading import die
die({moment!r}, {decided!r}, {folder!r}, {version!r})
"""


def die(moment: str, decided: str, folder: str, version: str) -> None:
    """Load, and be killed: after a shard or part, amid a part's rows, or when all is there and that was not noted."""
    build = built_like(Path(decided), version)
    if moment == "rows":
        build = replace(build, parts=(*build.parts[:3], replace(build.parts[3], rows=_deadly)))
    elif moment == "merged":
        Graph.merged = _kill  # type: ignore[method-assign]
    with Graph.open(Path(folder), base=BASE) as graph:
        load(graph, build, progress=lambda step, done, _: _kill() if f"{step} {done}" == moment else None)


def _kill(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _deadly() -> Iterator[tuple[Any, ...]]:
    yield "a band", "2024-01-04", "an article"
    _kill()


def built_like(folder: Path, version: str) -> BuiltGraph:
    """What a cluster would have made of the articles of a graph."""
    with Graph.snapshot(folder, base=BASE) as graph:
        homes = [list(quads) for _, quads in groupby(sorted(graph.quads(), key=_home), _home)]
    shards = [list(chain.from_iterable(homes[at : at + HOMES])) for at in range(0, len(homes), HOMES)]
    told = kept(folder / RESOLUTION)
    articles, entities, incidents, members = (int(told[name]) for name in ("articles", "entity", "event", "members"))
    return BuiltGraph(
        "build", version,
        tuple(Shard(f"shard {n}", partial(_written, quads)) for n, quads in enumerate(shards)),
        tuple(taken_apart(folder / RESOLUTION, ROWS)), {}, {},
        articles, entities, incidents, members - entities - incidents,
    )  # fmt: skip


def _home(quad: Quad) -> tuple[str, str]:
    own = quad.graph_name == DefaultGraph()
    return ("", str(quad.subject)) if own else (str(quad.graph_name), "")


def _written(quads: list[Quad]) -> bytes:
    return gzip.compress(serialize(quads, format=RdfFormat.N_QUADS) or b"")


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("decided")
    with Graph.open(folder, base=BASE) as graph:
        put(graph, corpus(0)[BUILT])
    return folder


@cache
def graph_of(ids: frozenset[str]) -> bytes:
    return fresh(told for told in corpus(0) if told.article.id in ids)


@pytest.mark.parametrize("moment", ["load 3", "rows", "merged"])
def test_loading_goes_on_and_a_change_instead_starts_anew(decided: Path, tmp_path: Path, moment: str) -> None:
    folder, version = tmp_path / "graph", ResolutionContext(*world()).version
    with Graph.open(folder, base=BASE) as graph:
        put(graph, corpus(0)[BEFORE])
    told = {"decided": str(decided), "folder": str(folder), "version": version}
    program = DIES.format(
        path=[str(ROOT / each) for each in ("tests/pipeline", "tests", "benchmarks")], moment=moment, **told
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == -signal.SIGKILL
    other = Path(shutil.copytree(folder, tmp_path / "other"))
    with Graph.open(folder, base=BASE) as graph:
        asked: list[str] = []
        build = built_like(decided, version)
        load(graph, replace(build, parts=tuple(_noting(part, asked) for part in build.parts)))
        there = {"load 3": 0, "rows": 3, "merged": len(build.parts)}[moment]
        assert asked == [part.name for part in build.parts[there:]]
        assert remembered(folder / RESOLUTION) == remembered(decided / RESOLUTION)
        assert kept(folder / RESOLUTION)["generation"] == "2"  # which is what is to be published
    for path in (folder, other):
        with Graph.open(path, base=BASE) as graph:
            put(graph, corpus(0)[LATER])
            assert lines(graph) == graph_of(frozenset(graph.article_ids()))


def _noting(part: RegisterPart, asked: list[str]) -> RegisterPart:
    return replace(part, rows=lambda: asked.append(part.name) or part.rows())
