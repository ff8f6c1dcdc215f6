"""Look-ups: an id or a filter in; entities, incidents, claims and articles, with everything about them, out."""

from kg.query.lookup.articles import ArticleFilter, articles
from kg.query.lookup.citations import ClaimFilter, citations
from kg.query.lookup.claims import ClaimInContext, claim, facts_of_claim
from kg.query.lookup.communities import Communities, communities, incidents_behind
from kg.query.lookup.find import entity, incident, thing
from kg.query.lookup.incident_filter import IncidentFilter
from kg.query.lookup.incidents import incidents
from kg.query.lookup.linked import Parts, described, linked
from kg.query.lookup.listing import ListItem, entities, search
from kg.query.lookup.overview import overview
from kg.query.lookup.overview_values import Overview
from kg.query.lookup.path import Path, path
from kg.query.lookup.quotes import Quote
from kg.query.lookup.reports import article
from kg.query.lookup.terms import slug
from kg.query.lookup.values import (
    Account,
    Cited,
    Incident,
    Mention,
    Page,
    Ref,
    Report,
    Statement,
    Summary,
    Thing,
    Tie,
)
from kg.query.lookup.vocabulary import Vocabulary, vocabulary

__all__ = [
    "Account",
    "ArticleFilter",
    "Cited",
    "ClaimFilter",
    "ClaimInContext",
    "Communities",
    "Incident",
    "IncidentFilter",
    "ListItem",
    "Mention",
    "Overview",
    "Page",
    "Parts",
    "Path",
    "Quote",
    "Ref",
    "Report",
    "Statement",
    "Summary",
    "Thing",
    "Tie",
    "Vocabulary",
    "article",
    "articles",
    "citations",
    "claim",
    "communities",
    "described",
    "entities",
    "entity",
    "facts_of_claim",
    "incident",
    "incidents",
    "incidents_behind",
    "linked",
    "overview",
    "path",
    "search",
    "slug",
    "thing",
    "vocabulary",
]
