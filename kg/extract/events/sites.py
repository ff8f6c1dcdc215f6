"""What a trigger hit, said apart from its own objects: where a bomb went off, who "was the target", who saw it."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.drafts import Argument, Frame
from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, is_passive, lemma, objects, subjects, trigger_lemmas
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_INSIDE = frozenset(("in", "inside"))
_COPULAS = ("be", "become", "remain", "make")


class Sites:
    """Adds targets and places to the frames of one document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._lexicon, self._fillers = lexicon, fillers
        self._blasts = lexicon.words("events", "blast_sites")
        self._entrances = lexicon.words("events", "entrances")
        self._carriages = lexicon.words("events", "carriages")
        self._happenings = lexicon.words("events", "happenings")
        self._stages = lexicon.words("events", "stages")
        self._befallen = {
            noun: role for role in ("target", "victim", "place") for noun in lexicon.words("events", "befallen", role)
        }

    def fill(self, frame: Frame, trigger: Token) -> None:
        """Say what was hit, by what stands around a trigger, or around the noun that stands for it."""
        for role, token in (*self._of_befallen(trigger), *self._of_stage(trigger)):
            self._add(frame, role, token)
        if is_a(frame.cls, "Bombing") and not frame.fillers("target", "victim"):
            for token in self._blast_sites(trigger):
                entity = self._fillers.entity(token)
                if entity is not None and entity.cls == "Facility":
                    self._add(frame, "target", token)

    def _blast_sites(self, trigger: Token) -> Iterator[Token]:
        """Where it blew up: "exploded in a restaurant", "planted under a bus", "the blast occurred at a bank"."""
        around = [trigger]
        if trigger.pos_ != "VERB":
            above = trigger.head
            if trigger.dep_ == "nsubj" and any(w in self._happenings for w in trigger_lemmas(above)):
                around.append(above)
        else:
            around += objects(trigger)
        for word in around:
            bringers = {t.i for t in after(word, _INSIDE) if self._carries(t)}
            for spot in (t for t in after(word, self._blasts) if t.i not in bringers):
                yield spot
                yield from after(spot, ("of", "to")) if lemma(spot) in self._entrances else ()
            yield from (t for front in after(word, ("in",)) if front.lower_ == "front" for t in after(front, ("of",)))

    def _carries(self, vehicle: Token) -> bool:
        """Whether a bomb came in it: "in a parked car", but not "in the car of a judge"."""
        loose = any(t.lower_ in ("a", "an", "another") for t in vehicle.lefts) and not any(after(vehicle, ("of",)))
        return loose and lemma(vehicle) in self._carriages

    def _of_befallen(self, trigger: Token) -> Iterator[tuple[str, Token]]:
        """ "X was the target of an attack", "the town became the scene of clashes"."""
        noun = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ in ("of", "for") else None
        role = self._befallen.get(lemma(noun)) if noun is not None else None
        if noun is None or role is None:
            return
        verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else noun.head
        copular = noun.dep_ in ("attr", "oprd", "dobj") and lemma(verb) in _COPULAS
        if copular or (verb != noun.head and is_passive(verb)):
            yield from ((role, t) for t in subjects(verb))
        elif noun.dep_ == "appos":
            yield role, noun.head

    def _of_stage(self, trigger: Token) -> Iterator[tuple[str, Token]]:
        """ "The city saw a wave of bombings"; of people who saw it, it is not said that they were hit."""
        harm = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "from" else trigger
        trigger = harm if harm.dep_ == "dobj" else trigger  # "the town recorded nine deaths from attacks"
        verb = trigger.head
        if trigger.dep_ != "dobj" or lemma(verb) not in self._stages:
            return
        for token in subjects(verb):
            entity = self._fillers.entity(token, make=False)
            if entity is not None and (is_a(entity.cls, "Place") or entity.cls == "State"):
                yield "place", token

    def _add(self, frame: Frame, role: str, token: Token) -> None:
        entity = self._fillers.entity(token)
        if entity is None:
            return
        role = "target" if role == "victim" and entity.cls not in ("Person", "Group") else role
        found = [*self._fillers.places(token)] if role == "place" else [(entity, token)]
        for filler, at in found:
            if not any(a.role == role and a.value is filler for a in frame.arguments):
                frame.arguments.append(Argument(role, filler, at, self._fillers.span(at)))
