"""Sheets turned into judgements of claims, and judgements into rows of a sheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.audit.judged import SheetRow, said_of
from kg.query.lookup.statements import statements
from kg.query.lookup.terms import slug
from kg.query.lookup.values import Statement
from kg.resolve import ClaimJudgement
from kg.resolve.clustering.claims import ClaimMark, mark
from kg.store import Graph
from kg.vocab import LITERALS


def judgements_of(
    rows: Iterable[SheetRow], graph: Graph, *, by: str, at: str
) -> tuple[list[ClaimJudgement], list[SheetRow]]:
    """A sheet's judgements; and its judged rows whose claims the graph lacks.

    Args:
        rows: a sheet's; those without a verdict say nothing.
        graph: which holds the articles.
        by: who filled it in.
        at: when, ISO 8601.
    """
    by_article: defaultdict[str, list[SheetRow]] = defaultdict(list)
    for row in rows:
        if row.verdict:
            by_article[row.article].append(row)
    made: list[ClaimJudgement] = []
    lost: list[SheetRow] = []
    for article, those in by_article.items():
        facts = graph.facts(article) if graph.has_article(article) else None
        stated = statements(graph, article=graph.iris.article(article)) if facts else ()
        claims = {claim.digest(article): claim for claim in facts.claims} if facts else {}
        for row in those:
            meant = [claims[one] for one in _meant(row, stated, graph) if one in claims]
            if not meant:
                lost.append(row)
            assert row.verdict
            made += (ClaimJudgement(mark(one, facts), row.verdict, by, at, row.cause) for one in meant if facts)
    return made, lost


def rows_of(judgements: Iterable[ClaimJudgement]) -> Iterator[SheetRow]:
    """The judgements that count, as rows of a sheet."""
    last: dict[ClaimMark, ClaimJudgement] = {one.claim: one for one in judgements}
    for claim, one in last.items():
        if one.judgement != "unsure":
            said = said_of(claim.quote, claim.value if claim.predicate in LITERALS else None)
            yield SheetRow(
                claim.article, claim.predicate, claim.start, claim.end, said, 0.0, 1.0,
                claim.subject or "", claim.value, verdict=one.judgement, cause=one.cause,
            )  # fmt: skip


def _meant(row: SheetRow, stated: Iterable[Statement], graph: Graph) -> list[str]:
    """The digests of the claims that a row may mean: a bare one, of any incident of which the same words say it."""
    same = [
        one
        for one in stated
        if (one.predicate, one.start, one.end) == (row.predicate, row.start, row.end)
        and said_of(one.quote, one.value if one.predicate in LITERALS else None) == row.said
    ]
    told = [one for one in same if one.subject.label == row.subject and row.value.startswith(one.value)]
    return [slug(graph, one.iri) for one in told or same]
