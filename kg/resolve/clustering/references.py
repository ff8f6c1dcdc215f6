"""References to members in judgements, found again in any extractor's reading.

An entity is an article's id, one name that the article uses for it, and its class. An event is an article's id, its
class, date and place, and where its trigger stands. What another extractor reads otherwise (a class, a date, a word
more in a name) is made up for by the rest; what has left the article is not found.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked

from kg.knowledge.names import fold
from kg.model import Event, Facts, Ref
from kg.vocab import SUPERCLASS, superclasses

_NEAR: Final = 200  # code points that a trigger may have moved
_FOUND: Final = 3.0


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class EntityName:
    """An entity of one article: `name` as the article writes it, `cls` a class of the vocabulary."""

    article: str
    name: str
    cls: str

    def __str__(self) -> str:
        """As `kg judge` takes it."""
        return f"{self.article}#{self.name}"


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class EventMark:
    """An event of one article.

    Attributes:
        at: where its first trigger starts, in code points.
        date, place: the first that the article gives for it: a lexical form, a name.
    """

    article: str
    at: int
    cls: str
    date: str | None = None
    place: str | None = None

    def __str__(self) -> str:
        """As `kg judge` takes it."""
        return f"{self.article}#{self.at}"


def reference(ref: Ref, facts: Facts) -> EntityName | EventMark:
    """How to name a member in a judgement."""
    for entity in facts.entities:
        if entity.id == ref.local:
            return EntityName(ref.article, entity.label, entity.cls)
    event = next(event for event in facts.events if event.id == ref.local)
    dates, places = _dates(event, facts), _places(event, facts)
    triggers = _triggers(event, facts)
    return EventMark(
        ref.article,
        triggers[0][0] if triggers else 0,
        event.cls,
        dates[0] if dates else None,
        places[0] if places else None,
    )


def locate(named: EntityName | EventMark, facts: Callable[[str], Facts | None]) -> Ref | None:
    """The member that is meant; None if its article has gone, or says no such thing any more.

    Args:
        named: how a judgement names it.
        facts: of an article, by its id; None if there is none.
    """
    told = facts(named.article)
    if told is None:
        return None
    found = _entity(named, told) if isinstance(named, EntityName) else _event(named, told)
    return None if found is None else Ref(named.article, found)


def _entity(named: EntityName, told: Facts) -> str | None:
    key = fold(named.name)
    said = {m.refers_to for m in told.mentions if fold(m.surface) == key}
    ranked = [
        (
            key in {fold(name) for name in (entity.label, *entity.names)},
            entity.cls == named.cls,
            superclasses(entity.cls)[-1] == superclasses(named.cls)[-1] if named.cls in SUPERCLASS else False,
            -n,
            entity.id,
        )
        for n, entity in enumerate(told.entities)
        if entity.id in said or key in {fold(name) for name in (entity.label, *entity.names)}
    ]
    return max(ranked)[-1] if ranked else None


def _event(named: EventMark, told: Facts) -> str | None:
    ranked = [(_scorer(named, event, told), -n, event.id) for n, event in enumerate(told.events)]
    best = max(ranked, default=None)
    return best[-1] if best is not None and best[0] >= _FOUND else None


def _scorer(named: EventMark, event: Event, told: Facts) -> float:
    """The trigger's place alone finds it, or two of date, place and class with one near by."""
    away = min((max(start - named.at, named.at - end + 1, 0) for start, end in _triggers(event, told)), default=_NEAR)
    score = 3.0 if away == 0 else 1.0 - away / _NEAR if away < _NEAR else 0.0
    score += 1.0 * (event.cls == named.cls)
    score += 1.5 * (named.date is not None and named.date in _dates(event, told))
    return score + 1.5 * (named.place is not None and fold(named.place) in map(fold, _places(event, told)))


def _triggers(event: Event, told: Facts) -> list[tuple[int, int]]:
    return sorted((m.span.start, m.span.end) for m in told.mentions if m.refers_to == event.id and not m.headline)


def _dates(event: Event, told: Facts) -> list[str]:
    return [str(c.object) for c in told.claims if c.subject == event.id and c.predicate == "date"]


def _places(event: Event, told: Facts) -> list[str]:
    labels = {entity.id: entity.label for entity in told.entities}
    return [
        labels[str(c.object)]
        for c in told.claims
        if c.subject == event.id and c.predicate == "place" and c.object in labels
    ]
