"""The common part of reading a verb and reading a noun as a trigger."""

from __future__ import annotations

from abc import ABC, abstractmethod

from kg.extract.drafts import Frame
from kg.extract.events.arguments import Arguments
from kg.extract.events.sites import Sites
from kg.extract.events.timing import Recurrence
from kg.extract.participants import Fillers
from kg.extract.text.syntax import children
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_ANAPHORIC = frozenset("the this that these those its their".split())


class TriggerReader(ABC):
    """Makes the frames of one document's triggers of one part of speech."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._lexicon, self._fillers = lexicon, fillers
        self._arguments = Arguments(lexicon, fillers)
        self._sites = Sites(lexicon, fillers)
        self._recurrence = Recurrence(lexicon)
        self._light = lexicon.words("events", "light_verbs")
        self._answers = lexicon.words("events", "answers")

    @abstractmethod
    def read(self, token: Token, /) -> Frame | None:
        """The frame of a trigger; None for any other word."""


def is_told_before(noun: Token) -> bool:
    """ "The attack", "this bomb", "their raid": the determiner takes up something known."""
    determiner = next(children(noun, "det"), None)
    return determiner is not None and determiner.lower_ in _ANAPHORIC
