"""Processes of a Spark cluster killed one after the other while it builds: nothing is lost, and nothing doubled.

    python benchmarks/cluster_deaths.py

The cluster is a master and two workers on this machine. While a build reads, what reads and what it reads for are
killed; while it merges, the driver; while the build that is started again merges, a worker. What comes of it has to be
the graph that the embedded engine makes. `tests/pipeline/spark` does the short of it: a worker's process in one build.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from clusters import Cluster, cluster, until

from kg.extract import Extractor
from kg.pipeline.build import build
from kg.resolve.context import load_context
from kg.settings import Settings
from kg.sources import read
from kg.store import Graph

ARTICLES: Final = Path(__file__).resolve().parent.parent / "data" / "articles"
BASE: Final = "https://w3id.org/sitrep/id/"
KG: Final = [sys.executable, "-c", "from kg.cli import main; main()"]


def write_sources(folder: Path) -> None:
    """Four articles, one that is empty, and three lines: an article, a broken line, and another article of one id."""
    folder.mkdir()
    for file in sorted(ARTICLES.glob("*.txt"))[:4]:
        shutil.copy(file, folder)
    (folder / "empty.txt").write_text("")
    twice = json.dumps({"id": "twice", "text": "Militants of Hezbollah shelled Kiryat Shmona on Tuesday."})
    other = json.dumps({"id": "twice", "text": "Militants of Hezbollah shelled Metula on Tuesday."})
    (folder / "lines.jsonl").write_text(f"{twice}\n{{\n{other}\n")


def build_killed(running: Cluster, root: Path) -> tuple[str, list[str]]:
    """Build twice, killing; what the second run says that it did, and what it could not read."""
    work = root / "graph" / "spark"
    command = [*KG, "build", "articles", "--data", "graph", "--engine", "spark", "--master", running.master]

    def start() -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=root, env=running.env, text=True, stdout=pipe, stderr=pipe)

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
    assert second.returncode == 1, err  # since inputs could not be read
    return out, [line.strip() for line in err.splitlines()[-3:]]


def main() -> None:
    """Build, kill, compare."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_sources(root / "articles")
        (root / "cluster").mkdir()
        with cluster(root / "cluster") as running:
            said, failed = build_killed(running, root)
        assert "0 read, 5 unchanged, 3 failed" in said, said
        settings = Settings(data=root / "embedded")
        with Graph.memory(base=BASE) as graph:
            report = build(
                graph, read([root / "articles"]), extractor=Extractor(settings), context=load_context(settings)
            )
            assert failed == [str(error).replace(f"{root}/", "") for error in report.failed], failed
            with Graph.snapshot(root / "graph", base=BASE) as other:
                assert other.sorted_nquads() == graph.sorted_nquads(), "another graph than the embedded engine's"
    print("four processes killed, nothing lost, nothing doubled")


if __name__ == "__main__":
    main()
