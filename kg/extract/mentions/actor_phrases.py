"""What the extractor knows of actors beforehand, made once a process: the phrases to find them by."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import kg.extract.mentions
import kg.extract.text
from kg.extract.text.phrases import Phrases
from kg.fingerprint import code_fingerprint
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.lists import actors_in, made_of
from kg.knowledge.prepared import prepared


class ActorForm(NamedTuple):
    """What a known phrase stands for: an actor's name, its demonym, or the seat of its government."""

    actor: Actor
    form: Literal["name", "demonym", "metonym"]


@cache
def actor_phrases(folder: Path) -> tuple[ActorList, Phrases[ActorForm]]:
    """The actor list, and the phrases to find it by; a name outranks a demonym, a demonym a seat."""
    code = code_fingerprint(kg.extract.text, kg.extract.mentions)
    return prepared("actor-phrases", f"{made_of(folder)} {code}", lambda: _phrases(actors_in(folder)))


def _phrases(actors: ActorList) -> tuple[ActorList, Phrases[ActorForm]]:
    phrases: Phrases[ActorForm] = Phrases()
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            phrases.add(name, ActorForm(actor, "name"))
    for actor in actors:
        for name in actor.demonyms:
            phrases.add(name, ActorForm(actor, "demonym"))
        for name in actor.metonyms:
            phrases.add(name, ActorForm(actor, "metonym"))
    for actor in actors:
        for name in actor.shared:
            phrases.add(name, ActorForm(actor, "name"))
    return actors, phrases
