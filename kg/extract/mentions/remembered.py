"""Persons of the actor list whom an article calls by surname or spells its own way: "President Zelenskyy", "Kagame".

Reports give private persons their full names. Whoever goes without one is known to every reader; so a surname alone
means a listed person where the article speaks of that person's country and gives nobody else of that surname. Of
several, the one of those years is meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from kg.extract.drafts import MentionDraft, published
from kg.extract.tokens import Doc
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Words
from kg.knowledge.names import same_person, same_word, words

_MISTAKEN = ("Organization", "Place")  # what the model takes surnames for


def remember(doc: Doc, names: Sequence[MentionDraft], actors: ActorList, places: Gazetteer, rulers: Words) -> None:
    """Give the persons of the list to the mentions that mean them.

    Args:
        doc: the article, with its day.
        names: all names of an article; those of class Person, and what follows a ruler's title, may be people.
        actors: with the persons.
        places: tell which countries the article's places are in.
        rulers: titles such as "president": what follows them is a person, whatever the model took it for.
    """
    people = [
        m for m in names if m.actor is None and (m.cls == "Person" or (m.cls in _MISTAKEN and _is_titled(m, rulers)))
    ]
    found = [(m, parts, tuple(actors.surnamed(parts[-1]))) for m in people if (parts := words(m.span.text))]
    if not any(candidates for _, _, candidates in found):
        return
    spoken = set(_countries(names, places))
    full = [parts for _, parts, _ in found if len(parts) > 1]
    for mention, parts, candidates in found:
        if len(parts) == 1 and actors.is_given(parts[0]) and not _is_titled(mention, rulers):
            continue  # "Ahmed, a baker"
        meant = [actor for actor in candidates if actor.country in spoken and _can_be(mention, parts, actor, full)]
        if len(meant) > 1:
            meant = [actor for actor in meant if _is_of_age(actor, published(doc))]
        if len(meant) == 1:
            mention.cls, mention.actor, mention.country = "Person", meant[0].id, meant[0].country
            mention.place = mention.within = None


def _can_be(mention: MentionDraft, parts: Sequence[str], actor: Actor, full: Sequence[Sequence[str]]) -> bool:
    names = (actor.name, *actor.aliases)
    if len(parts) > 1:
        return any(same_person(mention.span.text, name) for name in names)
    others = [each for each in full if same_word(each[-1], parts[0])]
    return all(any(same_person(" ".join(each), name) for name in names) for each in others)


def _is_of_age(actor: Actor, told: dt.date | None) -> bool:
    return told is not None and actor.years is not None and actor.years[0] <= told.year <= actor.years[1]


def _is_titled(mention: MentionDraft, rulers: Words) -> bool:
    start = mention.span.start
    return start > 0 and mention.span.doc[start - 1].lower_ in rulers


def _countries(names: Sequence[MentionDraft], places: Gazetteer) -> Iterator[str]:
    for mention in names:
        if mention.country:
            yield mention.country
        elif mention.actor is None and mention.cls != "Person":
            yield from (p.country for p in places.named(mention.span.text)[:1] if p.country)
