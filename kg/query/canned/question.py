"""A canned query and the one way to give its parameters values: as terms, in the places that wait for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process

from kg.errors import ParameterError
from kg.query.canned.parameter import Parameter, Resolve
from kg.query.names import names_of
from kg.sparql.binding import Term, bind
from kg.store import Graph

LIMIT = re.compile(r"\bLIMIT\s+(\d+)[ \t]*#limit\b", re.IGNORECASE)

Values = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """One canned query.

    Attributes:
        name: the file's stem, by which it is called.
        title, description: for people.
        params: by name, in the order of the header; `limit` comes last where the query has one.
        text: valid SPARQL as it stands, with every parameter unrestricted.
    """

    name: str
    title: str
    description: str
    params: Mapping[str, Parameter]
    text: str

    def bind(self, values: Values, graph: Graph) -> str:
        """The query with its parameters' values in place: SPARQL, ready to run or to edit.

        A parameter that is given several values matches any of them. A blank value counts as none.

        Args:
            values: from parameter names to what a person typed.
            graph: where the names of entities are looked up.

        Raises:
            ParameterError: a value is missing, malformed or unknown; the message names the parameter and what it wants.
        """
        return self.filled(values, lambda name: names_of(graph).meant(name))

    def filled(self, values: Values, resolve: Resolve) -> str:
        """As `bind`, with names looked up wherever the caller likes.

        Raises:
            ParameterError: likewise.
        """
        self._refuse_unknown(values)
        bound = {name: self._terms(parameter, values, resolve) for name, parameter in self.params.items()}

        def limit_clause(match: re.Match[str]) -> str:
            return f"LIMIT {bound['limit'][0].value} #limit" if bound.get("limit") else match[0]

        return bind(LIMIT.sub(limit_clause, self.text), bound)

    def _refuse_unknown(self, values: Values) -> None:
        for name in values:
            if name not in self.params:
                offered = ", ".join(self.params) or "none"
                raise ParameterError(f"The query {self.name!r} has no parameter {name!r}; it has: {offered}.")

    def _terms(self, parameter: Parameter, values: Values, resolve: Resolve) -> list[Term]:
        given = values.get(parameter.name, ())
        texts = [text for text in ([given] if isinstance(given, str) else given) if text.strip()]
        if not texts and parameter.default is not None:
            texts = [parameter.default]
        if not texts and parameter.required:
            raise ParameterError(
                f"The query {self.name!r} needs the parameter {parameter.name!r}: {parameter.wanted}"
                + (f", for example {parameter.example!r}." if parameter.example else ".")
            )
        if parameter.name == "limit" and len(texts) > 1:
            raise ParameterError(f"The parameter 'limit' is given {len(texts)} times; it must be {parameter.wanted}.")
        terms = [term for text in texts for term in parameter.terms(text, resolve)]
        return list(dict.fromkeys(terms))


def closest(name: str, known: Sequence[str]) -> str:
    """A hint for a mistyped name, to put at the end of a message: " Did you mean …?", or nothing."""
    near = process.extractOne(name, known, score_cutoff=60)
    return f" Did you mean {near[0]!r}?" if near else ""
