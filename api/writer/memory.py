"""The error of a write that takes too much memory."""

from __future__ import annotations

from kg.errors import OutOfMemory


def out_of_memory(most: int) -> OutOfMemory:
    """The error, with the most mebibytes that there may be."""
    return OutOfMemory(
        f"This took more than {most} MiB of memory (SITREP_WRITE_MEMORY) and was ended; an update is undone as a "
        "whole. Do it in smaller parts"
    )
