"""Queries for any server: with our prefixes declared, and patterns outside of GRAPH put where they belong.

If a named graph stands for the default graph there, the whole pattern goes into `GRAPH <that> { … }`. An inner GRAPH
still reaches the graph that it names, by the algebra of SPARQL 1.1 (section 18.6). A variable of an inner GRAPH must
not match the graph that stands for the default graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.sparql.graphs import without_graphs
from kg.sparql.tokens import Token, iri, tokens, written
from kg.vocab import PREFIXES

_OPENING: Final = "{[("
_CLOSING: Final = "}])"


def for_server(text: str, base: str, default: str | None, depth: int = 100) -> str:
    """The query to send.

    Args:
        text: SPARQL, as our own store would be asked, without SERVICE.
        base: what relative IRIs are below.
        default: the named graph that stands for the default graph; None where the server's own does.
        depth: how deep its brackets may be nested.

    Raises:
        TooDeep: they are nested more deeply.
    """
    pieces = tokens(text, depth)
    declared = {name.text.rstrip(":") for word, name in pairwise(pieces) if word.says("PREFIX")}
    used = {token.text.partition(":")[0] for token in pieces if token.kind == "name"} - declared
    lines = [] if any(token.says("BASE") for token in pieces) else [f"BASE <{base}>"]
    lines += [f"PREFIX {prefix}: <{stem}>" for prefix, stem in PREFIXES.items() if prefix in used]
    if default is not None and not any(token.says("FROM") for token in pieces):
        pieces = _within(pieces, iri(default).text)
    return "\n".join([*lines, written(pieces).lstrip()])


def _within(pieces: list[Token], graph: str) -> list[Token]:
    """The query's tokens with what is outside of GRAPH matched in that graph."""
    groups = [*_outermost(pieces)]
    head = next((t.text.upper() for t in pieces if t.kind == "word" and t.text.upper() in _FORMS), "")
    if head == "CONSTRUCT" and len(groups) == 1:  # CONSTRUCT WHERE { … }: the template says what is looked for
        start, end = groups[0]
        where = next(at for at, token in enumerate(pieces) if token.says("WHERE"))
        return [
            *pieces[:where],
            *pieces[start : end + 1],
            *_wrapped(pieces[where : end + 1], graph),
            *pieces[end + 1 :],
        ]
    if len(groups) <= (head == "CONSTRUCT"):
        return pieces  # DESCRIBE without WHERE
    start, end = groups[head == "CONSTRUCT"]
    return [*pieces[:start], *_wrapped(pieces[start : end + 1], graph), *pieces[end + 1 :]]


_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


def _wrapped(pieces: Sequence[Token], graph: str) -> Iterator[Token]:
    """A group, perhaps after WHERE, inside of GRAPH."""
    outer = next(at for at, token in enumerate(pieces) if token.says("{"))
    yield from pieces[: outer + 1]
    yield Token("sign", f"GRAPH {graph} {{")
    yield from [*without_graphs(pieces[outer:], [graph])][1:]
    yield Token("sign", "}")


def _outermost(pieces: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where the groups begin and end that are in no other brackets."""
    depth = start = 0
    for at, token in enumerate(pieces):
        if token.kind != "sign":
            continue
        if token.text in _OPENING:
            if depth == 0:
                start = at
            depth += 1
        elif token.text in _CLOSING:
            depth -= 1
            if depth == 0 and token.text == "}":
                yield start, at
