"""The incremental resolver: a change is decided where it happened, and everything else stays.

The result is that of resolving all articles at once, in whatever order they came. Nothing in it depends on more than
its own neighbourhood: forms that share a name, a sound or an id; accounts that share a day, a place or someone in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Final

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Canonical, DisputableClaim, Entity, Event, Facts, Ref
from kg.resolve.clustering.agglomeration import Clustering
from kg.resolve.clustering.claims import ClaimVerdicts
from kg.resolve.clustering.judgements import Judgement, Verdicts, place
from kg.resolve.duplicates.incremental import update_copies
from kg.resolve.entities.incremental import EntityClusters
from kg.resolve.entities.scoring import EntityScorer
from kg.resolve.entities.signatures import EntitySignature, SignatureBuilder
from kg.resolve.events.fillers import FillerLookup
from kg.resolve.events.incremental import EventClusters
from kg.resolve.events.signatures import EventAccount
from kg.resolve.intake import Intake
from kg.resolve.register import queries
from kg.resolve.register.database import Register
from kg.resolve.register.membership import Kind

CLAIM_VERDICTS: Final = "claim verdicts"
"""Meta key: what was said of the claims of which article."""


@dataclass(frozen=True, slots=True)
class ResolutionDelta:
    """The consequences of a change of articles.

    Attributes:
        articles: those there are that have to be projected anew: they were put, or name others than before.
        entities, events: slugs that stand for something else than before, or for nothing any more.
        places: ids of the gazetteer that such entities have or had.
    """

    articles: tuple[str, ...]
    entities: frozenset[str]
    events: frozenset[str]
    places: frozenset[str]


def noted(verdicts: Verdicts) -> dict[str, str]:
    """People's verdicts as a register keeps them: by pair of members, both as JSON."""
    return {
        json.dumps([left.article, left.local, right.article, right.local]): json.dumps(asdict(said))
        for (left, right), said in verdicts.on.items()
    }


class Resolver:
    """Resolves into a register."""

    def __init__(
        self,
        register: Register,
        actors: ActorList,
        gazetteer: Gazetteer,
        judgements: Iterable[Judgement] = (),
        claims: ClaimVerdicts | None = None,
    ) -> None:
        """Take what is known.

        Args:
            register: what was resolved before.
            actors: who is known.
            gazetteer: which places are.
            judgements: people's on pairs, oldest first: what they say outranks all else.
            claims: people's on claims, which the facts that come bear already.
        """
        self.register = register
        self.verdicts = Verdicts({})
        self._actors = actors
        self._gazetteer = gazetteer
        self._judgements = tuple(judgements)
        self._claims = claims or ClaimVerdicts()
        self._signatures = SignatureBuilder(actors)
        self._fillers = FillerLookup(register)
        self.scorer = EntityScorer(self._signatures, self._only_one)

    def change(
        self, put: Iterable[Facts], drop: Iterable[str], facts: Callable[[str], Facts | None]
    ) -> ResolutionDelta:
        """Put articles in, each in the place of the one of its id, and take others out.

        Args:
            put: facts of articles that are new or changed, with what people said of their claims.
            drop: ids of those that are gone.
            facts: of any article there is after the change, by its id, likewise.

        Raises:
            JudgementError: people's judgements contradict each other.
            StoreError: the register cannot be written.
        """
        self.verdicts = place(self._judgements, facts)
        self.verdicts.check()
        self.register.forget("filled")  # with what a build decided, and with nothing else
        judged = {ref for pair in self.verdicts.on for ref in pair}
        intake = Intake(self.register, self._signatures, self.scorer, judged)
        for id_ in drop:
            intake.drop(id_)
        for told in put:
            intake.put(told)
        for id_ in sorted(self._judged_anew() - intake.touched.articles):
            if (again := facts(id_)) is not None:
                intake.put(again)
        touched = intake.touched
        copies = update_copies(self.register, touched.articles, touched.reports)
        who = self._entities()
        entities = who.settle(touched)
        elsewhere, otherwise = who.articles()
        self._fillers = FillerLookup(self.register)
        what = self._events()
        events = what.settle(touched, otherwise | copies)
        articles = touched.articles | elsewhere | copies | what.articles()
        there = (id_ for id_ in articles if self.register.row(queries.ARTICLE, id_))
        return ResolutionDelta(tuple(sorted(there)), frozenset(entities), frozenset(events), who.naming.places())

    def _judged_anew(self) -> set[str]:
        """The articles of members, and of claims, on which the judgement is not what it was."""
        pairs = self._noted_anew("verdicts", noted(self.verdicts))
        claims = self._noted_anew(CLAIM_VERDICTS, self._claims.noted())
        return claims | {article for pair in pairs for article in json.loads(pair)[::2]}

    def _noted_anew(self, key: str, now: dict[str, str]) -> set[str]:
        """What is noted otherwise than before under a key of the register; from now on as it is now."""
        before: dict[str, str] = json.loads(self.register.get(key) or "{}")
        self.register.set(key, json.dumps(now))
        return {name for name in now.keys() | before.keys() if now.get(name) != before.get(name)}

    def _only_one(self, family: str) -> bool:
        found = self.register.rows(queries.TWO_FORM_KEYS_BETWEEN, f"f|{family}|", f"f|{family}}}")
        return len(list(found)) == 1

    def _entities(self) -> EntityClusters:
        return EntityClusters(self.register, self.scorer, self._actors, self._gazetteer, self.verdicts)

    def _events(self) -> EventClusters:
        return EventClusters(self.register, self._actors, self._gazetteer, self.verdicts, self._fillers)

    # How it came about

    def clusterings(self, kind: Kind, start: Iterable[Ref]) -> Iterator[Clustering]:
        """How the components are parted that some forms (by their firsts) or events are in; nothing is changed."""
        if kind == "entity":
            return self._entities().clusterings(start)
        return (found for _, found in self._events().clusterings(start))

    # What came of it

    def canonical(self, article: str) -> dict[Ref, Canonical]:
        """Whom one article's entities and events turned out to be, without all their members."""
        rows = self.register.rows(queries.CLUSTERS_OF_ARTICLE, article, article)
        return {Ref(article, local): Canonical(slug, cls, label, (), ()) for local, slug, cls, label in rows}

    def copy_of(self, article: str) -> str | None:
        """The id of the article that it is a near duplicate of."""
        row = self.register.row(queries.ORIGINAL_OF_ARTICLE, article)
        return None if row is None or row[0] == article else row[0]

    def entity(self, slug: str) -> tuple[Canonical, list[Entity]] | None:
        """A canonical entity, and what it looks like in articles; None if there is none."""
        found = self._cluster("entity", slug)
        if found is None:
            return None
        id_, one = found
        rows = self.register.rows(queries.CONTENTS_OF_CLUSTER, id_)
        return one, [EntitySignature.loads(content).entity() for (content,) in rows]

    def event(self, slug: str) -> tuple[Canonical, list[Event], list[DisputableClaim]] | None:
        """A canonical incident, its events, and what articles say that may be disputed; None if there is none."""
        found = self._cluster("event", slug)
        if found is None:
            return None
        id_, one = found
        rows = self.register.rows(queries.ACCOUNTS_OF_CLUSTER, id_)
        accounts = [(article, EventAccount.loads(text), bool(copy)) for article, text, copy in rows]
        said: list[DisputableClaim] = []
        for article, account, copy in accounts:
            said += account.disputable(article, self._fillers.of(article), self._actors, copy=copy)
        return one, [account.event for _, account, _ in accounts], said

    def slugs(self, kind: Kind) -> Iterator[str]:
        """All of a kind."""
        return (slug for (slug,) in self.register.rows(queries.SLUGS, kind))

    def conflicts(self) -> set[str]:
        """The ids of those of which incidents are part."""
        rows = self.register.rows(queries.CONFLICTS)
        return {str(id_) for (id_,) in rows}

    def slug_of_actor(self, actor: str) -> str | None:
        """The slug of the entity that is an actor of the list; None if nobody is."""
        row = self.register.row(queries.SLUG_OF_ACTOR, actor)
        return None if row is None else str(row[0])

    def slug_of_place(self, id_: str) -> str | None:
        """The slug of the entity that is a place of the gazetteer; None if none is."""
        row = self.register.row(queries.SLUG_OF_PLACE, id_)
        return None if row is None else str(row[0])

    def places_in(self, country: str) -> list[str]:
        """Slugs of the places in a country, by ISO 3166 alpha-2 code."""
        return [slug for (slug,) in self.register.rows(queries.SLUGS_OF_PLACES_IN, country)]

    def _cluster(self, kind: Kind, slug: str) -> tuple[int, Canonical] | None:
        row = self.register.row(queries.CANONICAL_WITH_SLUG, kind, slug)
        if row is None:
            return None
        id_, own, cls, label, names, actor, place_, conflict = row
        return id_, Canonical(own, cls, label, tuple(json.loads(names)), (), actor, place_, conflict)
