"""Our incidents beside another data set's events: pairs, events of one side alone, and differences."""

from kg.query.compare.codebooks import CODEBOOKS, CodedEvent, read_events
from kg.query.compare.comparison import EventPair, compare
from kg.query.compare.rows import COMPARED_COLUMNS, compared_rows

__all__ = ["CODEBOOKS", "COMPARED_COLUMNS", "CodedEvent", "EventPair", "compare", "compared_rows", "read_events"]
