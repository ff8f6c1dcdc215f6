"""The dateline of a wire report: "KYIV, June 9 (Reuters) -". It is no part of the first sentence."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc

_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE: Final = re.compile(
    rf"""
    \s* [^\W\d_] [^\n(–—:]{{1,50}}?                                 # where: "BAMAKO, Mali"
    (?P<date> ,?\ (?: {_MONTH}\ \d{{1,2}} | \d{{1,2}}\ {_MONTH} ) (?:,?\ \d{{2,4}})? )?
    (?P<agency> ,?\ ? \( [^)\n]{{2,40}} \) )?                          # who: "(AP)"
    \s* (?: -- | \s[-–—] | [–—] | (?<=\d)\ ?[-–—] | (?<=\))\ ?[-–—:] | (?<=[A-Z]{{3}}): ) \s+
    (?=[^\W_a-z]|["“‘\[])                                             # a sentence begins
    """,
    re.VERBOSE,
)
_UNBROKEN: Final = 4  # tokens behind a dateline that the parser may not take for a sentence of their own
_FIRST_WORD: Final = re.compile(r"\s*([^\W\d_]{3,})")


def set_apart(doc: Doc) -> Doc:
    """Let the first sentence begin behind the dateline, if there is one; for a document that was not parsed yet."""
    end = dateline_end(doc.text)
    after = next((t for t in doc if t.idx >= end), None) if end else None
    if after is not None and after.i:
        for token in doc[1 : after.i + _UNBROKEN]:
            token.is_sent_start = token.i == after.i
    return doc


def dateline_end(text: str) -> int:
    """Where the text proper begins; 0 if no dateline stands before it.

    >>> text = "BAMAKO, Mali (AP) — Gunmen attacked a village."
    >>> text[dateline_end(text) :]
    'Gunmen attacked a village.'
    """
    match = _DATELINE.match(text)
    if match is None:
        return 0
    first = _FIRST_WORD.match(text)
    shouted = first is not None and first[1].isupper()
    return match.end() if shouted or match["date"] or match["agency"] else 0
