"""The lists of actors and places as a process holds them: read once, whichever steps need them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer


@cache
def actors_in(folder: Path) -> ActorList:
    """The actor list of a folder, as it was when it was first asked for.

    Raises:
        ResourceError: it is broken.
    """
    return ActorList.load(folder)


@cache
def places_in(folder: Path) -> Gazetteer:
    """The gazetteer with the supplement of a folder, likewise.

    Raises:
        ResourceError: the supplement is broken.
    """
    return Gazetteer.load(folder)
