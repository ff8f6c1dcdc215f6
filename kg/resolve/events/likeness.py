"""What speaks for two events being one incident, reason by reason; docs/resolution.md has what the weights rest on."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from itertools import product
from typing import Final

from kg.knowledge.gazetteer import Place, kilometres
from kg.resolve.clustering.evidence import Reason
from kg.resolve.events.days import agreed_day, days_apart, exact_days, is_day, is_exact, same_day
from kg.resolve.events.families import family
from kg.resolve.events.signatures import EventSignature
from kg.vocab import is_a

WEIGHTS: Final = {
    "a copy tells it in the same words": 4.0,
    "same victim": 4.0,
    "both are the same known incident": 3.5,
    "same day": 2.0,
    "same day, inferred": 1.5,
    "same month": 1.0,
    "same year": 0.25,
    "a day apart": 0.0,
    "reported within days of it": 1.0,
    "reported within days of each other": 0.5,
    "against: nothing tells that it was then": -0.5,
    "against: one tells it in passing, and nothing tells that it was then": -1.25,
    "same place": 2.0,
    "one place in or beside the other": 1.0,
    "two places near each other": 0.5,
    "same region": 1.0,
    "the place of one is named near the other": 0.75,
    "same country": 0.5,
    "same attacker": 1.0,
    "same target": 1.0,
    "same kind of target": 0.75,
    "same type": 0.5,
    "same toll": 1.0,
    "nearly the same toll": 0.6,
    "against: another toll": -0.5,
    "same number of hurt": 1.0,
    "nearly the same number of hurt": 0.6,
    "same names near by": 0.25,  # each, four at most
    "both articles begin with it": 0.75,
    "against: only one article begins with it": -0.75,
    "against: only the articles are alike": -1.5,
    "against: other parties": -1.5,
    "against: told as something else": -0.5,
}
_ALIKE: Final = (6.5, -1.75)  # of how alike two articles are: times their cosine, and for nothing in common
_OWN: Final = 2.0  # what the incidents themselves have to have in common, whatever their articles have
_FIRM: Final = 3.0
_TWICE: Final = 2.5
_SEVERAL: Final = 3  # dead: an article hardly tells of two incidents with as many
_LONE: Final = 0.3  # of the weight of a count, if it is one
_TWO_COUNTS: Final = 2  # that an article gives of one incident: of more, some are of others, and one is met by chance
_FEW: Final = 4  # so few or fewer dead are nearly as many in much of what happens
_MANY: Final = 20
_EXACTLY: Final = 1.5  # of it, if it is large and not rounded
_NAMES: Final = 4
_STATES: Final = 2
_FEW_WORDS: Final = 25  # terms: shorter articles are too short to resemble each other

_AS_NEWS: Final = 7  # days within which an incident is told as news
_TOGETHER: Final = 2  # days between two reports of the same news
_GROWS: Final = 30  # days within which later reports count more
_NEARLY: Final = 0.65  # the lesser of two tolls as a share of the greater
_BESIDE: Final = 40.0  # km
_CITY: Final = 1_000_000  # inhabitants of a city that reaches so far from its middle:
_REACH: Final = 15.0  # km; others as their areas are to its
_WITHIN: Final = 120.0  # km from a region's middle to a town that may lie in it


def reasons_for(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    """All that speaks for it, and what of that is missing."""
    own = [*_own(a, b)]
    around = [*_when(a, b), *_around(a, b), *_otherwise(a, b)]
    days = (a.days, b.days) if a.context.lead and b.context.lead else (a.days - a.inferred, b.days - b.inferred)
    dated = all(any(map(is_day, told)) for told in days)
    if sum(reason.weight for reason in own if reason.weight > 0) < _OWN and not dated:
        around.append(_reason("against: only the articles are alike"))
    # The dead are known by their names, and a copy by its words, however differently all else is told.
    surely = bool(a.victims & b.victims) or _copied(a, b)
    return iter((*own, *(reason for reason in around if reason.weight > 0 or not surely)))


def firmly_agree(a: EventSignature, b: EventSignature) -> bool:
    """Whether two events are of one exact day, and have enough in common besides, whatever their articles have."""
    return any(map(is_exact, a.days & b.days)) and sum(reason.weight for reason in _own(a, b)) >= _FIRM


def agree_within_an_article(a: EventSignature, b: EventSignature) -> bool:
    """Whether what an article tells as two is alike enough for one, should another article join them."""
    own = {reason.what: reason.weight for reason in _own(a, b)}
    placed = "same place" in own or not (a.towns and b.towns)
    counted = max(a.tolls & b.tolls, default=0) >= _SEVERAL and "same country" in own
    if a.attackers and b.attackers and not a.attackers & b.attackers:
        return False
    kinds = is_a(a.cls, b.cls) or is_a(b.cls, a.cls) or (counted and family(a.cls) == family(b.cls))
    return placed and kinds and (counted or sum(own.values()) >= _TWICE) and min(own.values(), default=0) > 0


def _own(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    """What the incidents themselves have in common, but for the day."""
    if _copied(a, b):
        yield _reason("a copy tells it in the same words")
    yield from _shared("same victim", a.victims & b.victims)
    yield from _shared("both are the same known incident", a.known & b.known)
    yield from _places(a, b)
    if states := a.countries & b.countries:  # few incidents are in two at once
        weight = WEIGHTS["same country"] * min(_STATES, len(states))
        yield Reason("same country", weight, ", ".join(sorted(states)))
    yield from _shared("same attacker", a.attackers & b.attackers)
    yield from _shared("same target", a.targets & b.targets)
    yield from _counts("toll", a.tolls, b.tolls)
    if a.tolls and b.tolls and not _agree(a.tolls, b.tolls) and not _has_grown(a, b):
        yield _reason("against: another toll", f"{max(a.tolls)}, {max(b.tolls)}")
    yield from _counts("number of hurt", a.hurt, b.hurt)
    yield from _shared("same kind of target", a.context.kinds & b.context.kinds)
    yield from _shared("same type", {a.cls} & {b.cls} - {"Attack"})


def _otherwise(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    """Outlets disagree on who did it, or call what was hit by two names, hardly on both; and some on what it was."""
    if not (is_a(a.cls, b.cls) or is_a(b.cls, a.cls)):
        yield _reason("against: told as something else")
    pairs = (a.attackers, b.attackers), (a.targets, b.targets)
    if all(ours and theirs and not ours & theirs for ours, theirs in pairs):
        yield _reason("against: other parties")


def _when(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    same = {(agreed_day(x, y), max(x, y, key=len)) for x in a.days for y in b.days if same_day(x, y)}
    inferred = bool(a.inferred & a.days or b.inferred & b.days)
    if same:
        closest = min((what for what, _ in same), key=("day", "month", "year").index)
        what = "same day, inferred" if closest == "day" and inferred else f"same {closest}"
        yield _reason(what, ", ".join(sorted(day for of, day in same if of == closest)))
    elif days_apart(a.days, b.days) == 1:
        yield _reason("a day apart", ", ".join(sorted(a.days | b.days)))
    elif any(_soon(x, y) for x, y in ((a, b), (b, a))):
        yield _reason("reported within days of it")
    elif not a.days and not b.days and _published_together(a, b):
        yield _reason("reported within days of each other")
    elif not (a.days and b.days):
        in_passing = a.context.lead != b.context.lead
        yield _reason(f"against: {'one tells it in passing, and ' if in_passing else ''}nothing tells that it was then")


def _places(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    if same := a.towns & b.towns:
        shared = {place for place in a.spots if place is not None} & {place for place in b.spots if place is not None}
        wide = bool(shared) and all(map(_is_region, shared))
        yield _reason("same region" if wide else "same place", ", ".join(sorted(same)))
        return
    near = [(x, y) for x, y in product(a.spots, b.spots) if x is not None and y is not None and _one_within_other(x, y)]
    if near:
        x, y = min(near, key=lambda pair: (not _holds(*pair), pair[0].id, pair[1].id))
        what = "one place in or beside the other" if _holds(x, y) else "two places near each other"
        yield _reason(what, f"{x.name}, {y.name}")
    elif named := named_after(a.towns, b.towns):
        yield _reason("one place in or beside the other", ", ".join(named))
    elif towns := [*_named_near(a, b), *_named_near(b, a)]:
        yield _reason("the place of one is named near the other", ", ".join(towns))


def _around(a: EventSignature, b: EventSignature) -> Iterator[Reason]:
    """What the articles have in common beyond what was read out of them."""
    if common := sorted((a.context.names & b.context.names) - _words_of_shared(a, b))[:_NAMES]:
        yield Reason("same names near by", WEIGHTS["same names near by"] * len(common), ", ".join(common))
    if a.context.lead and b.context.lead:
        yield _reason("both articles begin with it")
    elif (a.context.lead or b.context.lead) and not _on_one_day(a, b):  # a day is said of what is told in passing, too
        yield _reason("against: only one article begins with it")
    if min(len(a.terms), len(b.terms)) >= _FEW_WORDS:
        alike = a.terms.cosine(b.terms)
        scale, nothing = _ALIKE
        weight = round(scale * alike + nothing, 2)
        # An article that is about something else is not alike, and need not be where both say which day it was.
        if weight > 0 or (a.context.lead and b.context.lead) or not _on_one_day(a, b):
            yield Reason("how alike the articles are", weight, f"{alike:.2f}")


def _words_of_shared(a: EventSignature, b: EventSignature) -> set[str]:
    """The words of places and parties that two have in common: these count by themselves."""
    shared = (a.towns & b.towns) | (a.attackers & b.attackers) | (a.targets & b.targets) | (a.victims & b.victims)
    return {word for slug in shared for word in slug.split("-")}


def _on_one_day(a: EventSignature, b: EventSignature) -> bool:
    """Whether two events were on one exact day, as both articles say."""
    inferred = a.inferred | b.inferred
    return any(same_day(x, y) and agreed_day(x, y) == "day" for x in a.days - inferred for y in b.days - inferred)


def _reason(what: str, detail: str = "") -> Reason:
    return Reason(what, WEIGHTS[what], detail)


def _shared(what: str, found: Collection[str]) -> Iterator[Reason]:
    if found:
        yield _reason(what, ", ".join(sorted(found)))


def _copied(a: EventSignature, b: EventSignature) -> bool:
    return a.told is not None and a.told == b.told


def named_after(ours: Collection[str], theirs: Collection[str]) -> tuple[str, str] | None:
    """Two places of which one is called after the other, in which it hence lies: Garissa, Garissa University."""
    pairs = ((x, y) for x in ours for y in theirs if x.startswith(f"{y}-") or y.startswith(f"{x}-"))
    return min(pairs, default=None)


def told_of_one(a: EventSignature, b: EventSignature) -> bool:
    """Whether two accounts give one large number, and the place of one is named near the other, read or not."""
    counted = any(_telling(count) > 1 for count in a.tolls & b.tolls)
    return counted and any(_are_named(x.towns, y.context.names) for x, y in ((a, b), (b, a)))


def _named_near(placed: EventSignature, other: EventSignature) -> Iterator[str]:
    """Places of an incident that are named near another, of which no place is told, or but a building on no map."""
    if not any(spot is not None for spot in other.spots):
        about = other.terms.names if placed.context.lead and other.context.lead else frozenset[str]()
        yield from _are_named(placed.towns - other.towns, other.context.names | about)


def _are_named(towns: Iterable[str], names: frozenset[str]) -> list[str]:
    return sorted(town for town in towns if set(town.split("-")) <= names)


def _is_region(place: Place) -> bool:
    """Whether much else happens there."""
    return not place.point


def _one_within_other(a: Place, b: Place) -> bool:
    if a.country != b.country or not a.country:
        return False
    if (a.area or b.area) and a.admin1 and b.admin1:
        return a.admin1 == b.admin1
    return kilometres(a, b) <= (_WITHIN if _is_region(a) or _is_region(b) else _BESIDE)


def _holds(a: Place, b: Place) -> bool:
    """Whether one of two places that are near each other may be called by the other's name: no two towns are."""
    if _is_region(a) or _is_region(b) or (a.cls == "Facility") != (b.cls == "Facility"):
        return True
    return kilometres(a, b) <= _REACH * math.sqrt(max(a.population, b.population) / _CITY)


def _counts(what: str, ours: frozenset[int], theirs: frozenset[int]) -> Iterator[Reason]:
    if same := ours & theirs:
        given = max(len(ours), len(theirs))
        share = max(map(_telling, same)) / (given if given > _TWO_COUNTS else 1)
        yield Reason(f"same {what}", round(WEIGHTS[f"same {what}"] * share, 2), ", ".join(map(str, sorted(same))))
    elif _agree(ours, theirs):
        _, x, y = max(_ratios(ours, theirs))
        if min(x, y) > _FEW:
            yield _reason(f"nearly the same {what}", f"{x}, {y}")


def _telling(count: int) -> float:
    """How much it tells that two accounts give a number: one dead is true of many incidents, 147 of hardly any."""
    if count <= 1:
        return _LONE
    if count >= _MANY and count % 10:
        return _EXACTLY
    return min(1.0, 0.1 + 0.1 * count)


def _agree(ours: frozenset[int], theirs: frozenset[int]) -> bool:
    """Whether two counts are equal, or nearly so."""
    return any(x == y or (ratio >= _NEARLY and min(x, y) > 1) for ratio, x, y in _ratios(ours, theirs))


def _ratios(ours: frozenset[int], theirs: frozenset[int]) -> Iterator[tuple[float, int, int]]:
    return ((min(x, y) / max(x, y, 1), x, y) for x in ours for y in theirs)


def _has_grown(a: EventSignature, b: EventSignature) -> bool:
    """Whether the later of two reports counts more, as they do in the first days."""
    if a.published is None or b.published is None:
        return False
    gap = (b.published - a.published).days
    early, late = (a, b) if gap > 0 else (b, a)
    return 0 < abs(gap) <= _GROWS and max(late.tolls) > max(early.tolls)


def _soon(undated: EventSignature, dated: EventSignature) -> bool:
    """Whether an article came out within days of the other's one day, and says of none itself."""
    days = exact_days(dated.days)
    since = (undated.published - max(days)).days if not undated.days and undated.published and days else None
    return since is not None and 0 <= since <= _AS_NEWS


def _published_together(a: EventSignature, b: EventSignature) -> bool:
    return bool(a.published and b.published and abs((a.published - b.published).days) <= _TOGETHER)
