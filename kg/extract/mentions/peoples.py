"""Peoples that the model takes for towns or persons: "Chakmas fled", "Darfuri fighters"."""

from __future__ import annotations

from kg.extract.tokens import Span
from kg.knowledge.gazetteer import Gazetteer

_PLURALS = ("NNS", "NNPS")
_BEFORE_NOUN = ("amod", "compound", "nmod", "npadvmod")


def is_people(name: Span, label: str, places: Gazetteer) -> bool:
    """Whether a name of one word is a people's, in the plural or before a noun."""
    word = name[0]
    if len(name) > 1 or label not in ("GPE", "LOC", "PERSON") or places.named(name.text):
        return False
    if word.tag_ in _PLURALS:
        return word.text.istitle() and word.lower_.endswith("s")
    before = word.dep_ in _BEFORE_NOUN and word.head.i > word.i and word.head.text.islower()
    return before and word.lower_.endswith("i") and bool(places.curated(name.text[:-1]))
