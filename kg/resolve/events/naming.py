"""What an incident is called: what happened, by whom where that is agreed, against whom, where and when.

"Suicide truck bombing of an interior troops barracks, Argun, 2 July 2000", "Clash between the army and rebels, Goma".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from kg.knowledge.actors import ActorList
from kg.knowledge.incident_names import IncidentNoun, IncidentWords
from kg.knowledge.names import fold
from kg.model import Canonical
from kg.resolve.events.statements import Filler, RoleStatement, counted_kind
from kg.resolve.events.surest import DID, SUFFERED, MemberAccount, Surest
from kg.resolve.events.wording import agreed_class, commonest, in_words, is_counting, spoken
from kg.resolve.register.slugs import slug
from kg.vocab import is_a, superclasses

_FEW: Final = 5  # dead, among whom one can stand for all
_PREFIX_WORDS: Final = 4  # of a name that stands before the noun
_BOUNDS: Final = {"AtLeast": "at least ", "About": "about "}


def name_incident(accounts: Sequence[MemberAccount], actors: ActorList, words: IncidentWords) -> Canonical:
    """A cluster as one incident; its slug may be that of others too.

    Args:
        accounts: its members, the earliest first.
        actors: tell what is called after a state.
        words: that names are made of.
    """
    found = [told.profile for told in accounts]
    members = tuple(sorted(told.ref for told in accounts))
    cls = agreed_class([p.cls for p in found])
    surest = Surest(accounts, cls, actors)
    day, town = surest.day(), surest.place()
    name = _IncidentName(accounts, cls, surest, actors, words)
    label = name.text(day, town)
    if name.is_bare(day, town):  # then what is only believed is better than nothing
        label = _IncidentName(accounts, cls, Surest(accounts, cls, actors, strict=False), actors, words).text(day, town)
    if found[0].recurring or not (day or town):
        first = accounts[0]
        return Canonical(slug(f"{first.ref.article} {first.account.label} {first.ref.local}"), cls, label, (), members)
    kind = re.sub(r"(?<!^)(?=[A-Z])", " ", cls).capitalize()
    return Canonical(slug(f"{(day or '').lstrip('-')} {town or ''} {kind}"), cls, label, (label,), members)


class _Phrase(NamedTuple):
    """What a participant is called, and what is known of it; `filler` is nothing where its words are all there is."""

    text: str
    filler: Filler | None
    cls: str


class _IncidentName:
    """Puts the name of one incident together."""

    def __init__(
        self, accounts: Sequence[MemberAccount], cls: str, surest: Surest, actors: ActorList, words: IncidentWords
    ) -> None:
        self._surest, self._actors, self._words = surest, actors, words
        self._cls = cls
        self._many = accounts[0].account.recurring

    def text(self, day: str | None, town: str | None) -> str:
        """The whole name."""
        object_ = self._object()
        at = "" if object_ is None else fold(object_.text)
        where = ", ".join(place for place in self._places(town) if place and fold(place) != at)
        toll = self._toll() if object_ is None else ""
        head, when = self._head(object_, toll), in_words(day) if day else ""
        if not (where or when) and head == self._noun()[1]:
            head += self._blamed()
        if where.startswith("near "):
            head, where = f"{head} {where}", ""
        parts = (head[0].upper() + head[1:], where, when)
        return ", ".join(part for part in parts if part)

    def is_bare(self, day: str | None, town: str | None) -> bool:
        """Whether a name says no more than what kind of thing happened, and by whom."""
        return not (day or self._object() or self._toll() or any(self._places(town)))

    # What happened, by whom, against whom

    def _head(self, object_: _Phrase | None, toll: str) -> str:
        noun, word = self._noun()
        if noun.between:
            return self._between(word)
        before, by = self._doers(noun.by)
        text = f"{before} {word}" if before else word
        if object_ is not None:
            whom = self._joined(replace(noun, of="on") if word.endswith(("attack", "attacks")) else noun, object_)
        else:
            whom = f"{'that killed' if noun.harms else noun.of} {toll}" if toll else ""
        # "By" stands behind whom it was aimed at, and before a clause.
        parts = (by, whom) if whom.startswith("that ") or noun.by == "of" else (whom, by)
        return " ".join(part for part in (text, *parts) if part)

    def _noun(self) -> tuple[IncidentNoun, str]:
        """The class's noun, and the word for it, made more exact by the weapon."""
        words = self._words
        noun = next(words.classes[cls] for cls in superclasses(self._cls) if cls in words.classes)
        if self._cls == "Attack" and self._any("killedCount") and not any(True for _ in self._fillers("target")):
            noun = words.killing
        return noun, self._exact(noun.many if self._many else noun.one)

    def _exact(self, word: str) -> str:
        known = self._words.weapons.get(self._cls, {})
        for _, one in self._fillers("weapon"):
            parts = fold(one.value).split()
            if is_a(self._cls, "Bombing") and any(part.startswith("bomb") for part in parts):
                carrier = next((part for part in parts if part in self._words.carriers), None)
                if carrier is not None:
                    return word.replace("bombing", f"{carrier} bombing")
            made = next((known[part] for part in parts if part in known), None)
            if made is not None and not self._many:
                return made
        return word

    def _joined(self, noun: IncidentNoun, object_: _Phrase) -> str:
        """The object behind its preposition, or behind "that killed" where it is who came to harm."""
        if object_ not in self._phrases("victim") or object_ in self._phrases(*SUFFERED):
            return f"{noun.of} {object_.text}"
        harm = self._harm(object_)
        return f"that {harm} {object_.text}" if noun.harms and harm else f"{noun.victims} {object_.text}"

    def _harm(self, victim: _Phrase) -> str:
        """What came to some: by the toll that counts them, else killed if anybody was; empty if nothing is known."""
        if is_counting(victim.text, self._words):
            number = fold(victim.text).split()[0]
            for harm, role in (("killed", "killedCount"), ("wounded", "woundedCount")):
                if any(number in fold(one.words).split() for _, one in self._fillers(role)):
                    return harm
            return ""
        hurt = {int(one.value) for _, one in self._fillers("woundedCount")}
        return "killed" if self._any("killedCount") else "wounded" if hurt == {1} else ""

    def _is_sure(self, victim: _Phrase) -> bool:
        """Whether a number that stands in somebody's words is the one that all give who count the same."""
        if victim.filler is not None or not is_counting(victim.text, self._words):
            return True
        kind = counted_kind(victim.text, self._words, wounded=False)
        tolls = [
            (counted_kind(one.words, self._words, wounded=False), one.value)
            for _, one in self._fillers("killedCount", "woundedCount")
        ]
        if kind and any(not of for of, _ in tolls):
            return False  # they are some of those whom another number counts
        alike = {value for of, value in tolls if of == kind}
        return len(alike) == 1 if self._noun()[0].harms else len(alike) < 2

    def _between(self, word: str) -> str:
        sides = dict.fromkeys(self._phrases(*DID, *SUFFERED))
        fought = is_a(self._cls, "Attack")  # not by one man
        parties = [p.text for p in sides if not (is_a(p.cls, "Place") or (fought and p.cls == "Person"))]
        parties = [party for party in parties if not any(party != other and party in other for other in parties)]
        if len(parties) < 2:
            return f"{word} involving {parties[0]}" if parties else word
        return f"{word} between {' and '.join(parties[:2])}"

    def _doers(self, by: str) -> tuple[str, str]:
        """Who did it, as what stands before the noun, or as what follows with "by"."""
        found = self._phrases(*DID)
        named = self._surest.accused()
        if named:
            before = [self._before(filler) for filler in named]
            if is_a(self._cls, "Attack") and all(before):
                return " and ".join(dict.fromkeys(before)), ""
            return "", f"{by} {' and '.join(self._articled(filler.label) for filler in named)}"
        if any(phrase.filler is not None for phrase in found):  # words without a name would hide that someone is blamed
            return "", ""
        nobody = self._words.kin | self._words.people
        unnamed = [phrase.text for phrase in found if fold(phrase.text).split()[-1] not in nobody]
        told = len(unnamed) == 1 and unnamed[0] in self._doers_in_words()
        return "", f"{by} {unnamed[0]}" if told and not is_a(self._cls, "SuicideBombing") else ""

    def _doers_in_words(self) -> Iterator[str]:
        """Those without a name whom no one only suspects; words that tell whose they are would accuse somebody."""
        owners = self._words.owning if is_a(self._cls, "Attack") else frozenset()
        for told, one in self._fillers(*DID):
            phrase = self._phrase(told.who(one.value), one)
            accuses = phrase is not None and owners & set(fold(phrase.text).split())
            if phrase is not None and one.factuality == "Asserted" and not accuses:
                yield phrase.text

    def _blamed(self) -> str:
        """Those whom some blame and none is agreed on, for a name that would else hold nothing."""
        blamed = [phrase.text for phrase in self._phrases(*DID) if phrase.filler is not None][:2]
        return f" blamed on {' or '.join(blamed)}" if blamed else ""

    def _before(self, filler: Filler | None) -> str:
        """What stands before a noun: "Israeli", "Hamas"; empty for persons and long names."""
        if filler is None or filler.cls == "Person":
            return ""
        actor = self._actors.get(filler.actor) if filler.actor else None
        if actor is not None and actor.country and (actor.cls == "State" or actor.body):
            state = self._actors.state(actor.country)
            if state is not None and state.demonyms and (actor.cls == "State" or actor.body != "police"):
                return state.demonyms[0]
        name = filler.label.removeprefix("the ").removeprefix("The ")
        return name if len(name.split()) <= _PREFIX_WORDS else ""

    # Against whom

    def _object(self) -> _Phrase | None:
        """Whom or what it was aimed at, else who came to harm: the named first, then the most exact."""
        found = [*self._phrases(*SUFFERED), *filter(self._is_sure, self._phrases("victim"))]
        found = [phrase for phrase in found if phrase.filler is None or self._surest.may_suffer(phrase.filler)]
        if self._many:  # how many, a conflict's claims tell
            found = [
                phrase for phrase in found if phrase.filler is not None or not is_counting(phrase.text, self._words)
            ]
        if max((int(one.value) for _, one in self._fillers("killedCount")), default=0) > _FEW:
            found = [phrase for phrase in found if phrase.filler is None or phrase.filler.cls != "Person"]
        doers = {fold(filler.label) for filler in self._surest.accused()}
        found = [
            phrase for phrase in found if phrase.filler is not None or not any(d in fold(phrase.text) for d in doers)
        ]
        if not found:
            return None
        return min(found, key=lambda phrase: (self._rank(phrase), found.index(phrase)))

    def _rank(self, phrase: _Phrase) -> int:
        if phrase.filler is not None:
            return 2 if phrase.filler.cls in ("State", "Place") else 0
        return 1 if len(phrase.text.split()) > 1 else 3

    def _fillers(self, *roles: str) -> Iterator[tuple[MemberAccount, RoleStatement]]:
        return self._surest.statements(*roles)

    def _phrases(self, *roles: str) -> list[_Phrase]:
        """What those in some roles are called, the most often told first; those without usable words are left out."""
        counts = Counter[_Phrase]()
        for told, one in self._fillers(*roles):
            if (phrase := self._phrase(told.who(one.value), one)) is not None:
                counts[phrase] += 1
        order = list(counts)
        return sorted(order, key=lambda phrase: (-counts[phrase], order.index(phrase)))

    def _phrase(self, filler: Filler, one: RoleStatement) -> _Phrase | None:
        if not one.words:
            return _Phrase(self._articled(filler.label), filler, filler.cls)
        text = spoken(one.words, self._words)
        return _Phrase(text, None, filler.cls) if text else None

    def _articled(self, label: str) -> str:
        """A name as it stands in running text: "the Iraqi military"."""
        articled = set(fold(label).split()[-1:]) & self._words.articled
        return f"the {label}" if articled and not label.casefold().startswith("the ") else label

    # Where, and how many

    def _places(self, town: str | None) -> Iterator[str]:
        """The place told most often, a building with its town where both are known, else the country."""
        there = [told.who(one.value) for told, one in self._fillers("place") if not one.words]
        labels = {filler.slug: filler.label for filler in there}
        best = next((filler for filler in there if filler.slug == town), None)
        if best is None:
            state = commonest(filler.slug for filler in there if filler.cls == "State")
            yield labels.get(state or "", "")
            return
        told = [one for account, one in self._fillers("place") if account.who(one.value).slug == town]
        yield f"near {best.label}" if all(one.near for one in told) else best.label
        if best.cls == "Facility":
            around = labels.get(commonest(f.slug for f in there if f.cls == "Place") or "", "")
            yield around if around not in best.label else ""

    def _any(self, role: str) -> bool:
        return any(int(one.value) for _, one in self._fillers(role))

    def _toll(self) -> str:
        """How many died, where all accounts that count them agree: "12 people", "at least three soldiers"."""
        counts = {int(one.value): one for _, one in self._fillers("killedCount") if one.bound != "AtMost"}
        if self._many or len(counts) != 1:
            return ""
        [(number, one)] = counts.items()
        if not number:
            return ""
        kind = counted_kind(one.words, self._words, wounded=False)
        words = (spoken(one.words, self._words) if kind else "") or (f"{number} people" if number > 1 else "one person")
        if self._words.is_vague(one.words):
            return f"{fold(one.words).split()[0]} of people" if not kind else words
        return f"{_BOUNDS.get(one.bound, '')}{words}"
