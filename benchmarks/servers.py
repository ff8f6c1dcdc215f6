"""The servers that are measured: ours as `kg serve` starts it, and `oxigraph serve` as the peer."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it answers, and its process id."""

    url: str
    process: int


@contextlib.contextmanager
def sitrep(folder: Path, log: Path, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server of a graph's folder; settings without `SITREP_`. It logs into a file."""
    command = [sys.executable, "-c", "from kg.cli import run; run()", "serve", "--data", str(folder), "--port", "0"]
    said = {f"SITREP_{name}": value for name, value in (settings or {}).items()}
    with (
        log.open("a") as errors,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=os.environ | said) as process,
    ):
        try:
            assert process.stdout
            yield Server(process.stdout.readline().partition(" on ")[2].split()[0], process.pid)
        finally:
            process.terminate()
            process.wait(60)


@contextlib.contextmanager
def oxigraph(store: Path, copy: Path) -> Iterator[Server]:
    """`oxigraph serve`, on a copy of a store of ours: it has the same format."""
    shutil.copytree(store, copy, dirs_exist_ok=True)
    address = ("127.0.0.1", _free_port())
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    command = [str(program), "serve", "--location", str(copy), "--bind", f"{address[0]}:{address[1]}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(address)
            yield Server(f"http://{address[0]}:{address[1]}", process.pid)
        finally:
            process.terminate()
            process.wait(60)
            shutil.rmtree(copy)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as any_:
        port: int = any_.getsockname()[1]
        return port


def _wait_for(address: tuple[str, int]) -> None:
    ends = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(address).close()
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
        else:
            return
