"""Resolving: many articles' Facts in; which entities are the same actor, and which events the same incident, out.

The same articles give the same resolution in any order.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Facts, Ref, Resolution
from kg.resolve.copies import find_copies
from kg.resolve.entities import resolve_entities
from kg.resolve.incidents import resolve_incidents


def resolve(facts: Iterable[Facts], actors: ActorList, gazetteer: Gazetteer) -> Resolution:
    """Cluster the entities and events of all articles; every local one is a member of exactly one canonical one."""
    every = sorted(facts, key=lambda f: (f.article.date or dt.date.max, f.article.id))
    order = {f.article.id: n for n, f in enumerate(every)}
    local = {Ref(f.article.id, e.id): e for f in every for e in f.entities}
    entities = resolve_entities(local, order, actors, gazetteer)
    by_ref = {ref: c for c in entities for ref in c.members}
    events = resolve_incidents(every, by_ref, order, gazetteer)
    return Resolution(tuple(entities), tuple(events), find_copies(f.article for f in every))
