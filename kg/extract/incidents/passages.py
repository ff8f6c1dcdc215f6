"""The passages of a report that its days and places are looked for in: the lead, the paragraphs, the sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from kg.extract.drafts import Incident
from kg.extract.tokens import Doc

_LEAD = 4  # sentences, the headline among them, that a report begins with


def tellers(incidents: Iterable[Incident]) -> Counter[int]:
    """By where a sentence begins, how many of some incidents it tells of."""
    return Counter(start for i in incidents for start in {f.trigger.sent.start for f in i.frames})


def first_told(incident: Incident) -> int:
    """The token of an incident's first trigger."""
    return min(int(f.trigger.i) for f in incident.frames)


class Passages:
    """Where the lead of a document ends, and where its paragraphs begin.

    Attributes:
        lead: the token that the lead ends before.
    """

    def __init__(self, doc: Doc) -> None:
        self.lead = next((s.end for n, s in enumerate(doc.sents, 1) if n == _LEAD), len(doc))
        self._breaks = [t.i for t in doc if "\n" in t.text]

    def paragraph(self, token: int) -> int:
        """Where the paragraph of a token begins."""
        at = bisect_left(self._breaks, token)
        return self._breaks[at - 1] + 1 if at else 0
