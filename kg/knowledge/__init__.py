"""What is known of the world before the first article is read: who is who, and where is where."""

from __future__ import annotations

from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.gazetteer import Gazetteer, Place, overlap

__all__ = ["Actor", "ActorList", "Gazetteer", "Place", "overlap"]
