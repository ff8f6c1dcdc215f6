"""The command line as tests run it: in this process, so that it is quick; or in one of its own, to be killed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What came of one command: its exit code, and what it wrote to standard output and to standard error."""

    code: int
    out: str
    err: str


KG = [sys.executable, "-c", "from kg.cli import run; run()"]
"""Runs it in a process of its own, given the words after `kg`: with the modules of this checkout, as they are."""

Run = Callable[..., Answer]
"""Runs one command, given the words after `kg`."""
