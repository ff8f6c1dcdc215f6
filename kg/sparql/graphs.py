"""The named graphs that the variables of a group can match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.sparql.tokens import Token


def without_graphs(pieces: Sequence[Token], names: Sequence[str]) -> Iterator[Token]:
    """The tokens of a group in which `GRAPH ?g` finds all graphs but some, which are given as SPARQL writes them."""
    open_: list[list[str]] = []  # for each group around, the variables that name graphs in it
    for at, token in enumerate(pieces):
        if token.says("}"):
            for found in dict.fromkeys(open_.pop()):
                yield Token("sign", f"FILTER({' && '.join(f'{found} != {name}' for name in names)})")
        yield token
        if token.says("{"):
            open_.append([])
        elif token.says("GRAPH") and pieces[at + 1].kind == "variable":
            open_[-1].append(pieces[at + 1].text)
