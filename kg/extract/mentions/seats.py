"""Where the government of a state sits."""

from __future__ import annotations

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer


def seat(country: str, actors: ActorList, places: Gazetteer) -> str | None:
    """The gazetteer's id of a state's capital; None where it is not known."""
    state = actors.state(country)
    seats = (p for name in (state.metonyms if state else ()) for p in places.named(name))
    return next((p.id for p in seats if p.country == country), None)
