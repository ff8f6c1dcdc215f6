"""Ties between entities and incidents, one a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.query.network import Edge, Subnetwork
from kg.query.network.dates import day
from kg.query.tables.columns import Column, Row, several

_AT_ONCE: Final = 1000

TIE_COLUMNS: Final = (
    Column("source", "text", "the IRI of the one that the tie is from"),
    Column("source_name", "text", "its name"),
    Column("source_class", "text", "its most specific class"),
    Column("property", "text", "the property, by its local name"),
    Column("target", "text", "the IRI of the one that the tie is to"),
    Column("target_name", "text", "its name"),
    Column("target_class", "text", "its most specific class"),
    Column("independent_articles", "integer", "how many articles say so, copies left out"),
    Column("confidence", "number", "of the surest claim behind it, 0 to 1"),
    Column("first_day", "text", "the first day of the incidents that it follows from; empty for a standing relation"),
    Column("last_day", "text", "the last day likewise"),
    Column("articles", "text", "the ids of all articles that say so"),
)


def tie_rows(part: Subnetwork) -> Iterator[Row]:
    """The ties of a part of the network."""
    index, every = part.index, part.edge_numbers
    for begin in range(0, len(every), _AT_ONCE):
        some = every[begin : begin + _AT_ONCE]
        ends = zip(index.nodes_at(index.source[some]), index.nodes_at(index.target[some]), strict=True)
        for edge, (source, target) in zip(index.edges_at(some), ends, strict=True):
            first, last = _days(edge)
            yield {
                "source": edge.source, "source_name": source.label, "source_class": source.cls, "property": edge.kind,
                "target": edge.target, "target_name": target.label, "target_class": target.cls,
                "independent_articles": edge.weight, "confidence": edge.confidence, "first_day": first,
                "last_day": last, "articles": several(edge.articles),
            }  # fmt: skip


def _days(edge: Edge) -> tuple[str | None, str | None]:
    if not edge.periods:
        return None, None
    return day(min(one.first for one in edge.periods)), day(max(one.last for one in edge.periods))
