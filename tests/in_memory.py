"""Temporary files in memory, while `make test` runs all tests, where memory has room for them.

A graph waits for the disk at each commit: some tests take a third of the time where no disk is.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

_MEMORY, _OURS = Path("/dev/shm"), "sitrep-tests-"
_ROOM = 4_000_000_000  # bytes; a run fills a tenth of that. Linux gives it half of the machine's memory at most


def pytest_configure(config: pytest.Config) -> None:
    """In the process that starts the others, which inherit the folder."""
    if config.getoption("numprocesses", None) and _has_room():
        folder = tempfile.mkdtemp(prefix=_OURS, dir=_MEMORY)
        Path(folder).chmod(0o1777)  # as /tmp has it: a test may be somebody else for a while
        os.environ["TMPDIR"] = tempfile.tempdir = folder


def pytest_unconfigure(config: pytest.Config) -> None:
    """The end of a run."""
    folder = Path(tempfile.gettempdir())
    if config.getoption("numprocesses", None) and folder.parent == _MEMORY and folder.name.startswith(_OURS):
        shutil.rmtree(folder, ignore_errors=True)


def _has_room() -> bool:
    """Whether there is a file system in memory that is large enough and from which tests may run programs."""
    if not _MEMORY.is_dir() or not os.access(_MEMORY, os.W_OK):
        return False
    barred = os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    return not barred and shutil.disk_usage(_MEMORY).free > _ROOM
