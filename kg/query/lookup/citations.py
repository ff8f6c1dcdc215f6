"""Claims by a filter, with their articles, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import ParameterError
from kg.query.lookup.reports import reports
from kg.query.lookup.statements import statements
from kg.query.lookup.terms import meant
from kg.query.lookup.values import Cited, Report, Statement
from kg.query.names import names_of
from kg.rdf import iris, literals
from kg.rdf.iris import kg
from kg.sparql.binding import Term, select
from kg.store import Graph
from kg.vocab import SUPERPROPERTY

Key = tuple[str, int, str]
"""Where a claim stands in the list: its article's IRI, where its quote starts there, and its own IRI."""

_WALKED: Final = 50  # articles whose claims are looked at in one go
MOST_SORTED: Final = 10_000  # claims that are sorted to find the first; beyond that walking finds it sooner
_SELECTIVE: Final = frozenset(("article", "subject", "object", "about", "source", "by"))

# A pattern for each variable that may be bound; those that leave the least stand first.
_PATTERNS: Final[Mapping[str, str]] = {
    # What an attack's roles say together: the claims of both, in the articles that give both.
    "by": """VALUES ?by { UNDEF }
      VALUES ?of { UNDEF }
      VALUES ?role { UNDEF }
      GRAPH ?article {
        ?one rdf:object ?by ; rdf:predicate kg:attacker ; rdf:subject ?event .
        ?other rdf:object ?of ; rdf:predicate ?role ; rdf:subject ?event .
        ?claim rdf:subject ?event ; rdf:predicate ?played ; rdf:object ?player ; kg:factuality ?believed ;
          kg:start|kg:headlineStart ?at .
      }
      FILTER(?played = kg:attacker && ?player = ?by || ?played = ?role && ?player = ?of)
      FILTER(?believed IN (kg:Asserted, kg:Hedged))
      FILTER NOT EXISTS { GRAPH ?article { ?claim kg:believed|kg:generic ?withheld } }""",
    "article": "VALUES ?article { UNDEF } GRAPH ?article { ?claim a kg:Claim ; kg:start|kg:headlineStart ?at }",
    "subject": """VALUES ?subject { UNDEF }
      GRAPH ?article { ?claim rdf:subject ?subject ; kg:start|kg:headlineStart ?at }""",
    "object": "VALUES ?object { UNDEF } GRAPH ?article { ?claim rdf:object ?object ; kg:start|kg:headlineStart ?at }",
    "about": """{ VALUES ?about { UNDEF } GRAPH ?article { ?claim rdf:subject ?about ; kg:start|kg:headlineStart ?at } }
      UNION { VALUES ?about { UNDEF } GRAPH ?article { ?claim rdf:object ?about ; kg:start|kg:headlineStart ?at } }""",
    "source": """VALUES ?source { UNDEF }
      GRAPH ?article { ?claim kg:attributedTo ?source ; kg:start|kg:headlineStart ?at }""",
    "predicate": "VALUES ?predicate { UNDEF } GRAPH ?article { ?claim rdf:predicate ?predicate }",
    "factuality": "VALUES ?factuality { UNDEF } GRAPH ?article { ?claim kg:factuality ?factuality }",
    "least": "VALUES ?least { UNDEF } GRAPH ?article { ?claim kg:confidence ?sure } FILTER(?sure >= ?least)",
    "doubted": """VALUES ?doubted { UNDEF }
      FILTER NOT EXISTS { GRAPH ?article { ?claim kg:believed|kg:generic ?doubted } }""",
    "afterArticle": """VALUES ?afterArticle { UNDEF }
      VALUES ?afterStart { UNDEF }
      VALUES ?afterClaim { UNDEF }
      FILTER(STR(?article) > ?afterArticle || STR(?article) = ?afterArticle &&
        (?at > ?afterStart || ?at = ?afterStart && STR(?claim) > ?afterClaim))""",
}

_NEXT: Final = "SELECT iri FROM things WHERE iri {} ? AND iri < ? ORDER BY iri LIMIT ?"

_KEYS: Final = """
SELECT DISTINCT ?article ?claim ?at WHERE {
  %s
}
ORDER BY ?article ?at ?claim
LIMIT %d
"""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """A filter of claims; empty fields restrict nothing.

    Attributes:
        subject, object, about, source: names, slugs or IRIs; `about` is either of the first two, `source` is whom the
            article quotes.
        predicate: a property's local name.
        article: an article's id.
        edge: a believed triple, "<source> <property> <target>" with IRIs and a local name: the claims that it rests on.
        withheld: whether those too that are not believed.
    """

    subject: str | None = None
    object: str | None = None
    about: str | None = None
    source: str | None = None
    predicate: str | None = None
    article: str | None = None
    factuality: str | None = None
    min_confidence: float | None = None
    edge: str | None = None
    withheld: bool = False


def citations(
    graph: Graph, wanted: ClaimFilter, *, after: Key | None = None, limit: int = 100
) -> tuple[list[Cited], Key | None]:
    """Some claims, in the order of their articles' IRIs and of the text.

    Returns:
        At most `limit` of those that follow `after`, and where the last of them stands if there are more.

    Raises:
        ParameterError: the edge is none, nothing goes by a name, or several things do.
    """
    terms = _terms(graph, wanted)
    if after:
        terms |= {
            "afterArticle": [Literal(after[0])],
            "afterStart": [literals.integer(after[1])],
            "afterClaim": [Literal(after[2])],
        }
    few = "article" in terms or (terms.keys() & _SELECTIVE and not _many(graph, terms))
    found = (_page if few else _walk)(graph, terms, limit + 1)
    last = found[limit - 1] if len(found) > limit else None
    return found[:limit], (last.report.iri, last.start, last.iri) if last else None


def first_claims(graph: Graph, thing: NamedNode, telling: Iterable[str], limit: int) -> list[Cited]:
    """The first believed claims about a thing, as `citations` gives them, where the articles that tell of it are known.

    An article is asked after the other until there are enough, so that of a thing in many articles few are asked.
    """
    found: list[Statement] = []
    claims: list[NamedNode] = []
    articles = sorted(telling)
    for article, last in ((NamedNode(iri), iri == articles[-1]) for iri in articles):
        ends = (graph.quads(predicate=iris.SUBJECT, object=thing, graph=article),
                graph.quads(predicate=iris.OBJECT, object=thing, graph=article))  # fmt: skip
        claims += sorted({q.subject for q in chain(*ends) if isinstance(q.subject, NamedNode)}, key=str)
        if last or len(claims) + len(found) >= limit:
            found += [one for one in statements(graph, claim=claims) if one.believed] if claims else []
            claims = []
        if len(found) >= limit:
            break
    found.sort(key=lambda one: (graph.iris.article(one.article).value, one.start, one.iri))
    return _with_reports(graph, found[:limit])


def _terms(graph: Graph, wanted: ClaimFilter) -> dict[str, Sequence[Term]]:
    """The filter's terms, by variable."""
    terms: dict[str, Sequence[Term]] = {
        name: meant(graph, name, text)
        for name in ("subject", "object", "about", "source")
        if (text := getattr(wanted, name))
    }
    if wanted.predicate:
        terms["predicate"] = [kg(wanted.predicate)]
    if wanted.article is not None:
        terms["article"] = [graph.iris.article(wanted.article)]
    if wanted.factuality is not None:
        terms["factuality"] = [kg(wanted.factuality)]
    if not wanted.withheld:
        terms["doubted"] = [literals.boolean(False)]
    if wanted.min_confidence is not None:
        terms["least"] = [literals.decimal(wanted.min_confidence, places=4)]
    return terms | (_behind(wanted.edge) if wanted.edge else {})


def _behind(edge: str) -> dict[str, Sequence[Term]]:
    """The terms that select the claims behind a believed triple."""
    try:
        source, kind, target = edge.split()
        ends: tuple[Sequence[Term], Sequence[Term]] = [NamedNode(source)], [NamedNode(target)]
    except ValueError:
        raise ParameterError(
            f"The parameter 'edge' is {edge!r}; it must be an IRI, a property's local name and an IRI, with spaces"
        ) from None
    if role := {"attacked": "target", "killed": "victim"}.get(kind):
        return {"by": ends[0], "role": [kg(role)], "of": ends[1]}
    below = [name for name, above in SUPERPROPERTY.items() if kind in (name, above)] or [kind]
    return {"subject": ends[0], "predicate": [kg(name) for name in below], "object": ends[1]}


def _many(graph: Graph, terms: Mapping[str, Sequence[Term]]) -> bool:
    """Whether so many claims match that sorting them takes too long, as with someone of a hundred thousand ties."""
    patterns = "\n".join(pattern for name, pattern in _PATTERNS.items() if name in terms)
    found = select(graph, f"SELECT ?claim WHERE {{ {patterns} }} LIMIT {MOST_SORTED}", **terms)
    return sum(1 for _ in found) == MOST_SORTED


def _walk(graph: Graph, terms: Mapping[str, Sequence[Term]], limit: int) -> list[Cited]:
    """Go from article to article, where no filter leaves few claims."""
    start = terms["afterArticle"][0].value if "afterArticle" in terms else ""
    found: list[Cited] = []
    here = _articles(graph, start, inclusive=True)
    while here and len(found) < limit:
        found += _page(graph, {**terms, "article": here}, limit - len(found))
        here = _articles(graph, here[-1].value)
    return found


def _articles(graph: Graph, start: str, *, inclusive: bool = False) -> list[NamedNode]:
    """The next articles by IRI."""
    begin = graph.iris.article("").value
    end = begin[:-1] + chr(ord(begin[-1]) + 1)  # before all that begin otherwise
    rows = names_of(graph).rows(_NEXT.format(">=" if inclusive else ">"), max(start, begin), end, _WALKED)
    return [NamedNode(iri) for (iri,) in rows]


def _page(graph: Graph, terms: Mapping[str, Sequence[Term]], limit: int) -> list[Cited]:
    patterns = [pattern for name, pattern in _PATTERNS.items() if name in terms]
    keys = [row["claim"] for row in select(graph, _KEYS % ("\n  ".join(patterns), limit), **terms)]
    if not keys:
        return []
    known = {one.iri: one for one in statements(graph, claim=keys)}
    return _with_reports(graph, [known[key.value] for key in keys])


def _with_reports(graph: Graph, told: Sequence[Statement]) -> list[Cited]:
    by_id = {report.id: report for report in reports(graph, {graph.iris.article(one.article).value for one in told})}
    return [_cited(one, by_id[one.article]) for one in told]


def _cited(said: Statement, report: Report) -> Cited:
    return Cited(**{field.name: getattr(said, field.name) for field in fields(said)}, report=report)
