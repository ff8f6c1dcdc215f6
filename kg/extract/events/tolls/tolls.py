"""How many were killed and wounded, by which trigger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extract.drafts import Argument, Frame
from kg.extract.events.attachment import befallen
from kg.extract.events.tolls import sums
from kg.extract.events.tolls.bearers import Bearers
from kg.extract.events.tolls.fates import Fates, harmed_by
from kg.extract.events.tolls.gaps import Gaps
from kg.extract.events.tolls.injuries import Injuries
from kg.extract.events.tolls.losses import Losses
from kg.extract.events.tolls.spoken import Spoken
from kg.extract.events.tolls.tallies import Tallies
from kg.extract.participants import Fillers
from kg.extract.text.numbers import Count, bound_before, count_of, lead_of, numeral_of
from kg.extract.text.syntax import after, children, is_passive, lemma, subjects
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_PREDICATE = {"killed": "killedCount", "wounded": "woundedCount"}
_HARM = {predicate: harm for harm, predicate in _PREDICATE.items()}
_PEOPLE = ("Person", "Group", "MilitaryForce")
_COUNTED = ("nummod", "nsubj", "quantmod", "npadvmod", "dobj", "nsubjpass")
_LEAD = 4  # tokens before "killed" in which its number may stand
_UPDATE = 6  # sentences from a toll to one that corrects it
_TIMES = 20  # by which one count of the same dead may exceed another


class Tolls:
    """Adds kg:killedCount and kg:woundedCount arguments to the frames of one document; each number counts once."""

    def __init__(self, doc: Doc, lexicon: Lexicon, fillers: Fillers, frames: dict[int, Frame], gaps: Gaps) -> None:
        self._lexicon, self._fillers, self._frames = lexicon, fillers, frames
        self.bearers = Bearers(doc, lexicon, frames)
        self._used, self._gaps = set(gaps.numerals), gaps
        self._fates = Fates(lexicon)
        self._losses, self._injuries = Losses(lexicon), Injuries(lexicon)
        self._tallied = Tallies(lexicon, self._fates)
        self._spoken = Spoken(lexicon)
        self._deaths = lexicon.words("events", "counted_deaths")
        self._estimates = lexicon.words("events", "estimate_verbs")
        self._all_harm = lexicon.words("events", "all_harm")
        self._irregulars = lexicon.words("events", "irregulars")

    def read(self, doc: Doc) -> None:
        """Find every count and give it to the frame that it belongs to."""
        for frame in self._frames.values():
            harm = self._fates.of_trigger(frame)
            if harm is not None:
                self._of_trigger(frame, harm)
        for token in doc:
            harm = self._fates.harm(token)
            put = harm is not None and token.dep_ == "dobj" and lemma(token.head) in self._estimates
            if (put or self._tallied.is_tally(token)) and self._of_tally(token):  # "put the DEAD at 19"
                continue
            if harm is not None:
                self._of_word(token, harm)
            elif self._injuries.is_wound(token):
                self._counts(token, "wounded", self._injuries.suffered(token))
            elif (lives := self._losses.lives(token)) is not None:
                self._counts(token, "killed", lives.counted, lives.victims)
            elif (lost := self._losses.of(token)) is not None:
                self._of_loss(token, lost)
            elif treated := self._injuries.treated(token):
                self._of_treated(token, treated)
            elif token.i not in self._used and self._spoken.verb(token) is not None:
                self._of_number(token)

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
        nouns = [n for n in nouns if numeral_of(n).i not in self._gaps.numerals]
        for noun in nouns:
            if (other := self._fates.harm(sums.misread_verb(noun) or noun)) not in (None, harm):
                nouns = [n for n in nouns if n != noun]
                self._count(frame, other or harm, noun)
            elif (verb := sums.verb_of(noun)) is not None:  # "killed nine and 29 WERE INJURED"
                nouns = [n for n in nouns if n != noun]
                if (told := self._fates.befalling(verb)) is not None:
                    self._count(self._frames.get(verb.i, frame), told, noun)
        nouns = [n for k, n in enumerate(nouns) if not (sums.is_part(n) if k else self._is_part(n))]
        nouns = sums.whole_of([next(sums.counted_in(n), n) for n in nouns])
        total = sums.sum_of([n for n in nouns if self._is_somebody(n)], self._irregulars)
        if total is None and all(map(self._fillers.is_people, nouns)):
            total = sums.one_each(nouns, self._irregulars)
        if total is not None:
            self._add(frame, harm, total, *nouns)
        for noun in nouns:
            if sums.is_nobody(noun):
                self._add(frame, harm, Count(0, "Exactly"), noun)
            else:
                self._count(frame, harm, noun)

    def _of_loss(self, word: Token, lost: Token) -> None:
        """ "Counted eighteen bodies": of what the sentence tells, or the last before; of a toll told already, some."""
        frame, count = self.bearers.of(word), count_of(lost)
        if frame is None or frame.recurring or count is None:
            return
        known = [int(a.value) for a in frame.fillers("killedCount") if isinstance(a.value, int)]
        if frame.trigger.sent.start == word.sent.start or 2 * count.value > max(known, default=0):
            self._count(frame, "killed", lost)

    def _of_treated(self, verb: Token, people: list[Token]) -> None:
        """ "29 were admitted to hospital": the wounded, unless they were just counted."""
        frame, last = self.bearers.of(verb), self.bearers.last_count(verb)
        if frame is None or frame.recurring or frame.fillers("woundedCount"):
            return
        if last is None or last[1] != "woundedCount":
            for person in people:
                self._count(frame, "wounded", person)

    def _of_number(self, number: Token) -> None:
        """ "Residents spoke of 200": the dead or wounded whom others had just counted."""
        last, count = self.bearers.last_count(number), count_of(number)
        if last is None or count is None or count.value < 2:
            return
        frame, predicate = last
        if predicate == "woundedCount" and not self.bearers.last_count(number, sentences=0):
            predicate = "killedCount"  # "the injured are 20. Residents spoke of 170": of the dead, more likely
            if not frame.fillers(predicate):
                return
        same = self._may_be_same(frame, _HARM[predicate], count.value)
        if same and self._add(frame, _HARM[predicate], count, number):
            self._credit(frame, self._spoken.giver(number))

    @staticmethod
    def _may_be_same(frame: Frame, harm: str, value: int) -> bool:
        """Whether a number can be another count of those whom a frame counts already."""
        known = [int(a.value) for a in frame.fillers(_PREDICATE[harm]) if isinstance(a.value, int)]
        most = max(known, default=value)
        return most <= _TIMES * value and value <= _TIMES * most

    def _counts(self, at: Token, harm: str, counted: list[Token], victims: Iterable[Token] = ()) -> None:
        """Count people for the trigger that a word stands with, and add who they are."""
        frame = self.bearers.of(at) if counted else None
        if frame is None:
            return
        for noun in counted:
            self._count(frame, harm, noun)
        for noun in victims:
            entity = self._fillers.entity(noun)
            if entity is not None and entity.cls in ("Person", "Group"):
                frame.arguments.append(Argument("victim", entity, noun, self._fillers.span(noun)))

    def _is_thing(self, noun: Token) -> bool:
        """ "Burned 30 houses" wounds nobody, nor does "killed 40 cows"."""
        entity = self._fillers.entity(noun, make=False)
        cls = entity.cls if entity is not None else self._lexicon.nominals.get(lemma(noun), "Group")
        return is_a(cls, "Place") or lemma(noun) in self._lexicon.sets["animals"]

    def _is_somebody(self, noun: Token) -> bool:
        """Whether a noun adds to a sum of people: not "an explosion, 18 injured"."""
        told = lemma(noun) in self._lexicon.nouns or lemma(noun) in self._lexicon.weapons
        return count_of(noun) is not None or not told

    def _count(self, frame: Frame, harm: str, noun: Token) -> None:
        count = sums.all_but(noun) if sums.is_excepted(noun) else count_of(noun)
        if count is None or (count.value == 1 and after(noun, ("of",))) or self._is_part(noun):  # "one of them"
            return
        if not sums.is_among(noun) and not self._tallied.adds(noun, frame.trigger):
            self._add(frame, harm, count, noun)

    def _is_part(self, number: Token) -> bool:
        """ "Three of the victims"; "nineteen of them died" are all where nobody was counted among the dead before."""
        if not sums.is_part(number):
            return False
        last = self.bearers.last_count(number, sentences=_UPDATE)
        return last is not None or not sums.is_of_those(number)

    def _of_word(self, word: Token, harm: str) -> None:
        """ "84 dead and some 300 injured", "left five wounded", "six others injured", "no casualties"."""
        own = self._frames.get(word.i)
        told = sums.says_whom(word) or (own is not None and own.fillers(_PREDICATE[harm]))
        if told or self._none(word, harm):
            return
        if suffered := self._injuries.suffered(word):
            self._counts(word, harm, suffered)
            return
        last = self.bearers.last_count(word, sentences=_UPDATE, beyond=False)
        frame = self.bearers.of(word) or (last[0] if last else None)  # "The hospital said it had 197 wounded"
        if frame is None or self._of_people(frame, harm, word):
            return
        number = self._number_below(word) or self._number_before(word)
        count = count_of(number) if number is not None else None
        if number is not None and count is not None and self._add(frame, harm, count, number, word):
            self._credit(frame, self._spoken.giver(number))

    def _of_people(self, frame: Frame, harm: str, word: Token) -> bool:
        """ "Left 12 rebels and three soldiers dead", "29 people are confirmed dead": whether that is how it is told."""
        people, factuality = self._fates.said_of(word)
        before = len(frame.arguments)
        self._people(frame, harm, people)
        frame.arguments[before:] = [replace(a, factuality=factuality) for a in frame.arguments[before:]]
        numeral = word.i > word.sent.start and word.nbor(-1).pos_ == "NUM"  # "the toll is 86 dead and 434 INJURED"
        return bool(people) and (len(frame.arguments) > before or not numeral)

    def _none(self, noun: Token, harm: str) -> bool:
        """ "No casualties": neither dead nor wounded; "no civilian casualties" says nothing of others."""
        if noun.pos_ != "NOUN" or [t.lower_ for t in noun.lefts] != ["no"]:
            return False
        frame = self.bearers.of(noun)
        for each in _PREDICATE if lemma(noun) in self._all_harm else (harm,):
            if frame is not None and not frame.recurring and not frame.fillers(_PREDICATE[each]):
                self._add(frame, each, Count(0, "Exactly"), noun)
        return True

    def _of_tally(self, tally: Token) -> bool:
        """Whether a noun counts up: "the death toll rose to 45", "a toll of 20 dead", "the count is now 13"."""
        harm, last = self._tallied.harm(tally), None
        if harm is None and self._tallied.takes_up(tally):
            last = self.bearers.last_count(tally, sentences=_UPDATE)
            harm = _HARM[last[1]] if last is not None else None
        if harm is None:
            return False
        hurt = (self._frames[t.i] for t in tally.subtree if t.i in self._frames and self._frames[t.i].harm == harm)
        told = (self._frames[t.i] for t in tally.subtree if t.i in self._frames)
        own = next(told, None)  # "the figure for that attack"
        frame = next(hurt, own) or (last[0] if last is not None else self.bearers.of(tally))
        if self.bearers.sums_up(tally) and (frame := self.bearers.of_sum(tally)) is None:
            return True
        far = _UPDATE * (1 if last is not None else 2)
        if frame is None and (last := self.bearers.last_count(tally, sentences=far)) is not None:
            frame = last[0]  # of an update: what was counted last
        verb = tally.head
        if frame is None or (tally.dep_ == "pobj" and verb.lower_ in ("from", "than")):
            return frame is not None  # "up from an earlier count of 30"
        found, before, others = self._tallied.numbers(tally)
        self._used.update(before)
        for number in found:
            count = count_of(number, counted=True)
            if count is not None and last is not None and not self._may_be_same(frame, harm, count.value):
                return False
            if count is not None:
                new = self._add(frame, harm, count, number, tally)
                if new and lemma(verb) in self._estimates and not is_passive(verb):
                    self._credit(frame, subjects(verb))
                break
        for number in others:
            if (count := count_of(number, counted=True)) is not None:
                self._add(frame, harm, count, number)
        return bool(found) or self._tallied.is_tally(tally)

    def _credit(self, frame: Frame, sources: list[Token]) -> None:
        """ "Officials put the toll at 31": whoever does says so."""
        for source in [s for s in sources if s.pos_ != "NUM" and count_of(s) is None][:1]:
            speaker, words = self._fillers.entity(source), self._fillers.words(source)
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

    def _add(self, frame: Frame, harm: str, count: Count, token: Token, *words: Token) -> bool:
        """Add a count, unless its number is used already: then False.

        The quote reaches from the number to the counted noun and to the word that says "killed". A range gives two
        counts: at least its lower end, and at most its upper one.
        """
        numerals = [numeral_of(t) for t in (token, *words) if t.pos_ == "NUM" or any(children(t, "nummod"))] or [token]
        if numerals[0].i in self._used and count.value:
            return False
        self._used.update(n.i for n in numerals)
        if not frame.recurring and self.bearers.is_sum(frame, count.value):
            frame.recurring = True
        ends = [t.i for t in (*map(lead_of, numerals), token, *words)]
        bound = bound_before(numerals[0]) if count.bound == "Exactly" else count.bound
        span = token.doc[min(ends) : max(ends) + 1]
        frame.arguments.append(Argument(_PREDICATE[harm], count.value, token, span, bound))
        self.bearers.note(frame, frame.arguments[-1])
        if count.most is not None:
            frame.arguments.append(Argument(_PREDICATE[harm], count.most, token, span, "AtMost"))
        return True
