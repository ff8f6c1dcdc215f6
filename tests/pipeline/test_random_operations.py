"""Changes of small graphs at random, and processes killed while they make them: nothing is lost, doubled or stuck."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from random_operations import EACH, play

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "benchmarks")))}


@pytest.mark.parametrize("seed", [2, 10])  # of both, ids of the register that were given twice
def test_any_changes_leave_the_graph_of_a_fresh_build(seed: int) -> None:
    play(seed, EACH)


def test_killed_at_random_moments_nothing_is_lost_doubled_or_stuck() -> None:
    """In a program of its own: it forks, which a process with the threads of other tests cannot safely do."""
    program = [sys.executable, ROOT / "benchmarks/random_kills.py", "--kills", "2", "--seed", "1"]
    done = subprocess.run(program, capture_output=True, text=True, check=True, timeout=150, env=ENVIRONMENT)
    assert int(done.stdout.partition(" kills in ")[0]) >= 2, "an operation may be killed more than once"
    assert done.stdout.splitlines()[1:] == ["nothing lost, doubled or stuck"], done.stdout + done.stderr
