"""From spaCy's document to the copy of it that all steps read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy import tokens as spacy

from kg.extract.tokens.doc import Doc

Step = TypeVar("Step")


def plain(parsed: spacy.Doc) -> Doc:
    """The one copy of a document, made at the first look and again once the document is parsed."""
    ours: Doc | None = parsed._.plain
    if ours is None:
        ours = parsed._.plain = Doc(parsed)
    elif not ours.is_parsed:
        ours.read()
    return ours


def on_plain(step: Callable[[Step, Doc], object]) -> Callable[[Step, spacy.Doc], spacy.Doc]:
    """A component's call by spaCy, of a method that reads the copy of the document."""

    @wraps(step)
    def called(self: Step, parsed: spacy.Doc) -> spacy.Doc:
        step(self, plain(parsed))
        return parsed

    return called
