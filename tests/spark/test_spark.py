"""On a real cluster of this machine's processes: the embedded engine's graph, whoever dies meanwhile."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pytest
from commands import Run

ROOT = Path(__file__).resolve().parent.parent.parent
if not os.environ.get("CI"):  # where both are installed, so that nothing is skipped
    pytest.importorskip("pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("Spark needs Java", allow_module_level=True)

from spark.clusters import Cluster, cluster, until  # noqa: E402  needs Spark
from spark.corpora import BASE, corpus, judgements, known  # noqa: E402
from test_incremental import Knows  # noqa: E402

from kg.extract import Extractor  # noqa: E402
from kg.pipeline import build  # noqa: E402
from kg.settings import Settings  # noqa: E402
from kg.sources import read  # noqa: E402
from kg.store import Graph  # noqa: E402

SEEDS = (1,)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


def embedded(articles: object, extractor: object, said: object = ()) -> tuple[bytes, list[str]]:
    """The sorted graph that the embedded engine makes, and what it could not read."""
    actors, gazetteer = known()
    with Graph.memory(base=BASE) as graph:
        report = build(graph, articles, extractor=extractor, actors=actors, gazetteer=gazetteer, judgements=said)  # type: ignore[arg-type]
        return graph.sorted_nquads(), [str(error) for error in report.failed]


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


def test_whoever_is_killed_nothing_is_lost_and_nothing_doubled(running: Cluster, tmp_path: Path) -> None:
    sources = tmp_path / "articles"
    sources.mkdir()
    for file in sorted((ROOT / "data" / "articles").glob("*.txt"))[:4]:
        shutil.copy(file, sources)
    (sources / "empty.txt").write_text("")
    twice = json.dumps({"id": "twice", "text": "Militants of Hezbollah shelled Kiryat Shmona on Tuesday."})
    (sources / "lines.jsonl").write_text(f"{twice}\n{{\n{twice}\n")
    data, work = tmp_path / "graph", tmp_path / "graph" / "spark"
    program = [sys.executable, "-c", "from kg.cli import main; main()", "build", "articles", "--data", "graph"]

    def start() -> subprocess.Popen[str]:
        command, pipe = [*program, "--engine", "spark", "--master", running.master], subprocess.PIPE
        return subprocess.Popen(command, cwd=tmp_path, env=running.env, text=True, stdout=pipe, stderr=pipe)

    def kill(word: str) -> None:
        os.kill(until(lambda: running.below(word))[-1], signal.SIGKILL)

    with start() as first:
        until((work / "facts" / "_temporary").exists)
        kill("pyspark.daemon")  # what reads
        kill("CoarseGrainedExecutorBackend")  # what it reads for
        until(lambda: list(work.glob("builds/*/forms/_SUCCESS")))
        first.kill()
        first.communicate()
    with start() as second:
        until(lambda: list(work.glob("builds/*/entities/_temporary")))
        running.workers.pop().kill()
        out, err = second.communicate(timeout=600)
    assert second.returncode == 1, err  # since two inputs could not be read
    assert "0 read, 5 unchanged, 3 failed" in out
    wanted, failed = embedded(read([sources]), Extractor(Settings()))
    assert [line.strip().replace("articles/", f"{sources}/") for line in err.splitlines()[-3:]] == failed
    with Graph.snapshot(data, base=BASE) as graph:
        assert graph.sorted_nquads() == wanted


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
