"""Comparison: our incidents and another data set's events in; pairs, events of one side, and differences out."""

from kg.query.compare.codebooks import CODEBOOKS, CodedEvent, read_events
from kg.query.compare.comparison import EventPair, compare
from kg.query.compare.links import graph_of, links
from kg.query.compare.page import compared_page
from kg.query.compare.rows import COMPARED_COLUMNS, compared_rows

__all__ = [
    "CODEBOOKS",
    "COMPARED_COLUMNS",
    "CodedEvent",
    "EventPair",
    "compare",
    "compared_page",
    "compared_rows",
    "graph_of",
    "links",
    "read_events",
]
