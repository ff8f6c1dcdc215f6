"""What the participants, places and tolls of one incident are called in its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.knowledge.actors import ActorList
from kg.knowledge.incident_names import IncidentNoun, IncidentWords
from kg.knowledge.names import fold
from kg.resolve.events.statements import Filler, RoleStatement, counted_kind
from kg.resolve.events.surest import SUFFERED, Surest
from kg.resolve.events.wording import commonest, is_counting, spoken
from kg.vocab import is_a

_FEW: Final = 5  # dead, among whom one can stand for all
_PEOPLE: Final = frozenset(("Person", "Group"))
_WHICH: Final = re.compile(r" \([^)]*\)$")  # what tells one name from another: "National Liberation Army (Colombia)"
_BOUNDS: Final = {"AtLeast": "at least ", "About": "about "}


class Wording(NamedTuple):
    """What a participant is called, and what is known of it; `filler` is nothing where its words are all there is."""

    text: str
    filler: Filler | None
    cls: str


class NamedParts:
    """The words for those who take part in one incident, for where it was, and for how many died."""

    def __init__(
        self, cls: str, noun: IncidentNoun, surest: Surest, actors: ActorList, words: IncidentWords, *, many: bool
    ) -> None:
        """`many` is whether the incident sums up several."""
        self._cls, self._noun, self._surest, self._words, self._many = cls, noun, surest, words, many
        self._actors = actors

    def of(self, *roles: str) -> list[Wording]:
        """What those in some roles are called, the most often told first; those without usable words are left out."""
        counts = Counter[Wording]()
        for told, one in self._surest.statements(*roles):
            if (phrase := self.phrase(told.who(one.value), one)) is not None:
                counts[phrase] += 1
        order = list(counts)
        return sorted(order, key=lambda phrase: (-counts[phrase], order.index(phrase)))

    def phrase(self, filler: Filler, one: RoleStatement) -> Wording | None:
        """What one is called; None where he has no name, and no words that a name can hold."""
        if not one.words:
            return Wording(articled(filler, self._actors, self._words), filler, filler.cls)
        text = spoken(one.words, self._words)
        return Wording(text, None, filler.cls) if text else None

    # Against whom

    def object(self) -> Wording | None:
        """Whom or what it was aimed at, else who came to harm: the named first, then the most exact."""
        most = max((int(one.value) for _, one in self._surest.statements("killedCount")), default=0)
        toll = self.toll()
        found = [p for p in self.of(*SUFFERED) if p.filler is None or self._surest.may_suffer(p.filler)]
        found += [p for p in self.of("victim") if self._stands_for_all(p, most, toll)]
        if self._noun.people:
            found = [p for p in found if p.cls in _PEOPLE]
        if self._many:  # how many, a conflict's claims tell
            found = [p for p in found if p.filler is not None or not is_counting(p.text, self._words)]
        if most > _FEW:
            found = [p for p in found if p.filler is None or p.filler.cls != "Person"]
        doers = {fold(filler.label) for filler in self._surest.accused()}
        found = [p for p in found if p.filler is not None or not any(d in fold(p.text) for d in doers)]
        return min(found, key=lambda phrase: (self._rank(phrase), found.index(phrase)), default=None)

    def was_aimed_at(self, phrase: Wording) -> bool:
        """Whether somebody is a target, and not only one who came to harm."""
        return phrase not in self.of("victim") or phrase in self.of(*SUFFERED)

    def _rank(self, phrase: Wording) -> int:
        """Which of those who suffered it tells best what was hit: what is less goes first."""
        exact = len(phrase.text.split()) > 1
        built = is_a(phrase.cls, "Facility")
        if phrase.filler is not None:
            person = phrase.filler.cls == "Person" or built
            return 0 if person else 4 if phrase.filler.cls in ("State", "Place") else 2
        if not self.was_aimed_at(phrase):
            return 5 if exact else 7
        bodily = self._cls in self._words.bodily
        return 6 if not exact else 1 if bodily or is_a(phrase.cls, "Place") else 3  # a checkpoint, built or not

    def _stands_for_all(self, victim: Wording, most: int, toll: str) -> bool:
        """Whether one who came to harm can stand for all who did."""
        if victim.filler is not None:
            return self._surest.may_suffer(victim.filler)
        last = fold(victim.text).split()[-1]
        if is_counting(victim.text, self._words):
            return self._is_sure(victim)
        if not (self._noun.harms or self._noun.kills):
            return True
        if victim.text.startswith(("a ", "an ")):
            return most < 2 or not (toll or most > _FEW)
        return not toll or last in fold(toll).split()

    def _is_sure(self, victim: Wording) -> bool:
        """Whether a number that stands in somebody's words is the one that all give who count the same."""
        kind = counted_kind(victim.text, self._words, wounded=False)
        tolls = [
            (counted_kind(one.words, self._words, wounded=False), one.value)
            for _, one in self._surest.statements("killedCount", "woundedCount")
        ]
        if kind and any(not of for of, _ in tolls):
            return False  # they are some of those whom another number counts
        alike = {value for of, value in tolls if of == kind}
        return len(alike) == 1 if self._noun.harms else len(alike) < 2

    def harm(self, victim: Wording) -> str:
        """What came to some: by the toll that counts them, else killed if anybody was; empty if nothing is known."""
        said = self._surest.statements
        if is_counting(victim.text, self._words):
            number = fold(victim.text).split()[0]
            for harm, role in (("killed", "killedCount"), ("wounded", "woundedCount")):
                if any(number in fold(one.words).split() for _, one in said(role)):
                    return harm
            return ""
        hurt = {int(one.value) for _, one in said("woundedCount")}
        killed = any(int(one.value) for _, one in said("killedCount"))
        return "killed" if killed else "wounded" if hurt == {1} else ""

    # Where, and how many

    def held(self, town: str | None) -> str:
        """The place that changed hands: by its name, else in words; empty if none is told."""
        named = [p for p in self.of("place") if p.filler is not None]
        if town is not None:
            return next((p.text for p in named if p.filler is not None and p.filler.slug == town), "")
        state = next((p.text for p in named if p.filler is not None and p.filler.cls == "State"), "")
        return state or next((p.text for p in self.of("place") if p.filler is None and " " in p.text), "")

    def places(self, town: str | None) -> Iterator[str]:
        """The place told most often, a building with its town where both are known, else the country of all."""
        said = [(told.who(one.value), one) for told, one in self._surest.statements("place") if not one.words]
        there = [filler for filler, _ in said]
        labels = {filler.slug: filler.label for filler in there}
        best = next((filler for filler in there if filler.slug == town), None)
        if best is None:
            state = commonest(filler.slug for filler in there if filler.cls == "State")
            yield labels.get(state or "", "") or self._surest.land()
            return
        near = all(one.near for filler, one in said if filler.slug == town)
        yield f"near {best.label}" if near else best.label
        if best.cls == "Facility":
            around = labels.get(commonest(f.slug for f in there if f.cls == "Place") or "", "")
            yield around if around not in best.label else ""

    def _counted(self, quote: str) -> str:
        """The words of a count, where they are a number and whom it counts, and no more: "three soldiers"."""
        left = [word for word in fold(quote).split() if word not in self._words.bounds - {"a", "an", "of"}]
        numbers = [word for word in left if word in self._words.numbers or word.isdigit()]
        named = left[:1] in (["a"], ["an"]) and quote.rsplit(maxsplit=1)[-1][0].isupper()
        if not left or len(numbers) > 1 or named or left[0] not in (*numbers, "a", "an"):
            return ""
        words = spoken(quote, self._words)
        return f"one {words.partition(' ')[2]}" if words.startswith(("a ", "an ")) and "least" in quote else words

    def toll(self) -> str:
        """How many died, where all accounts that count them agree: "12 people", "at least three soldiers"."""
        return self._total("killedCount") if self._noun.harms or self._noun.kills else ""

    def hurt(self) -> str:
        """How many were wounded, where nobody is said to have died, and all accounts agree."""
        return "" if self._surest.any_died() or not self._noun.harms else self._total("woundedCount")

    def _total(self, role: str) -> str:
        """The number that all accounts give, with whom it counts; empty where they differ."""
        counts = {int(one.value): one for _, one in self._surest.statements(role) if one.bound != "AtMost"}
        if self._many or len(counts) != 1:
            return ""
        [(number, one)] = counts.items()
        if not number:
            return ""
        kind = counted_kind(one.words, self._words, wounded=role == "woundedCount")
        words = (self._counted(one.words) if kind else "") or (f"{number} people" if number > 1 else "one person")
        if self._words.is_vague(one.words):
            return f"{fold(one.words).split()[0]} of people" if not kind else words
        return f"{_BOUNDS.get(one.bound, '')}{words}"


def articled(filler: Filler, actors: ActorList, words: IncidentWords) -> str:
    """A name as it stands in running text: "the Iraqi military", "the Armed Forces of Ukraine", "the Houthis"."""
    label = plain(filler.label)
    first = label.partition(" of ")[0]
    owned = "'s " in label or "’s " in label or label.casefold().startswith("the ")
    last = label.rpartition(" ")[2]
    takes = {*fold(first).split()[-1:], *fold(label).split()[-1:]} & (words.articled | words.definite)
    built = filler.cls == "Facility" and " " in label and last.islower() and not last.endswith("s")
    return f"the {label}" if (takes or built or singular(filler, actors)) and not owned else label


def plain(label: str) -> str:
    """A name without what tells it from another of its like."""
    return _WHICH.sub("", label)


def singular(filler: Filler, actors: ActorList) -> str:
    """What one of those is called who have a plural for their name ("Houthi"); empty for all others."""
    actor = actors.get(filler.actor) if filler.actor else None
    one = filler.label.removesuffix("s")
    alone = one != filler.label and " " not in one
    return one if alone and actor is not None and one in actor.aliases else ""
