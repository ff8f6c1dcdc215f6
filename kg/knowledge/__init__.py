"""Knowledge of the world: data files in; actors, places, wars and words that are known before any article out."""

from __future__ import annotations

from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.gazetteer import Gazetteer, Place, overlap

__all__ = ["Actor", "ActorList", "Gazetteer", "Place", "overlap"]
