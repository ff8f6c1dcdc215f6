"""Buildings and posts that go by a number: "School No. 20", "central clinical hospital number 3", "Checkpoint 54"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.mentions.nominals import Nominals
from kg.extract.tokens import Doc, Span, Token

_NUMBER = ("no.", "no", "nr.", "nr", "number", "№", "nº")  # the tokenizer may part the full stop
_LONGEST = 4  # digits
_BEFORE = ("compound", "amod")


def numbered(doc: Doc, taken: set[int], nominals: Nominals) -> Iterator[Span]:
    """The names, left to right.

    Args:
        doc: the article.
        taken: tokens of names that are known.
        nominals: know which nouns are for buildings and posts.
    """
    for number in doc[1:]:
        if not number.text.isdigit() or len(number.text) > _LONGEST or number.i in taken:
            continue
        at = number.i - 1 - (number.nbor(-1).text == "." and number.i > 1)
        sign = at > 0 and doc[at].lower_ in _NUMBER
        noun = doc[at - sign]
        if noun.is_sent_end or noun.i in taken or nominals.cls(noun) not in ("Facility", "Place"):
            continue
        if sign or (at == number.i - 1 and noun.text.istitle() and number.head == noun):
            yield doc[_start(noun, taken) : number.i + 1]


def _start(noun: Token, taken: set[int]) -> int:
    """Where the words begin that say what kind it is: "CENTRAL CLINICAL hospital"."""
    start: int = noun.i
    while start > noun.sent.start and start - 1 not in taken and noun.doc[start - 1].dep_ in _BEFORE:
        start -= 1
    return start
