"""Claims as their articles make them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import NamedNode

from kg.query.lookup.terms import labels, slug
from kg.query.lookup.values import Ref, Statement
from kg.sparql.binding import Term, select
from kg.store import Graph
from kg.vocab import KG, RDF

# All that each claim says is gathered here, row by row: with OPTIONAL for what only some say, the store would go
# through the claims of all articles.
_SAID: Final[Mapping[str, str]] = {
    name: f"SELECT * WHERE {{ VALUES ?{name} {{ UNDEF }} GRAPH ?article {{ {pattern} }} }}"
    for name, pattern in {
        "claim": "?claim ?property ?value",
        "subject": "?claim rdf:subject ?subject ; ?property ?value",
        "article": "?claim a kg:Claim ; ?property ?value",
    }.items()
}

_Said = Mapping[str, Term]


def statements(graph: Graph, **of: Term | Sequence[Term]) -> tuple[Statement, ...]:
    """All claims with a subject, of an article, or with some IRIs: one of `subject`, `article` and `claim` is given."""
    [name] = of
    said = defaultdict[tuple[str, str], dict[str, Term]](dict)
    for row in select(graph, _SAID[name], **of):
        said[row["article"].value, row["claim"].value][row["property"].value] = row["value"]
    ends = (one.get(RDF + end) for one in said.values() for end in ("subject", "object"))
    names = labels(graph, {end.value for end in ends if isinstance(end, NamedNode)})
    made = (_statement(graph, article, iri, one, names) for (article, iri), one in said.items())
    return tuple(sorted(made, key=lambda one: (one.predicate, one.article, one.start, one.iri)))


def _statement(graph: Graph, article: str, iri: str, said: _Said, names: Mapping[str, str]) -> Statement:
    def text(property_: str) -> str | None:
        found = said.get(KG + property_)
        return None if found is None else found.value

    subject, target, sure = said[RDF + "subject"].value, said[RDF + "object"], text("confidence")
    return Statement(
        iri=iri,
        article=slug(graph, article),
        subject=Ref(subject, names.get(subject, subject)),
        predicate=said[RDF + "predicate"].value.removeprefix(KG),
        value=names.get(target.value, target.value) if isinstance(target, NamedNode) else target.value,
        object=target.value if isinstance(target, NamedNode) else None,
        factuality=(text("factuality") or "").removeprefix(KG),
        bound=(text("bound") or "").removeprefix(KG) or None,
        source=text("attributedTo"),
        source_text=text("sourceText"),
        confidence=None if sure is None else float(sure),
        believed=text("believed") != "false" and text("generic") != "true",
        inferred=text("inferred") == "true",
        quote=text("quote") or "",
        start=int(text("start") or text("headlineStart") or 0),
        end=int(text("end") or text("headlineEnd") or 0),
        headline=text("headlineStart") is not None,
        page=int(page) if (page := text("page")) else None,
        judgement=text("judgement"),
    )
