"""On a real cluster of this machine's processes: the embedded engine's graph."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from commands import Run

pytestmark = pytest.mark.long


ROOT = Path(__file__).resolve().parent.parent.parent
if not os.environ.get("CI"):  # where both are installed, so that nothing is skipped
    pytest.importorskip("pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("Spark needs Java", allow_module_level=True)

from spark.clusters import Cluster, cluster  # noqa: E402  needs Spark
from spark.corpora import corpus, embedded, judgements  # noqa: E402
from test_incremental import Knows  # noqa: E402

SEEDS = (1,)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


def test_given_facts_are_resolved_as_the_embedded_engine_resolves_them(running: Cluster, tmp_path: Path) -> None:
    chance = random.Random(7)
    vertices = [f"article {n}#e{n}" for n in range(60)]
    edges = [*pairwise(vertices[:20]), *(chance.sample(vertices[20:], 2) for _ in range(25))]
    (tmp_path / "edges.json").write_text(json.dumps(edges))
    program = [sys.executable, ROOT / "tests/spark/resolve_facts.py", running.master, tmp_path, *map(str, SEEDS)]
    env = {**running.env, "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "benchmarks", ROOT / "tests/spark")))}
    subprocess.run(program, env=env, check=True, timeout=600)
    for seed in SEEDS:
        told = corpus(seed)
        wanted, _ = embedded([one.article for one in told], Knows(told), judgements(told))
        assert (tmp_path / f"{seed}.nq").read_bytes() == wanted
    joined = nx.connected_components(nx.Graph(edges))
    roots = {vertex: min(group) for group in joined for vertex in group}
    assert json.loads((tmp_path / "components.json").read_text()) == roots


def test_what_is_missing_is_told_in_a_line_with_a_remedy(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = kg("build", ROOT / "data/articles", "--engine", "spark", "--master", "spark://127.0.0.1:9")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "No Spark master answers at spark://127.0.0.1:9" in answer.err
    assert "--master" in kg("build", "x.txt", "--master", "local[2]").err
    assert "--workers" in kg("build", "x.txt", "--engine", "spark", "--workers", "2").err
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    assert "JAVA_HOME" in kg("build", "x.txt", "--engine", "spark").err
    monkeypatch.setattr("kg.spark.session.find_spec", lambda _: None)
    assert "sitrep[spark]" in kg("build", "x.txt", "--engine", "spark").err
