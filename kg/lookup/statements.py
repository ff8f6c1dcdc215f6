"""Claims: those of one subject or article, and those that a filter lets through, page by page."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, QuerySolution

from kg.lookup.terms import number, slug, value
from kg.lookup.values import Ref, Statement
from kg.sparql import Term, select
from kg.store import Graph
from kg.vocab import KG

DETAILS: Final = """
  GRAPH ?article {
    ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:factuality ?factuality ;
      kg:quote ?quote ; kg:start ?start ; kg:end ?end .
    OPTIONAL { ?claim kg:bound ?bound }
    OPTIONAL { ?claim kg:attributedTo ?source }
    OPTIONAL { ?claim kg:sourceText ?sourceText }
    OPTIONAL { ?claim kg:confidence ?confidence }
  }
  OPTIONAL { ?subject rdfs:label ?subjectLabel }
  OPTIONAL { ?object rdfs:label ?objectLabel }
"""

_CLAIMS: Final = f"""
SELECT * WHERE {{
  VALUES ?article {{ UNDEF }}
  VALUES ?subject {{ UNDEF }}
  {DETAILS}
}}
ORDER BY ?predicate ?article ?start ?claim
"""


def statements(graph: Graph, **of: Term) -> tuple[Statement, ...]:
    """All claims of an article or of a subject."""
    return tuple(statement(graph, row) for row in select(graph, _CLAIMS, **of))


def statement(graph: Graph, row: QuerySolution) -> Statement:
    """A claim from a row that has what `DETAILS` asks for."""
    subject, target = row["subject"].value, row["object"]
    return Statement(
        iri=row["claim"].value,
        article=slug(graph, row["article"].value),
        subject=Ref(subject, value(row, "subjectLabel") or subject),
        predicate=row["predicate"].value.removeprefix(KG),
        value=value(row, "objectLabel") or target.value,
        object=target.value if isinstance(target, NamedNode) else None,
        factuality=row["factuality"].value.removeprefix(KG),
        bound=(value(row, "bound") or "").removeprefix(KG) or None,
        source=value(row, "source"),
        source_text=value(row, "sourceText"),
        confidence=number(row, "confidence"),
        quote=row["quote"].value,
        start=int(row["start"].value),
        end=int(row["end"].value),
    )
