"""Quotations that go on over several sentences: what one sentence of them is said by, all of it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.attribution.sources import QuotedSource
from kg.extract.drafts import Speech
from kg.extract.text.quotes import quotations
from kg.extract.text.syntax import subjects
from kg.extract.tokens import Doc, Token

_FULL_STOP = (".", "!", "?")
_NEAR = 40  # tokens from a quotation without a speaker of its own back to the end of the one before it


def carried_on(doc: Doc, speeches: list[Speech], heard: Callable[[Token], QuotedSource | None]) -> Iterator[Speech]:
    """A speech for each quotation that runs over several sentences, or is attributed in none.

    Its speaker is whoever any sentence of it is attributed to. One without any goes on with the quotation or speech
    that ended shortly before, in the same paragraph or, if it is a paragraph of its own, in the one before.
    Otherwise it is whoever the sentence right before it is about (`heard`).
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
        if found is None and (teller := _introduced(doc, start, end)) is not None:
            source = heard(teller)
            if source is not None:
                found = Speech(source.entity, source.words, start, end, at=teller.i)
        if found is not None and (several or inside is None):
            last = Speech(found.source, found.words, start, end, at=found.at)
            yield last
        elif inside is not None:
            last = inside


def _introduced(doc: Doc, start: int, end: int) -> Token | None:
    """Whom the sentence right before a quotation is about, if that is whole sentences: "The mayor wept. "They ..."."""
    opening = start - 1
    if opening < 1 or not doc[opening].is_sent_start or doc[end - 1].text not in _FULL_STOP:
        return None
    before = doc[opening - 1]
    said = subjects(before.sent.root) if before.text in (*_FULL_STOP, ":") else []
    return said[0] if len(said) == 1 else None


def _is_paragraph(doc: Doc, start: int, end: int) -> bool:
    """Whether a quotation is all that its paragraph says."""
    before, after = doc[start - 2] if start > 1 else None, doc[end + 1] if end + 1 < len(doc) else None
    return all(beside is None or "\n" in beside.text for beside in (before, after))
