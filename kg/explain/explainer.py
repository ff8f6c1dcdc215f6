"""The explainer: entities and incidents down to their sentences, joins down to their evidence."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import islice, product
from operator import itemgetter
from typing import Final

from kg.errors import JudgementRefused, NotFound
from kg.explain import Decision
from kg.explain.values import Comparison, Explanation, Member, Pair
from kg.model import Facts, Ref
from kg.query.lookup.quotes import quoted
from kg.resolve import PLURALS, Evidence, Judgement, Kind, Verdict
from kg.resolve.clustering.judgements import place
from kg.resolve.clustering.references import EntityName, EventMark, locate, reference
from kg.resolve.register.membership import Cluster

_AT_HAND: Final = 100  # articles whose facts are kept at hand
_TOLD: Final = 100_000  # members that are
_COMPARED: Final = 400  # pairs of members that are compared, at most, to tell why two things are not one


@dataclass(frozen=True, slots=True)
class _Referent:
    """The referent of an id: a cluster, and the members of it that the id names."""

    cluster: Cluster
    members: tuple[Ref, ...]


class Explainer:
    """Explains one decision, reading only the facts that an answer needs."""

    def __init__(self, facts: Callable[[str], Facts | None], decision: Decision) -> None:
        """Take what there is.

        Args:
            facts: of an article, by its id; None if there is none.
            decision: on those of all articles.
        """
        self._facts = lru_cache(_AT_HAND)(facts)
        self._decision = decision
        self._clusters = decision.clusters
        self._made: list[Judgement] = []
        self._member = lru_cache(_TOLD)(self._tell)

    def find(self, named: str) -> _Referent:
        """The referent of a slug, or of a member's reference.

        Raises:
            NotFound: nothing.
        """
        if (cluster := self._clusters.named(named)) is not None:
            return _Referent(cluster, tuple(self._clusters.members(self._clusters.firsts(cluster))))
        ref = self._meant(named)
        if ref is None:
            raise NotFound(
                f"There is no entity or incident {named!r} in the graph; kg why takes slugs and ARTICLE#NAME"
            )
        return _Referent(self._clusters.home(ref), (ref,))

    def references(self, named: str) -> tuple[EntityName | EventMark, ...]:
        """How judgements name the members of a slug, or the one member that is named.

        Raises:
            NotFound: there is none of that slug, nor such a member.
        """
        return tuple(map(self._reference, self.find(named).members))

    def home(self, named: EntityName | EventMark) -> Cluster | None:
        """What the member of a judgement is part of now; None if it is not there any more."""
        ref = locate(named, self._facts)
        return None if ref is None else self._clusters.home(ref)

    def whole(self, named: str) -> Explanation:
        """The explanation of an entity or incident: members and joins.

        Raises:
            NotFound: there is none of that slug, nor such a member.
        """
        thing = self.find(named).cluster
        members = self._clusters.members(self._clusters.firsts(thing))
        return Explanation(
            PLURALS[thing.kind],
            thing.slug,
            thing.label,
            thing.cls,
            thing.actor,
            thing.place,
            tuple(map(self._member, members)),
            tuple(map(self.pair, self._decision.links(thing))),
            self._said(members, members),
        )

    def compare(self, one: str, other: str) -> Comparison:
        """Why two slugs or members are one, or why not.

        Raises:
            NotFound: one of them is not in the graph.
            JudgementRefused: one is an entity and one an incident.
        """
        left, right = self._both(one, other)
        said = self._said(left.members, right.members)
        if left.cluster == right.cluster:
            chain = self._chain(left.cluster, left.members[0], right.members[0])
            return Comparison(True, tuple(map(self.pair, chain)), said)
        return Comparison(False, (self.pair(self._closest(left.members, right.members)),), said)

    def joins(self, named: str, limit: int) -> tuple[Pair, ...]:
        """The joins that made an entity or incident one, the least sure first, at most so many.

        Raises:
            NotFound: there is none of that slug, nor such a member.
        """
        links = self._decision.links(self.find(named).cluster)
        return tuple(map(self.pair, nsmallest(limit, links, key=lambda link: (link.total, link.left, link.right))))

    def said(self, named: str) -> tuple[Judgement, ...]:
        """What people said of the members of an entity or incident, be it that they are others' or not.

        Raises:
            NotFound: there is none of that slug, nor such a member.
        """
        ours = set(self.find(named).members)
        return tuple(
            said for pair, said in sorted(self._decision.verdicts.on.items(), key=itemgetter(0)) if ours & {*pair}
        )

    def doubts(self, kind: Kind | None = None, limit: int | None = None) -> Iterator[Evidence]:
        """The pairs that are worth a judgement, most uncertain first; `pair` explains each."""
        return islice(self._decision.uncertain(kind), limit)

    def judge(
        self, one: str, other: str, verdict: Verdict, *, by: str = "", at: str = "", note: str = ""
    ) -> list[Judgement]:
        """The judgements that say of two things or members what a person says of them.

        More than one where they overrule several earlier ones; otherwise one on the pair for which most speaks.

        Raises:
            NotFound: one of them is not in the graph.
            JudgementRefused: they are one member, or of two kinds, or what was judged before contradicts it; or
                nothing was said of them that could be withdrawn.
        """
        left, right = self._both(one, other)
        pairs = list(self._decision.verdicts.between(left.members, right.members))
        if not pairs:
            if verdict == "withdrawn":
                raise JudgementRefused(f"Nobody judged {one!r} and {other!r}, so that nothing can be withdrawn")
            if set(left.members) & set(right.members):
                raise JudgementRefused(
                    f"{one!r} and {other!r} are one already; to part it, name two members as kg why {one} shows them"
                )
            closest = self._closest(left.members, right.members)
            pairs = [(closest.left, closest.right)]
        made = [Judgement(self._reference(a), self._reference(b), verdict, by, at, note) for a, b in pairs]
        if verdict in ("same", "different"):  # all others can only take a contradiction away
            place([*self._decision.verdicts.on.values(), *self._made, *made], self._facts).check()
        self._made += made
        return made

    def _both(self, one: str, other: str) -> tuple[_Referent, _Referent]:
        left, right = self.find(one), self.find(other)
        if left.cluster.kind != right.cluster.kind:
            raise JudgementRefused(f"{one!r} and {other!r} cannot be one: one of them is an entity, one an incident")
        return left, right

    def _meant(self, named: str) -> Ref | None:
        article, mark, name = named.partition("#")
        while mark and self._facts(article) is None:  # an article's id may hold the mark itself
            more, mark, name = name.partition("#")
            article = f"{article}#{more}"
        if not mark:
            return None
        found = locate(EntityName(article, name, ""), self._facts)
        if found is None and name.isdecimal():
            found = locate(EventMark(article, int(name), ""), self._facts)
        return found

    def _closest(self, left: Sequence[Ref], right: Sequence[Ref]) -> Evidence:
        pairs = islice(((a, b) for a, b in product(left, right) if a != b), _COMPARED)
        return max((self._decision.compare(a, b) for a, b in pairs), key=lambda e: (e.total, e.left, e.right))

    def _chain(self, cluster: Cluster, start: Ref, end: Ref) -> list[Evidence]:
        """The joins that lead from one member to the other."""
        steps: dict[Ref, list[Evidence]] = {}
        for link in self._decision.links(cluster):
            for ref in (link.left, link.right):
                steps.setdefault(ref, []).append(link)
        chains, queue = {start: list[Evidence]()}, deque([start])
        while end not in chains:
            here = queue.popleft()
            for link in steps.get(here, ()):
                there = link.right if link.left == here else link.left
                if there not in chains:
                    chains[there] = [*chains[here], link]
                    queue.append(there)
        return chains[end]

    def _said(self, left: Iterable[Ref], right: Iterable[Ref]) -> tuple[str, ...]:
        return tuple(
            str(said) for _, said in sorted(self._decision.verdicts.between(left, right).items(), key=lambda i: i[0])
        )

    def pair(self, evidence: Evidence) -> Pair:
        """Two members, from what speaks for and against their being one."""
        homes = self._clusters.home(evidence.left), self._clusters.home(evidence.right)
        return Pair(
            self._member(evidence.left),
            self._member(evidence.right),
            homes[0] == homes[1],
            round(evidence.score, 4),
            evidence.reasons,
            (homes[0].slug, homes[1].slug),
            (homes[0].label, homes[1].label),
        )

    def _reference(self, ref: Ref) -> EntityName | EventMark:
        return reference(ref, self._read(ref.article))

    def _read(self, article: str) -> Facts:
        told = self._facts(article)
        assert told is not None
        return told

    def _tell(self, ref: Ref) -> Member:
        told = self._read(ref.article)
        article = told.article
        mine = [m for m in told.mentions if m.refers_to == ref.local and m.kind != "pronoun"]
        first = min(mine, key=lambda m: (bool(m.headline), m.span), default=None)  # the headline's words come last
        entity = next((e for e in told.entities if e.id == ref.local), None)
        event = next((v for v in told.events if v.id == ref.local), None)
        thing = entity or event
        assert thing is not None
        names = (entity.names if entity else ()) or (thing.label,)
        return Member(
            str(self._reference(ref)),
            article.id,
            article.date.isoformat() if article.date else None,
            article.publisher,
            thing.cls,
            entity.country if entity else None,
            names,
            quoted((article.title or "") if first.headline else article.text, first.span) if first else None,
        )
