"""Which war an incident is part of: by where and when it was, and who fought."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.actors import ActorList
from kg.knowledge.conflicts import ConflictList
from kg.resolve.events.surest import MemberAccount

_SIDES = ("attacker", "target", "victim", "actor", "recipient")
_YEAR = 4  # digits: the least that a date has to say


def conflict_of(accounts: Sequence[MemberAccount], actors: ActorList, conflicts: ConflictList) -> str | None:
    """The id of the conflict that an incident is part of; None where that is not plain.

    Args:
        accounts: its members, the earliest first.
        actors: tell to which state a body of one belongs.
        conflicts: all that are known.
    """
    countries, days, parties = set[str](), set[str](), set[str]()
    for told in accounts:
        profile = told.profile
        countries |= {spot.country for spot in profile.spots if spot is not None and spot.country}
        countries |= {_country(one, actors) for one in profile.countries}
        days |= {day for day in profile.days if not day.startswith("-")}
        for one in told.account.statements:
            if one.believed and one.predicate in _SIDES:
                parties |= _party(told.who(one.value).actor, actors)
    published = [told.profile.published.isoformat() for told in accounts if told.profile.published]
    when = min(days, key=lambda day: (-len(day), day), default=min(published, default=""))
    found = conflicts.of(countries - {""}, when, parties) if len(when) >= _YEAR else None
    return found.id if found is not None else None


def _country(place: str, actors: ActorList) -> str:
    """The ISO code of a state, given by that or by its id in the actor list."""
    actor = actors.get(place)
    return place if actor is None else actor.country or ""


def _party(actor: str | None, actors: ActorList) -> set[str]:
    """An actor of the list, and its state where it is a body of one."""
    one = actors.get(actor) if actor else None
    if one is None:
        return set()
    state = actors.state(one.country) if one.body and one.country else None
    return {one.id} | ({state.id} if state is not None else set())
