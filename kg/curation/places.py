"""Judgements of which place an article means, made for a place of the graph or for one article's."""

from __future__ import annotations

from kg.errors import JudgementRefused, NotFound
from kg.explain import Explainer
from kg.knowledge import Gazetteer
from kg.resolve import MeantPlace, PlaceJudgement, PlaceWord
from kg.resolve.clustering.references import EntityName
from kg.vocab import superclasses


def judge_place(
    told: Explainer,
    gazetteer: Gazetteer,
    named: str,
    instead: str | None,
    word: PlaceWord,
    *,
    by: str,
    at: str,
    note: str,
) -> list[PlaceJudgement]:
    """The judgements that say which place is meant: one for each article, where a slug names it.

    Args:
        told: of the graph as it is.
        gazetteer: which has the place that is meant.
        named: a slug, or a member as ARTICLE#NAME.
        instead: the gazetteer's id of the place that is meant; None for one that is not known there.
        word: meant, or withdrawn, which takes back what was said.
        by: who says so.
        at: when, ISO 8601.
        note: why, in their words.

    Raises:
        NotFound: the graph has no such thing, or the gazetteer no such place.
        JudgementRefused: it is no place.
    """
    to = None if instead is None else gazetteer.get(instead)
    if instead is not None and to is None:
        raise NotFound(f"The gazetteer has no place {instead!r}")
    meant = MeantPlace(to.id, to.name, to.country) if to is not None else None
    members = told.references(named)
    if not all(isinstance(one, EntityName) and superclasses(one.cls)[-1] == "Place" for one in members):
        raise JudgementRefused(f"{named!r} is no place, so that no other can be meant")
    return [PlaceJudgement(one, word, meant, by, at, note) for one in members if isinstance(one, EntityName)]
