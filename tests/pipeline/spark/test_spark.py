"""On a real cluster of this machine's processes: the embedded engine's graph."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from commands import Run

pytestmark = pytest.mark.long


ROOT = Path(__file__).resolve().parents[3]
if not os.environ.get("CI"):  # where both are installed, so that nothing is skipped
    pytest.importorskip("pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("Spark needs Java", allow_module_level=True)

from clusters import QUICK, Cluster, cluster  # noqa: E402  needs Spark
from registers import remembered  # noqa: E402
from spark.corpora import BASE, LATER, claim_verdicts, corpus, embedded, judgements, known  # noqa: E402
from test_incremental import Knows  # noqa: E402

from kg.model import Facts  # noqa: E402
from kg.pipeline.build import add, build, retract  # noqa: E402
from kg.pipeline.spark.broadcast import for_workers  # noqa: E402
from kg.resolve.context import ResolutionContext  # noqa: E402
from kg.settings import Settings  # noqa: E402
from kg.store import Graph  # noqa: E402
from kg.store.folder import RESOLUTION  # noqa: E402

SEEDS = (1,)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


def goes_on_as_the_embedded_engine_does(folder: Path, told: list[Facts]) -> None:
    """A graph from the cluster, and one of the same articles: equal, now and when articles come and go."""
    reader = Knows(told)
    here, later = [[one.article for one in some] for some in (told[:-LATER], told[-LATER:])]
    said = judgements(told[:-LATER])
    claims = claim_verdicts(told[:-LATER])
    context = ResolutionContext(*known(), said, claims)
    resolved: list[int | None] = []

    def step(name: str, _: int, total: int | None) -> None:
        if name == "resolve":
            resolved.append(total)

    with Graph.open(folder, base=BASE) as graph, Graph.open(folder / "embedded", base=BASE) as other:
        build(other, here, extractor=reader, context=context)
        assert graph.sorted_nquads() == other.sorted_nquads()
        assert remembered(folder / RESOLUTION) == remembered(folder / "embedded" / RESOLUTION)
        add(graph, later, extractor=reader, context=context, progress=step)
        assert resolved == [LATER] * LATER
        retract(graph, [article.id for article in here[:3]], context=context)
        wanted, _ = embedded([*here[3:], *later], reader, said, claims)
        assert graph.sorted_nquads() == wanted


def test_given_facts_are_resolved_as_the_embedded_engine_resolves_them(running: Cluster, tmp_path: Path) -> None:
    chance = random.Random(7)
    vertices = [f"article {n}#e{n}" for n in range(60)]
    edges = [*pairwise(vertices[:20]), *(chance.sample(vertices[20:], 2) for _ in range(25))]
    (tmp_path / "edges.json").write_text(json.dumps(edges))
    program = [
        sys.executable,
        ROOT / "tests/pipeline/spark/resolve_facts.py",
        running.master,
        tmp_path,
        *map(str, SEEDS),
    ]
    env = {
        **running.env,
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "benchmarks", ROOT / "tests/pipeline/spark"))),
    }
    subprocess.run(program, env=env, check=True, timeout=600)
    for seed in SEEDS:
        goes_on_as_the_embedded_engine_does(tmp_path / str(seed), corpus(seed))
    joined = nx.connected_components(nx.Graph(edges))
    roots = {vertex: min(group) for group in joined for vertex in group}
    assert json.loads((tmp_path / "components.json").read_text()) == roots


def test_workers_of_another_version_say_so_and_mix_nothing(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        for name in ("lexicon", "actors"):
            shutil.copytree(ROOT / "data" / name, folder / name)
    with (there / "lexicon" / "weapons.yaml").open("a") as weapons:
        weapons.write("# as they were last year\n")
    (there / "actors" / "people.yaml").unlink()
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\ncd "{there}" && exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (tmp_path / "spark-defaults.conf").write_text(QUICK)
    env = {**os.environ, "PYSPARK_PYTHON": str(python), "SPARK_CONF_DIR": str(tmp_path)}
    program = [sys.executable, ROOT / "tests/pipeline/spark/ask_others.py", tmp_path]
    subprocess.run(program, cwd=here, env=env, check=True, timeout=600)
    gave_up, whose = "Spark gave up at the step", f"on {socket.gethostname()} is version"
    read, resolved = (tmp_path / "answers.txt").read_text().splitlines()
    assert read.startswith(f"{gave_up} 'extract': The extractor {whose} sitrep-")
    assert resolved.startswith(f"{gave_up} 'taken in': The actor list, gazetteer or resolver {whose} ")
    assert all(line.endswith("; install the same Sitrep, model and data on every worker") for line in (read, resolved))


def test_what_travels_to_workers_holds_no_secret_and_no_path_of_one_folder() -> None:
    settings = Settings(token="sesame", store_password="sesame", lexicon=Path("words"))
    travels = for_workers(settings)
    assert b"sesame" in pickle.dumps(settings)
    assert b"sesame" not in pickle.dumps(travels)
    assert travels.lexicon == Path.cwd() / "words"


def test_what_is_missing_is_told_in_a_line_with_a_remedy(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = kg("build", ROOT / "data/articles", "--engine", "spark", "--master", "spark://127.0.0.1:9")
    assert (answer.code, answer.err.count("\n")) == (2, 1)
    assert "No Spark master answers at spark://127.0.0.1:9" in answer.err
    assert "--master" in kg("build", "x.txt", "--master", "local[2]").err
    assert "--workers" in kg("build", "x.txt", "--engine", "spark", "--workers", "2").err
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    assert "JAVA_HOME" in kg("build", "x.txt", "--engine", "spark").err
    monkeypatch.setattr("kg.pipeline.spark.session.find_spec", lambda _: None)
    assert "pyspark[sql]" in kg("build", "x.txt", "--engine", "spark").err
