"""Facets: a filter in; by each property, how many things there are of each value, out."""

from kg.query.facets.articles import article_facets
from kg.query.facets.incidents import incident_facets
from kg.query.facets.results import ResultItem, ResultPage, results
from kg.query.facets.values import Facet, Facets, FacetValue

__all__ = [
    "Facet",
    "FacetValue",
    "Facets",
    "ResultItem",
    "ResultPage",
    "article_facets",
    "incident_facets",
    "results",
]
