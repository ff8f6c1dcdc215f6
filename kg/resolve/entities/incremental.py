"""Entity clusters, updated where forms came, went or moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from json import loads
from typing import Any, Final, NamedTuple

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


class _Kept(NamedTuple):
    """A form as the register keeps it: its id, the cluster that it was in when it was read, and where it was seen."""

    id: int
    cluster: int | None
    seen: Seen


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
        self._at_hand: dict[Ref, _Kept] = {}
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

    def articles(self) -> tuple[set[str], set[str]]:
        """Those in which someone has another slug or class than before; those in which one is described otherwise."""
        for cluster, slug in self.naming.renamed.items():
            for one in self._of_cluster(cluster):
                self.moved.setdefault(one.id, (slug,))
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
        start = set[Ref]()
        for id_ in forms:
            if (row := db.row(queries.FORM_WITH_COMPONENT, id_)) is not None:
                start.add(self._keep(row[1:]) if len(self._at_hand) < _KEPT else Ref(*row[-2:]))
                components.add(row[0])
        for id_ in touched.counted - forms:
            row = db.row(queries.COMPONENT_OF_FORM, id_)
            if row and row[0] is not None and self._is_parted(row[0]):
                components.add(row[0])
        components.discard(None)
        for component in components:
            start |= refs(db.rows(queries.FIRSTS_OF_FORMS_IN_COMPONENT, component))
        return start

    def _is_parted(self, component: int) -> bool:
        """Whether a component is several clusters, so that how often each is seen may decide between them."""
        row = self._db.row(queries.COMPONENT_IS_PARTED, component)
        return bool(row and row[0])

    def _cluster(self, found: Clustering) -> set[int]:
        """Keep a component parted into clusters; the ids of its forms."""
        kept = [[self._seen(ref) for ref in group] for group in found.groups]
        ids = {one.id for group in kept for one in group}
        for cluster in {one.cluster for group in kept for one in group if one.cluster is not None}:
            self._forget(cluster)
        self._name(kept, min(ids))
        return ids

    def _count_anew(self, cluster: int) -> None:
        """Describe a cluster whose forms are the same, but seen more or less often."""
        forms = sorted(self._of_cluster(cluster), key=lambda one: (one.seen.day, one.seen.first))
        one = name_entity([one.seen for one in forms], self._actors, self._places)
        row = self._db.row(queries.NAME_OF_CLUSTER, cluster)
        assert row is not None
        plain, cls, label, names, *first = row
        if (one.slug, one.cls, one.label, list(one.names), Ref(*first)) != (
            plain,
            cls,
            label,
            loads(names),
            forms[0].seen.first,
        ):
            component = self._db.row(queries.COMPONENT_OF_FORM, forms[0].id)
            self._forget(cluster)
            self._name([forms], component[0] if component else 0)

    def _name(self, groups: Sequence[list[_Kept]], component: int) -> None:
        ids = {one.seen.first: one.id for group in groups for one in group}
        for told in describe(([one.seen for one in group] for group in groups), self._actors, self._places):
            cluster = self.naming.add(told.one, told.seen[0].day, country=told.country, named=told.named)
            rows = ((component, cluster, ids[seen.first]) for seen in told.seen)
            self._db.run_all(queries.PLACE_FORM, rows)

    def _forget(self, cluster: int) -> None:
        for one in self._of_cluster(cluster):
            if one.id not in self.moved and (before := self._described(one.id)) is not None:
                self.moved[one.id] = before
        self.naming.remove(cluster)

    def _described(self, form: int) -> tuple[Any, ...] | None:
        return self._db.row(queries.FORM_DESCRIBED, form)

    def _clusters_of(self, forms: Iterable[int]) -> set[int]:
        rows = (self._db.row(queries.CLUSTER_OF_FORM, id_) for id_ in forms)
        return {row[0] for row in rows if row and row[0] is not None}

    def _of_cluster(self, cluster: int) -> list[_Kept]:
        return [_kept(row) for row in self._db.rows(queries.FORMS_OF_CLUSTER, cluster)]

    # What components are found by

    def _item(self, ref: Ref) -> Item[EntitySignature]:
        return item(self._seen(ref).seen, self._scorer)

    def _seen(self, ref: Ref) -> _Kept:
        if ref not in self._at_hand:
            row = self._db.row(queries.FORM_OF_FIRST, *ids(ref))
            assert row is not None
            self._keep(row)
        return self._at_hand[ref]

    def _keep(self, row: tuple[Any, ...]) -> Ref:
        """Have a form at hand; the first entity that has it."""
        first = Ref(*row[-2:])
        if first not in self._at_hand:
            self._at_hand[first] = _kept(row)
        return first

    def _has(self, ref: Ref) -> bool:
        return self._db.row(queries.ENTITY, *ids(ref)) is not None

    def _block(self, key: str) -> Iterator[Ref]:
        return map(self._keep, self._db.rows(queries.FORMS_WITH_KEY, key))

    def _compare(self, key: str, a: Item[EntitySignature], b: Item[EntitySignature]) -> Evidence | None:
        return compare(self._scorer, key, a, b)


def _kept(row: tuple[Any, ...]) -> _Kept:
    id_, cluster, content, times, day, article, local = row
    return _Kept(id_, cluster, Seen(day, Ref(article, local), times, EntitySignature.loads(content)))
