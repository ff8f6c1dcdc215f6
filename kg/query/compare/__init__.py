"""Our incidents beside another data set's events: what both have, what one has, and where they differ."""

from kg.query.compare.codebooks import CODEBOOKS, Foreign, read_events
from kg.query.compare.comparison import Compared, compare
from kg.query.compare.rows import COMPARED_COLUMNS, compared_rows

__all__ = ["CODEBOOKS", "COMPARED_COLUMNS", "Compared", "Foreign", "compare", "compared_rows", "read_events"]
