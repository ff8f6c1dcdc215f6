"""Named figures for the question whether some triggers tell more of an incident that was told of before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.extract.drafts import EntityDraft
from kg.extract.incidents.accounts import Account, modifiers
from kg.extract.incidents.scene import Scene
from kg.extract.incidents.telling import Telling
from kg.knowledge.gazetteer import Gazetteer, overlap
from kg.vocab import is_a

_TRAITS = (
    "noun recurring definite answered concrete harm the a of_somebody bare plural modifier past_perfect unreal "
    "present_perfect present past negated aside circumstance reported coarse heading opens_with_time opens_with_place "
    "opens_apart subject_pronoun subject_name subject_known subject_new another similar latest earlier separate added "
    "vague_time open_time"
).split()
_OLD_TRAITS = "recurring concrete plural past_perfect present_perfect unreal coarse heading harm noun".split()
_OF_LAST = (
    "same day", "same town", "same word", "same class", "classes fit", "number differs", "both plural", "same toll",
    "words in common", "same kin", "spots in common", "people in common", "towns apart", "dates apart",
    "sentences between", "scenes between", "old is recurring", "old is past_perfect", "old is plural", "old is noun",
)  # fmt: skip
_RIVALRY: Mapping[str, Callable[[list[float]], float]] = {
    **dict.fromkeys(
        ("words in common", "share of words in common", "same town", "same day", "same class", "classes fit",
         "same word", "spots in common", "people in common", "same kin", "same culprits", "same aims", "same toll",
         "same arms"), max,
    ),
    "sentences between": min,
}  # fmt: skip
"""What a rival incident may have more of, or less."""
_EXACT, _DAY = len("2016-06-07"), len("06-07")
_FAR, _MANY = 30, 10  # what lies farther, or is more, is the same to the question
_CLEAR = 0.34  # share by which two tolls may differ and still be told of one incident


Figures = dict[str, float]


class Features:
    """Computes the figures."""

    def __init__(self, places: Gazetteer) -> None:
        self._places = places

    def of(self, new: Account, rivals: Sequence[Telling], scene: Scene, at: int, total: int) -> list[Figures]:
        """The figures of one question for each incident that the account may tell more of.

        Args:
            new: what is told later.
            rivals: the incidents told of before, the one told of last first.
            scene: where all are told.
            at: how many accounts stand before the new one.
            total: how many accounts the article has.
        """
        asked = [self._one(new, rival, scene, at, total, newer) for newer, rival in enumerate(rivals)]
        for name, best in _RIVALRY.items():
            values = [told[name] for told in asked]
            for number, told in enumerate(asked):
                others = values[:number] + values[number + 1 :]
                told[f"more {name}"] = told[name] - best(others) if others else 0
        return asked

    def _one(self, new: Account, rival: Telling, scene: Scene, at: int, total: int, newer: int) -> Figures:
        told = self._against(new, rival.total, scene)
        latest = self._against(new, rival.accounts[-1], scene)
        told |= {f"last {name}": latest[name] for name in _OF_LAST}
        told["accounts between"] = min(_MANY, at - rival.latest - 1)
        told["accounts"] = min(_MANY, total)
        told["accounts of the old one"] = min(_MANY, len(rival.accounts))
        told["incidents between"] = min(_MANY, newer)
        told["old is told first"] = rival.number == 0
        told |= scene.sections(new.frames[0].trigger, rival.accounts[-1].frames[0].trigger)
        told["old in headline"] = scene.in_headline(rival.total.first)
        told["new in headline"] = scene.in_headline(new.first)
        return told

    def _against(self, new: Account, old: Account, scene: Scene) -> Figures:
        """The figures of two accounts by themselves."""
        told: Figures = {}
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
        last = (f.trigger.i for f in old.frames[-_MANY:])
        before = max((i for i in last if i < new.first), default=old.first)
        sentence = scene.sentence(new.first)
        told["sentences between"] = min(_FAR, abs(sentence - scene.sentence(before)))
        told["paragraphs between"] = min(_MANY, abs(scene.paragraph(new.first) - scene.paragraph(before)))
        told["scenes between"] = min(_MANY, scene.changes(before, new.first))
        told["scenes since the old one began"] = min(_MANY, scene.changes(old.first, new.first))
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

    def overlap(self, some: Iterable[EntityDraft], others: Iterable[EntityDraft]) -> bool:
        """Whether any two places can hold one incident; one that the gazetteer lacks speaks against nothing."""
        a, b = ([self._places.get(e.place or "") for e in places] for places in (some, others))
        return any(x is None or y is None or overlap(x, y) for x in a for y in b)


def _when(told: Figures, new: Account, old: Account) -> None:
    told["same day"] = bool(new.full_days & old.full_days)
    told["days apart"] = disjoint(new.full_days, old.full_days)
    told["dates apart"] = dates_apart(new.days, old.days)
    told["dates fit"] = bool(new.days and old.days) and not told["dates apart"]
    told["times in common"] = bool(new.times & old.times)
    told["times apart"] = dates_apart(new.times, old.times)
    told["new's day is the old one's time"] = bool(new.days & old.times)
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


def dates_apart(a: set[str], b: set[str]) -> bool:
    """Whether both name days, months or years, and no two of them can be of one day."""
    return bool(a) and bool(b) and not any(_fit(one, other) for one in a for other in b)


def _fit(one: str, other: str) -> bool:
    """ "2016-06" and "2016-06-07", "--06-07" and "2016-06-07"."""
    yearless = one.startswith("--") + other.startswith("--")
    if yearless == 1:
        return one[-_DAY:] == other[-_DAY:] or _EXACT not in (len(one), len(other))
    return one.startswith(other) or other.startswith(one)
