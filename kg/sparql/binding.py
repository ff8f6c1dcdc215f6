"""The binding of values into a query as RDF terms, never as pasted text; and refusals.

A query that waits for values is valid as it stands: where it says `VALUES ?who { UNDEF }`, ?who is unrestricted, and
the terms take the place of UNDEF.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import QueryError
from kg.sparql.tokens import Names, Token, spelled, tokens, written
from kg.store import Graph
from kg.vocab import PREFIXES

Term = NamedNode | Literal

PLACE = re.compile(r"\bVALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}", re.IGNORECASE)


def bind(text: str, terms: Mapping[str, Sequence[Term]]) -> str:
    """The query with terms in the places that wait for them; what has no terms stays unrestricted."""

    def block(match: re.Match[str]) -> str:
        given = terms.get(match[1])
        return f"VALUES ?{match[1]} {{ {' '.join(map(str, given))} }}" if given else match[0]

    # One pass, so that what a text value holds is never read as a place for another one.
    return PLACE.sub(block, text)


def select(graph: Graph, text: str, **terms: Term | Sequence[Term]) -> QuerySolutions:
    """The solutions of one of our own SELECT queries, with some variables bound.

    Raises:
        StoreError: the store cannot be read.
    """
    found = graph.query(bind(text, {k: [v] if isinstance(v, Term) else list(v) for k, v in terms.items()}))
    assert isinstance(found, QuerySolutions)
    return found


# What keeps an escape as it is, or an escape. A string may hold escaped quotes; one that is not closed goes on to its
# end, so that it is read once.
_ESCAPE = re.compile(
    r"""
      (?P<kept> <[^\x00-\x20<>"{}|^`]*>
        | \"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*(?:\"{3})? | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*(?:'{3})?
        | "(?:[^"\\\n\r]|\\.)*"? | '(?:[^'\\\n\r]|\\.)*'? )
    | \\u(?P<short>[0-9A-Fa-f]{4}) | \\U(?P<long>[0-9A-Fa-f]{8})
    """,
    re.VERBOSE | re.DOTALL,
)


def checked(text: str, depth: int, base: str) -> str:
    """A query as the engine may see it: the same, or with codepoint escapes and what could be misread made plain.

    Args:
        text: SPARQL.
        depth: how deep its brackets may be nested.
        base: what relative IRIs are below.

    Raises:
        QueryError: it calls another server with SERVICE, or could be read as if it did.
        TooDeep: it is nested more deeply.
    """
    text = _unescaped(text)
    suspect = "service" in text.lower()
    if not suspect and sum(map(text.count, "{[(")) <= depth:
        return text
    pieces = tokens(text, depth)
    if any(token.says("SERVICE") for token in pieces):
        raise QueryError("SERVICE is not offered: this endpoint calls no other server")
    # Where a text could be cut in several ways, only our reading is handed on.
    return written(_plainly(pieces, Names(base, PREFIXES))) if suspect else text


def _plainly(pieces: list[Token], names: Names) -> list[Token]:
    """A query's tokens: its prologue unchanged, the rest with names as whole IRIs.

    Raises:
        QueryError: the text is no SPARQL, or a name has no IRI.
    """
    at = 0
    while at + 2 < len(pieces):
        if pieces[at].says("BASE"):
            names.rebase(pieces[at + 1])
            at += 2
        elif pieces[at].says("PREFIX"):
            names.declare(pieces[at + 1].text.removesuffix(":"), pieces[at + 2])
            at += 3
        elif pieces[at].says("VERSION"):
            at += 2
        else:
            break
    return pieces[:at] + spelled(pieces[at:], names)


def _unescaped(text: str) -> str:
    """A query whose codepoint escapes (SPARQL 1.1, section 19.2) are resolved outside of strings and IRIs.

    Inside of those the engine resolves them itself.
    """
    if "\\u" not in text and "\\U" not in text:
        return text

    def plain(match: re.Match[str]) -> str:
        if (kept := match["kept"]) is not None:
            return kept
        code = int(match["short"] or match["long"], 16)
        if code > sys.maxunicode or 0xD800 <= code <= 0xDFFF:
            raise QueryError(f"The query has the escape {match[0]}, which stands for no character")
        return chr(code)

    return _ESCAPE.sub(plain, text)
