"""Which body an article speaks of at a point: whom "the group's leader" and "the mission's spokesman" belong to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.text.syntax import SUBJECTS, children, lemma
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_NEAR = 3  # sentences
_MANY = 50  # bodies that a unit's noun looks back over


class Focus:
    """Named bodies of one document, in text order."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self._doc = doc
        self._kinds: dict[str, list[str]] = lexicon.relations["bodies_spoken_of"]
        self._called_so = lexicon.words("relations", "bodies_called_so")
        self._speaking = lexicon.words("relations", "speaking")
        self._bodies: list[MentionDraft] = [
            m
            for m in doc._.mentions
            if m.kind == "name" and m.entity is not None and is_a(m.entity.cls, "Organization") and not m.adjective
        ]

        self._of_states = [m for m in doc._.mentions if m.kind == "name" and m.country and _is_of_a_state(m)]

    def country(self, noun: Token) -> str | None:
        """Which "the country" is: the one that its sentence speaks of before it, else the sentence before."""
        last, first = noun.i, noun.sent.start
        for _ in range(_NEAR):
            low, high = (bisect_left(self._of_states, at, key=lambda m: m.span.start) for at in (first, last))
            spoken = self._of_states[low:high]
            named = [m for m in spoken if m.cls == "State" and not m.adjective]
            found = {m.country for m in named or spoken}
            if found or not first:
                return next(iter(found)) if len(found) == 1 else None
            last, first = first, self._doc[first - 1].sent.start
        return None

    def only(self, noun: Token) -> EntityDraft | None:
        """The one body of a fitting class that the article spoke of lately."""
        first = noun.sent.start
        for _ in range(_NEAR):
            first = self._doc[max(0, first - 1)].sent.start
        low, high = (bisect_left(self._bodies, at, key=lambda m: m.span.start) for at in (first, noun.i))
        near = self._bodies[low:high]
        classes = self._kinds.get(lemma(noun), ())
        found = {id(m.entity): m.entity for m in near if m.entity is not None and m.entity.cls in classes}
        return next(iter(found.values())) if len(found) == 1 else None

    def is_kind(self, word: str) -> bool:
        """Whether a word stands for a kind of body: "ministry", "movement"."""
        return word.lower() in self._kinds

    def body(self, noun: Token) -> EntityDraft | None:
        """The body that a definite noun picks up: the last with that word in its name, or the last of a fitting class.

        "The court", "the front": whoever bears the word in the name goes before; no generic word ("group") does so.
        """
        classes, word = self._kinds.get(lemma(noun), ()), lemma(noun)
        plain = not any(children(noun, "compound", "amod"))
        by_name = plain and (word in self._called_so or "MilitaryForce" in classes)
        called = self._called(noun) if by_name else None
        return called or (self._last(noun, classes, subjects_only=False) if classes else None)

    def called(self, noun: str, at: Token) -> EntityDraft | None:
        """The one body of the article, so far, whose name has a word: the court of "Judge X"."""
        bodies = {id(m.entity): m.entity for m in self._bodies if m.span.start < at.i and _has(m, noun)}
        return next(iter(bodies.values())) if len(bodies) == 1 else None

    def _called(self, noun: Token) -> EntityDraft | None:
        """The last body before it with that word in its name: "the battalion"."""
        high = bisect_left(self._bodies, noun.i, key=lambda m: m.span.start)
        named = (m.entity for m in reversed(self._bodies[max(0, high - _MANY) : high]) if _has(m, lemma(noun)))
        return next(named, None)

    def speaker(self, noun: Token) -> EntityDraft | None:
        """The body in whose name somebody speaks who is just called "the spokesman": the last that did something."""
        return self._last(noun, self._speaking, subjects_only=True)

    def employer(self, noun: Token) -> EntityDraft | None:
        """The body, no armed one, that did something last before a director who is only called so."""
        return self._last(noun, ("Organization", "StateBody"), subjects_only=True)

    def _last(self, noun: Token, classes: Collection[str], *, subjects_only: bool) -> EntityDraft | None:
        first = noun.sent.start
        for _ in range(1 if subjects_only else _NEAR):
            first = self._doc[max(0, first - 1)].sent.start
        low, high = (bisect_left(self._bodies, at, key=lambda m: m.span.start) for at in (first, noun.i))
        before = [m for m in self._bodies[low:high] if m.entity is not None and m.entity.cls in classes]
        acting = [m for m in before if m.head.dep_ in SUBJECTS or m.head.head.dep_ in SUBJECTS]
        chosen = acting or ([] if subjects_only else before)
        return chosen[-1].entity if chosen else None


def _is_of_a_state(name: MentionDraft) -> bool:
    return name.cls == "State" or is_a(name.cls, "StateBody") or name.cls == "MilitaryForce"


def _has(name: MentionDraft, word: str) -> bool:
    """Whether a body's name has a word in it."""
    return any(t.lower_ == word for t in name.span)
