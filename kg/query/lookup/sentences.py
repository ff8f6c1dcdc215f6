"""The sentence around a stretch of text, without a language model: for people to read, not to reason on."""

from __future__ import annotations

import re
from typing import Final

from kg.model import Span

# A full stop that ends no initial ("U.S. Central Command") and no title, a closing quotation mark perhaps, then a
# capital; or the end of a line.
_END: Final = re.compile(
    r"""(?<!\b[A-Z])(?<!\bMr)(?<!\bDr)(?<!\bSt)(?<!\bLt)(?<!\bCol)(?<!\bGen)(?<!\bMaj)(?<!\bSgt)(?<!\bBrig)(?<!\bMrs)
    [.!?…]["'”’)\]]*\s+(?=["'“‘(\[]?[A-Z0-9]) | \s*\n\s*""",
    re.VERBOSE,
)


def sentence(text: str, span: Span) -> Span:
    """The sentence (or sentences) that a span lies in; never less than the span."""
    start, end = 0, len(text.rstrip())
    for boundary in _END.finditer(text):
        if boundary.end() <= span.start:
            start = boundary.end()
        elif boundary.start() >= span.end - 1:
            end = boundary.start() + len(boundary[0].rstrip())
            break
    return Span(min(start, span.start), max(end, span.end))
