"""Tables: a graph in; incidents, claims, articles and ties as rows out. docs/tables.md tells what the columns mean."""

from kg.query.tables.articles import ARTICLE_COLUMNS, article_rows
from kg.query.tables.claims import CLAIM_COLUMNS, cited_rows, claim_rows
from kg.query.tables.columns import Column, Row
from kg.query.tables.features import feature
from kg.query.tables.incidents import INCIDENT_COLUMNS, incident_rows, incidents_in, incidents_that
from kg.query.tables.ties import TIE_COLUMNS, tie_rows

__all__ = [
    "ARTICLE_COLUMNS",
    "CLAIM_COLUMNS",
    "INCIDENT_COLUMNS",
    "TIE_COLUMNS",
    "Column",
    "Row",
    "article_rows",
    "cited_rows",
    "claim_rows",
    "feature",
    "incident_rows",
    "incidents_in",
    "incidents_that",
    "tie_rows",
]
