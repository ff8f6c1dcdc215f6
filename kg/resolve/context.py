"""The context of resolution besides articles: the actor list, the gazetteer, and people's judgements."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

import kg.knowledge
import kg.resolve
from kg.fingerprint import code_fingerprint, data_fingerprint
from kg.knowledge import ActorList, Gazetteer
from kg.knowledge.lists import actors_in, places_in
from kg.resolve import ClaimVerdicts, Judgement, read_claim_verdicts, read_judgements
from kg.resources import resource
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class ResolutionContext:
    """The context of resolution besides the articles.

    Attributes:
        actors: who is known.
        gazetteer: which places are.
        judgements: people's on pairs, oldest first.
        claims: people's on claims.
    """

    actors: ActorList
    gazetteer: Gazetteer
    judgements: tuple[Judgement, ...] = ()
    claims: ClaimVerdicts = field(default_factory=ClaimVerdicts)

    @property
    def version(self) -> str:
        """Changes with the lists, with the words and the code that resolve: then all facts are resolved anew."""
        return _version(self.actors, self.gazetteer)


def load_context(settings: Settings) -> ResolutionContext:
    """The context that the settings name. The lists are read once in a process, the judgements each time.

    Raises:
        ResourceError: a list is broken.
        JudgementError: the judgements are.
    """
    return ResolutionContext(*lists(settings), read_judgements(settings.data), read_claim_verdicts(settings.data))


def lists(settings: Settings) -> tuple[ActorList, Gazetteer]:
    """The actor list and the gazetteer alone, read once in a process.

    Raises:
        ResourceError: one is broken.
    """
    return actors_in(settings.actors), places_in(settings.places)


@lru_cache(maxsize=4)
def _version(actors: ActorList, gazetteer: Gazetteer) -> str:
    digest = sha256(code_fingerprint(kg.knowledge, kg.resolve).encode())
    digest.update(data_fingerprint(resource("data", name) for name in ("words", "conflicts", "lexicon")).encode())
    digest.update(f"{actors.digest} {gazetteer.digest}".encode())
    return digest.hexdigest()[:16]
