"""A server as `kg serve` starts it: a process of its own, on a socket of its own."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def served(folder: Path, **limits: object) -> Iterator[tuple[str, int]]:
    """The address of a server of a graph's folder, and its process id; its settings are given in small letters."""
    settings = {f"SITREP_{name.upper()}": str(value) for name, value in limits.items()}
    command = [sys.executable, "-c", "from kg.cli import main; main()", "serve", "--data", str(folder), "--port", "0"]
    log = folder / "server.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, **settings}
        ) as process,
    ):
        try:
            assert process.stdout
            address = re.search(r"http://[\d.]+:\d+", process.stdout.readline())
            assert address, log.read_text()
            yield address[0], process.pid
        finally:
            process.terminate()
