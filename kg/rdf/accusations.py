"""Attackers that accounts of an incident name: whether two voices cannot both be right on who it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import combinations
from typing import Final

from kg.model import DisputableClaim
from kg.rdf.voices import BELIEVED, are_independent, are_the_same, voice

_TWO: Final = 2  # sides that an article can blame for one attack: of more, it tells of several acts
_STATES: Final = ("State", "StateBody", "MilitaryForce")


def attackers_disagree(claims: Collection[DisputableClaim], *, clash: bool = False) -> bool:
    """Whether an attacker that somebody names is denied, or two voices cannot both be right on who it was.

    Words without a name ("gunmen") contradict no name; nor does a man contradict a body, or a force of no known state a
    state's. Of fighting (`clash`), in which both sides attack, only a denial counts.
    """
    stated = [one for one in claims if one.factuality in BELIEVED]
    admitted = {(one.article, voice(one), one.value) for one in stated}
    denials = [one for one in claims if one.factuality == "Denied" and (one.source or not one.counted)]
    # Who says in one breath that he did it and did not, did something else.
    denials = [one for one in denials if (one.article, voice(one), one.value) not in admitted]
    wholes = _wholes(claims)

    def related(a: str, b: str) -> bool:
        return a == b or a in wholes[b] or b in wholes[a]

    def denied(one: DisputableClaim, denial: DisputableClaim) -> bool:
        if voice(one) == voice(denial):
            return False
        if not one.counted:
            return related(one.value, denial.value)
        # Who denies it for himself is accused, though only of being one of the "gunmen"; a state is not if others are.
        others = denial.cls == "State" and any(not (x.counted or related(x.value, denial.value)) for x in stated)
        return related(denial.source, denial.value) and not others

    if any(denied(one, denial) for one in stated for denial in denials):
        return True
    if clash:
        return False
    named = [one for one in stated if not one.counted]
    of_voice, by_article = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in named:
        of_voice[voice(one)].add(one.value)
        by_article[one.article].add(one.value)
    answers = [*of_voice.values(), *by_article.values()]
    mixed = {article for article, names in by_article.items() if len(_sides(names, related)) > _TWO}

    def rivals(a: DisputableClaim, b: DisputableClaim) -> bool:
        if any(related(x, y) for x in of_voice[voice(a)] for y in of_voice[voice(b)]) or not are_independent(a, b):
            return False
        if _can_be_one_side(a, b) or _can_be_one_side(b, a) or (a.cls in _STATES and _share(a, b, wholes)):
            return False
        if a.article == b.article and a.article in mixed:
            return False
        if related(a.source, b.value) or related(b.source, a.value):
            return voice(a) != a.value and voice(b) != b.value  # one blames the other, who blames somebody else
        if any(x.source == x.value and y.source and not _claims_it(y) for x, y in ((a, b), (b, a))):
            return True  # one claims it for himself, and somebody says that it was another
        plain = a.factuality == b.factuality == "Asserted"
        return plain and not any(all(any(related(one.value, x) for x in said) for one in (a, b)) for said in answers)

    return any(rivals(a, b) for a, b in combinations(named, 2))


def _can_be_one_side(a: DisputableClaim, b: DisputableClaim) -> bool:
    """Whether the first may have acted for the second: somebody for a group, a battalion for a government."""
    if a.cls == "Person":
        return b.cls not in ("", "Person")
    return a.cls == "MilitaryForce" and not a.wholes and b.cls in _STATES


def _share(a: DisputableClaim, b: DisputableClaim, wholes: Mapping[str, set[str]]) -> bool:
    """Whether two are of one state: its army and its government."""
    return b.cls in _STATES and bool((wholes[a.value] - {a.value}) & (wholes[b.value] - {b.value}))


def _wholes(claims: Iterable[DisputableClaim]) -> Mapping[str, set[str]]:
    """What each of those named is part of, and it itself: of a battalion its army, and that one's state."""
    direct = defaultdict[str, set[str]](set)
    for one in claims:
        direct[one.value] |= {one.value, *one.wholes}
    further = {
        value: set[str]().union(*(direct.get(whole, {whole}) for whole in found)) for value, found in direct.items()
    }
    return defaultdict(set, further)


def _sides(names: Iterable[str], related: Callable[[str, str], bool]) -> list[str]:
    """One of each of those that have nothing to do with each other."""
    found: list[str] = []
    for name in sorted(names):
        if not any(related(name, other) for other in found):
            found.append(name)
    return found


def _claims_it(told: DisputableClaim) -> bool:
    """Whether an attacker says it of himself, be it by another name: "an al-Qaeda-linked group" and al-Qaeda."""
    return bool(told.source) and are_the_same(told.source, told.value)
