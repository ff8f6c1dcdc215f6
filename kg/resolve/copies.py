"""Near duplicates: the same report under another headline is one witness, not two.

Articles are compared by the share of five-word runs that they have in common (Broder's resemblance). Candidates come
from a min-hash sketch of each article, so that the cost grows with the articles and not with their pairs.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from kg.knowledge.names import fold
from kg.model import Article

RESEMBLANCE = 0.6
_RUN = 5
_SKETCH = 64
_SHARED = 4  # hashes of two sketches that make a pair worth comparing


def find_copies(articles: Iterable[Article]) -> Mapping[str, str]:
    """Article id -> id of the earliest article (by date, then id) that it resembles."""
    ordered = sorted(articles, key=lambda a: (a.date or dt.date.max, a.id))
    runs = {a.id: _runs(a.text) for a in ordered}
    index: dict[int, list[str]] = defaultdict(list)
    copies: dict[str, str] = {}
    for article in ordered:
        sketch = sorted(runs[article.id])[:_SKETCH]
        shared: dict[str, int] = defaultdict(int)
        for value in sketch:
            for earlier in index[value]:
                shared[earlier] += 1
        for earlier in sorted(
            (e for e, n in shared.items() if n >= min(_SHARED, len(sketch))), key=lambda e: (-shared[e], e)
        ):
            if resemblance(runs[article.id], runs[earlier]) >= RESEMBLANCE:
                copies[article.id] = copies.get(earlier, earlier)
                break
        for value in sketch:
            index[value].append(article.id)
    return copies


def resemblance(a: frozenset[int], b: frozenset[int]) -> float:
    """Jaccard's index of two sets of runs, 0 to 1."""
    return len(a & b) / len(a | b) if a or b else 1.0


def _runs(text: str) -> frozenset[int]:
    words = fold(text).split()
    grams = (" ".join(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1)))
    return frozenset(int.from_bytes(blake2b(g.encode(), digest_size=8).digest()) for g in grams)
