"""The broadcast context of workers, and what each process loads once by it: language model, lists, signatures."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from kg.errors import EngineError
from kg.knowledge import ActorList, Gazetteer
from kg.model import Facts
from kg.rdf import facts_json
from kg.resolve.clustering.claims import ClaimVerdicts
from kg.resolve.clustering.judgements import Verdicts
from kg.resolve.context import ResolutionContext, lists
from kg.resolve.entities.signatures import SignatureBuilder
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.extract import Extractor


def for_workers(settings: Settings) -> Settings:
    """Settings as they travel: paths name the same on every machine, and secrets stay on the driver's."""
    paths = {name: value.absolute() for name, value in settings if isinstance(value, Path)}
    secrets = {name: None for name, value in settings if isinstance(value, SecretStr)}
    return settings.model_copy(update=paths | secrets)


@dataclass(frozen=True)
class BroadcastContext:
    """The driver's word to the workers; small, since it travels with each task.

    Attributes:
        settings: where the model and the lists are; each worker has them for itself.
        extractor, context: their versions, which have to be the driver's.
        verdicts: what people said of the articles' members.
        claims: what people said of their claims.
    """

    settings: Settings
    extractor: str
    context: str
    verdicts: Verdicts = field(default_factory=lambda: Verdicts({}))
    claims: ClaimVerdicts = field(default_factory=ClaimVerdicts)

    def facts(self, told: str, text: str) -> Facts:
        """An article's facts, from their JSON and its text, with what people said of its claims."""
        return self.claims.over(facts_json.loads(told, text))

    def reader(self) -> Extractor:
        """This process's extractor.

        Raises:
            EngineError: it is another version than the driver's.
        """
        reader = _reader(self.settings)
        _agree("extractor", reader.version, self.extractor)
        return reader

    def lists(self) -> tuple[ActorList, Gazetteer]:
        """This process's actor list and gazetteer.

        Raises:
            EngineError: they, or the code that resolves, are others than the driver's.
        """
        found = lists(self.settings)
        _agree("actor list, gazetteer or resolver", ResolutionContext(*found).version, self.context)
        return found

    def signatures(self) -> SignatureBuilder:
        """The builder of entities' signatures."""
        return _signatures(self.lists()[0])


@lru_cache(maxsize=1)
def _reader(settings: Settings) -> Extractor:
    from kg.extract import Extractor  # noqa: PLC0415  heavy, and only extraction needs it

    return Extractor(settings)


@lru_cache(maxsize=1)
def _signatures(actors: ActorList) -> SignatureBuilder:
    return SignatureBuilder(actors)


def _agree(what: str, here: str, wanted: str) -> None:
    if here != wanted:
        raise EngineError(
            f"The {what} on {socket.gethostname()} is version {here}, not the driver's {wanted}; "
            "install the same Sitrep, model and data on every worker"
        )
