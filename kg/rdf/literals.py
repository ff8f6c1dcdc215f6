"""Values as literals, in the lexical form that the store keeps too."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from kg.vocab import GEOSPARQL, RDF, XSD

_JSON: Final = NamedNode(RDF + "JSON")
_INTEGER: Final = NamedNode(XSD + "integer")
_DECIMAL: Final = NamedNode(XSD + "decimal")
_BOOLEAN: Final = NamedNode(XSD + "boolean")
_WKT: Final = NamedNode(GEOSPARQL + "wktLiteral")

_DATES: Final = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "{}", NamedNode(XSD + "date")),
    (re.compile(r"\d{4}-\d{2}"), "{}-01", NamedNode(XSD + "gYearMonth")),
    (re.compile(r"\d{4}"), "{}-01-01", NamedNode(XSD + "gYear")),
    # 2000 was a leap year, so that --02-29 is a day too.
    (re.compile(r"--\d{2}-\d{2}"), "2000-{}", NamedNode(XSD + "gMonthDay")),
)


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(value)


def json_text(value: str) -> Literal:
    """JSON text, as rdf:JSON."""
    return Literal(value, datatype=_JSON)


def integer(value: int) -> Literal:
    """A whole number, as xsd:integer."""
    return Literal(str(int(value)), datatype=_INTEGER)


def decimal(value: float, places: int) -> Literal:
    """A number rounded to some decimal places, without trailing zeros, as xsd:decimal."""
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places)).normalize() + 0  # + 0 makes -0 zero
    return Literal(f"{rounded:f}", datatype=_DECIMAL)


def point(lat: float, long: float) -> Literal:
    """A point of degrees, to five decimal places, as GeoSPARQL writes it: the longitude first, in WGS 84."""
    x, y = decimal(long, places=5).value, decimal(lat, places=5).value
    return Literal(f"POINT({x} {y})", datatype=_WKT)


def boolean(value: bool) -> Literal:
    """xsd:boolean."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def date(lexical: str) -> Literal:
    """A day, month, year or day of any year, typed as precisely as its form: xsd:date, gYearMonth, gYear, gMonthDay.

    Raises:
        ValueError: it is none of these forms, or no day of the calendar.
    """
    for form, day, datatype in _DATES:
        if form.fullmatch(lexical):
            dt.date.fromisoformat(day.format(lexical.removeprefix("--")))
            return Literal(lexical, datatype=datatype)
    raise ValueError(f"{lexical!r} is no date like 2024-01-04, 2024-01, 2024 or --01-04")


def address(url: str) -> NamedNode | Literal:
    """A web address: an IRI if it is one that can be followed over HTTP, else a string."""
    try:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname:
            return NamedNode(url)
    except ValueError:  # neither a URL nor an IRI, and still what the source said
        pass
    return Literal(url)
