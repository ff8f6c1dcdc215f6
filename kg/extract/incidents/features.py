"""Named figures for the question whether some triggers tell more of an incident that was told of before.

An account is compared with dozens before it. So what it says by itself is looked up once (`Profile`), and each figure
is found for all of those in one go.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.extract.drafts import EntityDraft
from kg.extract.incidents.accounts import Account, modifiers
from kg.extract.incidents.columns import Column, either, in_common, meet, part, part_or_silent
from kg.extract.incidents.scene import Scene
from kg.knowledge.gazetteer import Gazetteer, Place, overlap
from kg.vocab import is_a

_TRAITS = (
    "noun recurring definite answered concrete harm the a of_somebody bare plural modifier past_perfect unreal "
    "present_perfect present past negated aside circumstance reported coarse heading opens_with_time opens_with_place "
    "opens_apart subject_pronoun subject_name subject_known subject_new another similar latest earlier separate added "
    "vague_time open_time"
).split()
_OLD_TRAITS = "recurring concrete plural past_perfect present_perfect unreal coarse heading harm noun".split()
_FAR, _MANY = 30, 10  # what lies farther, or is more, is the same to the question
_CLEAR = 0.34  # share by which two tolls may differ and still be told of one incident


Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """An account, and what it is compared by that depends on no other.

    Attributes:
        account: it.
        triggers: where its triggers stand, in text order; `sentences`, `paragraphs`, `scenes`: the numbers of theirs,
            and how many sentences up to theirs set the scene anew.
        days: the dates that name a day.
        located: its towns in the gazetteer, as far as that has them.
        naming: the words before its nouns that name it.
        standing, standing_days: the places and dates of its sentence, or else of the last before it that names any.
        seen: of each sentence back from its first, the places named since; `seen_days`: the dates.
        first, opens: whether the document's first trigger is its own, and whether it begins a paragraph.
    """

    account: Account
    triggers: tuple[int, ...]
    sentences: tuple[int, ...]
    paragraphs: tuple[int, ...]
    scenes: tuple[int, ...]
    days: set[str]
    located: list[Place | None]
    naming: set[str]
    standing: frozenset[EntityDraft]
    standing_days: frozenset[str]
    seen: list[frozenset[EntityDraft]]
    seen_days: list[frozenset[str]]
    first: bool
    opens: bool


class Features:
    """Computes the figures."""

    def __init__(self, places: Gazetteer) -> None:
        self._places = places

    def profile(self, account: Account, scene: Scene) -> Profile:
        """What an account says by itself, where both it and others are told."""
        triggers = tuple(int(f.trigger.i) for f in account.frames)
        return Profile(
            account,
            triggers,
            tuple(map(scene.sentence, triggers)),
            tuple(map(scene.paragraph, triggers)),
            tuple(map(scene.set_anew, triggers)),
            account.full_days,
            self._known(account.towns),
            modifiers(account.frames) - account.lemmas,
            *scene.standing(triggers[0]),
            *scene.seen(triggers[0], _FAR),
            scene.first == triggers[0],
            scene.begins_paragraph(account.frames[0].trigger.sent.start),
        )

    def of(self, new: Profile, old: Profile, between: int, total: int) -> Figures:
        """The figures of one question, by name.

        Args:
            new: what is told later.
            old: what is told earlier.
            between: how many other accounts stand between them.
            total: how many accounts the article has.
        """
        asked = self.columns(new, [old], [between], total)
        return {name: found[0] if isinstance(found, Sequence) else found for name, found in asked.items()}

    def columns(self, new: Profile, before: Sequence[Profile], between: Iterable[int], total: int) -> dict[str, Column]:
        """The figures of an account with each of several told before it."""
        told: dict[str, Column] = {}
        told["accounts between"] = [min(_MANY, many) for many in between]
        told["accounts"] = min(_MANY, total)
        accounts = [old.account for old in before]
        _distance(told, new, before)
        _when(told, new, before)
        self._where(told, new, before)
        _who(told, new.account, accounts)
        _how_many(told, new.account, accounts)
        _words(told, new, accounts)
        traits = [old.traits for old in accounts]
        for trait in _TRAITS:
            told[f"new is {trait}"] = trait in new.account.traits
        for trait in _OLD_TRAITS:
            told[f"old is {trait}"] = [trait in each for each in traits]
        return told

    def _where(self, told: dict[str, Column], new: Profile, before: Sequence[Profile]) -> None:
        mine, towns = new.account.towns, [old.account.towns for old in before]
        told["same town"] = meet(mine, towns)
        told["new has a town"] = bool(mine)
        told["old has a town"] = list(map(bool, towns))
        apart = [bool(mine and theirs) and mine.isdisjoint(theirs) for theirs in towns]
        over = [each and _may_hold(new.located, old.located) for each, old in zip(apart, before, strict=True)]
        told["towns apart"] = [each and not held for each, held in zip(apart, over, strict=True)]
        told["towns that may hold each other"] = over
        states, spots = [old.account.states for old in before], [old.account.spots for old in before]
        told["same state"] = meet(new.account.states, states)
        told["spots in common"] = in_common(3, new.account.spots, spots)
        told["spots apart"] = part(new.account.spots, spots)
        told["new names a spot"] = bool(new.account.spots)
        told["states apart"] = part(new.account.states, states)

    def are_strange(self, some: set[EntityDraft], others: set[EntityDraft]) -> bool:
        """Whether two sets of places have nothing in common, and the gazetteer has none of them: two villages."""
        if not disjoint(some, others):
            return False
        return all(self._places.get(place.place or "") is None for place in (*some, *others))

    def are_far(self, some: Iterable[EntityDraft], others: Iterable[EntityDraft]) -> bool:
        """Whether both name places of the gazetteer, of which none can hold one incident; what it lacks is left out."""
        a, b = ([p for p in self._known(places) if p is not None] for places in (some, others))
        return bool(a) and bool(b) and not any(overlap(x, y) for x in a for y in b)

    def may_hold(self, some: Iterable[EntityDraft], others: Iterable[EntityDraft], *, unknown: bool = True) -> bool:
        """Whether one of the places is an area that may hold another; `unknown`: as one that no list has may do."""
        a, b = ([self._places.get(e.place or "") for e in places] for places in (some, others))
        if not any(a) and not any(b):
            return False
        pairs = [(x, y) for x in a for y in b]
        if unknown and any(x is None or y is None for x, y in pairs):
            return True
        return any(x is not None and y is not None and (x.area or y.area) and overlap(x, y) for x, y in pairs)

    def overlap(self, some: Iterable[EntityDraft], others: Iterable[EntityDraft]) -> bool:
        """Whether any two places can hold one incident; one that the gazetteer lacks speaks against nothing."""
        return _may_hold(self._known(some), self._known(others))

    def _known(self, places: Iterable[EntityDraft]) -> list[Place | None]:
        return [self._places.get(place.place or "") for place in places]


def _may_hold(some: Iterable[Place | None], others: Collection[Place | None]) -> bool:
    return any(x is None or y is None or overlap(x, y) for x in some for y in others)


def _distance(told: dict[str, Column], new: Profile, before: Sequence[Profile]) -> None:
    first, sentence, paragraph, scene = new.triggers[0], new.sentences[0], new.paragraphs[0], new.scenes[0]
    # Of each, the last trigger before the new one.
    last = [max(0, bisect_left(old.triggers, first) - 1) for old in before]
    near = list(zip(before, last, strict=True))
    told["sentences between"] = [min(_FAR, abs(sentence - old.sentences[n])) for old, n in near]
    told["paragraphs between"] = [min(_MANY, abs(paragraph - old.paragraphs[n])) for old, n in near]
    told["scenes between"] = [min(_MANY, scene - old.scenes[n]) for old, n in near]
    told["scenes since the old one began"] = [min(_MANY, scene - old.scenes[0]) for old in before]
    told["old is told first"] = [old.first for old in before]
    told["triggers of the old one"] = [min(_MANY, len(old.triggers)) for old in before]
    told["triggers of the new one"] = min(_MANY, len(new.triggers))
    told["sentences from the start"] = min(_FAR, sentence)
    told["old's sentences from the start"] = [min(_FAR, old.sentences[0]) for old in before]
    told["new begins a paragraph"] = new.opens
    told["strange places between"] = [
        min(_MANY, len(_since(new.seen, sentence - old.sentences[n]) - old.account.spots - new.account.spots))
        for old, n in near
    ]
    told["strange dates between"] = [
        min(_MANY, len(_since(new.seen_days, sentence - old.sentences[n]) - old.account.times - new.account.times))
        for old, n in near
    ]
    told["standing places apart"] = part(new.standing, [old.standing for old in before])
    told["standing places in common"] = in_common(3, new.standing, [old.standing for old in before])
    told["standing dates apart"] = part(new.standing_days, [old.standing_days for old in before])
    told["standing dates in common"] = meet(new.standing_days, [old.standing_days for old in before])


def _since(seen: Sequence[frozenset[Any]], back: int) -> frozenset[Any]:
    """What was named in the sentences after one so far back."""
    return seen[min(back, len(seen)) - 1] if back > 0 and seen else frozenset()


def _when(told: dict[str, Column], new: Profile, before: Sequence[Profile]) -> None:
    days, times = [old.account.days for old in before], [old.account.times for old in before]
    mine, full = new.account.days, [old.days for old in before]
    fits = [_agree(mine, theirs) for theirs in days]
    told["same day"] = meet(new.days, full)
    told["days apart"] = part(new.days, full)
    told["dates fit"] = fits
    told["dates apart"] = [bool(mine and theirs) and not fit for theirs, fit in zip(days, fits, strict=True)]
    named = new.account.times
    told["times in common"] = meet(named, times)
    told["times apart"] = [bool(named and theirs) and not _agree(named, theirs) for theirs in times]
    told["new names a time"] = bool(named)
    told["new has a date"] = bool(mine)
    told["old has a date"] = list(map(bool, days))


def _agree(some: Collection[str], others: Collection[str]) -> bool:
    """Whether any date is another one, or tells it more exactly."""
    return any(a.startswith(b) or b.startswith(a) for a in some for b in others)


def _who(told: dict[str, Column], new: Account, before: Sequence[Account]) -> None:
    culprits, aims, dead = ([getattr(old, name) for old in before] for name in ("culprits", "aims", "dead"))
    for name, mine, theirs in (
        ("culprits", new.culprits, culprits), ("aims", new.aims, aims), ("dead", new.dead, dead)
    ):  # fmt: skip
        told[f"same {name}"] = meet(mine, theirs)
        told[f"{name} apart"] = part(mine, theirs)
        told[f"new has {name}"] = bool(mine)
        told[f"old has {name}"] = list(map(bool, theirs))
    for name in ("sides", "hurt", "lands", "forces"):
        ours, theirs = getattr(new, name), [getattr(old, name) for old in before]
        told[f"same {name}"] = meet(ours, theirs)
        told[f"{name} apart"] = part(ours, theirs)
    hurt, sides = [old.hurt for old in before], [old.sides for old in before]
    told["sides swapped"] = either(meet(new.sides, hurt), meet(new.hurt, sides))
    people, kin = [old.people for old in before], [old.kin for old in before]
    told["people in common"] = in_common(3, new.people, people)
    told["people apart"] = part(new.people, people)
    told["roles swapped"] = either(meet(new.culprits, aims), meet(new.aims, culprits))
    told["the dead were the aim"] = either(meet(new.dead, aims), meet(new.aims, dead))
    told["same kin"] = in_common(3, new.kin, kin)
    told["kin apart"] = part(new.kin, kin)


def _how_many(told: dict[str, Column], new: Account, before: Sequence[Account]) -> None:
    tolls = [old.tolls for old in before]
    told["same toll"] = meet(new.tolls, tolls)
    told["same large toll"] = [any(n > 4 for _, n in new.tolls & theirs) for theirs in tolls] if new.tolls else False
    pairs = [[(m, n) for p, m in new.tolls for q, n in theirs if p == q] for theirs in tolls]
    far = [bool(each) and not any(abs(m - n) <= _CLEAR * max(m, n) for m, n in each) for each in pairs]
    told["tolls apart"] = far
    told["new toll is larger"] = [
        apart and min(m for m, _ in each) > max(n for _, n in each) for apart, each in zip(far, pairs, strict=True)
    ]
    told["new has a toll"] = bool(new.tolls)
    told["old has a toll"] = list(map(bool, tolls))
    told["other kind of toll"] = [
        bool(new.tolls and theirs) and not each for theirs, each in zip(tolls, pairs, strict=True)
    ]


def _words(told: dict[str, Column], new: Profile, before: Sequence[Account]) -> None:
    mine = new.account
    told["same word"] = meet(mine.lemmas, [old.lemmas for old in before])
    told["same class"] = meet(mine.classes, [old.classes for old in before])
    fit = [any(_are_kin(a, b) for a in mine.classes for b in old.classes) for old in before]
    told["classes fit"] = fit
    told["both exact, of other classes"] = [not each for each in fit]
    arms = [old.arms for old in before]
    told["same arms"] = meet(mine.arms, arms)
    told["arms apart"] = part(mine.arms, arms)
    plural, noun = "plural" in mine.traits, "noun" in mine.traits
    told["both plural"] = [plural and "plural" in old.traits for old in before]
    told["number differs"] = [
        noun and "noun" in old.traits and plural != ("plural" in old.traits) for old in before
    ]  # fmt: skip
    shared = [len(mine.context & old.context) for old in before]
    told["words in common"] = [min(_MANY, many) for many in shared]
    least = [max(1, min(len(mine.context), len(old.context))) for old in before]
    told["share of words in common"] = [many / of for many, of in zip(shared, least, strict=True)]
    contexts = [old.context for old in before]
    told["named by what is known"] = meet(new.naming, contexts)
    told["named by something else"] = part_or_silent(new.naming, contexts)


@cache
def _are_kin(a: str, b: str) -> bool:
    """Whether one of two classes is the other, or below it."""
    return is_a(a, b) or is_a(b, a)


def disjoint(a: set[EntityDraft] | set[str], b: set[EntityDraft] | set[str]) -> bool:
    """Whether both are told and have nothing in common."""
    return bool(a) and bool(b) and a.isdisjoint(b)
