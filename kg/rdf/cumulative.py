"""Tolls that sum up a war, a year or a campaign: claims about a conflict, and never about an incident.

What sums up many joins no event of another article. So which conflict it is of follows from its article's facts alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from kg.knowledge.conflicts import ConflictList, conflicts
from kg.model import Claim, Entity, Facts
from kg.vocab import COUNTS, is_a

_AROUND: Final = 200  # code points on either side of a toll within which its sentence names the war
_STOP: Final = re.compile(r"[.!?]\s")
_YEAR: Final = 4


def sums_up(claim: Claim, recurring: set[str]) -> bool:
    """Whether a claim is the toll of many incidents, given those events that sum up many."""
    return claim.predicate in COUNTS and claim.subject in recurring


def conflict_of_toll(facts: Facts, claim: Claim) -> str | None:
    """The id of the conflict whose toll it is; None where that is not plain.

    The conflict that the sentence names, else the only one of the parties, or of the country, at the time.
    """
    named = set() if claim.headline else set(_named(_sentence(facts.article.text, claim)))
    if named:
        return named.pop() if len(named) == 1 else None
    entities = {entity.id: entity for entity in facts.entities}
    said = [other for other in facts.claims if other.subject == claim.subject and other.believed]
    fillers = [entities[str(other.object)] for other in said if other.object in entities]
    countries = set(_countries(fillers)) or set(_countries(facts.entities))
    days = [str(other.object) for other in said if other.predicate == "date" and not str(other.object).startswith("-")]
    when = min(days, default=facts.article.date.isoformat() if facts.article.date else "")
    if len(countries) != 1 or len(when) < _YEAR:
        return None
    found = conflicts().of(countries, when, {filler.actor for filler in fillers if filler.actor and _is_party(filler)})
    return found.id if found is not None else None


def _is_party(entity: Entity) -> bool:
    return not is_a(entity.cls, "Place")


def _countries(entities: tuple[Entity, ...] | list[Entity]) -> Iterator[str]:
    """Where the places are, and the states themselves."""
    return (one.country for one in entities if one.country and (one.cls == "State" or is_a(one.cls, "Place")))


def _sentence(text: str, claim: Claim) -> str:
    before = text[max(0, claim.span.start - _AROUND) : claim.span.start]
    after = text[claim.span.end : claim.span.end + _AROUND]
    return f"{_STOP.split(before)[-1]}{claim.quote}{_STOP.split(after)[0]}"


def _named(sentence: str) -> Iterator[str]:
    return (id_ for id_, name in _names(conflicts()) if name.search(sentence))


@cache
def _names(known: ConflictList) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each conflict's id, with what finds its name or another of its names."""
    return tuple(
        (war.id, re.compile(rf"\b(?:{'|'.join(map(re.escape, (war.name, *war.aliases)))})\b", re.IGNORECASE))
        for war in known
    )
