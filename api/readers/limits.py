"""Limits of a reader process, as far as the system can enforce them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Final

_NEW_USER: Final = 0x10000000  # CLONE_NEWUSER and CLONE_NEWNET, linux/sched.h
_NEW_NET: Final = 0x40000000
_PARENT_DEATH_SIGNAL: Final = 1  # PR_SET_PDEATHSIG, linux/prctl.h
_SLACK: Final = 2  # processor seconds beyond the deadline, which is to strike first


def forbid_network() -> str | None:
    """Leave the network for an empty one of this process' own, which its children share.

    Returns:
        Why it could not be done; None where it was.
    """
    if sys.platform != "linux":
        return "only Linux has network namespaces"
    libc = ctypes.CDLL(None, use_errno=True)
    # The first takes privileges; the second a kernel that lets anyone make a namespace.
    for flags in (_NEW_NET, _NEW_USER | _NEW_NET):
        if libc.unshare(flags) == 0:
            return None
    return os.strerror(ctypes.get_errno())


def die_with_parent() -> None:
    """End when the process that forked this one ends; who could kill it is gone then."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def limit_memory(size: int | None) -> None:
    """Let allocations fail that would make this process hold more bytes; None lifts the limit."""
    # On Linux what the process allocates; elsewhere the system may take no heed of either.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    with contextlib.suppress(OSError, ValueError):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (hard if size is None else size, hard))


def held_memory() -> int:
    """Bytes that count for that limit by now, used or not."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    except OSError:
        return 0


def leave_no_core() -> None:
    """Let a process that dies of a query leave no image of its memory on disk."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_seconds(seconds: float) -> None:
    """Let the system end this process when it has used so much more processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + _SLACK
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
