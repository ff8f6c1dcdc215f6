"""What became of each request of a soak: how many, how fast, and what went wrong."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import quantiles

KEPT = 200  # descriptions of what went wrong; more are only counted


@dataclass
class Minute:
    """The requests of one minute: seconds that those took that were answered as asked, and the others by status."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    def percentile(self, kind: str, which: int) -> float:
        """A percentile of the seconds that requests of a kind took; NaN if there were none."""
        found = self.seconds.get(kind, ())
        return percentile(found, which)


def percentile(seconds: Iterable[float], which: int) -> float:
    """A percentile; NaN of nothing."""
    found = sorted(seconds)
    if len(found) < 2:
        return found[0] if found else float("nan")
    return quantiles(found, n=100, method="inclusive")[which - 1]


class Tally:
    """Counts for all clients, which are threads.

    Attributes:
        faults: what must not happen, in words: wrong answers, lost writes, unexpected statuses.
    """

    def __init__(self) -> None:
        self.faults: list[str] = []
        self._lock = threading.Lock()
        self._minute = Minute()

    def answered(self, kind: str, seconds: float) -> None:
        """A request was answered as it had to be."""
        with self._lock:
            self._minute.seconds[kind].append(seconds)

    def refused(self, kind: str, why: str) -> None:
        """A request was refused as it may be, for a reason such as its status."""
        with self._lock:
            self._minute.refused[f"{kind} {why}"] += 1

    def fault(self, kind: str, what: str) -> None:
        """What must not happen happened; `kind` is "wrong answer", "lost write" or "unexpected"."""
        with self._lock:
            self._minute.faults[kind] += 1
            if len(self.faults) < KEPT:
                self.faults.append(f"{time.strftime('%H:%M:%S')} {kind}: {what}")

    def turn(self) -> Minute:
        """The minute that ends now; another begins."""
        with self._lock:
            ended, self._minute = self._minute, Minute()
        return ended
