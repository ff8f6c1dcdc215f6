"""One entity, incident or article with what the graph knows of it: what pages and programs ask for by id."""

from kg.lookup.citations import ClaimFilter, citations
from kg.lookup.claims import Told, claim
from kg.lookup.find import entity, incident, thing
from kg.lookup.incidents import IncidentFilter, incidents
from kg.lookup.linked import linked_article, linked_claims, linked_things
from kg.lookup.listing import Found, articles, entities, search
from kg.lookup.reports import article
from kg.lookup.terms import slug
from kg.lookup.values import (
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
from kg.lookup.vocabulary import Vocabulary, vocabulary
from kg.lookup.why import Comparison, Explainer, Pair, Quote, Whole

__all__ = [
    "Account",
    "Cited",
    "ClaimFilter",
    "Comparison",
    "Explainer",
    "Found",
    "Incident",
    "IncidentFilter",
    "Mention",
    "Page",
    "Pair",
    "Quote",
    "Ref",
    "Report",
    "Statement",
    "Summary",
    "Thing",
    "Tie",
    "Told",
    "Vocabulary",
    "Whole",
    "article",
    "articles",
    "citations",
    "claim",
    "entities",
    "entity",
    "incident",
    "incidents",
    "linked_article",
    "linked_claims",
    "linked_things",
    "search",
    "slug",
    "thing",
    "vocabulary",
]
