"""The article's entity for a state or for one of its bodies."""

from __future__ import annotations

from kg.extract.drafts import EntityDraft, MentionDraft, adopt
from kg.extract.tokens import Span, Token
from kg.knowledge.actors import Actor


def office_entity(noun: Token, office: Actor, words: Span | None = None) -> EntityDraft:
    """The article's entity for an office or a state; a new one, named by the title's words, where it has none."""
    doc = noun.doc
    entity: EntityDraft | None = next((e for e in doc._.entities if e.actor == office.id), None)
    if entity is None:
        start = noun.i - 1 if noun.i > noun.sent.start and noun.nbor(-1).dep_ in ("compound", "amod") else noun.i
        span = words if words is not None else doc[start : noun.i + 1]
        mention = MentionDraft(span, span.root, "nominal", office.cls, office.id, country=office.country)
        mention.entity = entity = EntityDraft(office.cls, [mention], actor=office.id, country=office.country)
        adopt(doc, entity)
    return entity
