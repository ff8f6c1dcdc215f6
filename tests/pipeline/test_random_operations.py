"""Changes of small graphs at random, and processes killed while they make them: nothing is lost, doubled or stuck."""

from __future__ import annotations

from pathlib import Path

import pytest
from random_kills import Account, play_killed
from random_operations import EACH, play

pytestmark = pytest.mark.long


@pytest.mark.parametrize("seed", [2, 10, 21])  # of the first two, ids of the register that were given twice
def test_any_changes_leave_the_graph_of_a_fresh_build(seed: int) -> None:
    play(seed, EACH)


def test_killed_at_random_moments_nothing_is_lost_doubled_or_stuck(tmp_path: Path) -> None:
    account = Account()
    play_killed(tmp_path, seed=1, kills=6, account=account)
    assert account.faults == []
    assert account.killed >= 3
