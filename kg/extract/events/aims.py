"""Whom an attack was meant for: "the bomb was meant for X", "aimed at X", "the target was X"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.extract.drafts import Frame
from kg.extract.events.arguments import Arguments
from kg.extract.text.syntax import after, children, lemma, objects, subjects
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon

_TOWARD = ("for", "at", "against", "on", "toward", "towards")
_DEFINITE = frozenset("the its their his this main intended real actual".split())
_PAST = ("VBN", "VBD")


class Aims:
    """Adds targets to the frames of one document."""

    def __init__(
        self,
        lexicon: Lexicon,
        arguments: Arguments,
        frames: Mapping[int, Frame],
        frame_for: Callable[[Token], Frame | None],
    ) -> None:
        """`frame_for` finds the trigger that a word belongs with."""
        self._arguments, self._frames, self._frame_for = arguments, frames, frame_for
        self._aiming = lexicon.words("events", "aiming")
        self._targets = lexicon.words("events", "befallen", "target")

    def read(self, doc: Doc) -> None:
        """Find everything that is said to have been aimed at."""
        armed = {a.at.i: f for f in self._frames.values() for a in f.fillers("weapon")}
        for verb in doc:
            if verb.pos_ not in ("VERB", "AUX") or any(children(verb, "neg")):
                continue
            if verb.tag_ in _PAST and lemma(verb) in self._aiming and not objects(verb):
                frame = next((f for t in subjects(verb) if (f := self._frames.get(t.i) or armed.get(t.i))), None)
                hit = after(verb, _TOWARD)
            elif lemma(verb) == "be":
                frame, hit = self._named(verb)
            else:
                continue
            if frame is not None:
                for token in hit:
                    self._arguments.fill(frame, "target", token)

    def _named(self, verb: Token) -> tuple[Frame | None, list[Token]]:
        """ "The TARGET (of the bombing) was X"."""
        for target in self._definite(verb):
            deed = next((self._frames[t.i] for t in after(target, ("of",)) if t.i in self._frames), None)
            if deed is None and any(children(target, "prep")):
                return None, []
            return deed or self._frame_for(target), [*children(verb, "attr")]
        return None, []

    def _definite(self, verb: Token) -> Iterator[Token]:
        for noun in subjects(verb):
            if lemma(noun) in self._targets and any(t.lower_ in _DEFINITE for t in noun.lefts):
                yield noun
