"""Claims, one a row: who says what, with the words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.query.lookup.citations import ClaimFilter, citations
from kg.query.lookup.terms import labels
from kg.query.lookup.values import Cited
from kg.query.tables.columns import Column, Row
from kg.store import Graph

_AT_ONCE: Final = 500

CLAIM_COLUMNS: Final = (
    Column("claim", "text", "its IRI"),
    Column("article", "text", "the id of the article that makes it"),
    Column("outlet", "text", "who published that"),
    Column("published", "text", "on which day"),
    Column("copy_of", "text", "the id of the article that this one copies"),
    Column("subject", "text", "what it is said of, by name"),
    Column("subject_iri", "text", "and by IRI"),
    Column("predicate", "text", "the property that is said, by its local name"),
    Column("value", "text", "what is said: a name, a number, a day or words"),
    Column("value_iri", "text", "the IRI of an entity that is said"),
    Column("bound", "text", "of a number: `Exactly`, `AtLeast`, `AtMost` or `About`"),
    Column("factuality", "text", "`Asserted`, `Hedged`, `Denied` or `Hypothetical`"),
    Column("said_by", "text", "whom the article quotes for it; empty where it says so in its own voice"),
    Column("said_by_iri", "text", "the IRI of that source, where it is an entity"),
    Column("confidence", "number", "how probably it is read rightly, 0 to 1"),
    Column("believed", "boolean", "whether the reading is sure enough for it to count"),
    Column("quote", "text", "the words that say so"),
    Column("start", "integer", "where they begin, in code points of the text"),
    Column("end", "integer", "where they end, exclusive"),
    Column("in_headline", "boolean", "whether both count in the headline instead"),
    Column("page", "integer", "the page that they stand on, from 1, where the article has pages, as a PDF has"),
    Column("link", "text", "the article's address, where known"),
)


def claim_rows(graph: Graph) -> Iterator[Row]:
    """All claims, in the order of the articles and of their texts."""
    after = None
    while True:
        some, after = citations(graph, ClaimFilter(withheld=True), after=after, limit=_AT_ONCE)
        yield from cited_rows(graph, some)
        if after is None:
            return


def cited_rows(graph: Graph, some: Sequence[Cited]) -> Iterator[Row]:
    """Some claims, in the same order."""
    names = labels(graph, {one.source for one in some if one.source})
    for one in some:
        yield {
            "claim": one.iri, "article": one.article, "outlet": one.report.publisher,
            "published": one.report.published, "copy_of": one.report.copy_of, "subject": one.subject.label,
            "subject_iri": one.subject.iri, "predicate": one.predicate, "value": one.value,
            "value_iri": one.object, "bound": one.bound, "factuality": one.factuality,
            "said_by": (names.get(one.source) if one.source else None) or one.source_text,
            "said_by_iri": one.source, "confidence": one.confidence, "believed": one.believed,
            "quote": one.quote, "start": one.start, "end": one.end, "in_headline": one.headline,
            "page": one.page, "link": one.report.url,
        }  # fmt: skip
