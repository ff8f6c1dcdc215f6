"""Where quotations begin and end."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.tokens import Doc, Token

_OPENING, _CLOSING, _STRAIGHT = frozenset(("“", "«", "„", "``")), frozenset(("”", "»", "''")), '"'
_BEFORE_OPENING = frozenset("([{-–—:")
_LONGEST = 400  # tokens; a mark that nobody closes quotes no more than that


def quotations(doc: Doc) -> Iterator[tuple[int, int]]:
    """Tokens between quotation marks, in text order. A line's end closes what no mark closes.

    The blanks around a straight mark tell if it opens or closes: after one that is missing, the next are read rightly.
    """
    start: int | None = None
    for token in doc:
        opens, closes = token.text in _OPENING, token.text in _CLOSING
        if token.text == _STRAIGHT:
            opens, closes = _direction(token)
        if start is not None and closes:
            yield start, token.i
            start = None
        elif opens and not (start is not None and closes):
            start = token.i + 1
        elif start is not None and (("\n" in token.text and not _goes_on(token)) or token.i - start > _LONGEST):
            start = None


def quoted_tokens(doc: Doc) -> frozenset[int]:
    """Where the tokens stand that are between quotation marks."""
    return frozenset(i for start, end in quotations(doc) for i in range(start, end))


def _direction(mark: Token) -> tuple[bool, bool]:
    """Whether a straight mark can open a quotation, and whether it can close one; both, if the blanks do not tell."""
    before = mark.nbor(-1) if mark.i else None
    apart = before is None or bool(before.whitespace_) or before.is_space or before.text in _BEFORE_OPENING
    apart_after = bool(mark.whitespace_) or mark.i + 1 == len(mark.doc) or mark.nbor(1).is_space
    return (True, True) if apart == apart_after else (apart, apart_after)


def _goes_on(line_end: Token) -> bool:
    """Whether a quotation goes on in the next paragraph: the next mark closes it, and could open none."""
    following = line_end.doc[line_end.i + 1 : line_end.i + _LONGEST]
    mark = next((t for t in following if t.text == _STRAIGHT or t.text in _OPENING | _CLOSING), None)
    if mark is None or mark.text in _OPENING:
        return False
    return mark.text in _CLOSING or _direction(mark) == (False, True)
