"""On a cluster of this machine's processes, killed one after the other: nothing is lost, and nothing doubled.

What comes of it is sent to a server store too, as after any other build.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import KG

ROOT = Path(__file__).resolve().parents[3]
if not os.environ.get("CI"):  # where both are installed, so that nothing is skipped
    pytest.importorskip("pyspark")
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        pytest.skip("Spark needs Java", allow_module_level=True)

from clusters import Cluster, cluster, until  # noqa: E402  needs Spark
from spark.corpora import BASE, embedded  # noqa: E402
from stores import oxigraph  # noqa: E402

from kg.extract import Extractor  # noqa: E402
from kg.settings import Settings  # noqa: E402
from kg.sources import read  # noqa: E402
from kg.store import Graph  # noqa: E402

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster")) as found:
        yield found


def test_whoever_is_killed_nothing_is_lost_and_nothing_doubled(running: Cluster, tmp_path: Path) -> None:
    sources = tmp_path / "articles"
    sources.mkdir()
    for file in sorted((ROOT / "data" / "articles").glob("*.txt"))[:4]:
        shutil.copy(file, sources)
    (sources / "empty.txt").write_text("")
    twice = json.dumps({"id": "twice", "text": "Militants of Hezbollah shelled Kiryat Shmona on Tuesday."})
    other = json.dumps({"id": "twice", "text": "Militants of Hezbollah shelled Metula on Tuesday."})
    (sources / "lines.jsonl").write_text(f"{twice}\n{{\n{other}\n")
    data, work = tmp_path / "graph", tmp_path / "graph" / "spark"
    program = [*KG, "build", "articles", "--data", "graph"]

    def start(*more: str) -> subprocess.Popen[str]:
        command, pipe = [*program, "--engine", "spark", "--master", running.master, *more], subprocess.PIPE
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
    with oxigraph(tmp_path / "server") as server:
        with start("--store", server.url) as second:
            until(lambda: list(work.glob("builds/*/entities/_temporary")))
            running.workers.pop().kill()
            out, err = second.communicate(timeout=600)
        there = server.sorted_nquads()
    assert second.returncode == 1, err  # since two inputs could not be read
    assert "0 read, 5 unchanged, 3 failed" in out
    wanted, failed = embedded(read([sources]), Extractor(Settings()))
    assert [line.strip().replace("articles/", f"{sources}/") for line in err.splitlines()[-3:]] == failed
    with Graph.snapshot(data, base=BASE) as graph:
        assert graph.sorted_nquads() == wanted == there
