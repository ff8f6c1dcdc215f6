"""Parameters of a filter of articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query

from api.params.enums import Day, TellsOf
from kg.query import lookup
from kg.query.lookup.values import Order


@dataclass(frozen=True, slots=True)
class ArticleParameters:
    """The filter and order of a list of articles; a FastAPI dependency."""

    q: Annotated[str, Query(max_length=500, description="words of the headline, give or take typing errors")] = ""
    publisher: Annotated[str | None, Query(description="only those of the outlet of this name")] = None
    since: Annotated[Day | None, Query(description="published on this day or later")] = None
    until: Annotated[Day | None, Query(description="published on this day or earlier")] = None
    about: Annotated[
        tuple[str, ...],
        Query(description="only those that mention it: name, slug or IRI; repeat it for all of several"),
    ] = ()
    cls: TellsOf = None
    copies: Annotated[bool | None, Query(description="only copies of other articles, or only others")] = None
    order: Annotated[Order, Query(description="which come first")] = "oldest"

    def wanted(self) -> lookup.ArticleFilter:
        """The look-up's filter."""
        return lookup.ArticleFilter(
            text=self.q,
            publisher=self.publisher,
            since=self.since.isoformat() if self.since else None,
            until=self.until.isoformat() if self.until else None,
            about=self.about,
            cls=self.cls,
            copies=self.copies,
            order=self.order,
        )
