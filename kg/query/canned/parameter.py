"""A canned query's parameters: from what a person typed to RDF terms, or to a sentence that says what is wanted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from kg import vocab
from kg.errors import ParameterError
from kg.sparql.binding import Term

ParameterType = Literal["entity", "iri", "date", "integer", "choice", "area", "text"]
Resolve = Callable[[str], list[str]]
"""From a name, slug or IRI to the IRIs that it may mean; raises ValueError with what is wrong and what is wanted."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DEGREES = r"-?\d{1,3}(?:\.\d+)?"
_BOX = re.compile(rf"({_DEGREES})[ ,]+({_DEGREES})[ ,]+({_DEGREES})[ ,]+({_DEGREES})", re.ASCII)
_CORNER = rf"\s*{_DEGREES}\s+{_DEGREES}\s*"
_POLYGON = re.compile(rf"POLYGON\s*\(\(({_CORNER}(?:,{_CORNER}){{3,999}})\)\)", re.ASCII | re.IGNORECASE)
_INTEGER = re.compile(r"[+-]?\d{1,18}", re.ASCII)


_WANTED = {
    "entity": "the name, slug or IRI of an actor, place or incident",
    "iri": "an absolute IRI",
    "date": "a date such as 2024-01-31",
    "choice": "one of ",
    "area": "a box in degrees (west, south, east, north), or a polygon in WKT whose last corner is its first",
    "text": "some words",
}


class Parameter(BaseModel):
    """One parameter, as the header of a query declares it.

    Attributes:
        name: the query's variable, without its question mark.
        type: entity (a name, slug or IRI), iri, date, integer, choice, area (a box or polygon)
            or text.
        default: what it is when it is not given; None leaves the variable unbound, that is unrestricted.
        example: a value that shows the form; what it names need not be in every graph.
        minimum, maximum: the bounds of an integer.
        choices: all that a choice may be.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z][A-Za-z0-9]*$")
    type: ParameterType
    description: str
    default: str | None = None
    example: str | None = None
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()

    @field_validator("default", "example", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        # YAML reads 100 and 2024-01-31 as a number and a date, and a person may well write them without quotes.
        return value.isoformat() if isinstance(value, dt.date) else str(value) if isinstance(value, int) else value

    @model_validator(mode="after")
    def _coherent(self) -> Parameter:
        if (self.type == "choice") != bool(self.choices):
            raise ValueError("a choice needs `choices`, and nothing else has them")
        if self.required and self.default is not None:
            raise ValueError("what has a default is never missing, so it cannot be required")
        if self.type not in ("entity", "choice"):
            for value in (self.default, self.example):
                if value is not None:
                    self._check(value)
        for value in (self.default, self.example):
            if self.type == "choice" and value is not None and value not in self.choices:
                raise ValueError(f"{value!r} is not among the choices")
        return self

    @property
    def wanted(self) -> str:
        """The wanted kind of value, in words."""
        if self.type == "integer":
            return "a whole number" + _bounds(self.minimum, self.maximum)
        return _WANTED[self.type] + ", ".join(self.choices)

    def terms(self, value: str, resolve: Resolve) -> list[Term]:
        """The RDF terms that a value means: one, or several where a name is that of several entities.

        Raises:
            ParameterError: the value is not what the parameter wants.
        """
        text = value.strip()
        try:
            match self.type:
                case "entity":
                    return [NamedNode(iri) for iri in resolve(text)]
                case "iri":
                    return [NamedNode(text.removeprefix("<").removesuffix(">"))]
                case "date":
                    return [RdfLiteral(_date(text), datatype=NamedNode(vocab.XSD + "date"))]
                case "integer":
                    return [RdfLiteral(self._integer(text))]
                case "choice":
                    return [RdfLiteral(self.choices[self.choices.index(text)])]
                case "area":
                    return [RdfLiteral(_area(text), datatype=NamedNode(vocab.GEOSPARQL + "wktLiteral"))]
                case "text":
                    return [RdfLiteral(value)]
        except ValueError as error:
            reason = f" ({error})" if self.type in ("entity", "iri") else ""
            shown = value if len(value) <= 80 else value[:79] + "…"
            raise ParameterError(
                f"The parameter {self.name!r} is {shown!r}; it must be {self.wanted}{reason}."
            ) from error

    def _check(self, value: str) -> None:
        try:
            self.terms(value, _no_names)
        except ParameterError as error:
            raise ValueError(str(error)) from error  # what pydantic gathers and reports with its place

    def _integer(self, text: str) -> int:
        if not _INTEGER.fullmatch(text):
            raise ValueError
        number = int(text)
        if (self.minimum is not None and number < self.minimum) or (self.maximum is not None and number > self.maximum):
            raise ValueError
        return number


def _date(text: str) -> str:
    if not _DATE.fullmatch(text):  # fromisoformat also takes "20240131" and week dates
        raise ValueError
    return dt.date.fromisoformat(text).isoformat()


def _area(text: str) -> str:
    """A polygon in WKT, longitude before latitude."""
    if box := _BOX.fullmatch(text):
        west, south, east, north = box.groups()
        if not (float(west) < float(east) and float(south) < float(north)):
            raise ValueError
        text = f"POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"
    if not (polygon := _POLYGON.fullmatch(text)):
        raise ValueError
    corners = [tuple(map(float, corner.split())) for corner in polygon[1].split(",")]
    if corners[0] != corners[-1] or any(abs(east) > 180 or abs(north) > 90 for east, north in corners):
        raise ValueError
    return text


def _bounds(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f", {low} at least" if low is not None else f", {high} at most" if high is not None else ""


def _no_names(name: str) -> list[str]:
    raise ValueError(f"no graph to look {name!r} up in")
