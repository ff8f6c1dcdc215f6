"""Claims judged by gold: right if the gold has them, wrong if it contradicts them.

Only where the gold decides: a claim on an incident that it has, or a relation between those that it names. What it
leaves open (unnamed participants, weapons, other kinds of event) has no verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.evaluate.align import plain
from kg.evaluate.gold import Gold, GoldArticle, GoldEvent
from kg.evaluate.match import same_date
from kg.knowledge.actors import ActorList
from kg.model import Claim, Entity, Facts
from kg.vocab import COUNTS, SUPERPROPERTY

_ENOUGH = 2  # points in common from which an event is the gold's
_RELATIONS = ("memberOf", "leads", "spokespersonFor", "partOf", "alignedWith", "backedBy")
_ROLES = ("attacker", "target", "victim", "place")


def judge_by_gold(facts: Facts, gold: Gold, actors: ActorList) -> list[bool | None]:
    """Of each claim, whether it is right; None where the gold does not say."""
    article = gold.articles[facts.article.id]
    judge = _Judge(facts, article, gold, actors)
    return [judge.verdict(claim) for claim in facts.claims]


class _Judge:
    def __init__(self, facts: Facts, article: GoldArticle, gold: Gold, actors: ActorList) -> None:
        self._article = article
        self._entities = {entity.id: entity for entity in facts.entities}
        accepted: defaultdict[str, list[str]] = defaultdict(list)
        for id_, entity in gold.entities.items():
            for name in entity.names:
                accepted[plain(name)].append(id_)
        self._gold = {e.id: _meant(e, accepted, actors) for e in facts.entities}
        self._states = {id_ for id_, entity in gold.entities.items() if entity.type == "State"}
        claims: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in facts.claims:
            claims[claim.subject].append(claim)
        self._of: dict[str, GoldEvent] = {}
        self._spurious: set[str] = set()
        for event in facts.events:
            best = max(article.events, key=lambda told: self._common(claims[event.id], told), default=None)
            if best is not None and self._common(claims[event.id], best) >= _ENOUGH:
                self._of[event.id] = best
            elif self._is_spurious(claims[event.id]):
                self._spurious.add(event.id)

    def verdict(self, claim: Claim) -> bool | None:
        if claim.factuality not in ("Asserted", "Hedged"):
            return None
        if claim.predicate in SUPERPROPERTY:
            return self._relation(claim)
        event = self._of.get(claim.subject)
        if event is None:
            known = claim.predicate in ("attacker", "target") and self._known(str(claim.object))
            return False if claim.subject in self._spurious and known else None
        if claim.predicate == "date":
            return self._date(str(claim.object), event)
        if claim.predicate in COUNTS:
            must, may = event.counts(claim.predicate)
            return claim.object in must | may
        if claim.predicate not in _ROLES:
            return None
        return self._role(claim, event)

    def _role(self, claim: Claim, event: GoldEvent) -> bool | None:
        who = self._gold[str(claim.object)]
        if who in event.wanted(claim.predicate) | event.optional(claim.predicate):
            return True
        if self._neutral(str(claim.object)) or (claim.predicate == "place" and who in self._states):
            return None
        return False

    @staticmethod
    def _date(value: str, event: GoldEvent) -> bool | None:
        if not event.date:
            return None
        coarser = event.date.startswith(value) or (value.startswith("--") and event.date.endswith(value[1:]))
        return True if same_date(value, event.date) else None if coarser else False

    def _relation(self, claim: Claim) -> bool | None:
        ends = (claim.subject, str(claim.object))
        if claim.predicate not in _RELATIONS or any(map(self._neutral, ends)):
            return None
        head, tail = (self._gold[end] for end in ends)
        said = self._article.relations | self._article.optional_relations
        above = {claim.predicate, SUPERPROPERTY[claim.predicate] or claim.predicate}
        return any(h == head and t == tail and {r, SUPERPROPERTY[r] or r} & above for h, r, t in said)

    def _neutral(self, local: str) -> bool:
        entity = self._entities[local]
        return self._gold[local] is None and (not entity.names or entity.cls in ("Group", "Facility"))

    def _known(self, local: str) -> bool:
        return self._gold[local] is not None

    def _common(self, claims: Sequence[Claim], event: GoldEvent) -> int:
        """Points for what an account shares with the gold's, as `kg.evaluate.match` gives them."""
        points = 0
        believed = [c for c in claims if c.factuality in ("Asserted", "Hedged")]
        for role in _ROLES:
            mine = {self._gold[str(c.object)] for c in believed if c.predicate == role} - {None}
            shared = mine & event.wanted(role)
            points += len(shared) * (2 if role == "victim" else 1)
            points += bool(role == "place" and shared - self._states)
        points += 2 * any(same_date(str(c.object), event.date) for c in believed if c.predicate == "date")
        numbers = {(c.predicate, c.object) for c in believed if c.predicate in COUNTS}
        return points + sum((role, n) in numbers for role in COUNTS for n in event.counts(role)[0])

    def _is_spurious(self, claims: Sequence[Claim]) -> bool:
        """Whether it says that one entity of the gold attacked another, and the gold does not."""
        who = {
            role: {self._gold[str(c.object)] for c in claims if c.predicate == role and c.believed}
            for role in ("attacker", "target")
        }
        attackers, targets = (found - {None} for found in who.values())
        if not all(who.values()) or not attackers | targets:
            return False
        return not any(attackers <= o.attackers and targets <= o.targets for o in self._article.optional_events)


def _meant(entity: Entity, accepted: dict[str, list[str]], actors: ActorList) -> str | None:
    """The gold's entity that most names of ours are accepted for."""
    known = actors.get(entity.actor) if entity.actor else None
    names = {plain(name) for name in (*entity.names, entity.label, *((known.name,) if known else ()))}
    found: defaultdict[str, int] = defaultdict(int)
    for name in names:
        for id_ in accepted.get(name, ()):
            found[id_] += 1
    return max(sorted(found), key=lambda id_: found[id_]) if found else None
