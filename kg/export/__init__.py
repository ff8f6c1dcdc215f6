"""Taking the graph elsewhere: RDF for other stores, GEXF, GraphML and CSV for Gephi and its relatives, pictures."""

from kg.export.files import export, write
from kg.export.formats import FORMATS, Format, Near, Wanted, format_of
from kg.export.forms import FORMS, Form
from kg.export.neighbours import Neighbours, neighbours

__all__ = [
    "FORMATS",
    "FORMS",
    "Form",
    "Format",
    "Near",
    "Neighbours",
    "Wanted",
    "export",
    "format_of",
    "neighbours",
    "write",
]
