"""Whom a name means that several actors of the list go by ("Congo"): the one that the article speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.extract.mentions.actor_phrases import ActorForm
from kg.extract.tokens import Doc
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.gazetteer import Gazetteer, Place
from kg.knowledge.places import fold
from kg.knowledge.provinces import NOUNS

Match = tuple[int, int, ActorForm]
"""First token, end token, and whom the phrase stands for."""

_PLACES = ("GPE", "LOC")
_MOST = 3  # candidates of a place's name that are asked for their country


def settled(doc: Doc, matches: Iterable[Match], actors: ActorList, places: Gazetteer) -> Iterator[Match]:
    """Matches of known phrases; those of names that several share with the right one, or left out."""
    found = [(start, end, known, actors.sharing(doc[start:end].text)) for start, end, known in matches]
    if not any(rivals for _, _, _, rivals in found):
        yield from ((start, end, known) for start, end, known, _ in found)
        return
    plain = [known.actor for _, _, known, rivals in found if not rivals]
    called, spoken = {actor.id for actor in plain}, Counter(a.country for a in plain if a.country)
    towns = {e.text for e in doc.ents if e.label_ in _PLACES}
    spoken.update(c for town in sorted(towns) for c in {p.country for p in places.named(town)[:_MOST]} if c)
    for start, end, known, rivals in found:
        actor = _meant(doc[start:end].text, rivals, called, spoken, actors) if rivals else known.actor
        if actor is not None:
            yield start, end, ActorForm(actor, known.form)


def namesakes(doc: Doc, matches: Iterable[Match], places: Gazetteer) -> dict[str, Place]:
    """Provinces that are called as a state elsewhere is, by that name: "Niger State" where the article is on Nigeria.

    The article has to call it a province once, and to speak of the state that it lies in.
    """
    found = [(doc[start:end], known.actor) for start, end, known in matches if known.actor.cls == "State"]
    spoken = {actor.country for _, actor in found}
    return {
        span.text: area
        for span, actor in found
        if span.end < len(doc) and fold(doc[span.end].text) in NOUNS
        for area in places.areas(f"{span.text} {doc[span.end].text}")
        if area.country in spoken and area.country != actor.country
    }


def _meant(
    name: str, rivals: tuple[Actor, ...], called: set[str], spoken: Counter[str], actors: ActorList
) -> Actor | None:
    """The rival whom the article names otherwise, or whose country it speaks of most; else the name's holder."""
    named = [rival for rival in rivals if rival.id in called]
    if len(named) == 1:
        return named[0]
    ranked = sorted(named or rivals, key=lambda rival: -spoken[rival.country or ""])
    first, second, *_ = (*(spoken[rival.country or ""] for rival in ranked), 0)
    if first > second:
        return ranked[0]
    return actors.holder(name)
