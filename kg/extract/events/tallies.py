"""What the dead and wounded are counted up to: "the death toll rose to 45", "put the number of wounded at 36"."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from kg.extract.text.numbers import numeral_of
from kg.extract.text.syntax import after, children, lemma
from kg.knowledge.lexicon import Lexicon

_TOLD = ("nsubj", "nsubjpass", "dobj", "attr")
_CLAUSES = ("acl", "amod", "relcl")


class Tallies:
    """Reads a noun that counts people up."""

    def __init__(self, lexicon: Lexicon, harms: Mapping[str, str]) -> None:
        """`harms` leads from a word for the dead or wounded to "killed" or "wounded"."""
        self._lexicon, self._harms = lexicon, harms

    def harm(self, tally: Token) -> str | None:
        """What it counts: "killed", "wounded", or nothing that it says."""
        beside = [tally, *children(tally, "compound", "amod", "acl"), *after(tally, ("of", "for"))]
        beside += [v for noun in after(tally, ("of",)) for v in children(noun, *_CLAUSES)]  # "of people killed"
        told = next((h for t in beside if (h := self._of_word(t)) is not None), None)
        return told or ("killed" if lemma(tally) == "toll" else None)

    def _of_word(self, word: Token) -> str | None:
        trigger = self._lexicon.verbs.get(lemma(word)) if word.pos_ == "VERB" else None
        told = trigger.harm if trigger is not None else None
        return self._harms.get(word.lower_) or self._harms.get(lemma(word)) or told

    @staticmethod
    def numbers(tally: Token) -> tuple[list[Token], set[int]]:
        """The numbers that it may come to, best first, and where those stand that it came from."""
        verb, found, before = tally.head, after(tally, ("of",)), set[int]()
        if tally.dep_ in _TOLD and verb.pos_ in ("VERB", "AUX"):
            found += after(verb, ("to", "at", "as"))
            start = after(verb, ("from",))
            # "rose to": hung on "killed", or on "from 9"
            inside = [*tally.subtree, *children(verb, "prep"), *start]
            found += [t for part in inside for t in after(part, ("to", "as", "at")) if t.pos_ == "NUM"]
            found += [t for t in children(verb, "attr", "oprd", "dobj") if t != tally]
            climbed = [t for t in start if any(c.lower_ == "to" for c in children(t, "quantmod"))]
            found += climbed  # "climbed from 18 TO 20", taken for one number
            before = {numeral_of(t).i for t in start if t not in climbed}
        return found, before
