"""Named figures for the question whether some triggers tell more of an incident that was told of before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import accumulate

from kg.extract.drafts import EntityDraft
from kg.extract.incidents.accounts import Account, modifiers
from kg.extract.incidents.background import BY_THE_WAY, WAYS
from kg.extract.incidents.scene import Scene
from kg.knowledge.gazetteer import Gazetteer, overlap
from kg.vocab import is_a

_TRAITS = (
    "noun recurring definite answered concrete harm the a of_somebody bare plural modifier past_perfect unreal "
    "present_perfect present past negated aside circumstance reported coarse heading opens_with_time opens_with_place "
    "opens_apart subject_pronoun subject_name subject_known subject_new another similar latest earlier separate added "
    "vague_time open_time"
).split()
_OLD_TRAITS = "recurring concrete plural past_perfect present_perfect unreal coarse heading harm noun".split()
_FAR, _MANY = 30, 10  # what lies farther, or is more, is the same to the question
_NEWS = 8  # days for which an attack is news
_CLEAR = 0.34  # share by which two tolls may differ and still be told of one incident


Figures = dict[str, float]


class Course:
    """The accounts of an article in the order of telling.

    Attributes:
        accounts: all of them.
        scene: where they are told.
        by_the_way: of each, whether it is told within the clause of another, as its reason, its like or days before.
    """

    def __init__(self, accounts: Sequence[Account], scene: Scene) -> None:
        self.accounts, self.scene = accounts, scene
        triggers = {f.trigger.i for account in accounts for f in account.frames}
        self.by_the_way = [not (a.ways.isdisjoint(BY_THE_WAY) and a.beyond.isdisjoint(triggers)) for a in accounts]
        self._own = [0, *accumulate(not aside for aside in self.by_the_way)]

    def own(self, start: int, end: int) -> int:
        """How many accounts of a stretch are told on their own, not by the way."""
        return self._own[end] - self._own[start]


class Features:
    """Computes the figures."""

    def __init__(self, places: Gazetteer) -> None:
        self._places = places

    def of(self, course: Course, later: int, earlier: int) -> Figures:
        """The figures of one question, by name: does the later of two accounts, by number, go on about the earlier?"""
        new, old, scene = course.accounts[later], course.accounts[earlier], course.scene
        told: Figures = {}
        told["accounts between"] = min(_MANY, later - earlier - 1)
        told["accounts"] = min(_MANY, len(course.accounts))
        self._distance(told, new, old, scene)
        _focus(told, course, later, earlier)
        _when(told, new, old)
        for who, account in (("new", new), ("old", old)):
            age = scene.age(account.days)
            told[f"{who} is news"] = age is not None and age <= _NEWS
            told[f"{who} is history"] = age is not None and age > _NEWS
        self._where(told, new, old)
        _who(told, new, old)
        _how_many(told, new, old)
        _words(told, new, old)
        for trait in _TRAITS:
            told[f"new is {trait}"] = trait in new.traits
        for trait in _OLD_TRAITS:
            told[f"old is {trait}"] = trait in old.traits
        return told

    @staticmethod
    def _distance(told: Figures, new: Account, old: Account, scene: Scene) -> None:
        before = max((f.trigger.i for f in old.frames if f.trigger.i < new.first), default=old.first)
        sentence = scene.sentence(new.first)
        told["sentences between"] = min(_FAR, abs(sentence - scene.sentence(before)))
        told["paragraphs between"] = min(_MANY, abs(scene.paragraph(new.first) - scene.paragraph(before)))
        told["scenes between"] = min(_MANY, scene.changes(before, new.first))
        told["scenes since the old one began"] = min(_MANY, scene.changes(old.first, new.first))
        told["old is told first"] = scene.first == old.first
        told["triggers of the old one"] = min(_MANY, len(old.frames))
        told["triggers of the new one"] = min(_MANY, len(new.frames))
        told["sentences from the start"] = min(_FAR, sentence)
        told["old's sentences from the start"] = min(_FAR, scene.sentence(old.first))
        told["new begins a paragraph"] = scene.begins_paragraph(new.frames[0].trigger.sent.start)

    def _where(self, told: Figures, new: Account, old: Account) -> None:
        told["same town"] = bool(new.towns & old.towns)
        told["new has a town"] = bool(new.towns)
        told["old has a town"] = bool(old.towns)
        apart = bool(new.towns and old.towns) and new.towns.isdisjoint(old.towns)
        told["towns apart"] = apart and not self.overlap(new.towns, old.towns)
        told["towns that may hold each other"] = apart and self.overlap(new.towns, old.towns)
        told["same state"] = bool(new.states & old.states)
        told["spots in common"] = min(3, len(new.spots & old.spots))
        told["spots apart"] = disjoint(new.spots, old.spots)
        told["new names a spot"] = bool(new.spots)
        told["states apart"] = disjoint(new.states, old.states)
        told["new names towns apart"] = self.scattered(new)
        told["old names towns apart"] = self.scattered(old)

    def scattered(self, account: Account) -> bool:
        """Whether an account names towns that cannot hold one incident: it sums up several."""
        towns = [*account.towns]
        return any(not self.overlap([a], [b]) for n, a in enumerate(towns) for b in towns[:n])

    def overlap(self, some: Iterable[EntityDraft], others: Iterable[EntityDraft]) -> bool:
        """Whether any two places can hold one incident; one that the gazetteer lacks speaks against nothing."""
        a, b = ([self._places.get(e.place or "") for e in places] for places in (some, others))
        return any(x is None or y is None or overlap(x, y) for x in a for y in b)


def _focus(told: Figures, course: Course, later: int, earlier: int) -> None:
    """Whether one is told by the way in the other's clause, and which is told on its own."""
    new, old = course.accounts[later], course.accounts[earlier]
    told["old is told around new"], told["new is told around old"] = old.is_around(new), new.is_around(old)
    told["new is by the way in old"], told["old is by the way in new"] = old.is_beyond(new), new.is_beyond(old)
    told["same sentence"] = course.scene.sentence(new.first) == course.scene.sentence(old.first)
    told["new is by the way"], told["old is by the way"] = course.by_the_way[later], course.by_the_way[earlier]
    between = course.own(earlier + 1, later)
    told["accounts in focus between"] = min(_MANY, between)
    told["old is in focus"] = not between and not course.by_the_way[earlier]
    for way in WAYS:
        told[f"new is told as {way}"] = way in new.ways
        told[f"old is told as {way}"] = way in old.ways


def _when(told: Figures, new: Account, old: Account) -> None:
    fits = any(_fits(a, b) for a in new.days for b in old.days)
    told["same day"] = bool(new.full_days & old.full_days)
    told["days apart"] = disjoint(new.full_days, old.full_days)
    told["dates fit"] = fits
    told["dates apart"] = dates_apart(new.days, old.days)
    told["times in common"] = bool(new.times & old.times)
    told["times apart"] = bool(new.times and old.times) and not any(
        a.startswith(b) or b.startswith(a) for a in new.times for b in old.times
    )
    told["new names a time"] = bool(new.times)
    told["new has a date"] = bool(new.days)
    told["old has a date"] = bool(old.days)


def _fits(a: str, b: str) -> bool:
    """Whether two dates can be one: one is coarser, or has no year ("--04-13")."""
    a, b = (x if x[:1] == "-" == y[:1] else x[-5:] if y[:1] == "-" else x for x, y in ((a, b), (b, a)))
    a, b = a.removeprefix("--"), b.removeprefix("--")
    return a.startswith(b) or b.startswith(a)


def dates_apart(some: Set[str], others: Set[str]) -> bool:
    """Whether both have dates, and none of the one can be one of the other."""
    return bool(some and others) and not any(_fits(a, b) for a in some for b in others)


def _who(told: Figures, new: Account, old: Account) -> None:
    for name in ("culprits", "aims", "dead"):
        mine, theirs = getattr(new, name), getattr(old, name)
        told[f"same {name}"] = bool(mine & theirs)
        told[f"{name} apart"] = disjoint(mine, theirs)
        told[f"new has {name}"] = bool(mine)
        told[f"old has {name}"] = bool(theirs)
    told["people in common"] = min(3, len(new.people & old.people))
    told["people apart"] = disjoint(new.people, old.people)
    told["sides apart"] = disjoint(new.sides, old.sides)
    told["sides swapped"] = bool((new.sides - new.hurt) & old.hurt or (old.sides - old.hurt) & new.hurt)
    told["roles swapped"] = bool(new.culprits & old.aims or new.aims & old.culprits)
    told["the dead were the aim"] = bool(new.dead & old.aims or new.aims & old.dead)
    told["same kin"] = min(3, len(new.kin & old.kin))
    told["kin apart"] = disjoint(new.kin, old.kin)


def _how_many(told: Figures, new: Account, old: Account) -> None:
    told["same toll"] = bool(new.tolls & old.tolls)
    told["same large toll"] = any(n > 4 for _, n in new.tolls & old.tolls)
    pairs = [(m, n) for p, m in new.tolls for q, n in old.tolls if p == q]
    near = any(abs(m - n) <= _CLEAR * max(m, n) for m, n in pairs)
    told["tolls apart"] = bool(pairs) and not near
    told["new toll is larger"] = bool(pairs) and not near and min(m for m, _ in pairs) > max(n for _, n in pairs)
    told["new has a toll"] = bool(new.tolls)
    told["old has a toll"] = bool(old.tolls)
    told["other kind of toll"] = bool(new.tolls and old.tolls) and not pairs


def _words(told: Figures, new: Account, old: Account) -> None:
    told["same word"] = bool(new.lemmas & old.lemmas)
    told["same class"] = bool(new.classes & old.classes)
    pairs = [(a, b) for a in new.classes for b in old.classes]
    told["classes fit"] = any(is_a(a, b) or is_a(b, a) for a, b in pairs)
    told["both exact, of other classes"] = not any(is_a(a, b) or is_a(b, a) for a, b in pairs)
    told["same arms"] = bool(new.arms & old.arms)
    told["arms apart"] = disjoint(new.arms, old.arms)
    told["both plural"] = "plural" in new.traits and "plural" in old.traits
    nouns = "noun" in new.traits and "noun" in old.traits
    told["number differs"] = nouns and ("plural" in new.traits) != ("plural" in old.traits)
    shared = len(new.context & old.context)
    told["words in common"] = min(_MANY, shared)
    told["share of words in common"] = shared / max(1, min(len(new.context), len(old.context)))
    naming = modifiers(new.frames) - new.lemmas
    told["named by what is known"] = bool(naming & old.context)
    told["named by something else"] = bool(naming) and not naming & old.context


def disjoint(a: set[EntityDraft] | set[str], b: set[EntityDraft] | set[str]) -> bool:
    """Whether both are told and have nothing in common."""
    return bool(a) and bool(b) and a.isdisjoint(b)
