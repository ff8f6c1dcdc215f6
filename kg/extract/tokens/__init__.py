"""A parsed document in plain Python: spaCy's `Doc`, `Span` and `Token`, as far as the steps of extraction ask them.

spaCy makes a new object for each token at each look, and decodes its strings anew. The steps ask each word a hundred
questions, and paid more for that than for the answers. So each document is copied once (`plain`), and all steps read
the copy. Names and meanings are spaCy's. A token is one object: equal tokens are identical. What the steps write stays
on spaCy's document, in `doc._`.
"""

from __future__ import annotations

from kg.extract.tokens.doc import Doc
from kg.extract.tokens.plain import on_plain, plain
from kg.extract.tokens.span import Span
from kg.extract.tokens.token import Token

__all__ = ["Doc", "Span", "Token", "on_plain", "plain"]
