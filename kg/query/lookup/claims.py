"""One claim, down to the words that make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import NotFound
from kg.model import Span
from kg.query.lookup.quotes import Quote, quoted
from kg.query.lookup.reports import article
from kg.query.lookup.terms import slug
from kg.query.lookup.values import Report, Statement
from kg.sparql.binding import select
from kg.store import Graph

_ARTICLE: Final = """
SELECT ?article ?extractor WHERE {
  VALUES ?claim { UNDEF }
  GRAPH ?article { ?claim a kg:Claim . ?article kg:extractor ?extractor }
}
"""


@dataclass(frozen=True, slots=True)
class ClaimInContext:
    """A claim, where it stands, and the version of the extractor that read it there."""

    claim: Statement
    report: Report
    quote: Quote
    extractor: str


def claim(graph: Graph, node: NamedNode) -> ClaimInContext:
    """A claim by its IRI.

    Raises:
        NotFound: there is none.
    """
    for row in select(graph, _ARTICLE, claim=node):
        page = article(graph, slug(graph, row["article"].value))
        for said in page.claims:
            if said.iri == node.value:
                where = (page.report.headline or "") if said.headline else page.text
                return ClaimInContext(
                    said, page.report, quoted(where, Span(said.start, said.end)), row["extractor"].value
                )
    raise NotFound(f"There is no claim {slug(graph, node.value)!r} in the graph.")
