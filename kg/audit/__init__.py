"""Audits: a sample of a graph's claims in, people's verdicts on a sheet, and the graph's precision out."""

from kg.audit.judged import SheetRow, read_sheet, write_sheet
from kg.audit.last import KEPT, last_audit
from kg.audit.precision import Precision, precision
from kg.audit.sample import Sample, draw

__all__ = ["KEPT", "Precision", "Sample", "SheetRow", "draw", "last_audit", "precision", "read_sheet", "write_sheet"]
