"""Locks on parts of a graph's folder, and removal of parts that nobody holds.

Old snapshots are removed after a publication. A restoring process has a folder of its own meanwhile, such as
`draft-4711`; if the process is killed, the next one that opens the store removes the folder.
"""

from __future__ import annotations

import contextlib
import fcntl
import glob
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_OWN: Final = re.compile(r"(?:backup|draft|outbox|replaced)-(\d+)")


def own(folder: Path, what: str) -> Path:
    """Where this process may have a folder of its own: its "draft", or what it "replaced" or gave up."""
    return folder / f"{what}-{os.getpid()}"


def clear_leftovers(folder: Path) -> None:
    """Remove the folders of processes that have ended. One in another container may look so, but has it locked."""
    for path in folder.iterdir():
        if (left := _OWN.fullmatch(path.name)) and not _runs(int(left[1])):
            clear_away(path)


def clear_drafts(target: Path) -> None:
    """Remove what processes that have ended left beside a file or folder that they were to make."""
    for path in target.parent.glob(f"{glob.escape(target.name)}.draft-*"):
        _, _, process = path.name.rpartition("-")
        if process.isdecimal() and not _runs(int(process)):
            clear_away(path) if path.is_dir() else path.unlink(missing_ok=True)


def hold(folder: Path) -> int:
    """Keep a folder from being cleared away, until the handle is closed.

    Raises:
        OSError: it is being cleared away.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, fcntl.LOCK_SH)
    except OSError:
        os.close(handle)
        raise
    return handle


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a folder from being cleared away meanwhile."""
    handle = hold(folder)
    try:
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait for whoever else is alone with a folder, and keep others waiting that want to be."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle, fcntl.LOCK_EX, wait=True)
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def drafted(folder: Path) -> Iterator[Path]:
    """A draft of a folder: moved into place when it is filled, removed if that fails.

    Raises:
        OSError: it cannot be written, or something is in that place.
    """
    draft = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    try:
        yield draft
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def clear_drafted(folder: Path) -> None:
    """Remove the drafts that processes that have ended left in a folder, if it is there."""
    for path in folder.glob(".*.*"):
        process = path.name.rpartition(".")[2]
        if process.isdecimal() and not _runs(int(process)):
            clear_away(path)


def clear_away(folder: Path) -> None:
    """Remove a folder, unless somebody holds it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            _lock(handle, fcntl.LOCK_EX)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(handle)


def _lock(handle: int, kind: int, *, wait: bool = False) -> None:
    """Lock a folder until the handle is closed; a file system without such locks is taken to grant them.

    Raises:
        BlockingIOError: another process has it locked in a way that excludes this one, which is not to wait.
    """
    try:
        fcntl.flock(handle, kind if wait else kind | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # it is somebody else's
    return True
