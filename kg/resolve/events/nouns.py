"""The noun for what happened: by the class of an incident, the words that articles use for it, and the weapon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.knowledge.incident_names import IncidentNoun, IncidentWords
from kg.knowledge.names import fold
from kg.resolve.events.surest import SUFFERED, MemberAccount, Surest
from kg.vocab import is_a, superclasses

_PEOPLE: Final = frozenset(("Person", "Group"))
_BOMB: Final = "bomb"  # words of a weapon that begin so


def noun_of(cls: str, accounts: Sequence[MemberAccount], surest: Surest, words: IncidentWords) -> IncidentNoun:
    """The noun, with its prepositions; its `one` is the plural where the incident sums up several.

    Args:
        cls: of the incident.
        accounts: of it, the earliest first.
        surest: what of their claims may stand in a name.
        words: that names are made of.
    """
    many = accounts[0].account.recurring
    noun = next(words.classes[c] for c in superclasses(cls) if c in words.classes)
    exact = None if many else _by_weapon(cls, noun, surest, words)
    if exact is None:
        exact = _by_words(cls, noun, accounts, surest, words)
    if exact is None and cls == "Attack" and _kills(surest) and not any(True for _ in surest.statements("target")):
        exact = words.killing
    noun = exact or noun
    return replace(noun, one=noun.many) if many and not (noun.kills and _one_died(surest)) else noun


def _one_died(surest: Surest) -> bool:
    """Whether it befell one person with a name alone, who cannot be killed again and again."""
    hit = [(told.who(one.value), one) for told, one in surest.statements(*SUFFERED, "victim")]
    return len({filler.slug for filler, _ in hit}) == 1 and all(f.cls == "Person" and not one.words for f, one in hit)


def _kills(surest: Surest) -> bool:
    return any(int(one.value) for _, one in surest.statements("killedCount"))


def _by_weapon(cls: str, noun: IncidentNoun, surest: Surest, words: IncidentWords) -> IncidentNoun | None:
    """ "Car bombing", "missile attack", "mine explosion"."""
    known = words.weapons.get(cls, {})
    for _, one in surest.statements("weapon"):
        parts = fold(one.value).split()
        if is_a(cls, "Bombing") and any(part.startswith(_BOMB) for part in parts):
            carrier = next((part for part in parts if part in words.carriers), None)
            if carrier is not None:
                return replace(noun, one=noun.one.replace("bombing", f"{carrier} bombing"))
        made = next((known[part] for part in parts if part in known), None)
        if made is not None:
            return words.named(made, noun)
    return None


def _by_words(
    cls: str, noun: IncidentNoun, accounts: Sequence[MemberAccount], surest: Surest, words: IncidentWords
) -> IncidentNoun | None:
    """What most accounts of this class call it, if the class has a noun for that: "stabbing", "expulsion"."""
    stems = words.kinds.get(cls, {})
    told = Counter[str]()
    for account in (one.account for one in accounts if one.account.cls == cls):
        found = [stem for stem in stems for word in fold(account.label).split() if word.startswith(stem)]
        if found:
            told[stems[max(found, key=len)]] += 1
    if not told:
        return None
    [(made, _)] = told.most_common(1)
    made_of = words.named(made, noun)
    hit = [told.who(one.value).cls for told, one in surest.statements(*SUFFERED, "victim")]
    return None if made_of.people and hit and not set(hit) & _PEOPLE else made_of
