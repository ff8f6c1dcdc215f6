"""One claim, down to the words that make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import NotFound
from kg.model import Facts, Span
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
    where, extractor = _where(graph, node)
    page = article(graph, where)
    said = next(said for said in page.claims if said.iri == node.value)
    text = (page.report.headline or "") if said.headline else page.text
    return ClaimInContext(said, page.report, quoted(text, Span(said.start, said.end)), extractor)


def facts_of_claim(graph: Graph, node: NamedNode) -> Facts:
    """The facts of the article that makes a claim, as the extractor read them.

    Raises:
        NotFound: there is no such claim.
    """
    return graph.facts(_where(graph, node)[0])


def _where(graph: Graph, node: NamedNode) -> tuple[str, str]:
    """The id of a claim's article, and the version of the extractor that read it."""
    for row in select(graph, _ARTICLE, claim=node):
        return slug(graph, row["article"].value), row["extractor"].value
    raise NotFound(f"There is no claim {slug(graph, node.value)!r} in the graph.")
