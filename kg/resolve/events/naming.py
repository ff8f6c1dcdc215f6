"""What an incident is called: what happened, by whom where that is agreed, against whom, where and when.

"Suicide truck bombing of an interior troops barracks, Argun, 2 July 2000", "Clash between the army and rebels, Goma".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.knowledge.actors import ActorList
from kg.knowledge.incident_names import IncidentWords
from kg.knowledge.names import fold
from kg.model import Canonical
from kg.resolve.events.named_parts import NamedParts, Wording, articled, plain, singular
from kg.resolve.events.nouns import noun_of
from kg.resolve.events.statements import Filler
from kg.resolve.events.surest import DID, SUFFERED, MemberAccount, Surest
from kg.resolve.events.wording import agreed_class, in_words
from kg.resolve.register.slugs import slug
from kg.vocab import is_a

_PREFIX_WORDS: Final = 4  # of a name that stands before the noun
_MONTH: Final = 7  # characters of a date without its day


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
        loose = Surest(accounts, cls, actors, strict=False)
        name = _IncidentName(accounts, cls, loose, actors, words)
        label = name.text(loose.day(), loose.place()) + name.reported()
    if found[0].recurring or not (day or town):
        first = accounts[0]
        return Canonical(slug(f"{first.ref.article} {first.account.label} {first.ref.local}"), cls, label, (), members)
    kind = re.sub(r"(?<!^)(?=[A-Z])", " ", cls).capitalize()
    return Canonical(slug(f"{(day or '').lstrip('-')} {town or ''} {kind}"), cls, label, (label,), members)


class _IncidentName:
    """Puts the name of one incident together."""

    def __init__(
        self, accounts: Sequence[MemberAccount], cls: str, surest: Surest, actors: ActorList, words: IncidentWords
    ) -> None:
        self._surest, self._actors, self._words = surest, actors, words
        self._cls = cls
        self._noun = noun_of(cls, accounts, surest, words)
        self._published = min((told.account.published for told in accounts if told.account.published), default=None)
        self._parts = NamedParts(cls, self._noun, surest, actors, words, many=accounts[0].account.recurring)

    def text(self, day: str | None, town: str | None) -> str:
        """The whole name."""
        held = self._parts.held(town) if self._noun.place else ""  # what changes hands
        places = [] if held else [place for place in self._parts.places(town) if place]
        object_ = None if held else self._object(town if places else None)
        at = fold(held or ("" if object_ is None else object_.text)).split()
        where = ", ".join(place for place in places if not set(fold(place).split()) <= set(at))
        whom = f"{self._noun.place} {held}" if held else self._whom(object_)
        head, when = self._head(whom), in_words(day) if day else ""
        if not (where or when) and head == self._noun.one:
            head += self._blamed()
        if where.startswith("near "):
            head, where = f"{head} {where}", ""
        parts = (head[0].upper() + head[1:], where, when)
        return ", ".join(part for part in parts if part)

    def _object(self, town: str | None) -> Wording | None:
        """Whom or what it was aimed at, if that is more than where it was."""
        found = self._parts.object()
        if found is None or found.filler is None or town is None:
            return found
        is_town = found.cls == "Place" and not self._noun.towns
        return None if is_town or self._surest.lies_in(town, found.filler) else found

    def is_bare(self, day: str | None, town: str | None) -> bool:
        """Whether a name says no more than what kind of thing happened, and by whom."""
        told = self._parts
        return not (day or told.object() or told.toll() or told.hurt() or any(told.places(town)))

    def reported(self) -> str:
        """When it was reported, for a name of one word: what happened so far is known of it."""
        bare = self._noun.one.casefold() == self.text(self._surest.day(), self._surest.place()).casefold()
        return f", reported in {in_words(self._published[:_MONTH])}" if bare and self._published else ""

    # What happened, by whom, against whom

    def _head(self, whom: str) -> str:
        noun = self._noun
        if noun.between:
            sides = self._between()
            return sides if sides != noun.one or not whom.startswith("that ") else f"{sides} {whom}"
        before, by = self._doers(bare=not whom)
        text = f"{before} {noun.one}" if before else noun.one
        # "By" stands behind whom it was aimed at, and before a clause.
        parts = (by, whom) if whom.startswith("that ") or noun.by == "of" else (whom, by)
        return " ".join(part for part in (text, *parts) if part)

    def _whom(self, object_: Wording | None) -> str:
        """Whom or what it was aimed at behind its preposition, else who came to harm, in a clause."""
        noun = self._noun
        if object_ is None:
            toll, hurt = self._parts.toll(), self._parts.hurt()
            if toll:
                return f"{'that killed' if noun.harms else noun.of} {toll}"
            return f"that wounded {hurt}" if hurt else ""
        if self._parts.was_aimed_at(object_):
            return f"{noun.of} {object_.text}"
        harm = self._parts.harm(object_)
        return f"that {harm} {object_.text}" if noun.harms and harm else f"{noun.victims} {object_.text}"

    def _between(self) -> str:
        word = self._noun.one
        sides = dict.fromkeys(self._parts.of(*DID, *SUFFERED))
        fought = is_a(self._cls, "Attack")  # not by one man
        found = [p for p in sides if not (is_a(p.cls, "Place") or (fought and p.cls == "Person"))]
        states = [self._surest.states((p.filler,)) if p.filler is not None else set[str]() for p in found]
        # An army and its state are one side, and nobody fights himself.
        parties = [p.text for n, p in enumerate(found) if not (states[n] & set[str]().union(*states[:n]))]
        parties = [party for party in parties if not any(party != other and party in other for other in parties)]
        if len(parties) < 2:
            return f"{word} involving {parties[0]}" if parties else word
        return f"{word} between {' and '.join(parties[:2])}"

    def _doers(self, *, bare: bool) -> tuple[str, str]:
        """Who did it, as what stands before the noun, or as what follows with "by"."""
        found = self._parts.of(*DID)
        named = [filler for filler in self._surest.accused() if self._does_such(filler)]
        by = self._noun.by
        if named:
            before = [self._before(filler) for filler in named]
            states = bare or by == "of"  # "Russian withdrawal from Chechnya"
            first = is_a(self._cls, "Attack") or (states and all(filler.cls == "State" for filler in named))
            if first and all(before):
                return " and ".join(dict.fromkeys(before)), ""
            return "", f"{by} {' and '.join(articled(filler, self._actors, self._words) for filler in named)}"
        if any(phrase.filler is not None for phrase in found):  # words without a name would hide that someone is blamed
            return "", ""
        nobody = self._words.kin | self._words.people
        unnamed = [p for p in found if not {fold(p.text).split()[-1]} & (nobody | self._noun.not_by)]
        if len(unnamed) != 1 or unnamed[0].text not in self._doers_in_words() or is_a(self._cls, "SuicideBombing"):
            return "", ""
        alone = unnamed[0].text.startswith(("a ", "an "))
        return "", "" if alone and self._cls in self._words.massed else f"{by} {unnamed[0].text}"

    def _does_such(self, filler: Filler) -> bool:
        """Whether one of his kind does what happened here: no police bombs, and no army blows itself up."""
        actor = self._actors.get(filler.actor) if filler.actor else None
        return not {filler.cls, actor.body if actor is not None else None} & self._noun.not_by

    def _doers_in_words(self) -> Iterator[str]:
        """Those without a name whom no one only suspects; words that tell whose they are would accuse somebody."""
        owners = self._words.owning if is_a(self._cls, "Attack") else frozenset()
        for told, one in self._surest.statements(*DID):
            phrase = self._parts.phrase(told.who(one.value), one)
            accuses = phrase is not None and owners & set(fold(phrase.text).split())
            if phrase is not None and one.factuality == "Asserted" and not accuses:
                yield phrase.text

    def _blamed(self) -> str:
        """Those whom some blame and none is agreed on, for a name that would else hold nothing."""
        named = (p for p in self._parts.of(*DID) if p.filler is not None and self._does_such(p.filler))
        blamed = [phrase.text for phrase in named][:2]
        return f" blamed on {' or '.join(blamed)}" if blamed else ""

    def _before(self, filler: Filler) -> str:
        """What stands before a noun: "Israeli", "Hamas"; empty for persons and long names."""
        if filler.cls == "Person":
            return ""
        actor = self._actors.get(filler.actor) if filler.actor else None
        if actor is not None and actor.country and (actor.cls == "State" or actor.body):
            state = self._actors.state(actor.country)
            if state is not None and state.demonyms and (actor.cls == "State" or actor.body != "police"):
                return state.demonyms[0]
        name = singular(filler, self._actors) or plain(filler.label).removeprefix("the ").removeprefix("The ")
        last = name.rpartition(" ")[2]
        if last.islower() and last.endswith("s") and not last.endswith("ss") and self._words.is_common(last):
            name = name[:-1]  # "Chechen separatist suicide bombing"
        return name if len(name.split()) <= _PREFIX_WORDS else ""
