"""Quotations that go on over several sentences: what one sentence of them is said by, all of it is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.drafts import Speech
from kg.extract.text.quotes import quotations

_NEAR = 40  # tokens from a quotation without a speaker of its own back to the end of the one before it


def carried_on(doc: Doc, speeches: list[Speech]) -> Iterator[Speech]:
    """A speech for each quotation that runs over several sentences, or is attributed in none.

    Its speaker is whoever any sentence of it is attributed to. One without any goes on with the quotation or speech
    that ended shortly before, in the same paragraph or, if it is a paragraph of its own, in the one before.
    """
    ordered = sorted((s for s in speeches if s.words and not s.hearsay), key=lambda s: (s.start, s.end))
    at, last = 0, None
    for start, end in quotations(doc):
        inside: Speech | None = None
        while at < len(ordered) and ordered[at].start < end:
            speech = ordered[at]
            if speech.end > start and inside is None and not start <= speech.at < end:
                inside = speech
            elif speech.end <= start:
                last = speech
            at += 1
        several = any(doc[i].is_sent_start for i in range(start + 1, end))
        found = inside
        if inside is None and last is not None and start - last.end <= _NEAR:
            paragraph = any("\n" in doc[i].text for i in range(last.end, start))
            found = None if paragraph and not _is_paragraph(doc, start, end) else last
        if found is not None and (several or inside is None):
            last = Speech(found.source, found.words, start, end, at=found.at)
            yield last
        elif inside is not None:
            last = inside


def _is_paragraph(doc: Doc, start: int, end: int) -> bool:
    """Whether a quotation is all that its paragraph says."""
    before, after = doc[start - 2] if start > 1 else None, doc[end + 1] if end + 1 < len(doc) else None
    return all(beside is None or "\n" in beside.text for beside in (before, after))
