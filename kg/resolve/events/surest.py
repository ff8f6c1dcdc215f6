"""What of all that is told of an incident is sure enough to stand in its name: each part has a bar of its own.

A name stands alone, without confidence, stance and source. So it says less than what is believed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kg.knowledge.actors import ActorList
from kg.model import Ref
from kg.resolve.events.days import is_day, is_exact, same_day
from kg.resolve.events.signatures import EventAccount, EventSignature
from kg.resolve.events.statements import Filler, RoleStatement, state_of
from kg.vocab import COUNTS, is_a

DID: Final = ("attacker", "actor")
SUFFERED: Final = ("target", "recipient")

_TOLD: Final = 0.8  # what each part needs at least
_SURE: Final = 0.86  # an attacker, a day that is inferred
_CERTAIN: Final = 0.9  # a person as attacker, a place that is inferred
_PLACES: Final = 3  # told equally often, up to which the first can stand for them: a district, its city, a hotel there
_MONTH: Final = 7  # characters of a date without its day
_YEAR: Final = 4
_ARMED: Final = ("State", "ArmedGroup", "MilitaryForce", "Coalition")  # of whom an attack is no surprise


class MemberAccount(NamedTuple):
    """One account of an incident, and the canonical entities of its local ones."""

    ref: Ref
    account: EventAccount
    profile: EventSignature
    who: Callable[[str], Filler]


class _Support(NamedTuple):
    """How well it rests on the accounts: what is greater is better founded."""

    claimed: bool
    articles: int
    statements: int
    confidence: float


class Surest:
    """The surest of what the accounts of one incident tell."""

    def __init__(self, accounts: Sequence[MemberAccount], cls: str, actors: ActorList, *, strict: bool = True) -> None:
        """`strict` is whether targets, victims, tolls and places need more than to be believed."""
        self._cls, self._actors, self._strict = cls, actors, strict
        said = [(told, one) for told in accounts for one in told.account.statements]
        self._believed = [(told, one) for told, one in said if one.believed]
        self._asserts = any(one.factuality == "Asserted" for _, one in self._believed)
        self._denied = {
            told.who(one.value).slug for told, one in said if one.predicate == "attacker" and one.factuality == "Denied"
        }
        self._spots = {spot.id: spot for told in accounts for spot in told.profile.spots if spot is not None}

    def statements(self, *roles: str) -> Iterator[tuple[MemberAccount, RoleStatement]]:
        """What may stand in the name, of some roles."""
        return ((told, one) for told, one in self._believed if one.predicate in roles and self._is_sure(one))

    def _is_sure(self, one: RoleStatement) -> bool:
        """Whether it may stand in a name; where others assert, a place that is only suspected is another's."""
        if one.inferred and one.predicate not in COUNTS:
            return one.confidence >= (_CERTAIN if self._strict else _TOLD)
        if one.predicate == "place" and one.factuality != "Asserted" and self._asserts:
            return False
        return one.confidence >= _TOLD or not self._strict

    def day(self) -> str | None:
        """The day that most tell, as exactly as is sure; where they differ, what all have in common of it."""
        articles, surest = defaultdict[str, set[str]](set), defaultdict[str, float](float)
        for told, one in self._believed:
            if one.predicate != "date" or (one.inferred and not is_exact(one.value)):
                continue
            if self._strict and not is_day(one.value) and one.confidence < _TOLD:
                continue
            day = one.value[:_MONTH] if one.inferred and one.confidence < _SURE else one.value
            articles[day].add(told.ref.article)
            surest[day] = max(surest[day], one.confidence)
        if not articles:
            return None

        def told_by(day: str) -> set[str]:
            """The articles that tell it, however exactly."""
            return set[str]().union(
                *(articles[other] for other in articles if len(other) <= len(day) and same_day(day, other))
            )

        order = list(articles)
        best = min(order, key=lambda day: (-len(told_by(day)), -len(day), -surest[day], order.index(day)))
        rivals = [day for day in order if len(told_by(day)) == len(told_by(best)) and not same_day(day, best)]
        if rivals:
            return _common([best, *rivals])
        if is_exact(best) and surest[best] < _TOLD and len(told_by(best)) == 1:
            return best[:_MONTH]
        return best

    def place(self) -> str | None:
        """The slug of the place with a name that most tell; None where they are many, or only a part of the world.

        One on no map counts only where there is no other.
        """
        order, known = list[str](), set[str]()
        articles, times = defaultdict[str, set[str]](set), defaultdict[str, int](int)
        for told, one in self.statements("place"):
            filler = told.who(one.value)
            if one.words or not is_a(filler.cls, "Place"):
                continue
            order.append(filler.slug)
            articles[filler.slug].add(told.ref.article)
            times[filler.slug] += 1
            spot = self._spots.get(filler.place or "")
            if spot is not None and spot.country:
                known.add(filler.slug)
            elif spot is not None and any(
                told.who(other.value).cls == "State" for told, other in self.statements("place")
            ):
                order.pop()  # "West Africa", where the country is told

        def rank(slug: str) -> tuple[bool, int, int]:
            return slug not in known, -len(articles[slug]), -times[slug]

        best = min(dict.fromkeys(order), key=lambda slug: (rank(slug), order.index(slug)), default=None)
        equals = {slug for slug in order if best is not None and rank(slug) == rank(best)}
        return best if len(equals) <= _PLACES else None

    def accused(self) -> list[Filler]:
        """Who did it as far as anybody says; none where another may have as well.

        An article says so in its own voice, or they claim it for themselves, or two that are independent say so; and
        nobody denies it, and they did not suffer it.
        """
        if not is_a(self._cls, "Attack"):
            return list(dict.fromkeys(told.who(one.value) for told, one in self.statements(*DID) if not one.words))[:2]
        found: dict[str, Filler] = {}
        of: defaultdict[str, list[tuple[MemberAccount, RoleStatement]]] = defaultdict(list)
        for told, one in self._believed:
            if one.predicate in DID and not one.words:
                filler = told.who(one.value)
                found[filler.slug] = filler
                of[filler.slug].append((told, one))
        support = {slug: _support(slug, said) for slug, said in of.items()}
        best = max(found, key=lambda slug: support[slug], default=None)
        if best is None or best in self._denied | self._harmed() or not self._is_agreed(best, found[best], of[best]):
            return []
        if self._hits_itself(found[best], support[best].articles):
            return []
        related = {best} | self._wholes(of[best])
        rivals = [
            s for s in found if support[s] >= support[best] and s not in related and best not in self._wholes(of[s])
        ]
        accusing = {told.ref.article for told, _ in of[best]}
        others = [s for s in found if s not in related and best not in self._wholes(of[s])]
        contested = not support[best].claimed and any(_tells_otherwise(of[s], accusing) for s in others)
        return [] if rivals or contested else [found[best]]

    def may_suffer(self, filler: Filler) -> bool:
        """Whether a name may say that it was aimed at them: they are accused by nobody, and no state elsewhere."""
        if any(told.who(one.value).slug == filler.slug for told, one in self._believed if one.predicate in DID):
            return False
        actor = self._actors.get(filler.actor) if filler.actor and filler.cls == "State" else None
        countries = {spot.country for spot in self._spots.values()}
        return actor is None or not countries or actor.country in countries

    def _hits_itself(self, doer: Filler, articles: int) -> bool:
        """Whether as many articles as accuse somebody say that his own state suffered it: then two incidents met."""
        own = self.states((doer,))
        hit = ((told, told.who(one.value)) for told, one in self._believed if one.predicate in (*SUFFERED, "victim"))
        return len({told.ref.article for told, filler in hit if self.states((filler,)) & own}) >= articles

    def land(self) -> str:
        """The name of the state in which all places lie; empty where they lie in several, or none is told."""
        places = (told.who(one.value).place for told, one in self.statements("place"))
        lands = {spot.country for place in places if (spot := self._spots.get(place or "")) is not None}
        state = self._actors.state(min(lands)) if len(lands) == 1 and all(lands) else None
        return state.name if state is not None else ""

    def any_died(self) -> bool:
        """Whether anybody is said to have died, however surely."""
        return any(one.predicate == "killedCount" and int(one.value) for _, one in self._believed)

    def lies_in(self, town: str, filler: Filler) -> bool:
        """Whether somebody is the state in which a place lies."""
        actor = self._actors.get(filler.actor) if filler.actor and filler.cls == "State" else None
        where = (told.who(one.value) for told, one in self.statements("place"))
        spots = (self._spots.get(place.place or "") for place in where if place.slug == town)
        return actor is not None and any(spot is not None and spot.country == actor.country for spot in spots)

    def states(self, fillers: Iterable[Filler]) -> set[str]:
        """The slugs of states among some, and of those of which they are a body."""
        found = list(fillers)
        own = {filler.actor or filler.slug for filler in found if filler.cls == "State"}
        return own.union(*(state_of(filler, self._actors) for filler in found))

    def _harmed(self) -> set[str]:
        return {told.who(one.value).slug for told, one in self._believed if one.predicate in (*SUFFERED, "victim")}

    def _wholes(self, said: Iterable[tuple[MemberAccount, RoleStatement]]) -> set[str]:
        """The slugs of what somebody is part of."""
        return {
            whole
            for told, one in said
            for whole in (*(told.who(local).slug for local in one.wholes), *state_of(told.who(one.value), self._actors))
        }

    def _is_agreed(self, slug: str, filler: Filler, said: Sequence[tuple[MemberAccount, RoleStatement]]) -> bool:
        plain = [(told, one) for told, one in said if one.factuality == "Asserted" and one.confidence >= _SURE]
        voices = {_voice(told, one) for told, one in plain}
        if slug in voices:
            return True
        if not (filler.cls in _ARMED or (filler.actor and filler.cls == "StateBody")):
            # A person, or a body that nobody knows to be armed, was more often read wrongly.
            alone = len({told.ref.article for told, _ in plain}) < 2
            if filler.cls == "MediaOrganization" or (alone and (filler.cls != "Person" or _most(plain) < _CERTAIN)):
                return False
        return "" in voices or len(voices) > 1


def _support(slug: str, said: Sequence[tuple[MemberAccount, RoleStatement]]) -> _Support:
    articles = {told.ref.article for told, _ in said}
    return _Support(any(_voice(told, one) == slug for told, one in said), len(articles), len(said), _most(said))


def _tells_otherwise(said: Iterable[tuple[MemberAccount, RoleStatement]], articles: Collection[str]) -> bool:
    """Whether another article than some accuses somebody, plainly and in its own voice."""
    plain = ((told, one) for told, one in said if one.factuality == "Asserted" and one.confidence >= _SURE)
    return any(not _voice(told, one) and told.ref.article not in articles for told, one in plain)


def _voice(told: MemberAccount, one: RoleStatement) -> str:
    """Who says it: a slug, else words; empty in the article's own voice."""
    return told.who(one.source).slug if one.source else one.source_words


def _most(said: Iterable[tuple[MemberAccount, RoleStatement]]) -> float:
    return max((one.confidence for _, one in said), default=0.0)


def _common(days: Sequence[str]) -> str | None:
    """The month or year that dates have in common; None if they have neither."""
    heads = ({day[:length] for day in days} for length in (_MONTH, _YEAR))
    return next((head for shared in heads for head in shared if len(shared) == 1 and not head.startswith("-")), None)
