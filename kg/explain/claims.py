"""Judgements of a graph's claims: made so that a later reading finds the claim again, and listed."""

from __future__ import annotations

from kg.errors import NotFound
from kg.query.lookup import facts_of_claim
from kg.resolve import ClaimJudgement, ClaimVerdicts
from kg.resolve.clustering.claims import ClaimWord, mark
from kg.store import Graph


def judge_claim(
    graph: Graph, id_: str, word: ClaimWord, *, by: str, at: str, cause: str = "", note: str = ""
) -> ClaimJudgement:
    """A judgement on a claim, which is not kept yet.

    Args:
        graph: which holds the claim.
        id_: the digest in its IRI.
        word: right, wrong or useless; unsure takes back what was said.
        by: who says so.
        at: when, ISO 8601.
        cause: what went wrong, in a word or two.
        note: why, in their words.

    Raises:
        NotFound: there is no such claim.
    """
    facts = facts_of_claim(graph, graph.iris.claim(id_))
    for claim in facts.claims:
        if claim.digest(facts.article.id) == id_:
            return ClaimJudgement(mark(claim, facts), word, by, at, cause, note)
    raise NotFound(f"There is no claim {id_!r} in the facts of article {facts.article.id!r}")


def said_of_claim(graph: Graph, id_: str, claims: ClaimVerdicts) -> tuple[ClaimJudgement, ...]:
    """All judgements of a claim, oldest first; the last counts.

    Raises:
        NotFound: there is no such claim.
    """
    return claims.history(facts_of_claim(graph, graph.iris.claim(id_)), id_)
