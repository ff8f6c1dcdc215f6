"""Why articles were read as they were: by which features the learned models decided, told by reading them once more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from kg.explain.values import Member
from kg.extract import Extractor
from kg.extract.reasons import ClaimReasons
from kg.model import Article, Facts
from kg.query.lookup import facts_of_claim
from kg.resolve.clustering.references import EventMark, locate
from kg.store import Graph


def reasons_of_claim(graph: Graph, digest: str, extractor: Extractor) -> ClaimReasons | None:
    """What decided how surely a claim was read; None where this version of the extractor does not read it.

    Raises:
        NotFound: there is no such claim.
        ModelMissing: the language model is not installed.
    """
    article = facts_of_claim(graph, graph.iris.claim(digest)).article
    return extractor.reasons(article).claims.get(digest)


def with_accounts(
    members: Iterable[Member], article: Callable[[str], Article], extractor: Extractor
) -> Iterator[Member]:
    """The members of an incident, each with what made one incident of its article's accounts.

    Raises:
        ModelMissing: the language model is not installed.
    """
    read = lru_cache(maxsize=1)(lambda id_: extractor.reasons(article(id_)))
    for id_, told in groupby(members, key=lambda member: member.article):
        for member in told:
            reasons = read(id_)
            facts: dict[str, Facts] = {id_: reasons.facts}
            mark = EventMark(id_, int(member.reference.rpartition("#")[2]), member.cls)
            ref = locate(mark, facts.get)
            yield replace(member, accounts=reasons.incidents.get(ref.local, ()) if ref is not None else ())
