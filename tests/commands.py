"""The command line as tests run it: in this process, so that it is quick."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What came of one command: its exit code, and what it wrote to standard output and to standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]
"""Runs one command, given the words after `kg`."""
