"""Reading one trigger: the frame of a verb ("killed", "blew up") or of a noun ("drone strike", "the killing of X")."""

from __future__ import annotations

from kg.extract.drafts import Frame
from kg.extract.events.nouns import Nouns
from kg.extract.events.verbs import Verbs
from kg.extract.participants import Fillers
from kg.extract.text.syntax import is_nominal
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon


class Triggers:
    """Makes the frames of one document's triggers."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._verbs, self._nouns = Verbs(lexicon, fillers), Nouns(lexicon, fillers)

    def read(self, token: Token) -> Frame | None:
        """The frame of a trigger; None for any other word."""
        frame = self._nouns.read(token) if is_nominal(token) else None
        if frame is None and token.pos_ == "VERB":
            frame = self._verbs.read(token)
        if frame is not None:
            _spare(frame)
        return frame


def _spare(frame: Frame) -> None:
    """Nobody attacks its own side: "X's fighters abducted its crew" tells no more than that "its" is ambiguous."""
    attackers = [a.value for a in frame.fillers("attacker")]
    frame.arguments = [a for a in frame.arguments if a.role != "target" or a.value not in attackers]
