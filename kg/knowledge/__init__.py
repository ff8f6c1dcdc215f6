"""Knowledge of the world: actors and places that are known before the first article is read."""

from __future__ import annotations

from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.gazetteer import Gazetteer, Place, overlap

__all__ = ["Actor", "ActorList", "Gazetteer", "Place", "overlap"]
