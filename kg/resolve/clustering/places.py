"""People's judgements of which place on the map an article means by a name.

They change what an article is read to say, before anything is joined: so a place that was taken for another of its name
stands where it is, in every build. The last judgement counts; withdrawn takes one back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass as checked

from kg.model import Entity, Facts
from kg.resolve.clustering.references import EntityName, locate

PlaceWord = Literal["meant", "withdrawn"]


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class MeantPlace:
    """A place of the gazetteer: its id there, and name and country to be read by people."""

    id: str
    name: str
    country: str = ""

    def __str__(self) -> str:
        """As an answer names it."""
        return f"{self.name}, {self.country}" if self.country else self.name


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class PlaceJudgement:
    """One person's word on which place an article means.

    Attributes:
        place: how the article calls it.
        judgement: meant, or withdrawn, which takes back what was said.
        instead: which is meant; None for one that the gazetteer does not know.
        by, at, note: who says so, when (ISO 8601), and why.
    """

    place: EntityName
    judgement: PlaceWord
    instead: MeantPlace | None = None
    by: str = ""
    at: str = ""
    note: str = ""

    def __str__(self) -> str:
        """As `kg judge` names it."""
        said = "as it was read" if self.judgement == "withdrawn" else str(self.instead or "on no map")
        return f"{self.place} is {said}" + (f" ({self.by})" if self.by else "")


def placed(facts: Facts, judgements: Sequence[PlaceJudgement]) -> Facts:
    """An article's facts with the places that people say it means; `judgements` are of this article, oldest first."""
    last = dict[str, PlaceJudgement]()
    for said in judgements:
        if (ref := locate(said.place, lambda _: facts)) is not None:
            last[ref.local] = said
    meant = {local: said.instead for local, said in last.items() if said.judgement == "meant"}
    if not meant:
        return facts
    entities = tuple(_moved(entity, meant[entity.id]) if entity.id in meant else entity for entity in facts.entities)
    return replace(facts, entities=entities)


def _moved(entity: Entity, to: MeantPlace | None) -> Entity:
    read = entity.place, entity.country, entity.within
    if to is None:
        return replace(entity, place=None, read=read)
    return replace(entity, place=to.id, country=to.country or None, within=None, read=read)
