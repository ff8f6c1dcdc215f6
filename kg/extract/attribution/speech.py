"""Which speech a word belongs to."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.drafts import Speech


def speech_of(doc: Doc, token: Token) -> Speech | None:
    """The innermost speech around a token."""
    return next((s for s in doc._.speeches if s.start <= token.i < s.end), None)
