"""Whether the holder of a title leads a body as a whole, or some field or region of it."""

from __future__ import annotations

from kg.extract.relations.owners import Owner
from kg.extract.relations.titles import Title
from kg.extract.relations.unheard import LEVELS
from kg.extract.text.syntax import after, children
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Words

_FARTHEST = 3  # words before a title that tell of its level
_NAMED = 6  # words behind a title: "Commissioner X Y Z of"


def nouns_before(title: Title) -> list[Token]:
    """The nouns of a title's own phrase: "a BRIGADE commander of X", "the CLINIC director for Y"."""
    return [t for t in children(title.noun, "compound") if t.i < title.start]


def has_field(title: Title, owner: Owner) -> bool:
    """ "The X commissioner FOR HEALTH", "X's REGIONAL director", "the head of X IN CHAD": one of several heads."""
    if any(t.lower_ in LEVELS for t in children(title.noun, "amod")):
        return True
    if owner.at.i > title.noun.i:
        places = [t for at in (owner.at, title.noun) for t in after(at, ("in",)) if t.i > owner.at.i]
        named = {i for m in owner.entity.mentions for i in range(m.span.start, m.span.end)}  # "al-Qaeda in Iraq"
        return any(t.ent_type_ in ("GPE", "LOC") and t.i not in named for t in places)
    following = title.noun.doc[title.end : title.end + 2]
    fields = after(title.noun, ("for",)) or (following[1:] if following.text.lower().startswith("for ") else [])
    return owner.at.i < title.start and any(t.pos_ in ("NOUN", "PROPN") for t in fields)


def is_one_of_many(title: Title, junior: Words) -> bool:
    """ "A military commander in the province", "a PROVINCIAL police chief", "DEPUTY police commissioner X"."""
    noun = title.noun
    before = noun.doc[max(noun.sent.start, title.start - _FARTHEST) : title.start]
    told = (t for t in before if t.lower_ in LEVELS | junior)
    if any(noun in (t.head, t.head.head) or t.head.i > noun.i for t in told):
        return True
    following = noun.doc[title.end : min(title.end + _NAMED, noun.sent.end - 1)]
    if any(t.lower_ == "of" and t.nbor(1).ent_type_ in ("GPE", "LOC") for t in following):
        return True  # "Police Commissioner X of Borno"
    return any(t.lower_ in ("a", "an", "another") for t in children(noun, "det")) or bool(after(noun, ("in", "at")))
