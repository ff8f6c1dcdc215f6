"""Look-ups of the assistants' tools: each gives JSON, with quotes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, RdfFormat, serialize

from api.mcp.evidence import Json, cited, source
from kg.errors import ParameterError, QueryError
from kg.query import lookup
from kg.query.canned.question import Question, Values
from kg.query.changes import iris_of, read_changes
from kg.query.changes.words import what_changed
from kg.query.lookup.incidents import Key as IncidentKey
from kg.query.lookup.statements import statements
from kg.query.lookup.terms import labels, meant
from kg.query.names import Kind
from kg.query.network import Filter, NeighbourhoodQuery, index_of, neighbourhood
from kg.query.shapes import GraphShape, Shapes, shapes
from kg.rdf.iris import Iris
from kg.settings import Settings
from kg.sparql.binding import checked
from kg.store import Graph
from kg.vocab import PREFIXES, prefixed

_TIES: Final = 20  # of an entity, of each kind; `neighbours` has them all
_DISPUTES: Final = 10  # disputed incidents that an entity is shown with


def find(graph: Graph, text: str, kinds: Sequence[Kind], cls: str | None, limit: int) -> Json:
    """Things by what they are called."""
    hits = lookup.search(graph, text, kinds=kinds, cls=cls, limit=limit)
    return {"found": [_plain(hit) for hit in hits]}


def changes(settings: Settings, since: dt.date, about: str | None, limit: int) -> Json:
    """What publications changed, newest first; `left_out` is how many changes there are besides."""
    things = iris_of(about, Iris(settings.base)) if about else ()
    found = read_changes(settings.data, since, things)
    told = [(change, one) for one in reversed(found) for change in one.changes]
    return {
        "changes": [
            {
                "at": one.at, "kind": change.kind, "iri": change.iri, "label": change.label,
                "words": what_changed(change), "quote": change.quote or None,
                "article": change.article or None,
            }
            for change, one in told[:limit]
        ],
        "left_out": max(0, len(told) - limit) + sum(one.more for one in found),
    }  # fmt: skip


def thing(graph: Graph, named: str, limit: int) -> Json:
    """An entity or incident by name, slug or IRI.

    Raises:
        ParameterError: nothing goes by that name, or several things do.
        NotFound: nothing has that IRI.
    """
    told = lookup.thing(graph, _one(graph, named))
    known = {
        "iri": told.iri, "slug": told.slug, "label": told.label, "class": told.cls, "other_names": told.names,
        "same_as": told.same_as, "lat": told.lat, "long": told.long, "values": told.values,
        "claims_by_factuality": told.claim_counts, "articles": len(told.reported_in),
    }  # fmt: skip
    if isinstance(told, lookup.Incident):
        return known | _incident(graph, told, limit)
    contested, _ = lookup.incidents(graph, lookup.IncidentFilter(actor=told.iri, disputed=True), limit=_DISPUTES)
    return known | {
        "relations": [_tie(tie) for tie in told.relations[:_TIES]],
        "related_from": [_tie(tie) for tie in told.related_from[:_TIES]],
        "incidents": [_tie(tie) for tie in told.incidents[:_TIES]],
        "disputed_incidents": [
            {"iri": one.iri, "label": one.label, "disputed": one.disputed} for one in contested
        ],
        "claims": cited(graph, told.claims[:limit]),
    }  # fmt: skip


def _incident(graph: Graph, told: lookup.Incident, limit: int) -> Json:
    claims = {one["claim"]: one for one in cited(graph, told.claims)}
    shown = told.accounts[:limit]
    return {
        "roles": [_tie(tie) for tie in told.roles],
        "agreed": told.agreed,
        "disputed": told.disputed,
        "independent_outlets": told.corroboration,
        "accounts": [
            {
                "article": source(one.article),
                "voice": one.source.label if one.source else one.source_text or "the article itself",
                "claims": [
                    {name: value for name, value in claims[said.iri].items() if name not in ("article", "subject")}
                    for said in one.claims
                ],
            }
            for one in shown
        ],
        "accounts_left_out": len(told.accounts) - len(shown),
    }


def incidents(graph: Graph, wanted: lookup.IncidentFilter, after: IncidentKey | None, limit: int) -> Json:
    """Incidents that a filter lets through, each with the first words that tell of it."""
    some, last = lookup.incidents(graph, wanted, after=after, limit=limit)
    told = statements(graph, subject=[NamedNode(one.iri) for one in some]) if some else ()
    first: dict[str, lookup.Statement] = {}
    for claim in sorted(told, key=lambda one: (one.article, one.headline, one.start)):
        if claim.believed:
            first.setdefault(claim.subject.iri, claim)
    quotes = {one["subject_iri"]: one for one in cited(graph, list(first.values()))}
    return {
        "incidents": [
            {
                "iri": one.iri, "slug": one.slug, "label": one.label, "class": one.cls, "date": one.date,
                "places": [_plain(place) for place in one.places],
                "attackers": [_plain(ref) for ref in one.attackers], "targets": [_plain(ref) for ref in one.targets],
                "killed": _plain(one.killed) if one.killed else None,
                "wounded": _plain(one.wounded) if one.wounded else None,
                "articles": one.articles, "independent_outlets": one.corroboration, "disputed": one.disputed,
                "first_claim": quotes.get(one.iri),
            }
            for one in some
        ],
        "next": list(last) if last else None,
    }  # fmt: skip


def claims(graph: Graph, wanted: lookup.ClaimFilter, limit: int) -> Json:
    """Claims by a filter."""
    some, last = lookup.citations(graph, wanted, limit=limit)
    return {"claims": cited(graph, some), "more": last is not None}


def neighbours(graph: Graph, named: str, wanted: NeighbourhoodQuery) -> Json:
    """The ties of a thing, each with a claim behind it.

    Raises:
        ParameterError: nothing goes by that name, or several things do.
    """
    part = neighbourhood(index_of(graph), _one(graph, named).value, wanted)
    edges = list(part.edges())
    names = labels(graph, {end for edge in edges for end in (edge.source, edge.target)})
    return {
        "centre": part.centre,
        "ties": [
            {
                "source": names.get(edge.source, edge.source), "source_iri": edge.source, "property": edge.kind,
                "target": names.get(edge.target, edge.target), "target_iri": edge.target,
                "independent_articles": edge.weight, "confidence": edge.confidence,
                "rests_on": cited(graph, lookup.citations(graph, lookup.ClaimFilter(edge=edge.id), limit=1)[0]),
            }
            for edge in edges
        ],
        "total": part.total_edges,
        "next": part.next,
    }  # fmt: skip


def path(graph: Graph, start: str, end: str, only: Filter) -> Json:
    """The shortest way between two things, each tie with claims that it rests on.

    Raises:
        ParameterError: nothing goes by one of the names, or several things do.
        NotFound: no way leads from one to the other.
    """
    found = lookup.path(graph, start, end, only)
    return {
        "nodes": [_plain(node) for node in found.nodes],
        "steps": [
            [
                {
                    "source": tie.source.label, "property": tie.kind, "target": tie.target.label,
                    "independent_articles": tie.weight, "rests_on": cited(graph, tie.claims),
                }
                for tie in step
            ]
            for step in found.steps
        ],
    }  # fmt: skip


def answers(graph: Graph, question: Question, values: Values, limit: int) -> Json:
    """The first rows that a canned query finds.

    Raises:
        ParameterError: a value is missing, malformed or unknown.
    """
    return _result(graph, question.bind(values, graph), limit)


def sparql(graph: Graph, text: str, depth: int, limit: int) -> Json:
    """The first rows or triples that a query finds.

    Raises:
        QueryError: the query is wrong, reaches out, or fails as it runs.
        TooDeep: it is nested too deeply.
    """
    return _result(graph, checked(text, depth, graph.iris.base), limit)


def _result(graph: Graph, text: str, limit: int) -> Json:
    found = graph.query(text)
    try:
        if isinstance(found, QueryBoolean):
            return {"answer": bool(found)}
        if isinstance(found, QuerySolutions):
            names = [variable.value for variable in found.variables]
            rows = [
                {name: term.value for name in names if (term := row[name]) is not None and hasattr(term, "value")}
                for row in islice(found, limit + 1)
            ]
            return {"columns": names, "rows": rows[:limit], "more": len(rows) > limit}
        triples = list(islice(found, limit + 1))
    except (OSError, ValueError, RuntimeError) as failed:
        raise QueryError(f"The query failed as it ran: {failed}") from None
    written = serialize(triples[:limit], format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    return {"turtle": written.decode(), "more": len(triples) > limit}


def schema(graph: Graph) -> Json:
    """The schema for queries: classes and properties in use, prefixes, kinds of graph."""
    told: Shapes = shapes(graph)
    return {
        "prefixes": PREFIXES,
        "base": graph.iris.base,
        "default_graph": "What is believed now, over all articles: entities, incidents and the ties between them.",
        "named_graphs": "GRAPH ?article { … }: what one article says. Claims, mentions and articles are there alone.",
        "believed": _classes(told.believed),
        "told": _classes(told.told),
    }


def _classes(shape: GraphShape) -> list[Json]:
    return [
        {
            "class": prefixed(one.iri), "comment": one.comment, "things": one.things,
            "properties": [
                {
                    "property": prefixed(use.iri), "comment": use.comment, "values": use.values,
                    "to": [prefixed(iri) for iri in use.to],
                }
                for use in one.properties
            ],
        }
        for one in shape.classes
    ]  # fmt: skip


def _one(graph: Graph, named: str) -> NamedNode:
    found = meant(graph, "id", named)
    if len(found) > 1:
        shown = ", ".join(node.value for node in found[:5])
        raise ParameterError(f"{len(found)} unnamed parties go by {named!r}, so give the IRI of one: {shown}")
    return found[0]


def _tie(tie: lookup.Tie) -> Json:
    return {
        "property": tie.property, "label": tie.other.label, "iri": tie.other.iri,
        "independent_articles": tie.weight, "articles": tie.articles[:5],
    }  # fmt: skip


def _plain(value: Any) -> Json:
    return {name: part for name in value.__dataclass_fields__ if (part := getattr(value, name)) is not None}
