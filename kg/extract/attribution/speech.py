"""Which speech a word belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.drafts import EntityDraft, Speech
from kg.extract.tokens import Doc, Token


class SpeechList(list[Speech]):
    """The speeches of a document, innermost first, looked up by where they stand."""

    def __init__(self, speeches: Iterable[Speech]) -> None:
        super().__init__(speeches)
        self._around: dict[int, Speech] = {}
        self._said: dict[int, Speech] = {}
        for speech in reversed(self):
            self._around.update(dict.fromkeys(range(speech.start, speech.end), speech))
            if speech.source is not None:
                self._said[speech.at] = speech

    def around(self, token: int) -> Speech | None:
        """The innermost one around a token."""
        return self._around.get(token)

    def said_at(self, token: int) -> Speech | None:
        """The innermost one that a token gives as the words of somebody known."""
        return self._said.get(token)


def speech_of(doc: Doc, token: Token) -> Speech | None:
    """The innermost speech around a token."""
    speeches: SpeechList = doc._.speeches
    return speeches.around(token.i) if speeches else None


def counted_by(trigger: Token, number: Token) -> Speech | None:
    """Whose words a count is, where those do not tell of the deed: "they killed 25; the army ADMITS TO six dead"."""
    speech = speech_of(number.doc, number)
    apart = speech is not None and bool(speech.words) and not speech.start <= trigger.i < speech.end
    return speech if apart else None


def is_thrown_in_doubt(speech: Speech, trigger: Token) -> bool:
    """Whether who says so only believes it, by a verb that governs nothing: "the bomb, POLICE SUSPECT, was theirs"."""
    verb = trigger.doc[speech.at] if speech.at >= 0 else None
    return speech.factuality == "Hedged" and verb is not None and verb.pos_ == "VERB" and not verb.is_ancestor(trigger)


def is_description(word: Token) -> bool:
    """Whether a word only tells who somebody is that is spoken of: "X, a Y-BACKED MEMBER of Z, said"."""
    if word.pos_ in ("VERB", "AUX") and word.dep_ not in ("amod", "acl"):
        return False
    at = word
    while at.dep_ in ("amod", "compound", "nmod", "acl", "npadvmod", "advmod", "punct"):
        at = at.head
    return at is not word or at.dep_ == "appos"


def said_by(doc: Doc, verb: Token) -> Speech | None:
    """What a verb that reports or blames gives as somebody's words, if it is known whose."""
    speeches: SpeechList = doc._.speeches
    return speeches.said_at(verb.i) if speeches else None


def voice_of(state: EntityDraft, around: Speech | None) -> Speech | None:
    """Who tells what a state says, if he is one of its own: "a ministry's SPOKESMAN said its state held X guilty"."""
    teller = around.source if around is not None else None
    own = teller is not None and teller.country is not None and teller.country == state.country
    return around if own and state.cls == "State" else None


def answered_for(speeches: Iterable[Speech]) -> Iterator[Speech]:
    """The speeches, with those that nobody answers for given to whoever tells of them.

    "The minister said reports indicated that nine had died": it is his word, and hearsay still.
    """
    around: list[Speech] = []
    for speech in sorted(speeches, key=lambda s: (s.start, -s.end)):
        while around and around[-1].end <= speech.start:
            around.pop()
        teller = None
        if speech.hearsay or not speech.words:
            teller = next((s for s in reversed(around) if s.end >= speech.end and s.words and not s.hearsay), None)
        told = speech if teller is None else replace(speech, source=teller.source, words=teller.words)
        yield told
        around.append(told)
