"""Incident clusters, updated where accounts came, went or changed their participants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg.knowledge.actors import ActorList
from kg.knowledge.conflicts import conflicts
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.incident_names import incident_words
from kg.model import Ref
from kg.resolve.clustering.agglomeration import Clustering
from kg.resolve.clustering.blocking import BlockingIndex, Item
from kg.resolve.clustering.judgements import Verdicts
from kg.resolve.events import serialization
from kg.resolve.events.conflicts import conflict_of
from kg.resolve.events.fillers import FillerLookup
from kg.resolve.events.naming import name_incident
from kg.resolve.events.scoring import compare, item, keys, part
from kg.resolve.events.signatures import EventAccount, EventSignature, profile
from kg.resolve.events.surest import MemberAccount
from kg.resolve.register import queries
from kg.resolve.register.canonical_ids import SlugAllocator
from kg.resolve.register.database import Register, ids, refs
from kg.resolve.register.schema import EVENT_KEYS
from kg.resolve.register.touched import DirtySet
from kg.resolve.stories.incremental import Stories

_KEPT: Final = 50_000  # profiles that are kept at hand
_PUT_KEY: Final = EVENT_KEYS.put("key", "article", "local")


class EventClusters:
    """The events of a register.

    Attributes:
        naming: what became of the clusters.
        moved: events whose cluster is, or may be, another: with the slug before.
    """

    def __init__(
        self, db: Register, actors: ActorList, places: Gazetteer, verdicts: Verdicts, fillers: FillerLookup
    ) -> None:
        self._db = db
        self._actors = actors
        self._places = places
        self._verdicts = verdicts
        self._stories = Stories(db)
        self._fillers = fillers
        self._at_hand: dict[Ref, Item[EventSignature]] = {}
        self._components = 0
        self.naming = SlugAllocator(db, "event")
        self.moved: dict[Ref, str] = {}

    def settle(self, touched: DirtySet, articles: Iterable[str]) -> set[str]:
        """Cluster and name anew what was touched; the slugs that stand for something else now.

        Args:
            touched: what came and went.
            articles: those in which someone is another, or described otherwise, and copies and their originals.
        """
        dirty = set(touched.events)
        for article in articles:
            dirty |= {Ref(article, local) for (local,) in self._db.rows(queries.LOCALS_OF_ARTICLE, article)}
        components = set(touched.event_components)
        for cluster in touched.event_clusters:
            self._forget(cluster)
        for ref in sorted(dirty):
            component = self._profile(ref)
            if component is not None:
                components.add(component)
        start = dirty
        for component in components:
            start |= refs(self._db.rows(queries.EVENTS_IN_COMPONENT, component))
        self._components = int(self._db.get("components") or 0)
        for items, found in self.clusterings(start):
            self._cluster(items, found)
        self._db.set("components", str(self._components))
        return self.naming.settle()

    def clusterings(self, start: Iterable[Ref]) -> Iterator[tuple[dict[Ref, Item[EventSignature]], Clustering]]:
        """The components of some events, and how each is parted into clusters."""
        same = [pair for pair, said in self._verdicts.on.items() if said.judgement == "same" and self._has(pair[0])]
        for items, evidence in BlockingIndex(self._item, self._block, compare, same).components(start):
            yield items, part({ref: item.body for ref, item in items.items()}, evidence, self._verdicts)
            if len(self._at_hand) > _KEPT:
                self._at_hand.clear()

    def articles(self) -> set[str]:
        """Those that tell of an incident whose slug is another now."""
        for cluster, slug in self.naming.renamed.items():
            for ref in self._of_cluster(cluster):
                self.moved.setdefault(ref, slug)
        return {
            ref.article
            for ref, before in self.moved.items()
            if (row := self._db.row(queries.SLUG_OF_EVENT, *ids(ref))) and row[0] != before
        }

    def _profile(self, ref: Ref) -> int | None:
        """Find anew what an account is recognised by; the component that it was in."""
        db = self._db
        row = db.row(queries.EVENT_READ, *ids(ref))
        assert row is not None
        account, before, component = row
        report = db.row(queries.ORIGINAL_OF_ARTICLE, ref.article)
        who = self._fillers.of(ref.article)
        told = EventAccount.loads(account)
        made = profile(told, who, report[0] if report else None, self._places, self._stories.terms(ref.article))
        text = serialization.dumps(made)
        if text != before:
            if before is not None:
                self._keyed(queries.DROP_EVENT_KEY, ref, serialization.loads(before))
            self._keyed(_PUT_KEY, ref, made)
            db.run(queries.SET_PROFILE, text, *ids(ref))
        return component if component is None else int(component)

    def _keyed(self, statement: str, ref: Ref, of: EventSignature) -> None:
        self._db.run_all(statement, ((key, *ids(ref)) for key in keys(of)))

    def _cluster(self, items: dict[Ref, Item[EventSignature]], found: Clustering) -> None:
        rows = [self._db.row(queries.CLUSTER_OF_EVENT, *ids(ref)) for ref in items]
        for cluster in {row[0] for row in rows if row and row[0] is not None}:
            self._forget(cluster)
        self._components += 1
        for group in found.groups:
            self._name(group, items)

    def _name(self, group: Iterable[Ref], items: dict[Ref, Item[EventSignature]]) -> None:
        rows = sorted(row for ref in group if (row := self._db.row(queries.EVENT_TOLD, *ids(ref))))
        members = [
            MemberAccount(
                ref := Ref(article, local), EventAccount.loads(account), items[ref].body, self._fillers.of(article)
            )
            for _, article, local, account in rows
        ]
        one = name_incident(members, self._actors, incident_words())
        one = replace(one, conflict=conflict_of(members, self._actors, conflicts()))
        first = members[0].ref
        cluster = self.naming.add(replace(one, members=(first,)), rows[0][0])
        self._db.run_all(queries.PLACE_EVENT, ((self._components, cluster, *ids(ref)) for ref, *_ in members))

    def _forget(self, cluster: int) -> None:
        row = self._db.row(queries.SLUG_OF_CLUSTER, cluster)
        if row is not None:
            for ref in self._of_cluster(cluster):
                self.moved.setdefault(ref, row[0])
            self.naming.remove(cluster)

    def _of_cluster(self, cluster: int) -> set[Ref]:
        return refs(self._db.rows(queries.EVENTS_IN_CLUSTER, cluster))

    # What components are found by

    def _item(self, ref: Ref) -> Item[EventSignature]:
        if ref not in self._at_hand:
            row = self._db.row(queries.PROFILE_OF_EVENT, *ids(ref))
            assert row is not None
            told = serialization.loads(row[0], self._places.get, self._stories.terms(ref.article))
            self._at_hand[ref] = item(ref, told, self._stories.keys(ref.article))
        return self._at_hand[ref]

    def _has(self, ref: Ref) -> bool:
        return self._db.row(queries.EVENT, *ids(ref)) is not None

    def _block(self, key: str) -> Iterable[Ref]:
        if key.startswith("s|"):
            return self._stories.block(key)
        return refs(self._db.rows(queries.EVENTS_WITH_KEY, key))
