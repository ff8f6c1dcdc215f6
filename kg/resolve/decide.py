"""Resolution of a set of facts at once, and its reasons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations, islice, product
from typing import Final, Literal

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.names import skeleton
from kg.model import Canonical, Facts, Ref, Resolution
from kg.resolve import profile_json
from kg.resolve.clusters import Clustering
from kg.resolve.evidence import ENOUGH, UNCERTAIN, Evidence
from kg.resolve.forms import Form
from kg.resolve.incidents import compare_incidents
from kg.resolve.judgements import Judgement, Verdicts
from kg.resolve.profiles import Profile
from kg.resolve.register import Register
from kg.resolve.resolver import Resolver

_COMPARED: Final = 400  # pairs of two large clusters that are looked at, at most
_BLOCK: Final = 200  # a block of more than that is no reason to ask anyone
Kind = Literal["entities", "incidents"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution with all that can be said about how it came about.

    Attributes:
        resolution: the clusters.
        links: the evidence that made them, one less than members in each.
        apart: pairs for which something spoke, and that are not one.
        verdicts: people's judgements on members.
        compare: all that speaks for and against any two members of one kind.
    """

    resolution: Resolution
    links: tuple[Evidence, ...]
    apart: tuple[Evidence, ...]
    verdicts: Verdicts
    compare: Callable[[Ref, Ref], Evidence]

    def uncertain(self, kind: Kind | None = None) -> list[Evidence]:
        """Pairs that little more or less would join or part and on which nobody has judged; most uncertain first."""
        home = self.resolution.by_ref()
        events = {ref for event in self.resolution.events for ref in event.members}
        asked: dict[tuple[Ref, Ref], Evidence] = {}
        for pair in sorted((*self.links, *self.apart), key=lambda e: (abs(e.score - 0.5), e.left, e.right)):
            if not pair.uncertain or (kind is not None and (pair.left in events) != (kind == "incidents")):
                continue
            sides = self._sides(pair, home)
            key = min(sides[0]), min(sides[1])
            if self.verdicts.between(*sides) or (home[pair.left] is not home[pair.right] and self._never(*sides)):
                continue
            asked.setdefault((min(key), max(key)), pair)
        return list(asked.values())

    def _never(self, left: set[Ref], right: set[Ref]) -> bool:
        """Whether something rules out that two clusters are one, though not these two members of them."""
        pairs = islice(product(sorted(left), sorted(right)), _COMPARED)
        return any(self.compare(a, b).ruled_out for a, b in pairs)

    def _sides(self, pair: Evidence, home: Mapping[Ref, Canonical]) -> tuple[set[Ref], set[Ref]]:
        """The two sets of members that a pair's evidence joins or would join: without it, if it is a link."""
        left, right = set(home[pair.left].members), set(home[pair.right].members)
        if left != right:
            return left, right
        near: dict[Ref, set[Ref]] = defaultdict(set)
        for link in self.links:
            if link != pair and link.left in left:
                near[link.left].add(link.right)
                near[link.right].add(link.left)
        side, queue = {pair.left}, [pair.left]
        while queue:
            new = near[queue.pop()] - side
            side |= new
            queue += new
        return side, left - side


def decide(
    facts: Iterable[Facts], actors: ActorList, gazetteer: Gazetteer, judgements: Iterable[Judgement] = ()
) -> Decision:
    """Cluster the entities and events of all articles; every local one is a member of exactly one canonical one.

    Args:
        facts: of all articles, in any order.
        actors: who is known.
        gazetteer: which places are.
        judgements: people's, oldest first: what they say outranks all else.

    Raises:
        JudgementError: people's judgements contradict each other.
    """
    every = {told.article.id: told for told in facts}
    settled: list[Clustering] = []
    with Register(None, "") as register:
        resolver = Resolver(register, actors, gazetteer, judgements, settled.append)
        resolver.change((every[id_] for id_ in sorted(every)), (), every.get)
        return _Told(resolver, gazetteer).decision(settled)


def resolve(
    facts: Iterable[Facts], actors: ActorList, gazetteer: Gazetteer, judgements: Iterable[Judgement] = ()
) -> Resolution:
    """The clusters alone; see `decide`.

    Raises:
        JudgementError: people's judgements contradict each other.
    """
    every = {told.article.id: told for told in facts}
    with Register(None, "") as register:
        resolver = Resolver(register, actors, gazetteer, judgements)
        resolver.change((every[id_] for id_ in sorted(every)), (), every.get)
        return resolution_of(resolver)


def resolution_of(resolver: Resolver) -> Resolution:
    """All that a resolver holds."""
    members: dict[tuple[str, str], list[Ref]] = defaultdict(list)
    rows = resolver.register.rows(
        "SELECT c.kind, c.slug, e.article, e.local FROM entities e JOIN forms f ON f.id = e.form"
        " JOIN clusters c ON c.id = f.cluster"
        " UNION ALL SELECT c.kind, c.slug, e.article, e.local FROM events e JOIN clusters c ON c.id = e.cluster"
    )
    for kind, slug, article, local in rows:
        members[kind, slug].append(Ref(article, local))
    found: dict[str, list[Canonical]] = {"entity": [], "event": []}
    for (kind, slug), refs in sorted(members.items()):
        one = resolver.entity(slug) if kind == "entity" else resolver.event(slug)
        assert one is not None
        c = one[0]
        found[kind].append(Canonical(c.slug, c.cls, c.label, c.names, tuple(sorted(refs)), c.actor, c.place))
    copies = resolver.register.rows("SELECT id, original FROM articles WHERE original != id")
    return Resolution(tuple(found["entity"]), tuple(found["event"]), dict(copies))


class _Told:
    """What a resolver decided, with the reasons."""

    def __init__(self, resolver: Resolver, gazetteer: Gazetteer) -> None:
        rows = resolver.register.rows
        self._resolver = resolver
        self._forms = {
            Ref(article, local): (Ref(*first), Form.loads(content))
            for article, local, content, *first in rows(
                "SELECT e.article, e.local, f.content, f.article, f.local FROM entities e JOIN forms f ON f.id = e.form"
            )
        }
        self._profiles = {
            Ref(article, local): profile_json.loads(text, gazetteer.get)
            for article, local, text in rows("SELECT article, local, profile FROM events")
        }
        self._families: dict[str, set[str]] = defaultdict(set)
        for (key,) in rows("SELECT DISTINCT key FROM form_keys WHERE key >= 'f|' AND key < 'f}'"):
            _, family, first = key.split("|")
            self._families[family].add(first)
        resolver.likeness.only_one = lambda family: len(self._families.get(family, ())) == 1

    def decision(self, settled: Iterable[Clustering]) -> Decision:
        """The decision as a whole."""
        resolution = resolution_of(self._resolver)
        settled = list(settled)
        links = [link for clustering in settled for link in clustering.links]
        links += (self._compare(first, ref) for ref, (first, _) in self._forms.items() if ref != first)
        home = {ref: n for n, c in enumerate((*resolution.entities, *resolution.events)) for ref in c.members}
        apart = {(e.left, e.right): e for clustering in settled for e in clustering.apart}
        for a, b in chain(self._near_entities(), self._near_events()):
            if a.article != b.article and home[a] != home[b] and (min(a, b), max(a, b)) not in apart:
                evidence = self._compare(a, b)
                if evidence.total >= ENOUGH - UNCERTAIN:
                    apart[evidence.left, evidence.right] = evidence
        return Decision(
            resolution,
            tuple(links),
            tuple(apart[pair] for pair in sorted(apart)),
            self._resolver.verdicts,
            self._compare,
        )

    def _compare(self, a: Ref, b: Ref) -> Evidence:
        if a in self._profiles:
            return compare_incidents(a, self._profiles[a], b, self._profiles[b])
        return self._resolver.likeness.compare(a, self._forms[a][1], b, self._forms[b][1])

    def _near_entities(self) -> Iterator[tuple[Ref, Ref]]:
        """Forms whose names have something in common: a word, a family name, letters that may be an acronym's."""
        blocks: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        for first, form in dict(self._forms.values()).items():
            for spelled in form.names:
                name = self._resolver.likeness.forming.name(form, spelled)
                if not name.words or form.kind == "Group" or (form.place and form.kind != "Place"):
                    continue
                blocks["all", *name.words].add(first)
                blocks["last", form.kind, skeleton(name.words[-1])].add(first)
                if form.kind != "Person":
                    blocks["first", form.kind, skeleton(name.words[0])].add(first)
                    for letters in self._resolver.likeness.acronyms(name.words):
                        blocks["acronym", form.kind, letters].add(first)
        return _pairs(blocks.values())

    def _near_events(self) -> Iterator[tuple[Ref, Ref]]:
        """Accounts that share a day, a town or a victim."""
        blocks: dict[tuple[str, ...], set[Ref]] = defaultdict(set)
        for ref, p in self._profiles.items():
            if not p.recurring:
                for key in self._near(p):
                    blocks[key].add(ref)
        return _pairs(blocks.values())

    @staticmethod
    def _near(p: Profile) -> Iterator[tuple[str, ...]]:
        yield from (("day", day[-5:]) for day in p.days if len(day) >= len("--02-07"))
        yield from (("town", town) for town in p.towns)
        yield from (("victim", victim) for victim in p.victims)


def _pairs(blocks: Iterable[set[Ref]]) -> Iterator[tuple[Ref, Ref]]:
    return chain.from_iterable(combinations(sorted(block), 2) for block in blocks if len(block) <= _BLOCK)
