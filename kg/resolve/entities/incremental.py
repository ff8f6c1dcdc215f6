"""Entity clusters, updated where forms came, went or moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from json import loads
from typing import Any, Final

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Ref
from kg.resolve.clustering.agglomeration import Clustering
from kg.resolve.clustering.blocking import BlockingIndex, Item
from kg.resolve.clustering.evidence import Evidence
from kg.resolve.clustering.judgements import Verdicts
from kg.resolve.entities.canonical import Seen, compare, describe, item, name_entity, part
from kg.resolve.entities.scoring import EntityScorer
from kg.resolve.entities.signatures import EntitySignature
from kg.resolve.register import queries
from kg.resolve.register.canonical_ids import SlugAllocator
from kg.resolve.register.database import Register, ids, refs
from kg.resolve.register.touched import DirtySet

_KEPT: Final = 50_000  # forms that are kept at hand


class EntityClusters:
    """The entities of a register.

    Attributes:
        naming: what became of the clusters.
        moved: forms whose cluster has, or may have, another description than before: id -> slug, class and description.
    """

    def __init__(
        self, db: Register, scorer: EntityScorer, actors: ActorList, places: Gazetteer, verdicts: Verdicts
    ) -> None:
        self._db = db
        self._scorer = scorer
        self._actors = actors
        self._places = places
        self._verdicts = verdicts
        self._at_hand: dict[Ref, tuple[int, Seen]] = {}
        self.naming = SlugAllocator(db, "entity")
        self.moved: dict[int, tuple[Any, ...]] = {}

    def settle(self, touched: DirtySet) -> set[str]:
        """Cluster and name anew what was touched; the slugs that stand for something else now."""
        start = self._start(touched)
        for cluster in touched.form_clusters:
            self._forget(cluster)
        done: set[int] = set()
        for found in self.clusterings(start):
            done |= self._cluster(found)
        for cluster in self._clusters_of(touched.counted - done):
            self._count_anew(cluster)
        return self.naming.settle()

    def clusterings(self, start: Iterable[Ref]) -> Iterator[Clustering]:
        """The components of some forms, given by their firsts, and how each is parted into clusters."""
        same = [pair for pair, said in self._verdicts.on.items() if said.judgement == "same" and self._has(pair[0])]
        for items, evidence in BlockingIndex(self._item, self._block, self._compare, same).components(start):
            yield part({ref: item.body for ref, item in items.items()}, evidence, self._verdicts)
            if len(self._at_hand) > _KEPT:
                self._at_hand.clear()

    def contested(self) -> list[Ref]:
        """A form of each component that has several."""
        return [Ref(article, local) for article, local, _ in self._db.rows(queries.CONTESTED_FORMS)]

    def articles(self) -> tuple[set[str], set[str]]:
        """Those in which someone has another slug or class than before; those in which one is described otherwise."""
        for cluster, slug in self.naming.renamed.items():
            for id_, _ in self._of_cluster(cluster):
                self.moved.setdefault(id_, (slug,))
        elsewhere, otherwise = set[str](), set[str]()
        for id_, before in self.moved.items():
            now = self._described(id_)
            if now is None or now == before:
                continue
            found = {article for (article,) in self._db.rows(queries.ARTICLES_OF_FORM, id_)}
            otherwise |= found
            if now[:2] != before[:2]:
                elsewhere |= found
        return elsewhere, otherwise

    def _start(self, touched: DirtySet) -> set[Ref]:
        db, forms = self._db, set(touched.forms)
        for family in touched.families:
            if db.row(queries.FORM_KEY, f"k|{family}"):
                forms.update(id_ for (id_,) in db.rows(queries.FORM_IDS_WITH_KEY, f"b|{family}"))
        components = set(touched.form_components)
        for id_ in forms | touched.counted:
            row = db.row(queries.COMPONENT_OF_FORM, id_)
            if row and row[0] is not None and (id_ in forms or self._is_parted(row[0])):
                components.add(row[0])
        start = set[Ref]()
        for id_ in forms:
            start |= refs(db.rows(queries.FIRST_OF_FORM, id_))
        for component in components:
            start |= refs(db.rows(queries.FIRSTS_OF_FORMS_IN_COMPONENT, component))
        return start

    def _is_parted(self, component: int) -> bool:
        """Whether a component is several clusters, so that how often each is seen may decide between them."""
        row = self._db.row(queries.COMPONENT_IS_PARTED, component)
        return bool(row and row[0])

    def _cluster(self, found: Clustering) -> set[int]:
        """Keep a component parted into clusters; the ids of its forms."""
        groups = [[self._seen(ref) for ref in group] for group in found.groups]
        component = min(id_ for group in groups for id_, _ in group)
        ids = {id_ for group in groups for id_, _ in group}
        for cluster in self._clusters_of(ids):
            self._forget(cluster)
        self._name(groups, component)
        return ids

    def _count_anew(self, cluster: int) -> None:
        """Describe a cluster whose forms are the same, but seen more or less often."""
        forms = sorted(self._of_cluster(cluster), key=lambda one: (one[1].day, one[1].first))
        one = name_entity([seen for _, seen in forms], self._actors, self._places)
        row = self._db.row(queries.NAME_OF_CLUSTER, cluster)
        assert row is not None
        plain, cls, label, names, *first = row
        if (one.slug, one.cls, one.label, list(one.names), Ref(*first)) != (
            plain,
            cls,
            label,
            loads(names),
            forms[0][1].first,
        ):
            component = self._db.row(queries.COMPONENT_OF_FORM, forms[0][0])
            self._forget(cluster)
            self._name([forms], component[0] if component else 0)

    def _name(self, groups: Iterable[list[tuple[int, Seen]]], component: int) -> None:
        groups = list(groups)
        ids = {seen.first: id_ for group in groups for id_, seen in group}
        for told in describe(([seen for _, seen in group] for group in groups), self._actors, self._places):
            cluster = self.naming.add(told.one, told.seen[0].day, country=told.country, named=told.named)
            rows = ((component, cluster, ids[seen.first]) for seen in told.seen)
            self._db.run_all(queries.PLACE_FORM, rows)

    def _forget(self, cluster: int) -> None:
        for id_, _ in self._of_cluster(cluster):
            if id_ not in self.moved and (before := self._described(id_)) is not None:
                self.moved[id_] = before
        self.naming.remove(cluster)

    def _described(self, form: int) -> tuple[Any, ...] | None:
        return self._db.row(queries.FORM_DESCRIBED, form)

    def _clusters_of(self, forms: Iterable[int]) -> set[int]:
        rows = (self._db.row(queries.CLUSTER_OF_FORM, id_) for id_ in forms)
        return {row[0] for row in rows if row and row[0] is not None}

    def _of_cluster(self, cluster: int) -> list[tuple[int, Seen]]:
        return [(row[0], _seen(row)) for row in self._db.rows(queries.FORMS_OF_CLUSTER, cluster)]

    # What components are found by

    def _item(self, ref: Ref) -> Item[EntitySignature]:
        return item(self._seen(ref)[1], self._scorer)

    def _seen(self, ref: Ref) -> tuple[int, Seen]:
        if ref not in self._at_hand:
            row = self._db.row(queries.FORM_OF_FIRST, *ids(ref))
            assert row is not None
            self._at_hand[ref] = row[0], _seen(row)
        return self._at_hand[ref]

    def _has(self, ref: Ref) -> bool:
        return self._db.row(queries.ENTITY, *ids(ref)) is not None

    def _block(self, key: str) -> Iterator[Ref]:
        for row in self._db.rows(queries.FORMS_WITH_KEY, key):
            first = Ref(*row[-2:])
            if first not in self._at_hand:
                self._at_hand[first] = row[0], _seen(row)
            yield first

    def _compare(self, key: str, a: Item[EntitySignature], b: Item[EntitySignature]) -> Evidence | None:
        return compare(self._scorer, key, a, b)


def _seen(row: tuple[Any, ...]) -> Seen:
    _, content, times, day, article, local = row
    return Seen(day, Ref(article, local), times, EntitySignature.loads(content))
