"""The precision of a graph's claims by the judged ones: shares with intervals, weighted by frequency."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.audit.judged import SheetRow

_Z: Final = 1.96  # of a 95 % interval
_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Precision:
    """A share of claims.

    Attributes:
        name: which claims ("all", a predicate, a range of confidence).
        judged: how many were judged.
        right: the share that is not wrong, useless ones included; weighted.
        low, high: its 95 % interval (Wilson, of as many claims as the weights are worth).
        useful: the share that is right and of use.
    """

    name: str
    judged: int
    right: float
    low: float
    high: float
    useful: float


def precision(rows: Sequence[SheetRow]) -> list[Precision]:
    """Of all judged claims, then by predicate, then by confidence."""
    told = [row for row in rows if row.verdict]
    by_predicate, by_confidence = defaultdict[str, list[SheetRow]](list), defaultdict[str, list[SheetRow]](list)
    for row in told:
        by_predicate[row.predicate].append(row)
        low = min(_BINS - 1, int(row.confidence * _BINS))
        by_confidence[f"{low / _BINS:.1f} to {(low + 1) / _BINS:.1f}"].append(row)
    found = [share("all", told)] if told else []
    found += [share(name, by_predicate[name]) for name in sorted(by_predicate)]
    return found + [share(name, by_confidence[name]) for name in sorted(by_confidence)]


def causes(rows: Iterable[SheetRow]) -> list[tuple[str, int]]:
    """The causes of wrong claims with their counts, most first."""
    counted = defaultdict[str, int](int)
    for row in rows:
        if row.verdict == "wrong":
            counted[row.cause or "no cause given"] += 1
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def share(name: str, rows: Sequence[SheetRow]) -> Precision:
    """The weighted share of claims that are right, and its interval."""
    total = sum(row.of for row in rows)
    right = sum(row.of for row in rows if row.verdict != "wrong") / total
    useful = sum(row.of for row in rows if row.verdict == "right") / total
    effective = total**2 / sum(row.of**2 for row in rows)  # what unequal weights leave of the sample
    low, high = wilson(right, effective)
    return Precision(name, len(rows), right, low, high, useful)


def wilson(p: float, n: float) -> tuple[float, float]:
    """The 95 % score interval of a share p of n."""
    middle = p + _Z**2 / (2 * n)
    spread = _Z * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    scale = 1 + _Z**2 / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
