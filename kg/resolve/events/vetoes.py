"""What forbids that two events are one incident, and what keeps them apart unless enough speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import product
from typing import Final

from kg.knowledge.gazetteer import overlap
from kg.resolve.clustering.evidence import ENOUGH, RULED_OUT, UNCERTAIN, Reason
from kg.resolve.events.days import days_apart, exact_days, is_exact, is_month, other_day
from kg.resolve.events.families import exclude, family
from kg.resolve.events.likeness import agree_within_an_article, firmly_agree, named_after, reasons_for, told_of_one
from kg.resolve.events.signatures import EventSignature
from kg.vocab import is_a

_SERIES: Final = 7  # days between two attacks of one series
_LATE: Final = 16  # days after an incident from which on an article that gives no day hardly means it

DOUBTS: Final = {
    "against: another time, inferred": -1.0,
    "against: another place, inferred": -1.0,
    "against: told weeks after it": -1.0,
    "against: other type": -2.0,
    "against: on ground that another side holds": -2.0,
}

Trait = tuple[str, EventSignature]
"""An event's article and what it is recognised by: what decides whom it excludes."""


def against(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    """Why two events cannot be one, whatever else they share."""
    same_dead = bool(a.victims & b.victims)
    if a.recurring or b.recurring:
        yield Reason("against: sums up many", RULED_OUT)
    if not (is_a(a.cls, "Attack") and is_a(b.cls, "Attack")) and not _same_act(a, b):
        yield Reason("against: not surely the same act", RULED_OUT)
    alike = _are_stated(a.days, a) == _are_stated(b.days, b)  # both told, or both those of a report of the day
    if other_day(a.days, b.days) and (alike or (_in_one_series(a, b) and not same_dead)):
        yield Reason("against: other day", RULED_OUT, _both(a.days, b.days))
    if a.known and b.known and not a.known & b.known:
        yield Reason("against: other known incident", RULED_OUT, _both(a.known, b.known))
    if any(_too_early(x, y) for x, y in ((a, b), (b, a))):
        yield Reason("against: published before it", RULED_OUT, _both(a.days, b.days))
    countries = _stated(a.countries, a), _stated(b.countries, b)
    if all(countries) and not a.countries & b.countries and not named_after(a.towns, b.towns):
        yield Reason("against: other country", RULED_OUT, _both(*countries))
    if a.victims and b.victims and not same_dead and not _are_many(a, b):
        yield Reason("against: other victim", RULED_OUT, _both(a.victims, b.victims))
    towns = _stated(a.towns, a), _stated(b.towns, b)
    if all(towns) and not a.towns & b.towns and not same_dead and not (_beside(a, b) or told_of_one(a, b)):
        yield Reason("against: other place", RULED_OUT, _both(*towns))


def doubts(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    """What keeps two apart unless they themselves, and not only a third, have enough in common for all that."""
    if other_day(a.days, b.days) and _are_stated(a.days, a) != _are_stated(b.days, b):
        yield _doubt("against: another time, inferred", a.days, b.days)
    stated = _are_stated(a.countries | a.towns, a) and _are_stated(b.countries | b.towns, b)
    if _elsewhere(a, b) and not (stated and not told_of_one(a, b)):
        yield _doubt("against: another place, inferred", a.towns or a.countries, b.towns or b.countries)
    if any(_is_late(x, y) for x, y in ((a, b), (b, a))):
        yield _doubt("against: told weeks after it", a.days, b.days)
    if a.context.held and b.context.held and not a.context.held & b.context.held:
        yield _doubt("against: on ground that another side holds", a.context.held, b.context.held)
    types = family(a.cls), family(b.cls)
    if None not in types and types[0] != types[1]:
        # First reports err in this: people are asked about those that exclude each other, where much else is alike.
        yield _doubt("against: other type", {a.cls}, {b.cls})


def clash(a: AbstractSet[Trait], b: AbstractSet[Trait]) -> bool:
    """Whether two clusters hold events that cannot be one.

    Two of one article, whose reader told them apart, are one only where another article's account agrees beyond doubt,
    or where one as good as repeats the other. What a third joins in spite of doubts has to be alike by itself.
    """
    twice = [(x, y) for one, x in a for other, y in b if one == other]
    if any(not _repeats(x, y) for x, y in twice) and not any(
        firmly_agree(x, y) for one, x in a for other, y in b if one != other
    ):
        return True
    if any(_on_two_days(x, y) for x, y in twice):
        return True
    ours, theirs = {told for _, told in a}, {told for _, told in b}
    dead = {victim for x in ours for victim in x.victims} & {victim for y in theirs for victim in y.victims}
    copied = {x.told for x in ours if x.told} & {y.told for y in theirs if y.told}
    sure = bool(dead or copied)
    pairs = [*product(ours, theirs)]
    if any(forbidden(x, y) or exclude(x.cls, y.cls) for x, y in pairs):
        return True
    doubtful = 0 if sure else sum(_is_doubtful(x, y) for x, y in pairs)
    return bool(doubtful) and sum(_agree(x, y) for x, y in pairs) < doubtful


def forbidden(a: EventSignature, b: EventSignature) -> bool:
    """Whether something forbids that two events are one."""
    return any(True for _ in against(a, b))


def _is_doubtful(a: EventSignature, b: EventSignature) -> bool:
    """Whether doubts are left of two that all they have in common does not make up for."""
    found = [*doubts(a, b)]
    return bool(found) and sum(reason.weight for reason in (*reasons_for(a, b), *found)) < ENOUGH - UNCERTAIN


def _agree(a: EventSignature, b: EventSignature) -> bool:
    """Whether two have enough in common by themselves, for all their doubts."""
    return sum(reason.weight for reason in (*reasons_for(a, b), *doubts(a, b))) >= ENOUGH


def _repeats(a: EventSignature, b: EventSignature) -> bool:
    """Whether an article tells two events so alike that they are one, should another article join them."""
    return agree_within_an_article(a, b) and not any(True for _ in doubts(a, b))


def _on_two_days(a: EventSignature, b: EventSignature) -> bool:
    """Whether an article itself gives two events two days; what others confuse, it tells apart."""
    ours, theirs = ({*exact_days(_stated(told.days, told))} for told in (a, b))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _doubt(what: str, ours: AbstractSet[str], theirs: AbstractSet[str]) -> Reason:
    return Reason(what, DOUBTS[what], _both(ours, theirs))


def _both(a: AbstractSet[str], b: AbstractSet[str]) -> str:
    return f"{'/'.join(sorted(a))}, {'/'.join(sorted(b))}"


def _stated(values: AbstractSet[str], told: EventSignature) -> AbstractSet[str]:
    """Those that its article says."""
    return values - told.inferred


def _are_stated(values: AbstractSet[str], told: EventSignature) -> bool:
    return bool(values - told.inferred)


def _in_one_series(a: EventSignature, b: EventSignature) -> bool:
    """Whether two days are near enough for two attacks of one series.

    A report of the day does not tell of what was days before: that is another attack. Of what is long ago it may.
    """
    gap = days_apart(a.days, b.days)
    return gap is not None and gap <= _SERIES


def _are_many(a: EventSignature, b: EventSignature) -> bool:
    """Whether so many were killed that each article may name others of them."""
    named = len(a.victims | b.victims)
    return all(max(p.tolls, default=0) > named for p in (a, b))


def _elsewhere(a: EventSignature, b: EventSignature) -> bool:
    country = bool(a.countries and b.countries and not a.countries & b.countries)
    return country or bool(a.towns and b.towns and not a.towns & b.towns and not _beside(a, b))


def _beside(a: EventSignature, b: EventSignature) -> bool:
    """Whether any two of their places can hold one incident: a building on no map may be anywhere but beside a town."""
    ours, theirs = ([spot for spot in told.spots if spot is not None] for told in (a, b))
    unknown = not (ours and theirs)
    return unknown or any(overlap(x, y) for x in ours for y in theirs) or bool(named_after(a.towns, b.towns))


def _same_act(a: EventSignature, b: EventSignature) -> bool:
    """Whether two accounts of what is no attack agree in all: a day sees many arrests, threats and protests."""
    if a.told is not None and a.told == b.told:
        return True
    partners = (a.targets & b.targets) or (a.towns & b.towns)
    return a.cls == b.cls and any(map(is_exact, a.days & b.days)) and bool(a.attackers & b.attackers and partners)


def _too_early(undated: EventSignature, dated: EventSignature) -> bool:
    """Whether an article without a day is older than the other's, and cannot tell of it; clocks differ by a day."""
    days = exact_days(_stated(dated.days, dated))
    told = [day for day in _stated(undated.days, undated) if not is_month(day)]
    return bool(not told and undated.published and days and (min(days) - undated.published).days > 1)


def _is_late(undated: EventSignature, dated: EventSignature) -> bool:
    """Whether an article that says of no day came out weeks after the other's, or after the other article."""
    if undated.days or not undated.published:
        return False
    days = exact_days(dated.days) or ([dated.published] if dated.published and not dated.days else [])
    return bool(days) and (undated.published - max(days)).days > _LATE
