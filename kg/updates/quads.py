"""The quads of an update: the contents of INSERT, DELETE and their DATA."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.errors import QueryError
from kg.sparql.tokens import Names, Token, iri, written


class NotDeletable(QueryError):
    """An update would delete blank nodes by their names."""


@dataclass(frozen=True, slots=True)
class Quads:
    """Triples of a template, parted by where they go.

    Attributes:
        default: those outside of GRAPH, as text.
        named: the GRAPH blocks, as text, their graphs by absolute IRIs.
        variables: the variables that name graphs.
        blank: whether there are blank nodes among them.
    """

    default: str
    named: str
    variables: tuple[Token, ...]
    blank: bool

    def without_blank_nodes(self) -> None:
        """See that these can be deleted.

        Raises:
            NotDeletable: they hold blank nodes, which name nothing that is there.
        """
        if self.blank:
            raise NotDeletable("Blank nodes cannot be deleted by their names: use DELETE … WHERE with variables")


def read_quads(group: list[Token], names: Names, check: Callable[[str], None]) -> Quads:
    """The quads of a group.

    Args:
        group: its tokens, with the braces around them.
        names: what relative IRIs are below.
        check: raises for a graph that is not to be written to.

    Raises:
        QueryError: there is no graph's name where there should be.
    """
    default: list[str] = []
    named: list[str] = []
    variables: list[Token] = []
    inner = group[1:-1]
    at = 0
    while at < len(inner):
        block = next((n for n in range(at, len(inner)) if inner[n].says("GRAPH")), len(inner))
        default.append(_triples(inner[at:block]))
        if block == len(inner):
            break
        if block + 1 >= len(inner):
            raise QueryError("The update says GRAPH, and no graph after it")
        name = inner[block + 1]
        if name.kind == "variable":
            variables.append(name)
        else:
            absolute = names.resolve(name)
            check(absolute)
            name = iri(absolute)
        end = next((n for n in range(block, len(inner)) if inner[n].says("}") and _closed(inner[block : n + 1])), None)
        if end is None:
            raise QueryError("The update says GRAPH without { … } after it")
        named.append(f"GRAPH {name.text} {written(inner[block + 2 : end + 1])}")
        at = end + 1
    blank = any(t.kind == "blank" or t.text in _BLANK for t in inner) or _annotated(inner)
    return Quads(" .\n".join(filter(None, default)), "\n".join(named), tuple(variables), blank)


# What stands for a blank node: `[ … ]`, `( … )`, and by SPARQL 1.2 `<< … >>` and `~`.
_BLANK: Final = frozenset("[(<~")


def _annotated(pieces: list[Token]) -> bool:
    """Whether a triple has an annotation `{| … |}`, which a blank node bears."""
    return any(one.says("{") and other.says("|") for one, other in pairwise(pieces))


def _triples(pieces: list[Token]) -> str:
    """Triples without the dots before the first and after the last."""
    start, end = 0, len(pieces)
    while start < end and pieces[start].says("."):
        start += 1
    while start < end and pieces[end - 1].says("."):
        end -= 1
    return written(pieces[start:end])


def _closed(pieces: list[Token]) -> bool:
    return sum(token.says("{") - token.says("}") for token in pieces) == 0
