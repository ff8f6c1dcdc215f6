"""Relations between entities, article by article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.evaluate.align import Alignment, PredictedClaim
from kg.evaluate.gold import Gold
from kg.evaluate.report import Discrepancy, Figure, FigureCount, Findings
from kg.vocab import SUPERPROPERTY

_SCORED = {"memberOf", "leads", "spokespersonFor", "partOf", "alignedWith", "backedBy"}

Triple = tuple[str, str, str]


def score_relations(aligned: Alignment, said: Mapping[str, Sequence[PredictedClaim]], gold: Gold) -> Findings:
    """Relations found; a property counts as its superproperty, too, and a subproperty of the wanted one is right."""
    out = Findings()
    tally, exact = FigureCount(), 0
    for id_, article in gold.articles.items():
        quotes: dict[Triple, str] = {}
        for claim in said[id_]:
            open_ended = aligned.neutral(claim.subject) or aligned.neutral(claim.object)
            if claim.predicate in _SCORED and claim.believed and not open_ended:
                triple = (aligned[claim.subject], claim.predicate, aligned[claim.object])
                quotes.setdefault(triple, claim.quote)
        got = set(quotes)
        broad = got | {_above(triple) for triple in got}
        allowed = article.relations | article.optional_relations
        allowed |= {_above(triple) for triple in allowed}
        hits = {triple for triple in article.relations if triple in broad or _above(triple) in broad}
        wrong = {triple for triple in got if triple not in allowed and _above(triple) not in allowed}
        tally.add(len(hits), len(article.relations), len(wrong))
        exact += len(article.relations & got)
        out.problems += [
            Discrepancy("relations", "missed", " ".join(triple), id_) for triple in sorted(article.relations - hits)
        ]
        out.problems += [Discrepancy("relations", "wrong", " ".join(t), id_, quotes[t]) for t in sorted(wrong)]
    out.figures += [
        tally.figure("relations", "relations"),
        Figure("relations", "exact property", exact, tally.wanted),
    ]
    return out


def _above(triple: Triple) -> Triple:
    subject, predicate, object_ = triple
    return subject, SUPERPROPERTY.get(predicate) or predicate, object_
