"""Generated corpora whose facts are given, and what people said of them; the same in every process."""

from __future__ import annotations

from collections.abc import Iterable

from corpus import facts

from kg.errors import SourceError
from kg.knowledge import ActorList, Gazetteer
from kg.model import Article, Facts
from kg.pipeline.build import build
from kg.pipeline.engines import FactReader
from kg.resolve import ClaimJudgement, ClaimVerdicts, Judgement
from kg.resolve.clustering.claims import mark
from kg.resolve.clustering.references import EntityName
from kg.resolve.context import ResolutionContext, lists
from kg.settings import Settings
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
SIZE = 40
LATER = 4  # of these, articles that come when the cluster has done its work


def corpus(seed: int) -> list[Facts]:
    return list(facts(SIZE, seed=seed))


def known() -> tuple[ActorList, Gazetteer]:
    return lists(Settings())


def context() -> ResolutionContext:
    return ResolutionContext(*known())


def judgements(told: list[Facts]) -> tuple[Judgement, ...]:
    """Two persons of different articles that are one, and two articles' namesakes that are not, if there are such."""
    people = [
        EntityName(one.article.id, entity.label, entity.cls)
        for one in told
        for entity in one.entities
        if entity.cls == "Person" and entity.names
    ]
    said = [
        Judgement(
            people[0], next(p for p in people if p.name != people[0].name and p.article != people[0].article), "same"
        )
    ]
    twins = [
        (a, b) for n, a in enumerate(people) for b in people[n + 1 :] if a.name == b.name and a.article != b.article
    ]
    return (*said, *(Judgement(a, b, "different") for a, b in twins[-1:]))


def claim_verdicts(told: list[Facts]) -> ClaimVerdicts:
    """Of every tenth claim that is believed somebody says that it is wrong."""
    believed = [(claim, one) for one in told for claim in one.claims if claim.believed]
    return ClaimVerdicts.of(ClaimJudgement(mark(claim, one), "wrong") for claim, one in believed[::10])


def embedded(
    articles: Iterable[Article | SourceError],
    extractor: FactReader,
    said: Iterable[Judgement] = (),
    claims: ClaimVerdicts | None = None,
) -> tuple[bytes, list[str]]:
    """The sorted graph that the embedded engine makes, and what it could not read."""
    with Graph.memory(base=BASE) as graph:
        context = ResolutionContext(*known(), tuple(said), claims or ClaimVerdicts())
        report = build(graph, articles, extractor=extractor, context=context)
        return graph.sorted_nquads(), [str(error) for error in report.failed]
