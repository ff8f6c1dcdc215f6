"""What the dead and wounded are counted up to: "the death toll rose to 45", "put the number of wounded at 36"."""

from __future__ import annotations

from kg.extract.events.timing import LateDeaths
from kg.extract.events.tolls.fates import Fates
from kg.extract.text.numbers import numeral_of
from kg.extract.text.syntax import after, children, lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_TOLD = ("nsubj", "nsubjpass", "dobj", "attr")
_MORE = frozenset(("more", "another", "further", "additional"))
_CLAUSES = ("acl", "amod", "relcl")


class Tallies:
    """Reads a noun that counts people up."""

    def __init__(self, lexicon: Lexicon, fates: Fates) -> None:
        self._lexicon, self._fates = lexicon, fates
        self._tallies = lexicon.words("events", "tallies")
        self._late = LateDeaths(lexicon)
        self._both = lexicon.words("events", "all_harm")

    def is_tally(self, noun: Token) -> bool:
        """Whether a noun counts up, and does not only stand before another ("toll road")."""
        return lemma(noun) in self._tallies and noun.pos_ == "NOUN" and noun.dep_ not in ("compound", "nmod")

    def harm(self, tally: Token) -> str | None:
        """What it counts: "killed", "wounded", or nothing that it says."""
        beside = [tally, *children(tally, "compound", "amod", "acl"), *after(tally, ("of", "for"))]
        beside += [v for noun in after(tally, ("of",)) for v in children(noun, *_CLAUSES)]  # "of people killed"
        beside += [t for t in tally.doc[tally.i + 1 : tally.i + 2] if t.tag_ in ("JJ", "VBN")]  # "the number dead"
        if tally.pos_ == "NOUN" and any(lemma(t) in self._both for t in beside[1:]):
            return None  # "a casualty toll": of both
        told = next((h for t in beside if (h := self._of_word(t)) is not None), None)
        return told or ("killed" if lemma(tally) == "toll" else None)

    def adds(self, noun: Token, verb: Token) -> bool:
        """ "TWO MORE died, bringing the toll to 17", "rose to 22 after two DIED OF WOUNDS": not all of the dead."""
        beside = noun.doc[noun.left_edge.i : min(noun.i + 2, noun.sent.end)]
        more = any(t.lower_ in _MORE and t.nbor(1).lower_ != "than" for t in beside if t.i + 1 < len(noun.doc))
        if not more and not self._late.has(verb):
            return False
        return any(self.is_tally(t) and self.harm(t) == "killed" for t in noun.sent)

    def takes_up(self, tally: Token) -> bool:
        """ "The COUNT is now 13", "an initial FIGURE of 54": of whom, only what was told before says."""
        counted = [t for of in children(tally, "prep") if of.lower_ == "of" for t in of.children if t.pos_ != "NUM"]
        return not counted and all(t.pos_ != "NOUN" for t in children(tally, "compound", "nmod"))

    def _of_word(self, word: Token) -> str | None:
        trigger = self._lexicon.verbs.get(lemma(word)) if word.pos_ == "VERB" else None
        told = trigger.harm if trigger is not None else None
        return self._fates.harm(word) or told

    @staticmethod
    def numbers(tally: Token) -> tuple[list[Token], set[int], list[Token]]:
        """The numbers that it may come to, best first, where those stand that it came from, and what else it was."""
        verb, found, before = tally.head, after(tally, ("of",)), set[int]()
        others = [t for p in children(tally, "prep") for q in children(p, "conj") for t in children(q, "pobj")]
        others += [t for given in children(tally, "acl") for t in after(given, ("as", "at"))]  # "first given as 18"
        if tally.dep_ in _TOLD and verb.pos_ in ("VERB", "AUX"):
            found += after(verb, ("to", "at", "as"))
            start = after(verb, ("from",))
            # "rose to": hung on "killed", on "from 9", or on "up"
            inside = [*tally.subtree, *children(verb, "prep", "advmod", "prt"), *start]
            found += [t for part in inside for t in after(part, ("to", "as", "at")) if t.pos_ == "NUM"]
            found += [t for t in children(verb, "attr", "oprd", "dobj") if t != tally]
            climbed = [t for t in start if any(c.lower_ == "to" for c in children(t, "quantmod"))]
            found += climbed  # "climbed from 18 TO 20", taken for one number
            before = {numeral_of(t).i for t in start if t not in climbed}
        found = [t for t in found if t not in others]
        then = [q for p in (*children(verb, "prep"), verb) for q in children(p, "conj") if q.pos_ == "ADP"]
        others += [t for q in then for t in children(q, "pobj")]  # "gave a toll of 14, and then OF 23"
        return found, before, [t for t in others if t.pos_ == "NUM"]
