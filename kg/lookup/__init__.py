"""One entity, incident or article with what the graph knows of it: what pages and programs ask for by id."""

from kg.lookup.find import article, articles, slug, thing
from kg.lookup.values import Mention, Page, Ref, Report, Statement, Thing, Tie

__all__ = [
    "Mention",
    "Page",
    "Ref",
    "Report",
    "Statement",
    "Thing",
    "Tie",
    "article",
    "articles",
    "slug",
    "thing",
]
