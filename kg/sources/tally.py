"""The tally of a reading of sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from kg.sources.files import ending_of
from kg.sources.names import holds_no_text
from kg.sources.records import ReadRecord


@dataclass(slots=True)
class Tally:
    """Counts, while sources are read.

    Attributes:
        articles: that were read.
        undated: of those, without a day of publication that could be told.
        named: by field of an article and the name that its source gives it, how often; where both are the same, not.
        passed_over: by ending, how many files of folders and archives are of no format that is read; pictures, sound
            and what else never holds text do not count.
    """

    articles: int = 0
    undated: int = 0
    named: Counter[tuple[str, str]] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)

    def count(self, reading: ReadRecord) -> None:
        """Take in one article."""
        self.articles += 1
        self.undated += reading.article.date is None
        self.named.update((name, given) for name, given in reading.named.items() if name != given)

    def pass_over(self, path: Path) -> None:
        """Take in a file that is not read."""
        if not holds_no_text(ending := ending_of(path)):
            self.passed_over[ending] += 1
