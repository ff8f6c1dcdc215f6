"""One entity, incident or article with what the graph knows of it: what pages and programs ask for by id."""

from kg.lookup.claims import Told, claim
from kg.lookup.find import article, articles, slug, thing
from kg.lookup.values import Mention, Page, Ref, Report, Statement, Thing, Tie
from kg.lookup.why import Comparison, Explainer, Pair, Quote, Whole

__all__ = [
    "Comparison",
    "Explainer",
    "Mention",
    "Page",
    "Pair",
    "Quote",
    "Ref",
    "Report",
    "Statement",
    "Thing",
    "Tie",
    "Told",
    "Whole",
    "article",
    "articles",
    "claim",
    "slug",
    "thing",
]
