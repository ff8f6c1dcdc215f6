"""Faults of a query or an update, in a sentence for people, with the engine's words behind it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from kg.errors import QueryError
from kg.sparql.tokens import Token, tokens
from kg.vocab import PREFIXES

_READ: Final = 50_000  # characters of a text that is looked through for what is wrong
_LONGEST: Final = 300  # characters of what the engine says
_AT: Final = re.compile(r"error at (\d+):(\d+)")
_QUERIES: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PROLOGUE: Final = ("BASE", "PREFIX", "VERSION")
_UPDATES: Final = ("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY")
_CYPHER: Final = re.compile(r"\s*(?:OPTIONAL\s+)?(?:MATCH|MERGE|UNWIND|CREATE)\b\s*\(?|\s*CALL\s+\w", re.IGNORECASE)
_SQL: Final = re.compile(
    r"\s*(?:SELECT\s+(?:DISTINCT\s+)?[\w.*,\s()]+\bFROM\s+[\w\"`]+|INSERT\s+INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b)",
    re.IGNORECASE,
)

_TEXT: Final = (
    'has no text index of another product\'s: write FILTER(CONTAINS(LCASE(?label), "…")), or ask /search for names'
)
_SPACE: Final = (
    "has no index of geometries: places and incidents have a point, <http://www.opengis.net/ont/geosparql#asWKT>, for "
    "geof:distance(?a, ?b, uom:metre) and geof:sfWithin, and geo:lat and geo:long"
)
# What other products have beside SPARQL: without an index of theirs such a pattern would silently find nothing.
_VENDORS: Final[Mapping[str, str]] = {
    "http://jena.apache.org/text#": _TEXT,
    "http://www.openlinksw.com/schemas/bif#": _TEXT,
    "http://www.bigdata.com/rdf/search#": _TEXT,
    "http://www.ontotext.com/owlim/lucene#": _TEXT,
    "http://www.ontotext.com/connectors/": _TEXT,
    "tag:stardog:api:property:textMatch": _TEXT,
    "tag:stardog:api:search:": _TEXT,
    "http://www.w3.org/ns/fulltext#": _TEXT,
    "http://jena.hpl.hp.com/ARQ/property#textMatch": _TEXT,
    "http://jena.apache.org/spatial#": _SPACE,
    **{f"http://www.opengis.net/ont/geosparql#{name}": _SPACE for name in ("sf", "eh", "rcc8", "has")},
}
_NAMESPACES: Final = {re.split(r"(?<=[#/:])(?=\w*$)", start)[0] for start in _VENDORS}
_VENDORS_PREFIXES: Final = {"bif": _TEXT, "text": _TEXT, "bds": _TEXT, "luc": _TEXT}


def no_index_of_others(text: str) -> None:
    """See that a query asks no index that other products have.

    Raises:
        QueryError: it does; says what there is instead.
    """
    if not any(namespace in text for namespace in _NAMESPACES):
        return
    pieces = tokens(text, len(text))
    declared = [at for at, token in enumerate(pieces[:-2]) if token.says("PREFIX")]
    prefixes = {pieces[at + 1].text[:-1]: _iri(pieces[at + 2]) for at in declared}
    skipped = {at + 2 for at in declared}
    for at, token in enumerate(pieces):
        whole = "" if at in skipped else _whole(token, prefixes)
        for start, instead in _VENDORS.items():
            if whole.startswith(start):
                raise QueryError(f"{token.text} is no part of SPARQL, and this endpoint {instead}")


def explained(text: str, said: str, what: str = "query") -> QueryError:
    """The error for a text that the engine cannot read.

    Args:
        text: SPARQL, or what is taken for it.
        said: what the engine says.
        what: "query" or "update".
    """
    behind = " ".join((said.partition(" is not valid SPARQL: ")[2] or said).split())
    behind = behind if len(behind) <= _LONGEST else f"{behind[:_LONGEST]}…"
    return QueryError(f"{_sentence(text, said, what)} (the engine says: {behind})")


def _sentence(text: str, said: str, what: str) -> str:
    if len(text) > _READ:
        return _place(text, said, what)
    pieces = tokens(text, len(text) + 1)
    words = [token.text.upper() for token in pieces if token.kind in ("word", "unknown")]
    first = next((word for word in words if word not in _PROLOGUE), "")
    if not pieces:
        return f"The {what} is empty"
    if what == "query" and _SQL.match(text):
        return "This is SQL, and what is asked here is SPARQL: SELECT ?s WHERE { ?s ?p ?o }"
    if _CYPHER.match(text) and first not in ("CREATE", "DROP"):
        return "This is Cypher, and what is asked here is SPARQL: SELECT ?s WHERE { ?s ?p ?o }"
    if what == "query" and pieces[0].text.upper() in _UPDATES:
        return "This is an update, which is no query: updates are posted to /update"
    if what == "query" and pieces[0].text.upper() not in (*_QUERIES, *_PROLOGUE):
        return f"This does not begin as SPARQL does ({', '.join(_QUERIES)})"
    declared = {name.text[:-1] for word, name in pairwise(pieces) if word.says("PREFIX") and name.kind == "name"}
    used = dict.fromkeys(token.text.partition(":")[0] for token in pieces if token.kind == "name")
    if unknown := [prefix for prefix in used if prefix not in declared and prefix not in PREFIXES]:
        instead = _VENDORS_PREFIXES.get(unknown[0])
        told = f"; this endpoint {instead}" if instead else f"; write PREFIX {unknown[0]}: <…> in front"
        return f"The prefix {unknown[0]}: is not declared{told}"
    return _unclosed(pieces) or _place(text, said, what)


def _unclosed(pieces: Sequence[Token]) -> str | None:
    if pieces[-1].text in ("'", '"'):
        return "A string is not closed, or has an escape that SPARQL does not know"
    for opening, closing in ("{}", "()", "[]"):
        more = sum(token.says(opening) - token.says(closing) for token in pieces)
        if more:
            return f"A {opening if more > 0 else closing} has no {closing if more > 0 else opening}"
    return None


def _place(text: str, said: str, what: str) -> str:
    found = _AT.search(said)
    if found is None:
        return f"The {what} is not valid SPARQL"
    line, column = int(found[1]), int(found[2])
    lines = text.split("\n")
    near = lines[line - 1][max(0, column - 21) : column + 19].strip() if line <= len(lines) else ""
    return f"The {what} is not valid SPARQL at line {line}, column {column}" + (f", near {near!r}" if near else "")


def _whole(token: Token, prefixes: Mapping[str, str]) -> str:
    if token.kind == "iri":
        return _iri(token)
    if token.kind != "name":
        return ""
    prefix, _, local = token.text.partition(":")
    return prefixes.get(prefix, "") + local if local else ""


def _iri(token: Token) -> str:
    return token.text[1:-1].replace("\\u0023", "#")  # as tokens have it
