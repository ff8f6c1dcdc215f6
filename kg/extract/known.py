"""What the extractor knows of the world beforehand, loaded once a process: actors as phrases, and the gazetteer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from kg.extract.phrases import Phrases
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.gazetteer import Gazetteer


class Known(NamedTuple):
    """What a known phrase stands for: an actor's name, its demonym, or the seat of its government."""

    actor: Actor
    form: Literal["name", "demonym", "metonym"]


@cache
def actor_phrases(folder: Path) -> tuple[ActorList, Phrases[Known]]:
    """The actor list, and the phrases to find it by; a name outranks a demonym, a demonym a seat."""
    actors = ActorList.load(folder)
    phrases: Phrases[Known] = Phrases()
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            phrases.add(name, Known(actor, "name"))
    for actor in actors:
        for name in actor.demonyms:
            phrases.add(name, Known(actor, "demonym"))
        for name in actor.metonyms:
            phrases.add(name, Known(actor, "metonym"))
    return actors, phrases


@cache
def gazetteer(folder: Path) -> Gazetteer:
    """The places of the world."""
    return Gazetteer.load(folder)
