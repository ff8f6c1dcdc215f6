"""The last audit of a graph, as `kg audit` keeps it beside the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kg.audit.judged import read_sheet
from kg.audit.precision import Precision, precision

KEPT: Final = "audit.csv"
"""The file in the graph's folder that holds the judgements."""


def last_audit(folder: Path) -> Precision | None:
    """How right the claims of the graph in a folder are, by all that was judged; None where nobody judged.

    Raises:
        ResourceError: the file of judgements is broken.
    """
    kept = folder / KEPT
    return next(iter(precision(read_sheet(kept))), None) if kept.is_file() else None
