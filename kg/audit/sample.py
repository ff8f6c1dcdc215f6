"""A sample of a graph's claims: stratified by predicate, and the same for the same seed in any order of articles."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from pyoxigraph import NamedNode

from kg.audit.judged import SheetRow, said_of
from kg.model import Span
from kg.query.lookup.quotes import quoted
from kg.query.lookup.reports import article
from kg.query.lookup.terms import labels, slug
from kg.query.lookup.values import Statement
from kg.sparql.binding import select
from kg.store import Graph
from kg.vocab import COUNTS, KG, LITERALS

_CLAIMS: Final = """
SELECT ?claim ?predicate ?article WHERE {
  GRAPH ?article {
    ?claim rdf:predicate ?predicate ; kg:factuality ?stance
    OPTIONAL { ?claim kg:believed ?believed }
    OPTIONAL { ?claim kg:generic ?generic }
  }
  FILTER(?stance IN (kg:Asserted, kg:Hedged))
  FILTER(%s)
}"""
_BELIEVED: Final = "(!BOUND(?believed) || ?believed) && !BOUND(?generic)"
_FEWEST: Final = 3  # claims of a predicate, if it has so many


@dataclass(frozen=True, slots=True)
class Sample:
    """The drawn claims, and the sizes of their strata.

    Attributes:
        rows: the claims, sorted by article and place.
        claims: how many there are of each predicate.
    """

    rows: tuple[SheetRow, ...]
    claims: dict[str, int]


def draw(graph: Graph, size: int, seed: int, *, predicates: Collection[str] = (), withheld: bool = False) -> Sample:
    """Draw claims that articles state or suspect.

    Args:
        graph: where from.
        size: about how many; rare predicates get at least some, and none more than there are.
        seed: another one draws others.
        predicates: only these; all if there are none.
        withheld: whether also what is not believed.
    """
    strata: defaultdict[str, list[tuple[str, NamedNode, NamedNode]]] = defaultdict(list)
    for row in select(graph, _CLAIMS % ("true" if withheld else _BELIEVED)):
        predicate = row["predicate"].value.removeprefix(KG)
        if not predicates or predicate in predicates:
            claim, where = row["claim"], row["article"]
            assert isinstance(claim, NamedNode)
            assert isinstance(where, NamedNode)
            lot = sha256(f"{seed} {claim.value}".encode()).hexdigest()
            strata[predicate].append((lot, claim, where))
    claims = {name: len(strata[name]) for name in sorted(strata)}
    chosen: dict[str, tuple[NamedNode, float]] = {}
    for name, many in allot(claims, size).items():
        for _, claim, where in heapq.nsmallest(many, strata[name], key=lambda each: each[0]):
            chosen[claim.value] = (where, claims[name] / many)
    rows = sorted(_rows(graph, chosen), key=lambda row: (row.article, row.start, row.predicate, row.said))
    return Sample(tuple(rows), claims)


def allot(claims: dict[str, int], size: int) -> dict[str, int]:
    """How many to draw of each predicate: by the root of how many there are, so that the rare ones are judged too."""
    root = sum(math.sqrt(many) for many in claims.values()) or 1.0
    return {
        name: min(many, max(_FEWEST, round(size * math.sqrt(many) / root))) for name, many in claims.items() if many
    }


def _rows(graph: Graph, chosen: dict[str, tuple[NamedNode, float]]) -> Iterator[SheetRow]:
    by_article: defaultdict[str, set[str]] = defaultdict(set)
    for claim, (where, _) in chosen.items():
        by_article[where.value].add(claim)
    for iri, wanted in by_article.items():
        page = article(graph, slug(graph, iri))
        sources = labels(graph, {one.source for one in page.claims if one.source})
        for one in page.claims:
            if one.iri in wanted:
                text = (page.report.headline or "") if one.headline else page.text
                yield _row(one, text, sources, chosen[one.iri][1])


def _row(one: Statement, text: str, sources: dict[str, str], of: float) -> SheetRow:
    quote = quoted(text, Span(one.start, one.end))
    marked = f"{quote.sentence[: quote.start]}[{quote.sentence[quote.start : quote.end]}]{quote.sentence[quote.end :]}"
    literal = one.value if one.predicate in LITERALS else None
    bound = f" ({one.bound})" if one.bound and one.predicate in COUNTS else ""
    source = one.source_text or sources.get(one.source or "", "")
    return SheetRow(
        one.article, one.predicate, one.start, one.end, said_of(one.quote, literal), one.confidence or 0.0, of,
        one.subject.label, one.value + bound, one.factuality, source, " ".join(marked.split()),
    )  # fmt: skip
