"""What an event is recognised by, once it is known who and what its participants and places are."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer, Place
from kg.knowledge.names import fold
from kg.model import Claim, DisputableClaim, Entity, Event, Facts, Span
from kg.resolve.events.context import NO_CONTEXT, Context, context
from kg.resolve.events.statements import Filler, RoleStatement, Standpoint, disputable, statements_of
from kg.resolve.stories.terms import NO_TERMS, StoryTerms
from kg.vocab import COUNTS, LITERALS, is_a

_AROUND: Final = 60  # code points on either side of a trigger by which copies' events are recognised
_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False).encode
_UNRESOLVED: Final = ("date", *COUNTS)
_EXACT: Final = 10  # characters of a date of one day of one year
_Row = tuple[str, str, str, str | None]
_LEADING: Final = {"place", "attacker", "target", "victim"}


@dataclass(frozen=True, slots=True)
class EventAccount:
    """One article's account of one event: its believed claims, before it is known who is who.

    Attributes:
        claims: predicate, and what fills it: a value, or a named entity's local id, class and country.
        words: the words around its first trigger, by which a copy's account is recognised.
        statements: all that it says of the event's roles, be it denied or imagined.
        outlet: the article's publisher.
        borrowed: of an account without a day, those that the article gives to what is told as it is, and of the place.
        known: the id of the known incident that the article's reader linked it to, if it did.
        context: what stands around it.
    """

    cls: str
    label: str
    recurring: bool
    published: str | None
    claims: tuple[_Row, ...]
    words: str
    statements: tuple[RoleStatement, ...] = ()
    outlet: str = ""
    borrowed: tuple[str, ...] = ()
    known: str = ""
    context: Context = NO_CONTEXT

    def dumps(self) -> str:
        """As JSON."""
        *fields, _ = self.__dataclass_fields__
        return _AS_JSON([*(getattr(self, name) for name in fields), self.context.plain()])

    @classmethod
    def loads(cls, text: str) -> EventAccount:
        """The account that `dumps` wrote."""
        kind, label, recurring, published, claims, words, statements, outlet, borrowed, known, around = json.loads(text)
        said = tuple(map(RoleStatement.of, statements))
        rows = tuple(map(tuple, claims)), words, said
        return cls(kind, label, recurring, published, *rows, outlet, tuple(borrowed), known, Context.of(around))

    @property
    def vague(self) -> bool:
        """Whether it lacks a day, or whom and where: then only its article's story leads to others like it."""
        stated = [(what, value) for what, value, *_ in self.claims if (what, value) not in self.supported]
        told = {what for what, _ in stated}
        exact = any(what == "date" and len(value) == _EXACT for what, value in stated)
        return not (self.recurring or (exact and told & _LEADING))

    @property
    def supported(self) -> frozenset[tuple[str, str]]:
        """What fills a role by inference only."""
        return frozenset((one.predicate, one.value) for one in self.statements if one.inferred)

    @property
    def parties(self) -> tuple[str, ...]:
        """The local ids of all entities that it speaks of."""
        found = {one.value for one in self.statements if one.predicate not in LITERALS}
        found |= {one.source for one in self.statements} | {whole for one in self.statements for whole in one.wholes}
        return tuple(sorted(found - {""}))

    def disputable(
        self, article: str, who: Callable[[str], Filler], actors: ActorList, *, copy: bool
    ) -> tuple[DisputableClaim, ...]:
        """What others may contradict of it, once it is known who is who.

        Args:
            article: whose account it is.
            who: the canonical entity of a local one.
            actors: tells to which state a body of one belongs.
            copy: whether the article copies another.
        """
        where = Standpoint(article, self.outlet, self.published or "", copy)
        return tuple(disputable(self.statements, where, who, actors))

    @property
    def event(self) -> Event:
        """The event itself, of no article."""
        return Event("", self.cls, self.label, self.recurring, withheld=not self.claims)


@dataclass(frozen=True, slots=True)
class EventSignature:
    """One event, in canonical slugs.

    Attributes:
        attackers, targets: or, of what is no attack, its actors and recipients.
        spots: of the towns, None where the gazetteer does not know one.
        tolls, hurt: numbers of killed and of wounded.
        inferred: of days, towns and countries, those that the account only supports and does not say.
        known: the id of the known incident that it is, where its article's reader linked it to one.
        published: the day of the article.
        told: in a copy or its original, the report and the words around the trigger; else nothing.
        context: what stands around it.
        terms: what its article is about. Neither makes one event equal to another or unequal.
    """

    cls: str
    recurring: bool
    days: frozenset[str]
    towns: frozenset[str]
    spots: tuple[Place | None, ...]
    countries: frozenset[str]
    attackers: frozenset[str]
    targets: frozenset[str]
    victims: frozenset[str]
    tolls: frozenset[int]
    hurt: frozenset[int] = frozenset()
    inferred: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    published: dt.date | None = None
    told: tuple[str, str] | None = None
    context: Context = field(default=NO_CONTEXT, compare=False)
    terms: StoryTerms = field(default=NO_TERMS, compare=False)


def accounts(facts: Facts) -> Iterator[tuple[str, EventAccount]]:
    """An article's events by local id."""
    local = {entity.id: entity for entity in facts.entities}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in facts.claims:
        claims[claim.subject].append(claim)
    spans: dict[str, list[Span]] = defaultdict(list)
    for mention in facts.mentions:
        if not mention.headline:
            spans[mention.refers_to].append(mention.span)
    published = facts.article.date.isoformat() if facts.article.date else None
    of_states = {entity.id for entity in facts.entities if entity.cls == "State"}
    states = {mention.surface for mention in facts.mentions if mention.refers_to in of_states}
    statements = statements_of(facts)
    said = {
        event.id: tuple(dict.fromkeys(row for c in claims[event.id] if c.believed for row in _row(c, local)))
        for event in facts.events
    }
    for event in facts.events:
        yield (
            event.id,
            EventAccount(
                *(event.cls, event.label, event.recurring, published),
                *(said[event.id], _words(facts, spans[event.id]), statements.get(event.id, ())),
                *(facts.article.publisher or "", _borrowed(event, facts.events, said), event.known or ""),
                context(facts.article, spans[event.id], states),
            ),
        )


def _borrowed(event: Event, others: Iterable[Event], said: Mapping[str, Sequence[_Row]]) -> tuple[str, ...]:
    """The exact days that an article gives to others of an event's class and place, where it gives none to the event.

    An article hardly goes over to another day at one place without a word of when that was.
    """
    if any(what == "date" for what, *_ in said[event.id]) or event.recurring:
        return ()

    def told(one: str, role: str) -> set[str]:
        return {value for what, value, *_ in said[one] if what == role}

    alike = [one.id for one in others if one.cls == event.cls and not one.recurring]
    days = (told(one, "date") for one in alike if told(one, "place") & told(event.id, "place"))
    return tuple(sorted(day for day in set[str]().union(*days) if len(day) == _EXACT))


def _row(claim: Claim, local: dict[str, Entity]) -> Iterator[_Row]:
    if claim.predicate in _UNRESOLVED:
        yield claim.predicate, str(claim.object), "", None
    elif (entity := local.get(str(claim.object))) is not None and (entity.names or entity.actor):
        yield claim.predicate, entity.id, entity.cls, entity.country


def _words(facts: Facts, triggers: Iterable[Span]) -> str:
    first = min(triggers, default=None)
    if first is None:
        return ""
    text = facts.article.text[max(0, first.start - _AROUND) : first.end + _AROUND]
    return " ".join(fold(text).split()[1:-1])  # the outermost words may be cut


def profile(
    account: EventAccount,
    who: Callable[[str], Filler],
    report: str | None,
    places: Gazetteer,
    terms: StoryTerms = NO_TERMS,
) -> EventSignature:
    """What an account is recognised by.

    Args:
        account: the article's.
        who: the canonical entity of a local one.
        report: the original, where the article is a copy or has copies.
        places: tells in which country a place lies.
        terms: what the article is about.
    """
    fillers: dict[str, set[str]] = defaultdict(set)
    countries: set[str] = set()
    spots: list[Place | None] = []
    supported = account.supported
    inferred, stated = set(account.borrowed), set[str]()
    if account.borrowed:
        fillers["date"].update(account.borrowed)
    for predicate, value, cls, country in account.claims:
        where = inferred if (predicate, value) in supported else stated
        if predicate in _UNRESOLVED:
            fillers[predicate].add(value)
            where.add(value)
            continue
        one = who(value)
        if predicate != "place":
            person = cls == "Person" or one.cls == "Person"
            fillers[f"{predicate} person" if person else predicate].add(one.slug)
            continue
        if is_a(one.cls, "Place"):
            fillers["place"].add(one.slug)
            where.add(one.slug)
            spots.append(places.get(one.place or ""))
        if land := country or (None if is_a(one.cls, "Place") else one.actor):
            countries.add(land)
            where.add(land)
    some: Any = {what: frozenset(found) for what, found in fillers.items()}
    none: frozenset[str] = frozenset()
    return EventSignature(
        cls=account.cls,
        recurring=account.recurring,
        days=some.get("date", none),
        towns=some.get("place", none),
        spots=tuple(spots),
        countries=frozenset(countries),
        attackers=none.union(*(some.get(r, none) for r in ("attacker", "attacker person", "actor", "actor person"))),
        targets=none.union(*(some.get(r, none) for r in ("target", "recipient", "recipient person"))),
        victims=some.get("victim person", none),
        tolls=frozenset(int(n) for n in some.get("killedCount", none)),
        hurt=frozenset(int(n) for n in some.get("woundedCount", none)),
        inferred=frozenset(inferred - stated),
        known=frozenset({account.known} - {""}),
        published=dt.date.fromisoformat(account.published) if account.published else None,
        told=(report, account.words) if report is not None and account.words else None,
        context=account.context,
        terms=terms,
    )
