"""Export: a published graph in; RDF, networks for Gephi and its relatives, tables, maps and pictures out."""

from kg.export.files import export, write
from kg.export.formats import FORMATS, Format, Neighbourhood, Wanted, format_of, network_format
from kg.export.forms import FORMS, Form
from kg.export.neighbours import Neighbours, neighbours
from kg.export.records import csv_of, incident_feature, incident_features, page_of_claims, page_of_incidents

__all__ = [
    "FORMATS",
    "FORMS",
    "Form",
    "Format",
    "Neighbourhood",
    "Neighbours",
    "Wanted",
    "csv_of",
    "export",
    "format_of",
    "incident_feature",
    "incident_features",
    "neighbours",
    "network_format",
    "page_of_claims",
    "page_of_incidents",
    "write",
]
