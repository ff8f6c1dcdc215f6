"""Parameters of a filter of claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Query

from api.params.enums import Claimed
from kg.query import lookup


@dataclass(frozen=True, slots=True)
class ClaimParameters:
    """The filter of a list of claims; a FastAPI dependency."""

    subject: Annotated[str | None, Query(description="whom or what it is said of: name, slug or IRI")] = None
    predicate: Claimed = None
    object: Annotated[str | None, Query(description="the other one: name, slug or IRI")] = None
    about: Annotated[str | None, Query(description="subject or object: name, slug or IRI")] = None
    article: Annotated[str | None, Query(description="the id of the article that makes it")] = None
    source: Annotated[str | None, Query(description="whom the article quotes for it: name, slug or IRI")] = None
    factuality: Annotated[
        Literal["Asserted", "Hedged", "Denied", "Hypothetical"] | None, Query(description="how it is meant")
    ] = None
    min_confidence: Annotated[float | None, Query(ge=0, le=1, description="how sure its reading is, at least")] = None
    edge: Annotated[
        str | None,
        Query(
            description="what a tie rests on: the source's IRI, the property's name and the target's IRI, with spaces",
            examples=["https://w3id.org/sitrep/id/entity/a attacked https://w3id.org/sitrep/id/entity/b"],
        ),
    ] = None
    withheld: Annotated[
        bool, Query(description="also those that are not believed: not read surely enough, or of nobody in particular")
    ] = False

    def wanted(self) -> lookup.ClaimFilter:
        """The look-up's filter."""
        return lookup.ClaimFilter(
            subject=self.subject, object=self.object, about=self.about, source=self.source, predicate=self.predicate,
            article=self.article, factuality=self.factuality, min_confidence=self.min_confidence, edge=self.edge,
            withheld=self.withheld,
        )  # fmt: skip
