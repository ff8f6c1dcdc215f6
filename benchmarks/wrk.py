"""Requests by wrk, a client in C that one core lets send tens of thousands a second: `apt install wrk`."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# One path after another; at the end what was measured, in microseconds, as JSON.
_SCRIPT = """
local paths, at = {%s}, 0
function request()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    'JSON{"requests":%%d,"microseconds":%%d,"p50":%%d,"p99":%%d,"errors":%%d}\\n', summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.status + e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """What one run measured: requests in so many seconds, milliseconds that half and 99 of 100 took, and failures."""

    requests: int
    seconds: float
    p50: float
    p99: float
    errors: int

    @property
    def a_second(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def load(url: str, paths: Sequence[str], clients: int, seconds: float, accept: str) -> Rate:
    """Ask for paths in turn, for so many seconds (whole ones), by so many clients at once."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT % ", ".join(json.dumps(path) for path in paths))
        script.flush()
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds:.0f}s", "--timeout", "30s", "-s", script.name]
        command += ["-H", f"Accept: {accept}", url]
        told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(script.name).parent).stdout
    found = json.loads(told.partition("JSON")[2])
    milliseconds = found["p50"] / 1000, found["p99"] / 1000
    return Rate(found["requests"], found["microseconds"] / 1e6, *milliseconds, found["errors"])
