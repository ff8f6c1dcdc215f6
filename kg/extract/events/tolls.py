"""How many were killed and wounded, by which trigger."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.drafts import Argument, Frame
from kg.extract.events import sums
from kg.extract.events.attachment import befallen
from kg.extract.events.cumulative import Cumulative
from kg.extract.events.losses import Losses
from kg.extract.events.tallies import Tallies
from kg.extract.participants import Fillers
from kg.extract.text.numbers import Count, bound_before, count_of, numeral_of
from kg.extract.text.syntax import after, children, clause, is_passive, lemma, objects, subjects, trigger_lemmas
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_PREDICATE = {"killed": "killedCount", "wounded": "woundedCount"}
_PEOPLE = ("Person", "Group", "MilitaryForce")
_PARTS = ("including", "among")  # "including three children" is a part of a toll counted already
_COUNTED = ("nummod", "nsubj", "quantmod", "npadvmod", "dobj", "nsubjpass")
_LEAD = 4  # tokens before "killed" in which its number may stand
_FULL_STOPS = 2  # between a trigger and a toll that belongs to it


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
    """Adds kg:killedCount and kg:woundedCount arguments to the frames of one document; each number counts once."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers, frames: dict[int, Frame]) -> None:
        self._lexicon, self._fillers, self._frames = lexicon, fillers, frames
        self._cumulative, self._losses = Cumulative(lexicon), Losses(lexicon)
        self._used: set[int] = set()
        self._harms = {
            **dict.fromkeys(lexicon.words("events", "killed_words"), "killed"),
            **dict.fromkeys(lexicon.words("events", "wounded_words"), "wounded"),
        }
        self._tallied = Tallies(lexicon, self._harms)
        self._deaths = lexicon.words("events", "counted_deaths")
        self._lives = lexicon.words("events", "lives")
        self._takers = lexicon.words("events", "life_takers")
        self._losers = lexicon.words("events", "life_losers")
        self._estimates = lexicon.words("events", "estimate_verbs")
        self._tallies = lexicon.words("events", "tallies")
        self._sufferers = lexicon.words("events", "harm_sufferers")
        self._all_harm = lexicon.words("events", "all_harm")
        self._results = lexicon.words("events", "result_verbs")
        self._irregulars = lexicon.words("events", "irregulars")
        self._wounds = lexicon.words("events", "wounds")

    def read(self, doc: Doc) -> None:
        """Find every count and give it to the frame that it belongs to."""
        for frame in self._frames.values():
            if frame.harm is not None:
                self._of_trigger(frame, frame.harm)
        for token in doc:
            harm = self._harm(token)
            put = harm is not None and token.dep_ == "dobj" and lemma(token.head) in self._estimates
            if put or (lemma(token) in self._tallies and token.pos_ == "NOUN"):  # "put the DEAD at 19"
                self._of_tally(token)
            elif harm is not None:
                self._of_word(token, harm)
            elif lemma(token) in self._lives and token.pos_ == "NOUN":
                self._of_lives(token)
            elif lemma(token) in self._wounds and token.pos_ == "NOUN":
                self._suffered(token, "wounded")
            elif (lost := self._losses.of(token)) is not None:
                self._of_loss(token, lost)

    def _of_trigger(self, frame: Frame, harm: str) -> None:
        """ "killed two", "two were wounded", "the deaths of two individuals", "two deaths"."""
        trigger = frame.trigger
        if trigger.pos_ != "VERB" and harm == "killed" and lemma(trigger) in self._deaths:
            own = count_of(trigger)
            if own is not None and own.value > 1:
                self._add(frame, harm, own, trigger)
        nouns = harmed_by(trigger, self._lexicon) if trigger.pos_ == "VERB" else befallen(trigger)
        self._people(frame, harm, [n for n in nouns if not self._is_thing(n)])

    def _people(self, frame: Frame, harm: str, nouns: list[Token]) -> None:
        """A list of those who came to harm: their sum, else each count."""
        for noun in nouns:
            if (other := self._harm(sums.misread_verb(noun) or noun)) not in (None, harm):
                nouns = [n for n in nouns if n != noun]
                self._count(frame, other or harm, noun)
        nouns = sums.whole_of([next(sums.counted_in(n), n) for n in nouns])
        total = sums.sum_of(nouns, self._irregulars)
        if total is not None:
            self._add(frame, harm, total, *nouns)
        for noun in nouns:
            if sums.is_nobody(noun):
                self._add(frame, harm, Count(0, "Exactly"), noun)
            else:
                self._count(frame, harm, noun)

    def _of_loss(self, word: Token, lost: Token) -> None:
        """ "Counted eighteen bodies", "lost 49 men": of what the sentence tells, or the one before without a toll."""
        frame = self.frame_for(word)
        if frame is None or frame.recurring:
            return
        before = frame.trigger.sent.end == word.sent.start and not frame.fillers("killedCount")
        if before or frame.trigger.sent.start == word.sent.start:
            self._count(frame, "killed", lost)

    def _is_thing(self, noun: Token) -> bool:
        """ "Burned 30 houses" wounds nobody, nor does "killed 40 cows"."""
        entity = self._fillers.entity(noun, make=False)
        cls = entity.cls if entity is not None else self._lexicon.nominals.get(lemma(noun), "Group")
        return is_a(cls, "Place") or lemma(noun) in self._lexicon.sets["animals"]

    def _count(self, frame: Frame, harm: str, noun: Token) -> None:
        count = sums.all_but(noun) if sums.is_excepted(noun) else count_of(noun)
        if count is None or (count.value == 1 and after(noun, ("of",))) or sums.is_part(noun):  # "one of them"
            return
        if not (noun.dep_ == "pobj" and noun.head.lower_ in _PARTS):
            self._add(frame, harm, count, noun)

    def _of_word(self, word: Token, harm: str) -> None:
        """ "84 dead and some 300 injured", "left five wounded", "six others injured", "no casualties"."""
        own = self._frames.get(word.i)
        told = sums.says_whom(word) or (own is not None and own.fillers(*_PREDICATE.values()))
        if told or self._none(word, harm) or self._suffered(word, harm):
            return
        left = self._left(word)
        if left and (frame := self.frame_for(word)) is not None:  # "left 12 rebels and three soldiers dead"
            self._people(frame, harm, left)
            return
        number = self._number_below(word) or self._number_before(word)
        count = count_of(number) if number is not None else None
        frame = self.frame_for(word)
        if number is not None and count is not None and frame is not None:
            self._add(frame, harm, count, number, word)

    def _left(self, word: Token) -> list[Token]:
        """Who was "left dead": the verb's objects, also where the parser took "dead" for a modifier of the last."""
        noun = word.head
        if word.dep_ == "oprd":
            left = [t for t in objects(noun) if t != word]
            return left or (subjects(noun) if lemma(noun) in self._results and is_passive(noun) else [])
        while noun.dep_ == "conj":
            noun = noun.head
        after_noun = word.dep_ == "amod" and word.i > word.head.i and noun.dep_ == "dobj"
        return objects(noun.head) if after_noun and lemma(noun.head) in self._results else []

    def _harm(self, word: Token) -> str | None:
        return self._harms.get(word.lower_) or self._harms.get(lemma(word))

    def _none(self, noun: Token, harm: str) -> bool:
        """ "No casualties": neither dead nor wounded; "no civilian casualties" says nothing of others."""
        if noun.pos_ != "NOUN" or [t.lower_ for t in noun.lefts] != ["no"]:
            return False
        frame = self.frame_for(noun)
        for each in _PREDICATE if lemma(noun) in self._all_harm else (harm,):
            if frame is not None and not frame.recurring and not frame.fillers(_PREDICATE[each]):
                self._add(frame, each, Count(0, "Exactly"), noun)
        return True

    def _suffered(self, noun: Token, harm: str) -> bool:
        """ "More than 280 people suffered injuries"."""
        if noun.dep_ != "dobj" or lemma(noun.head) not in self._sufferers:
            return False
        frame = self.frame_for(noun)
        if frame is not None:
            for person in subjects(noun.head):
                self._count(frame, harm, person)
        return True

    def _of_tally(self, tally: Token) -> None:
        """ "The death toll rose to 45", "put the number of wounded at 36", "a toll of 20 dead"."""
        harm = self._tallied.harm(tally)
        hurt = (self._frames[t.i] for t in tally.subtree if t.i in self._frames and self._frames[t.i].harm == harm)
        frame = next(hurt, None) or self.frame_for(tally)
        if harm is None or frame is None:
            return
        verb = tally.head
        if tally.dep_ == "pobj" and verb.lower_ in ("from", "than"):
            return  # "up from an earlier count of 30"
        found, before = self._tallied.numbers(tally)
        self._used.update(before)
        for number in found:
            count = count_of(number, counted=True)
            if count is not None:
                new = self._add(frame, harm, count, number, tally)
                if new and lemma(verb) in self._estimates and not is_passive(verb):
                    self._credit(frame, subjects(verb))
                return

    def _credit(self, frame: Frame, sources: list[Token]) -> None:
        """ "Officials put the toll at 31": whoever does says so."""
        for source in sources[:1]:
            speaker, words = self._fillers.entity(source), self._fillers.span(source).text
            frame.arguments[-1] = replace(frame.arguments[-1], source=speaker, source_words=words)

    def _number_below(self, word: Token) -> Token | None:
        numbers = (t for t in children(word, *_COUNTED) if t.i < word.i and t.i not in self._used)
        return next((t for t in numbers if count_of(t)), None)

    def _number_before(self, word: Token) -> Token | None:
        """The nearest numeral shortly before a word, if nothing between them shows that it counts something else."""
        lead = word.doc[max(word.sent.start, word.i - _LEAD) : word.i]
        numerals = (t for t in reversed(lead) if t.pos_ == "NUM" and t.ent_type_ not in ("DATE", "TIME"))
        number = next((t for t in numerals if t.i not in self._used), None)
        return None if number is None or any(map(self._parts, word.doc[number.i + 1 : word.i])) else number

    def _parts(self, token: Token) -> bool:
        """Whether a word between a number and "killed" shows that the number counts something else."""
        if token.is_punct or token.pos_ in ("VERB", "ADP"):
            return True
        people = lemma(token) == "other" or self._lexicon.nominals.get(lemma(token)) in _PEOPLE
        return token.pos_ in ("NOUN", "PROPN") and not people

    def _of_lives(self, life: Token) -> None:
        """ "claimed the lives of two", "took 30 lives", "two lost their lives"."""
        frame, verb = self.frame_for(life), life.head
        if frame is None:
            return
        if lemma(verb) in self._losers:
            counted = victims = subjects(verb)
        elif lemma(verb) in self._takers:
            counted = [life, *after(life, ("of",))]
            victims = [*after(life, ("of",)), *children(life, "poss")]
        else:
            return
        for noun in counted:
            self._count(frame, "killed", noun)
        for noun in victims:
            entity = self._fillers.entity(noun)
            if entity is not None and entity.cls in ("Person", "Group"):
                frame.arguments.append(Argument("victim", entity, noun, self._fillers.span(noun)))

    def frame_for(self, token: Token) -> Frame | None:
        """The trigger that a number, or a word for the dead, stands with.

        It is the one above it in the sentence, else the nearest in it, else the last before. A toll of a war or a year
        stands with none of these, but makes one of its own.
        """
        above = next((t for t in token.ancestors if t.i in self._frames), None)
        if (above is None or not self._frames[above.i].recurring) and self._cumulative.of(token):
            return self._sum_up(clause(token))
        if above is not None:
            return self._frames[above.i]
        here = [f for i, f in self._frames.items() if token.sent.start <= i < token.sent.end]
        if here:
            return min(here, key=lambda f: abs(f.trigger.i - token.i))
        before = [f for i, f in self._frames.items() if i < token.i and f.concrete and not f.recurring]
        if not before or token.doc[before[-1].trigger.i : token.i].text.count(".") > _FULL_STOPS:
            return None
        return before[-1]

    def _sum_up(self, at: Token) -> Frame:
        """The frame for a word that tells of a sum over many attacks."""
        if at.i not in self._frames:
            self._frames[at.i] = Frame(at, at.doc[at.i : at.i + 1], "Attack", concrete=False)
        self._frames[at.i].recurring = True
        return self._frames[at.i]

    def harmful_frame_for(self, token: Token) -> Frame | None:
        """Of the triggers in its sentence or told shortly before, the nearest that people came to harm by."""
        harmful = [f for f in self._frames.values() if f.harm is not None or f.fillers(*_PREDICATE.values())]
        near = [f for f in harmful if f.trigger.i < token.sent.end]
        if not near and harmful:  # "The dead were X and Y. They were killed in ..."
            following = harmful[0].trigger
            return harmful[0] if following.sent.start == token.sent.end else None
        frame = near[-1] if near else None
        if frame is None or token.doc[frame.trigger.i : token.i].text.count(".") > _FULL_STOPS:
            return self.frame_for(token)  # "Gunmen attacked a clinic. The dead include X"
        return frame

    def _add(self, frame: Frame, harm: str, count: Count, token: Token, *words: Token) -> bool:
        """Add a count, unless its number is used already: then False.

        The quote reaches from the number to the counted noun and to the word that says "killed". A range gives two
        counts: at least its lower end, and at most its upper one.
        """
        numerals = [numeral_of(t) for t in (token, *words) if t.pos_ == "NUM" or any(children(t, "nummod"))] or [token]
        if numerals[0].i in self._used and count.value:
            return False
        self._used.update(n.i for n in numerals)
        if not frame.recurring and self._cumulative.of(frame.trigger, count.value):
            frame.recurring = True
        ends = [t.i for t in (*numerals, token, *words)]
        bound = bound_before(numerals[0]) if count.bound == "Exactly" else count.bound
        span = token.doc[min(ends) : max(ends) + 1]
        frame.arguments.append(Argument(_PREDICATE[harm], count.value, token, span, bound))
        if count.most is not None:
            frame.arguments.append(Argument(_PREDICATE[harm], count.most, token, span, "AtMost"))
        return True
