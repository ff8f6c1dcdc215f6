"""Text as it comes: invisible characters, odd blanks, marks of mail and Markdown, leftovers of HTML.

Each step takes an aligned text and gives one that reads the same without them. A tidy text comes out as it went in.
"""

from __future__ import annotations

import html
import re
from typing import Final

from kg.extract.text.aligned import Aligned, Edit

# Soft hyphens, zero-width characters, marks of writing direction, byte-order marks.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_PARAGRAPH_ENDS: Final = re.compile("[ \t]*[\u2028\u2029\x85][ \t]*")
_LINE_ENDS: Final = re.compile("\r\n?|[\v\f\x1c-\x1e]")
_BLANKS: Final = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INDENTS: Final = re.compile(r"^[ ]+|[ ]+$", re.MULTILINE)
_GAPS: Final = re.compile(r"\A\n+|\n{3,}|\n+\Z")
_QUOTE_MARK: Final = re.compile(r"^(?:[ \t]?>)+[ \t]?", re.MULTILINE)
_LEAST_QUOTED: Final = 0.5  # share of the lines that begin with ">" in a quoted mail
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_ATTRIBUTES: Final = r"(?: [^<>\n]{0,300})?/?>"
_BREAKING_TAG: Final = re.compile(
    rf"[ \t]*</?(?:p|br|div|li|ul|ol|h[1-6]|tr|table|blockquote){_ATTRIBUTES}", re.IGNORECASE
)
_INLINE_TAG: Final = re.compile(rf"</?(?:b|i|u|em|strong|span|a|font|small|sup|sub|mark){_ATTRIBUTES}", re.IGNORECASE)
_ADDRESS: Final = r"[^)\s]{0,500}(?: \"[^\"\n]{0,200}\")?\)"
_IMAGE: Final = re.compile(rf"!\[[^\]\n]{{0,200}}\]\({_ADDRESS}")
_LINK: Final = re.compile(rf"\[(?P<kept>[^\[\]\n]{{1,300}})\]\((?:https?://|/|#|mailto:|www\.){_ADDRESS}")
_STRONG: Final = re.compile(r"(?P<mark>\*\*\*|\*\*|__)(?=\S)(?P<kept>[^*_\n]{1,300}?)(?<=\S)(?P=mark)")
_EMPHASIS: Final = re.compile(
    r"(?<![\w*])(?P<mark>[*_])(?=[^\s*_])(?P<kept>[^*_\n]{1,300}?)(?<=[^\s*_])(?P=mark)(?![\w*])"
)
_HEADING: Final = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<kept>[^\n]*?)[ \t]*#*$", re.MULTILINE)
_BULLET: Final = re.compile(r"(?P<above>\n?)^(?P<mark>[ \t]*(?:[*•▪◦‣·■●]|[-–](?=[ \t]+[A-Z\"“]))[ \t]+)", re.MULTILINE)
_RULE: Final = re.compile(r"^[ \t]*(?:[-=_*~#·•][ \t]*){3,}$", re.MULTILINE)
_THOUSANDS: Final = re.compile(r"(?<![\d.,:/-])(?<!\d )\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d,.:/-]*\d)(?! \d)")
_MONTH_BEFORE: Final = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? $"
    r"|\b(?:No|Nr|Art|Article|Flight|Resolution|Room|Unit)\.? $",
    re.IGNORECASE,
)
_BEFORE: Final = 12  # characters that tell what a number is of
_SIGNS_ALONE: Final = re.compile(r"(?:[^\w\s]|_){200,}")  # which say nothing, and cost a model as much as words
_LONG_RUN: Final = re.compile(r"[^\w\s]{8,}|\S{120,}")
_STRETCH: Final = 40  # characters of an unbroken run that stay together
_OPEN_END: Final = re.compile(r"(?<=[\w)\]%])(?=\n|\Z)")


def cleaned(text: Aligned) -> Aligned:
    """The text without what no reader sees or reads aloud; its line breaks are those of the original."""
    text = text.replaced(_LINE_ENDS, "\n").replaced(_PARAGRAPH_ENDS, "\n\n")
    text = text.replaced(_ENTITY, lambda m: html.unescape(m[0]))
    text = text.replaced(_BREAKING_TAG, "\n\n").replaced(_INLINE_TAG, "")
    return _unmarked(_unquoted(text.replaced(_INVISIBLE, "")))


def even(text: Aligned) -> Aligned:
    """The text with one blank where there are several or odd ones, no thousands apart, and no endless runs.

    The tokenizer cuts punctuation from a word one by one, and looks at all that is left each time.
    """
    thousands = (
        Edit(m.start() + k, m.start() + k + 1)
        for m in _THOUSANDS.finditer(text.text)
        if not _MONTH_BEFORE.search(text.text[max(0, m.start() - _BEFORE) : m.start()])
        for k, c in enumerate(m[0])
        if not c.isdigit()
    )
    text = text.edited(thousands).replaced(_SIGNS_ALONE, " ").replaced(_BLANKS, " ").replaced(_INDENTS, "")
    text = text.replaced(_GAPS, lambda m: "\n\n" if m.start() > 0 and m.end() < len(m.string) else "")
    return text.edited(
        Edit(at, at, " ")
        for m in _LONG_RUN.finditer(text.text)
        for at in range(m.start() + _stretch(m[0]), m.end(), _stretch(m[0]))
    )


def ended(text: Aligned) -> Aligned:
    """The text with a full stop behind each headline, caption and item that has none.

    The language model learnt from text in sentences: after an open end it takes the next paragraph's first word, with
    its capital, for a name.
    """
    return text.replaced(_OPEN_END, ".")


def _stretch(run: str) -> int:
    return _STRETCH if any(c.isalnum() for c in run[:_STRETCH]) else 4


def _unquoted(text: Aligned) -> Aligned:
    """Mail that quotes mail, without the marks before its lines."""
    marks = len(_QUOTE_MARK.findall(text.text))
    lines = sum(1 for line in text.text.split("\n") if line.strip())
    return text.replaced(_QUOTE_MARK, "") if marks and marks >= _LEAST_QUOTED * lines else text


def _unmarked(text: Aligned) -> Aligned:
    """Markdown, and what looks like it, as its words alone; each item of a list is a paragraph."""
    text = text.replaced(_IMAGE, "").unwrapped(_LINK).unwrapped(_STRONG).unwrapped(_EMPHASIS)
    text = text.replaced(_RULE, "").unwrapped(_HEADING)
    return text.edited(
        edit
        for m in _BULLET.finditer(text.text)
        for edit in (Edit(m.start(), m.end("above"), "\n\n" if m["above"] else ""), Edit(*m.span("mark")))
    )
