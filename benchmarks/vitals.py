"""What a server holds: memory, processes, open files, and its graph's folder on disk. Read from /proc: for Linux."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Vitals:
    """A server at one moment.

    Attributes:
        server, forker, readers, writer: MB of memory of their own; the readers' and the writer's summed up.
        resident: MB of all processes, with what they share counted for each and with pages of files.
        processes: how many there are.
        open_files: of all processes.
        disk: MB of the graph's folder, a file with several names counted once.
        snapshots: published states that are kept.
    """

    server: float
    forker: float
    readers: float
    writer: float
    resident: float
    processes: int
    open_files: int
    disk: float
    snapshots: int


def vitals(process: int, folder: Path) -> Vitals:
    """A server and all processes below it, and the folder of its graph."""
    below = list(descendants(process))
    own = {"server": 0.0, "forker": 0.0, "readers": 0.0, "writer": 0.0}
    for pid, parent in [(process, 0), *below]:
        own[role(pid, parent, process)] += memory(pid, "RssAnon")
    every = [process, *(pid for pid, _ in below)]
    return Vitals(
        **own,
        resident=sum(memory(pid, "VmRSS") for pid in every),
        processes=len(every),
        open_files=sum(_open_files(pid) for pid in every),
        disk=disk(folder),
        snapshots=sum(1 for path in (folder / "snapshots").iterdir() if path.is_dir()),
    )


def descendants(process: int) -> Iterator[tuple[int, int]]:
    """The processes below one, each with its parent."""
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, _read(children).split()):
            yield child, process
            yield from descendants(child)


def memory(process: int, name: str = "VmRSS") -> float:
    """MB of a process' memory: `VmRSS` is all that is resident, `RssAnon` what is no file's; 0 once it has ended."""
    found = _read(Path(f"/proc/{process}/status")).partition(f"{name}:")[2].split()
    return int(found[0]) * 1024 / MB if found else 0


def processor_time(process: int) -> float:
    """Seconds of processor time that a process has taken; 0 once it has ended."""
    fields = _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK") if fields else 0


def disk(folder: Path) -> float:
    """MB that a folder takes, a file with several names counted once."""
    seen: dict[int, int] = {}
    for where, _, files in os.walk(folder):  # which passes over folders that are gone meanwhile
        for name in files:
            with suppress(OSError):  # likewise
                about = Path(where, name).stat()
                seen[about.st_ino] = about.st_blocks * 512
    return sum(seen.values()) / MB


def role(process: int, parent: int, server: int) -> str:
    """Which of the server's processes one is: server, forker, readers or writer."""
    command = _read(Path(f"/proc/{process}/cmdline"))
    if process == server:
        return "server"
    if "api.readers.forkserver" in command:
        return "forker" if parent == server else "readers"
    return "writer"


def _open_files(process: int) -> int:
    try:
        return sum(1 for _ in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # the process has ended
        return ""
