"""Giving a query its values as RDF terms, never as pasted text.

A query that waits for values is valid as it stands: where it says `VALUES ?who { UNDEF }`, ?who is unrestricted, and
the terms take the place of UNDEF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import QueryError
from kg.store import Graph

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


_TOKEN = re.compile(
    r"""
      \#[^\n\r]*                                   # a comment
    | <[^\x00-\x20<>"{}|^`\\]*>                    # an IRI
    | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}         # strings, long before short
    | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*"
    | '(?:[^'\\\n\r]|\\.)*'
    | [?$@][\w-]+                                  # a variable or language tag
    | [\w.-]*:[\w.:%\\-]*                          # a prefixed name
    | (?P<word>\w+)
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def reaches_out(text: str) -> bool:
    """Whether a query would call other servers: whether SERVICE stands in it outside of strings, IRIs and names."""
    return any((token["word"] or "").upper() == "SERVICE" for token in _TOKEN.finditer(text))


def check(text: str, depth: int) -> None:
    """x"""
    if reaches_out(text):
        raise QueryError("SERVICE is not offered: this endpoint calls no other server.")
