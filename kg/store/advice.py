"""Advice after a failure of the disk or the store, by its cause."""

from __future__ import annotations

from typing import Final

# What the operating system says, in the words that Oxigraph and SQLite hand on.
_CAUSES: Final = {
    ("no space left", "file too large", "disk quota", "disk is full"): "make room on the disk, and run it again",
    ("too many open files",): "allow more open files (ulimit -n), and run it again",
    ("permission denied", "read-only", "readonly", "not permitted"): (
        "give yourself leave to write to the folder, or name another one with --data"
    ),
}
DAMAGED: Final = "bring a backup back (kg restore --replace), or build into a new folder"


def advice(failed: BaseException, otherwise: str = "run it again") -> str:
    """Advice for the next step, as a clause.

    Args:
        failed: what the operating system, Oxigraph or SQLite raised.
        otherwise: the advice where that is none of the well-known causes.
    """
    said = str(failed).lower()
    return next((told for words, told in _CAUSES.items() if any(word in said for word in words)), otherwise)
