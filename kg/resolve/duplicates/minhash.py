"""Near duplicates: the same report under another headline is one witness, not two.

Articles are compared by the share of five-word runs that they have in common (Broder's resemblance), estimated from the
least hashes of each, which is exact for short ones. Candidates share a band of minima (Indyk and Motwani's locality-
sensitive hashing) and came out within days of each other, so that the cost grows with the articles and not with their
pairs. What a chain of resemblances connects is one report; its original is the earliest.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Collection, Iterator
from functools import cache
from hashlib import blake2b
from itertools import combinations, islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.knowledge.names import fold

RESEMBLANCE: Final = 0.6
DAYS: Final = 7  # between a report and its copies
_RUN: Final = 5
_SKETCH: Final = 128  # least hashes that are kept of an article
_ROWS: Final = 4  # minima in a band: 0.6 of all runs in common give a shared band with a chance of 0.96, 0.2 of 0.04
_BANDS: Final = 24
_PRIME: Final = 2**31 - 1

NO_DAY: Final = "9999-12-31"
"""The day of articles that have none: after all others."""


def sketch(text: str) -> tuple[bytes, list[str]]:
    """The sketch of an article's text, and its bands as blocking keys."""
    runs = _runs(text)
    least = array("I", np.sort(runs)[:_SKETCH].tolist())
    scale, shift = _permutations()
    minima = ((runs[:, None] * scale + shift) % _PRIME).min(axis=0).astype("<u4").reshape(_BANDS, _ROWS)
    bands = [f"{n}|{blake2b(band.tobytes(), digest_size=6).hexdigest()}" for n, band in enumerate(minima)]
    return least.tobytes(), bands


def resemble(a: bytes, b: bytes) -> bool:
    """Whether two sketches are those of one report."""
    x, y = set(array("I", a)), set(array("I", b))
    union = sorted(x | y)[:_SKETCH]
    shared = x & y
    return sum(value in shared for value in union) >= RESEMBLANCE * len(union)


def meetings(block: Collection[tuple[str, str]], days: int = DAYS) -> Iterator[tuple[str, str]]:
    """The pairs of a band's articles, given with their days, that came out close enough for one to copy the other."""
    dated = sorted((day, id_) for id_, day in block if day != NO_DAY)
    undated = sorted(id_ for id_, day in block if day == NO_DAY)
    for n, (day, id_) in enumerate(dated):
        last = str(dt.date.fromisoformat(day) + dt.timedelta(days=days))
        for later, other in islice(dated, n + 1, None):
            if later > last:
                break
            yield id_, other
        yield from ((id_, other) for other in undated)
    yield from combinations(undated, 2)


def _runs(text: str) -> NDArray[np.uint64]:
    words = fold(text).split()
    grams = {" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}
    hashes = {int.from_bytes(blake2b(g.encode(), digest_size=4).digest()) % _PRIME for g in grams}
    return np.fromiter(hashes, dtype=np.uint64, count=len(hashes))


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """One linear map modulo a prime for each minimum; always the same ones."""
    random = np.random.default_rng(5)
    size = _ROWS * _BANDS
    return (
        random.integers(1, _PRIME, size, dtype=np.uint64),
        random.integers(0, _PRIME, size, dtype=np.uint64),
    )
