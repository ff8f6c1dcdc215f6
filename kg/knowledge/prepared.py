"""Prepared lists: made once for each version of the data files, and kept in the user's cache.

A file of it is named by a digest of all that it is made of; what another version made is never read. It is written
whole or not at all, for the user's eyes alone, and may be deleted at any time.
"""

from __future__ import annotations

import fcntl
import gc
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar, cast

Made = TypeVar("Made")
_KEPT: Final = 4  # versions of one thing, for those who work with several lists in turn


def prepared(name: str, made_of: str, make: Callable[[], Made]) -> Made:
    """The value of `make`, from the cache if possible.

    Args:
        name: what it is, part of the file's name.
        made_of: changes with anything that it is made of.
        make: makes it.
    """
    digest = sha256(f"{made_of} {sys.version}".encode()).hexdigest()[:16]
    file = _folder() / f"{name}-{digest}.pickle"
    with without_collection(), suppress(_NotKept):
        return cast("Made", _kept(file))
    with without_collection(), _turn(file.with_name(f"{name}.lock")):
        with suppress(_NotKept):
            return cast("Made", _kept(file))  # another process has made it meanwhile
        made = make()
        _keep(file, name, made)
        return made


class _NotKept(Exception):
    """There is no such file, or none that can be read."""


def _kept(file: Path) -> object:
    try:
        with file.open("rb") as kept:
            if os.fstat(kept.fileno()).st_uid != os.geteuid():  # somebody else's: a pickle can run code
                raise _NotKept
            os.utime(kept.fileno(), ns=(time.time_ns(),) * 2)  # so that what is in use stays
            return pickle.load(kept)  # noqa: S301  our own file
    except (OSError, EOFError, pickle.PickleError, AttributeError, ImportError) as error:
        raise _NotKept from error


@contextmanager
def _turn(file: Path) -> Iterator[None]:
    """While nobody else makes the same: several processes that begin at once let one of them do it for all."""
    with ExitStack() as held:
        with suppress(OSError):  # where no file can be kept, each makes its own
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = held.enter_context(file.open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def without_collection() -> Iterator[None]:
    """Without looking for garbage meanwhile: among hundreds of thousands of new objects that stay there is none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _keep(file: Path, name: str, made: object) -> None:
    with suppress(OSError, pickle.PickleError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as draft:
            pickle.dump(made, draft, protocol=5)
        Path(draft.name).replace(file)
        others = sorted(file.parent.glob(f"{name}-*.pickle"), key=lambda kept: kept.stat().st_mtime)
        for other in others[:-_KEPT]:
            other.unlink(missing_ok=True)


def _folder() -> Path:
    """Where programs keep what can be made again (XDG base directory specification)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sitrep"
