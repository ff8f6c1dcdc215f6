"""Days counted from another happening: "two days after the attack", and "four days later" with no day named near it.

What they are counted from is known only once the attacks of a text are read; `kg.extract.events.counting` adds them up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.extract.times.expressions import NUMBER
from kg.extract.times.meanings import number
from kg.extract.tokens import Span

_PART: Final = "(?:day|night|evening|morning|afternoon)"
_LOOSE: Final = "about|around|some|nearly|almost|barely|hardly|less\\ than|more\\ than|over|within"
_OFFSET: Final = re.compile(
    rf"""\b(?P<loose> (?: {_LOOSE} ) \s )?
    (?: (?: (?P<years>{NUMBER}) \s years? (?: ,?\s and \s | ,\s ) )?
        (?: (?P<weeks>{NUMBER}) \s weeks? (?P<exact>\s to\ the\ day)? (?: ,?\s and \s | ,\s | (?=\s) ) )?
        (?: \s? (?P<days>{NUMBER}) \s days? )?
      | the \s (?P<one>{_PART})
    ) \s (?P<side> after | before | following | later | afterwards | earlier | previously )\b""",
    re.VERBOSE,
)
_BACK: Final = ("before", "earlier", "previously")
_ALONE: Final = ("later", "afterwards", "earlier", "previously")
_NOTHING: Final = re.compile(r"\s*(?:[.,;:)]|$|[a-z]+ed\b)")  # "the day before shot dead": no noun or clause follows


@dataclass(frozen=True, slots=True, eq=False)
class Offset:
    """Words that count days from a happening.

    Attributes:
        span: the words, the preposition among them.
        days: how many, fewer than 0 for days before it.
        years: how many years besides.
        alone: whether nothing that it is counted from follows ("four days later").
    """

    span: Span
    days: int
    years: int
    alone: bool


def offsets_in(sentence: Span) -> Iterator[Offset]:
    """Those of a sentence that say how many days exactly."""
    small = sentence.text.lower().replace("’", "'")
    for match in _OFFSET.finditer(small):
        weeks = _value(match["weeks"])
        days = 1 if match["one"] else _value(match["days"])
        whole = match["one"] or match["days"] or (match["weeks"] and match["exact"])
        if not whole or match["loose"]:
            continue
        sign = -1 if match["side"] in _BACK else 1
        span = sentence.doc.char_span(
            sentence.start_char + match.start(), sentence.start_char + match.end(), alignment_mode="contract"
        )
        if span is None:
            continue
        alone = match["side"] in _ALONE or (bool(match["one"]) and bool(_NOTHING.match(small, match.end())))
        if match["one"] and match["side"] in _ALONE:
            continue  # "the evening earlier" says nothing
        yield Offset(span, sign * (7 * weeks + days), sign * _value(match["years"]), alone)


def _value(words: str | None) -> int:
    return (number(words) or 0) if words else 0
