"""Sizes measured each in a process of its own, so that none finds the memory and the caches of another."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable

from figures import Row


def measured_apart(script: str, sizes: Iterable[int], *options: str) -> list[Row]:
    """What a script prints as JSON for each size, when asked for `--one`; shown as it comes."""
    rows: list[Row] = []
    for n in sizes:
        program = [sys.executable, script, "--one", "--sizes", str(n), *options]
        line = subprocess.run(program, check=True, stdout=subprocess.PIPE, text=True).stdout
        print(line, end="", flush=True)
        rows.append(json.loads(line))
    return rows
