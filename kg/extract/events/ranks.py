"""Whose fighters they are where only the speaker tells: "we", "troops" in an army's statement, "his men"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from kg.extract.attribution.speech import speech_of
from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.principals import Principals
from kg.extract.text.syntax import children, lemma, possessors
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_ARMED = ("MilitaryForce", "ArmedGroup")


class Ranks:
    """Finds the sides of one document's fighters."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._troops = lexicon.words("events", "ranks")
        self._ranks = self._troops | lexicon.sets["irregulars"]
        self._fillers, self._principals = fillers, Principals(lexicon, fillers)

    def may_be_speakers(self, fighters: Token) -> bool:
        """Whether fighters of no side that is named may be the speaker's: "troops", "our brave fighters"."""
        ours = any(t.lower_ == "our" for t in children(fighters, "poss"))
        bare = lemma(fighters) in self._troops and not any(children(fighters, "amod", "poss", "nummod"))
        return ours or bare

    def speaking(self, token: Token) -> EntityDraft | None:
        """The army or group whose words a token stands in, or whose leader's or spokesman's."""
        speech = speech_of(token.doc, token)
        source = speech.source if speech is not None else None
        stands_for = self._principals.of(source) if source is not None else None
        side = stands_for.body if stands_for is not None else source
        return side if side is not None and side.cls in _ARMED else None

    def led(self, fighters: Iterable[Token]) -> Iterator[tuple[EntityDraft, Token]]:
        """ "His fighters", said of a group's leader or spokesman: the group; of anybody else, he himself."""
        for owner in (t for word in fighters for t in possessors(word)):
            person = self._fillers.entity(owner, make=False)
            stands_for = self._principals.of(person) if person is not None else None
            if stands_for is not None:
                yield stands_for.body, owner
            elif owner.pos_ == "PROPN" and lemma(owner.head) in self._ranks and _is_somebody(person):
                yield person, owner  # of "the president's troops", it is less sure whose they are


def _is_somebody(entity: EntityDraft | None) -> TypeGuard[EntityDraft]:
    return entity is not None and entity.cls == "Person" and bool(entity.names)
