"""Profiles as JSON and back; places by their ids. What an article is about stands once with the article."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Final

from kg.knowledge.gazetteer import Place
from kg.resolve.events.context import Context
from kg.resolve.events.signatures import EventSignature
from kg.resolve.stories.terms import NO_TERMS, StoryTerms

_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False).encode
_SETS = ("days", "towns", "countries", "attackers", "targets", "victims", "tolls", "hurt", "inferred", "known")


def dumps(profile: EventSignature) -> str:
    """Equal profiles give equal strings."""
    return _AS_JSON(
        [
            profile.cls,
            profile.recurring,
            [sorted(getattr(profile, name)) for name in _SETS],
            [place.id if place else None for place in profile.spots],
            profile.published.isoformat() if profile.published else None,
            profile.told,
            profile.context.plain(),
        ]
    )


def loads(
    text: str, places: Callable[[str], Place | None] = lambda _: None, terms: StoryTerms = NO_TERMS
) -> EventSignature:
    """The profile that `dumps` wrote, with its article's terms; without `places`, its spots are unknown."""
    cls, recurring, sets, spots, published, told, around = json.loads(text)
    found = {name: frozenset(values) for name, values in zip(_SETS, sets, strict=True)}
    return EventSignature(
        cls=cls,
        recurring=recurring,
        spots=tuple(places(spot or "") for spot in spots),
        published=dt.date.fromisoformat(published) if published else None,
        told=(told[0], told[1]) if told else None,
        context=Context.of(around),
        terms=terms,
        **found,
    )
