"""How many were killed and wounded, by which trigger."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg.extract.fillers import Fillers
from kg.extract.numbers import Count, bound_before, count_of
from kg.extract.reading import Argument, Frame
from kg.extract.syntax import after, children, is_passive, lemma, objects, subjects, trigger_lemmas
from kg.knowledge.lexicon import Lexicon

_PREDICATE = {"killed": "killedCount", "wounded": "woundedCount"}


def harmed_by(verb: Token, lexicon: Lexicon) -> list[Token]:
    """Whom a verb of harm is about: the subject of a passive, of "die", and of "300 injured", which reads as active."""
    trigger = next(t for w in trigger_lemmas(verb) if (t := lexicon.verbs.get(w)) is not None)
    acted_on = objects(verb)
    if is_passive(verb) or trigger.subject == "victim":
        return subjects(verb)
    if not acted_on and verb.tag_ in ("VBD", "VBN") and any(count_of(s) for s in subjects(verb)):
        return subjects(verb)
    return acted_on


class Tolls:
    """Adds kg:killedCount and kg:woundedCount arguments to frames."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers = fillers
        self._lexicon = lexicon
        self._words = {
            **dict.fromkeys(lexicon.words("events", "killed_words"), "killed"),
            **dict.fromkeys(lexicon.words("events", "wounded_words"), "wounded"),
        }
        self._lives = lexicon.words("events", "lives")

    def read(self, doc: Doc, frames: Mapping[int, Frame]) -> None:
        """Find every count of the document and give it to the frame that it belongs to."""
        used: set[int] = set()
        for frame in frames.values():
            if frame.harm is not None:
                self._of_trigger(frame, used)
        for token in doc:
            harm = self._words.get(token.lower_) or self._words.get(lemma(token))
            if harm is not None:
                self._of_word(token, harm, frames, used)
            elif lemma(token) in self._lives and token.pos_ == "NOUN":
                self._of_lives(token, frames, used)

    def _of_trigger(self, frame: Frame, used: set[int]) -> None:
        """ "killed two", "two were wounded", "the deaths of two individuals"."""
        token = frame.trigger
        if token.pos_ == "VERB":
            harmed = harmed_by(token, self._lexicon)
        else:
            harmed = after(token, ("of",))
            own = count_of(token)
            if own is not None and own.value > 1 and frame.harm == "killed" and lemma(token) in ("death", "fatality"):
                self._add(frame, "killed", own, token, used)
        for noun in harmed:
            self._count(frame, frame.harm or "killed", noun, used)

    def _count(self, frame: Frame, harm: str, noun: Token, used: set[int]) -> None:
        count = count_of(noun)
        if count is not None and not self._is_part(noun) and not (count.value == 1 and after(noun, ("of",))):
            self._add(frame, harm, count, noun, used)

    @staticmethod
    def _is_part(noun: Token) -> bool:
        """ "including three children" is a part of a toll counted already."""
        return noun.dep_ == "pobj" and noun.head.lower_ in ("including", "among")

    def _of_word(self, word: Token, harm: str, frames: Mapping[int, Frame], used: set[int]) -> None:
        """ "84 dead and some 300 injured", "left five wounded", "six others injured", "no casualties"."""
        if (
            word.i in frames
            and frames[word.i].arguments
            and any(a.role in _PREDICATE.values() for a in frames[word.i].arguments)
        ):
            return
        number = next(
            (
                t
                for t in word.children
                if t.dep_ in ("nummod", "nsubj", "quantmod", "npadvmod", "dobj", "nsubjpass")
                and t.i < word.i
                and t.i not in used
                and count_of(t)
            ),
            None,
        )
        if number is None:
            number = next(
                (
                    t
                    for t in reversed(word.doc[max(word.sent.start, word.i - 4) : word.i])
                    if t.pos_ == "NUM" and t.i not in used and t.ent_type_ not in ("DATE", "TIME")
                ),
                None,
            )
            if number is not None and any(self._parts(t) for t in word.doc[number.i + 1 : word.i]):
                number = None
        if number is None:
            return
        count = count_of(number)
        frame = self._frame_for(word, frames)
        if count is not None and frame is not None:
            self._add(frame, harm, count, number, used, word)

    def _parts(self, token: Token) -> bool:
        """Whether a word between a number and "killed" shows that the number counts something else."""
        people = ("Person", "Group", "MilitaryForce")
        counted = lemma(token) == "other" or self._lexicon.nominals.get(lemma(token)) in people
        return token.is_punct or token.pos_ in ("VERB", "ADP") or (token.pos_ in ("NOUN", "PROPN") and not counted)

    def _of_lives(self, life: Token, frames: Mapping[int, Frame], used: set[int]) -> None:
        """ "claimed the lives of two", "took 30 lives"."""
        frame = self._frame_for(life, frames)
        losers = lemma(life.head) in self._lexicon.words("events", "life_losers")
        if frame is None or not (losers or lemma(life.head) in self._lexicon.words("events", "life_takers")):
            return
        dead = subjects(life.head) if losers else [life, *after(life, ("of",))]
        for noun in dead:
            self._count(frame, "killed", noun, used)
        for noun in dead if losers else [*after(life, ("of",)), *children(life, "poss")]:
            entity = self._fillers.entity(noun)
            if entity is not None and entity.cls in ("Person", "Group"):
                frame.arguments.append(Argument("victim", entity, noun, self._fillers.span(noun)))

    @staticmethod
    def _frame_for(token: Token, frames: Mapping[int, Frame]) -> Frame | None:
        """The trigger that a number stands with: above it in the sentence, else nearest in it, else the last before."""
        for above in token.ancestors:
            if above.i in frames:
                return frames[above.i]
        here = [f for i, f in frames.items() if token.sent.start <= i < token.sent.end]
        if here:
            return min(here, key=lambda f: abs(f.trigger.i - token.i))
        before = [f for i, f in frames.items() if i < token.i and f.concrete and not f.recurring]
        return before[-1] if before and token.doc[before[-1].trigger.i : token.i].text.count(".") <= 2 else None

    @staticmethod
    def _add(frame: Frame, harm: str, count: Count, token: Token, used: set[int], word: Token | None = None) -> None:
        numeral = token if token.pos_ == "NUM" else next(children(token, "nummod"), token)
        if numeral.i in used:
            return
        used.add(numeral.i)
        first, last = min(numeral.i, token.i, (word or token).i), max(numeral.i, token.i, (word or token).i)
        span = token.doc[first : last + 1]
        bound = bound_before(numeral) if count.bound == "Exactly" else count.bound
        frame.arguments.append(Argument(_PREDICATE[harm], count.value, token, span, bound))
