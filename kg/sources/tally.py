"""The tally of a reading of sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.sources.records import ReadRecord


@dataclass(slots=True)
class Tally:
    """Counts, while sources are read.

    Attributes:
        articles: that were read.
        undated: of those, without a day of publication that could be told.
        named: by field of an article and the name that its source gives it, how often; where both are the same, not.
    """

    articles: int = 0
    undated: int = 0
    named: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, reading: ReadRecord) -> None:
        """Take in one article."""
        self.articles += 1
        self.undated += reading.article.date is None
        self.named.update((name, given) for name, given in reading.named.items() if name != given)
