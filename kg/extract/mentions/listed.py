"""Whether an acronym means whom the actor list says: what the article spells out and the countries it speaks of decide.

The same three letters are a news agency here and an army there. So a short acronym of the list is believed only where
the article speaks of that actor's country, or calls the actor by another name too, and does not spell it out itself.
News media and services of states that act all over the world are named in reports from anywhere ("told AFP").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from kg.extract.drafts import MentionDraft
from kg.extract.tokens import Doc
from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Words
from kg.knowledge.names import fold, initials, is_short

_MOST_WORDS = 10  # of what is spelled out
_SLIPS = 0.12  # of the letters
_ANYWHERE = ("MediaOrganization", "StateBody")  # of states that act all over the world


def unlist(doc: Doc, names: Sequence[MentionDraft], actors: ActorList, places: Gazetteer, far_afield: Words) -> None:
    """Take the actor from acronyms that mean somebody else in this article."""
    short = [m for m in names if m.actor is not None and m.naming and is_short(m.span.text)]
    if not short:
        return
    called = {m.actor for m in names if m.actor is not None and not is_short(m.span.text)}
    spoken = {m.country for m in names if m.country and m not in short}
    spoken |= {p.country for m in names if m.actor is None for p in places.named(m.span.text)[:3]}
    for mention in short:
        text, country = mention.span.text, mention.country
        at_home = country in spoken or (country in far_afield and mention.cls in _ANYWHERE)
        foreign = bool(country and spoken - far_afield and not at_home and mention.actor not in called)
        if (foreign and mention.cls != "State") or _spelled_otherwise(doc, short, text, mention.actor or "", actors):
            mention.actor, mention.country, mention.cls = None, None, "Organization"


def _alike(spelled: str, name: str) -> bool:
    """Whether two names are one but for a letter or two: "Africa Union"."""
    return Levenshtein.normalized_distance(spelled, name) <= _SLIPS


def _spelled_otherwise(doc: Doc, short: Iterable[MentionDraft], text: str, actor: str, actors: ActorList) -> bool:
    """Whether the article gives the letters another meaning: "Another Northern Army (ANA)"."""
    known = actors.get(actor)
    names = {fold(n) for n in (known.name, *known.aliases)} if known else set()
    for mention in short:
        start = mention.span.start
        if mention.span.text != text or start < 3 or doc[start - 1].text != "(":
            continue
        for length in range(2, min(_MOST_WORDS, start - 1) + 1):
            spelled = doc[start - 1 - length : start - 1]
            capital = spelled[0].text[:1].isupper() and spelled[-1].text[:1].isupper()
            if capital and text.casefold() in initials(spelled.text):
                return not any(_alike(fold(spelled.text), name) for name in names)
    return False
