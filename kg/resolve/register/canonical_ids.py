"""Clusters in the register: described, given a slug of their own, and compared with what they were."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from kg.model import Canonical, Ref
from kg.resolve.register import queries
from kg.resolve.register.database import Register
from kg.resolve.register.schema import CLUSTERS
from kg.resolve.register.slugs import Claimant, given

Description = tuple[Any, ...]
_ADD = CLUSTERS.put(
    *("kind", "plain", "cls", "label", "names", "actor", "place", "country", "named", "day", "article", "local"),
    "conflict",
)
_TOGETHER: Final = 500  # slugs whose claimants are looked up at once
_PLACE = 4  # in a description: class, label, names, actor, place, country, named


@dataclass(slots=True)
class SlugAllocator:
    """The clusters of one kind, as they change in one run.

    Attributes:
        kind: "entity" or "event". before, after: slug -> description before this run, and now, of each cluster that was
        looked at.
        renamed: clusters that were not formed anew, and have another slug: id -> the one before.
    """

    db: Register
    kind: str
    before: dict[str, Description] = field(default_factory=dict)
    after: dict[str, Description] = field(default_factory=dict)
    renamed: dict[int, str] = field(default_factory=dict)
    _plain: set[str] = field(default_factory=set)
    _more: int = 0

    def remove(self, cluster: int) -> None:
        """Forget a cluster."""
        row = self.db.row(queries.CLUSTER_TO_REMOVE, cluster)
        if row is not None:
            self._plain.add(row[0])
            self.before[row[1]] = row[2:]
            self.db.run(queries.DROP_CLUSTER, cluster)
            self._more -= 1

    def add(self, one: Canonical, day: str, *, country: str | None = None, named: bool = True) -> int:
        """Keep a cluster, its slug to be settled; its first member is that of `day`. Returns its id."""
        first = one.members[0]
        self._plain.add(one.slug)
        made = self.db.run(
            _ADD,
            *(self.kind, one.slug, one.cls, one.label, json.dumps(one.names, ensure_ascii=False)),
            *(one.actor, one.place, country, named, day, first.article, first.local, one.conflict),
        )
        self._more += 1
        assert made.lastrowid is not None
        return made.lastrowid

    def settle(self) -> set[str]:
        """Give everyone a slug of their own: known actors keep it, then places, then whoever was first.

        Returns:
            The slugs that stand for something else than before, or for nothing; of incidents, all that were touched,
            since what is known of one follows from its accounts too.
        """
        self.db.tally(self.kind, self._more)
        self._more = 0
        plain = sorted(self._plain)
        for at in range(0, len(plain), _TOGETHER):
            self._settle(plain[at : at + _TOGETHER])
        if self.kind == "event":
            return self.before.keys() | self.after.keys()
        return {
            slug for slug in self.before.keys() | self.after.keys() if self.before.get(slug) != self.after.get(slug)
        }

    def _settle(self, plain: list[str]) -> None:
        """Give those a slug that would bear one of these."""
        claimants: defaultdict[str, dict[int, tuple[Any, ...]]] = defaultdict(dict)
        for would_be, id_, *row in self.db.rows(queries.claimants_of_slugs(len(plain)), self.kind, *plain):
            claimants[would_be][id_] = tuple(row)
        changed: list[tuple[str, int]] = []
        for would_be, there in sorted(claimants.items()):
            who = (Claimant(id_, row[7], row[8], row[0], Ref(row[1], row[2])) for id_, row in there.items())
            for id_, own in given(would_be, who):
                _, _, _, slug, *described = there[id_]
                if slug != own:
                    changed.append((own, id_))
                    if slug is not None:
                        self.before[slug] = tuple(described)
                        self.renamed[id_] = slug
                if slug != own or own in self.before:
                    self.after[own] = tuple(described)
        self.db.run_all(queries.SET_SLUG, changed)

    def places(self) -> frozenset[str]:
        """The gazetteer's ids of the places among what was looked at, before this run or now."""
        return frozenset(told[_PLACE] for told in (*self.before.values(), *self.after.values()) if told[_PLACE])
