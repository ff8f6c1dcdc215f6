"""Articles, one a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.query.lookup.values import Report
from kg.query.tables.columns import Column, Row

ARTICLE_COLUMNS: Final = (
    Column("id", "text", "its id, by which `/articles/ID` shows it"),
    Column("headline", "text", "its headline"),
    Column("outlet", "text", "who published it"),
    Column("published", "text", "when, as exactly as is known"),
    Column("copy_of", "text", "the id of the article that it copies"),
    Column("link", "text", "its address, where known"),
    Column("iri", "text", "its IRI"),
)


def article_rows(reports: Iterable[Report]) -> Iterator[Row]:
    """Some articles, in the same order."""
    for one in reports:
        yield {
            "id": one.id, "headline": one.headline, "outlet": one.publisher, "published": one.published,
            "copy_of": one.copy_of, "link": one.url, "iri": one.iri,
        }  # fmt: skip
