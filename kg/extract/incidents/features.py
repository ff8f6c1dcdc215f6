"""Named figures for the question whether some triggers tell more of an incident that was told of before."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.drafts import EntityDraft
from kg.extract.incidents.accounts import Account, modifiers
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
_CLEAR = 0.34  # share by which two tolls may differ and still be told of one incident


Figures = dict[str, float]


class Features:
    """Computes the figures."""

    def __init__(self, places: Gazetteer) -> None:
        self._places = places

    def of(self, new: Account, old: Account, scene: Scene, between: int, total: int) -> Figures:
        """The figures of one question, by name.

        Args:
            new: what is told later.
            old: what is told earlier.
            scene: where both are told.
            between: how many other accounts stand between them.
            total: how many accounts the article has.
        """
        told: Figures = {}
        told["accounts between"] = min(_MANY, between)
        told["accounts"] = min(_MANY, total)
        self._distance(told, new, old, scene)
        _when(told, new, old)
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

    def are_strange(self, some: set[EntityDraft], others: set[EntityDraft]) -> bool:
        """Whether two sets of places have nothing in common, and the gazetteer has none of them: two villages."""
        if not disjoint(some, others):
            return False
        return all(self._places.get(place.place or "") is None for place in (*some, *others))

    def are_far(self, some: Iterable[EntityDraft], others: Iterable[EntityDraft]) -> bool:
        """Whether both name places of the gazetteer, of which none can hold one incident; what it lacks is left out."""
        a, b = ([p for e in places if (p := self._places.get(e.place or ""))] for places in (some, others))
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
        a, b = ([self._places.get(e.place or "") for e in places] for places in (some, others))
        return any(x is None or y is None or overlap(x, y) for x in a for y in b)


def _when(told: Figures, new: Account, old: Account) -> None:
    fits = any(a.startswith(b) or b.startswith(a) for a in new.days for b in old.days)
    told["same day"] = bool(new.full_days & old.full_days)
    told["days apart"] = disjoint(new.full_days, old.full_days)
    told["dates fit"] = fits
    told["dates apart"] = bool(new.days and old.days) and not fits
    told["times in common"] = bool(new.times & old.times)
    told["times apart"] = bool(new.times and old.times) and not any(
        a.startswith(b) or b.startswith(a) for a in new.times for b in old.times
    )
    told["new names a time"] = bool(new.times)
    told["new has a date"] = bool(new.days)
    told["old has a date"] = bool(old.days)


def _who(told: Figures, new: Account, old: Account) -> None:
    for name in ("culprits", "aims", "dead"):
        mine, theirs = getattr(new, name), getattr(old, name)
        told[f"same {name}"] = bool(mine & theirs)
        told[f"{name} apart"] = disjoint(mine, theirs)
        told[f"new has {name}"] = bool(mine)
        told[f"old has {name}"] = bool(theirs)
    told["people in common"] = min(3, len(new.people & old.people))
    told["people apart"] = disjoint(new.people, old.people)
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
