"""What the pipeline needs to know of the world, put together from the settings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from kg.knowledge import ActorList, Gazetteer
from kg.resolve import read_judgements
from kg.settings import Settings


def knowledge(settings: Settings) -> dict[str, Any]:
    """What `kg.pipeline` needs to know of actors and places, and of people's judgements on them, by parameter.

    The lists are read once in a process, the judgements each time.

    Raises:
        ResourceError: a list is broken.
        JudgementError: the judgements are.
    """
    actors, gazetteer = _lists(settings.actors, settings.places)
    return {
        "actors": actors,
        "gazetteer": gazetteer,
        "judgements": read_judgements(settings.data),
    }


@cache
def _lists(actors: Path, places: Path) -> tuple[ActorList, Gazetteer]:
    return ActorList.load(actors), Gazetteer.load(places)
