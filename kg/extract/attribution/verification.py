"""What the article itself could not confirm of what it quotes: "the claim could not be independently verified"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.drafts import Speech
from kg.extract.text.syntax import children, is_passive, lemma, objects, subjects
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon

_IT = ("it", "this", "that", "these")


class Verification:
    """Finds the words of others that an article says it could not confirm."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._confirming = lexicon.words("attribution", "confirming")
        self._accounts = lexicon.words("attribution", "accounts")
        self._unable = lexicon.words("attribution", "unable")

    def weighed(self, doc: Doc, speeches: Iterable[Speech]) -> Iterator[Speech]:
        """The speeches, with what was told right before such a sentence as hearsay."""
        told = sorted(speeches, key=lambda s: (s.start, -s.end))
        doubted: set[int] = set()
        for verb in doc:
            if verb.pos_ == "VERB" and lemma(verb) in self._confirming and self._is_unconfirmed(verb):
                doubted |= self._before(verb, told)
        for speech in told:
            yield replace(speech, hearsay=True) if id(speech) in doubted and speech.words else speech

    def _is_unconfirmed(self, verb: Token) -> bool:
        things = subjects(verb) if is_passive(verb) else objects(verb)
        if not any(t.lower_ in _IT or lemma(t) in self._accounts for t in things):
            return False
        above = verb.head if verb.dep_ in ("xcomp", "ccomp", "acl") else verb
        return any(c.dep_ == "neg" for c in verb.children) or any(
            t.lower_ in self._unable for t in (above, *children(above, "acomp", "amod"))
        )

    @staticmethod
    def _before(verb: Token, told: list[Speech]) -> set[int]:
        """The speeches that end before the verb, in its sentence, else in the one before."""
        sentence = verb.sent
        here = [s for s in told if sentence.start <= s.start and s.end <= verb.i]
        if not here and sentence.start > 0:
            before = verb.doc[sentence.start - 1].sent
            while before.start > 0 and not before.text.strip():
                before = verb.doc[before.start - 1].sent
            here = [s for s in told if s.start < before.end and s.end > before.start and s.end <= sentence.start]
        return {id(s) for s in here}
