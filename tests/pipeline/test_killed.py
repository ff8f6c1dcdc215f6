"""A build that was killed, or found the disk full, goes on when it is run again, and ends as if undisturbed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from factories import BASE
from triples import CONTEXT, MANY, ReadsTriples, built, change

from kg.pipeline.build import build
from kg.store import Graph

TESTS = str(Path(__file__).parents[1])
KILLED_AT = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import kg.store.changes
import triples as t
kg.store.changes.BATCH = 200  # so that the articles are written in several transactions
def die_at(step, done, total):
    if (step, done) == ({step!r}, {done}): os.kill(os.getpid(), signal.SIGKILL)
with t.Graph.open(Path({folder!r}), base=t.BASE) as graph:
    t.build(graph, {articles}, extractor=t.ReadsTriples(), progress=die_at, context=t.CONTEXT)
"""


@pytest.mark.parametrize(("step", "done", "of"), [("extract", 74, 90), ("merge", 10, 60)])
def test_a_build_that_was_killed_goes_on_where_it_was(tmp_path: Path, step: str, done: int, of: int) -> None:
    first, wanted = MANY[:20], MANY[10:of]
    with Graph.open(tmp_path, base=BASE) as graph:
        build(graph, first, extractor=ReadsTriples(), context=CONTEXT)
    program = KILLED_AT.format(tests=TESTS, folder=str(tmp_path), step=step, done=done, articles=f"t.MANY[10:{of}]")
    dead = subprocess.run([sys.executable, "-c", program], check=False)
    assert dead.returncode == -signal.SIGKILL
    with Graph.snapshot(tmp_path, base=BASE) as graph:
        assert graph.sorted_nquads() == built(*first)
    with Graph.open(tmp_path, base=BASE) as graph:
        again = ReadsTriples()
        build(graph, wanted, extractor=again, context=CONTEXT)
        assert len(again.read) < len(wanted) - 10  # ten were there, and what was written before the end stayed
        assert graph.sorted_nquads() == built(*wanted)
    with Graph.snapshot(tmp_path, base=BASE) as graph:
        assert graph.sorted_nquads() == built(*wanted)


CHANGES = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import kg.store.changes
import triples
kg.store.changes.BATCH = 200
print("ready", flush=True)
triples.change(Path({folder!r}))
"""


def test_killed_at_any_moment_and_started_again_it_ends_as_if_undisturbed(tmp_path: Path) -> None:
    program = CHANGES.format(tests=TESTS, folder=str(tmp_path / "graph"))
    chance, killed = random.Random(11), 0
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            running.stdout.readline()
            try:
                running.wait(chance.uniform(0.02, 0.8))
            except subprocess.TimeoutExpired:
                running.kill()
                killed += 1
    assert killed
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL)
    change(tmp_path / "other")
    runs = f"<{BASE}graph/runs>".encode()
    ends = []
    for name in ("graph", "other"):
        with Graph.snapshot(tmp_path / name, base=BASE) as graph:
            ends.append([line for line in graph.sorted_nquads().splitlines() if runs not in line])
    assert ends[0] == ends[1]


def test_where_the_disk_is_full_it_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, resource.RLIM_INFINITY))\n"
        "from kg.errors import StoreError\n"
        "try:\n"
        + "\n".join(f"    {line}" for line in CHANGES.format(tests=TESTS, folder=str(tmp_path)).strip().splitlines())
        + "\nexcept StoreError as full:\n    print(full); sys.exit(3)\n"
    )
    full = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    assert full.returncode == 3, full.stderr
    assert "written" in full.stdout
    with Graph.open(tmp_path, base=BASE) as graph:
        build(graph, MANY, extractor=ReadsTriples(), context=CONTEXT)
        kept = [line for line in graph.sorted_nquads().splitlines() if f"<{BASE}graph/runs>".encode() not in line]
    assert kept == built(*MANY).splitlines()
