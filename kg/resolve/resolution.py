"""Resolution of a set of facts at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Canonical, Facts, Ref, Resolution
from kg.resolve.clustering.judgements import Judgement
from kg.resolve.register import queries
from kg.resolve.register.database import Register
from kg.resolve.resolver import Resolver


def resolve(
    facts: Iterable[Facts], actors: ActorList, gazetteer: Gazetteer, judgements: Iterable[Judgement] = ()
) -> Resolution:
    """Cluster the entities and events of all articles; every local one is a member of exactly one canonical one.

    Args:
        facts: of all articles, in any order.
        actors: who is known.
        gazetteer: which places are.
        judgements: people's, oldest first: what they say outranks all else.

    Raises:
        JudgementError: people's judgements contradict each other.
    """
    with Register(None, "") as register:
        return resolution_of(resolved(register, facts, actors, gazetteer, judgements))


def resolved(
    register: Register,
    facts: Iterable[Facts],
    actors: ActorList,
    gazetteer: Gazetteer,
    judgements: Iterable[Judgement] = (),
) -> Resolver:
    """A resolver over an empty register that has taken in all facts; see `resolve`."""
    every = {told.article.id: told for told in facts}
    resolver = Resolver(register, actors, gazetteer, judgements)
    resolver.change((every[id_] for id_ in sorted(every)), (), every.get)
    return resolver


def resolution_of(resolver: Resolver) -> Resolution:
    """The whole resolution of a resolver."""
    members: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    for kind, slug, article, local in resolver.register.rows(queries.MEMBERS):
        members[kind, slug].append(Ref(article, local))
    found: dict[str, list[Canonical]] = {"entity": [], "event": []}
    for (kind, slug), refs in sorted(members.items()):
        one = resolver.entity(slug) if kind == "entity" else resolver.event(slug)
        assert one is not None
        c = one[0]
        found[kind].append(
            Canonical(c.slug, c.cls, c.label, c.names, tuple(sorted(refs)), c.actor, c.place, c.conflict)
        )
    copies = resolver.register.rows(queries.COPIES)
    return Resolution(tuple(found["entity"]), tuple(found["event"]), dict(copies))
