"""Prepared lists: made once for each version of the data files, and kept in the user's cache.

A file of it is named by a digest of all that it is made of; what another version made is never read. It is written
whole or not at all, for the user's eyes alone, and may be deleted at any time.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
    with without_collection():
        with suppress(OSError, EOFError, pickle.PickleError, AttributeError, ImportError), file.open("rb") as kept:
            if os.fstat(kept.fileno()).st_uid == os.geteuid():  # nobody else's: a pickle can run code
                os.utime(kept.fileno(), ns=(time.time_ns(),) * 2)  # so that what is in use stays
                return cast("Made", pickle.load(kept))  # noqa: S301  our own file
        made = make()
    _keep(file, name, made)
    return made


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
