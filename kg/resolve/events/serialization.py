"""Profiles as JSON and back; places by their ids."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

from kg.knowledge.gazetteer import Place
from kg.resolve.events.signatures import EventSignature

_SETS = ("days", "towns", "countries", "attackers", "targets", "victims", "tolls")


def dumps(profile: EventSignature) -> str:
    """Equal profiles give equal strings."""
    return json.dumps(
        [
            profile.cls,
            profile.recurring,
            [sorted(getattr(profile, name)) for name in _SETS],
            [place.id if place else None for place in profile.spots],
            profile.published.isoformat() if profile.published else None,
            profile.told,
        ],
        ensure_ascii=False,
    )


def loads(text: str, places: Callable[[str], Place | None] = lambda _: None) -> EventSignature:
    """The profile that `dumps` wrote; without `places`, its spots are unknown."""
    cls, recurring, sets, spots, published, told = json.loads(text)
    found = {name: frozenset(values) for name, values in zip(_SETS, sets, strict=True)}
    return EventSignature(
        cls=cls,
        recurring=recurring,
        spots=tuple(places(spot or "") for spot in spots),
        published=dt.date.fromisoformat(published) if published else None,
        told=(told[0], told[1]) if told else None,
        **found,
    )
