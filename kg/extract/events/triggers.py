"""Reading one trigger: the frame of a verb ("killed", "blew up") or of a noun ("drone strike", "the killing of X")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.drafts import Argument, EntityDraft, Frame, sharper
from kg.extract.events.arguments import Arguments
from kg.extract.events.timing import Recurrence, dated
from kg.extract.events.tolls import harmed_by
from kg.extract.participants import ACTORS, Fillers
from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import (
    SUBJECTS,
    after,
    agents,
    antecedent,
    children,
    is_passive,
    lemma,
    objects,
    possessors,
    subjects,
    trigger_lemmas,
    verb_lemma,
)
from kg.knowledge.lexicon import Lexicon, Trigger
from kg.vocab import is_a

_ON = ("on", "against", "at", "upon")
_AT = ("at", "on", "against", "toward", "towards", "into", "to")
_OCCASION = ("in", "by", "during", "after", "when", "from")
_ANAPHORIC = frozenset("the this that these those its their".split())


class Triggers:
    """Makes the frames of one document's triggers."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._lexicon, self._fillers = lexicon, fillers
        self._arguments = Arguments(lexicon, fillers)
        self._recurrence = Recurrence(lexicon)
        self._light = lexicon.words("events", "light_verbs")
        self._wars = lexicon.words("events", "wars")
        self._sufferers = lexicon.words("events", "sufferers")
        self._happenings = lexicon.words("events", "happenings")
        self._answers = lexicon.words("events", "answers")
        self._movements = lexicon.words("events", "movements")
        self._aircraft = lexicon.words("events", "aircraft")
        self._defences = lexicon.words("events", "defences")
        self._tallies = lexicon.words("events", "tallies")

    def read(self, token: Token) -> Frame | None:
        """The frame of a trigger; None for any other word."""
        if token.pos_ == "VERB":
            return self._verb(token)
        return self._noun(token) if token.pos_ in ("NOUN", "PROPN") else None

    def _verb(self, verb: Token) -> Frame | None:
        trigger = next((t for w in trigger_lemmas(verb) if (t := self._lexicon.verbs.get(w)) is not None), None)
        if trigger is None:
            return None
        done_by, done_to = self._sides(verb, trigger)
        if verb_lemma(verb) in self._defences and not any(lemma(t) in self._aircraft for t in done_to):
            return None
        if not self._constructed(verb, trigger, done_to):
            return None
        frame = Frame(verb, verb.doc[verb.i : verb.i + 1], trigger.cls, trigger.harm)
        sides = [(trigger.object, done_to), (trigger.subject, done_by)]
        armed = trigger.object == "weapon" or trigger.needs_weapon  # what is done to anything else is no weapon
        means = [*(done_to if armed or is_passive(verb) else ()), *after(verb, ("with", "using", "by", "from"))]
        at = [t for t in after(verb, _AT) if t.ent_type_ not in ("DATE", "TIME")]
        at = at or [t for m in means for t in after(m, _AT)]  # "fired rockets at X": hung on either
        sides += [(trigger.at, at), (trigger.together, after(verb, ("with",)))]
        sides.append((trigger.origin, [t for each in (verb, *done_to) for t in after(each, ("from",))]))
        for role, tokens in sides:
            for token in tokens if role else ():
                self._arguments.fill(frame, role or "", token)
        self._arguments.place(frame, verb)
        if verb.dep_ == "conj" and lemma(verb.head) in self._movements:  # "entered the village and shot two men"
            for token in (*objects(verb.head), *after(verb.head, ("into", "at", "on", "to", "in"))):
                self._arguments.at(frame, token)
        for token in means:
            if self._arguments.arm(frame, token):
                self._arguments.place(frame, token)
        linked = any(self._arguments.is_event(t) for t in (*done_by, *done_to, *after(verb, _OCCASION)))
        told = linked or bool(frame.fillers("attacker", "target", "victim", "weapon"))
        if not told or (trigger.needs_cause and not linked):
            return None
        frame.recurring = self._recurrence.of(verb)
        arms = [a.at for a in frame.fillers("weapon")]  # "The drone struck X": the one told of before
        frame.definite = any(t.dep_ == "nsubj" and d.lower_ in _ANAPHORIC for t in arms for d in children(t, "det"))
        _spare(frame)
        return frame

    def _sides(self, verb: Token, trigger: Trigger) -> tuple[list[Token], list[Token]]:
        """Who did it and whom it was done to; "300 injured" and "leader killed in strike" are passive."""
        if is_passive(verb):
            return agents(verb), subjects(verb)
        done_to = objects(verb)
        if trigger.harm and trigger.subject != "victim" and not done_to:
            occasion = any(self._arguments.is_event(t) for t in after(verb, _OCCASION))
            harmed = subjects(verb) if occasion and verb.tag_ in ("VBN", "VBD") else harmed_by(verb, self._lexicon)
            if harmed:
                return [], harmed
        return subjects(verb), done_to

    def _constructed(self, verb: Token, trigger: Trigger, done_to: list[Token]) -> bool:
        """Whether the verb stands as the lexicon wants it; "executed an attack" executes nobody."""
        if lemma(verb) in self._light and any(self._arguments.is_event(t) for t in done_to):
            return False
        if trigger.transitive is not None and trigger.transitive != bool(done_to):
            return False
        return not trigger.needs_weapon or any(self._arguments.weapon(t) for t in done_to)

    def _noun(self, noun: Token) -> Frame | None:
        trigger = self._lexicon.nouns.get(lemma(noun)) or self._lexicon.nouns.get(noun.lower_)
        modifies = noun.dep_ in ("compound", "nmod")
        if trigger is None:
            return None
        if modifies and not self._arguments.is_event(noun.head) and lemma(noun.head) in self._wars | self._tallies:
            return None
        concrete = trigger.concrete and not trigger.needs_cause
        frame = Frame(noun, noun.doc[noun.i : noun.i + 1], trigger.cls, trigger.harm, concrete=concrete)
        self._before(frame, noun, trigger)
        whole = noun.head if noun.dep_ == "compound" and self._arguments.is_event(noun.head) else noun
        self._behind(frame, whole, trigger)
        self._arguments.place(frame, whole)
        self._governed(frame, whole)
        many = whole.tag_ == "NNS" and trigger.harm is None and not dated(whole) and not self._results(whole)
        _spare(frame)
        frame.recurring = many or self._recurrence.of(whole)
        frame.answered = self._is_answered(whole)
        determiner = next(children(whole, "det"), None)
        frame.definite = (determiner is not None and determiner.lower_ in _ANAPHORIC) or any(children(whole, "poss"))
        return frame

    def _before(self, frame: Frame, noun: Token, trigger: Trigger) -> None:
        """What stands before the noun: "a US drone strike", "Thursday's Baghdad bombing", "X's killing"."""
        start = noun.i
        for word in _modifiers(noun):
            modifier = self._lexicon.modifiers.get(lemma(word)) or self._lexicon.modifiers.get(word.lower_)
            if modifier is not None:
                frame.cls = sharper(frame.cls, modifier.cls)
                start = min(start, word.i)
                if modifier.weapon:
                    frame.arguments.append(Argument("weapon", modifier.weapon, word, word.doc[word.i : word.i + 1]))
            mention = self._fillers.mention(word)
            if mention is None or mention.entity is None:
                continue
            if trigger.harm is None and any(is_a(mention.entity.cls, c) for c in ACTORS):
                where = self._is_where(mention.entity, word)
                self._arguments.add(frame, "place" if where else "attacker", mention.entity, word)
            elif is_a(mention.entity.cls, "Place"):
                self._arguments.add(frame, "place", mention.entity, word)
        frame.span = noun.doc[start : noun.i + 1]
        role = trigger.possessive
        if role == "victim" and after(noun, ("of",)):
            role = "attacker"  # "Israel's killing of X"
        for token in possessors(noun) if role else ():
            entity = self._fillers.entity(token)
            if entity is not None and not is_a(entity.cls, "Place"):
                self._arguments.fill(frame, role or "", token)

    @staticmethod
    def _is_where(entity: EntityDraft, word: Token) -> bool:
        """ "The Jordan attack", of a state that the text says something happened in; "Jordanian" would act."""
        bare = entity.cls == "State" and word.pos_ == "PROPN" and word.dep_ == "compound" and not word.is_upper
        return bare and any(m.head.dep_ == "pobj" and m.head.head.lower_ == "in" for m in entity.mentions)

    def _behind(self, frame: Frame, noun: Token, trigger: Trigger) -> None:
        """What follows the noun: "on X", "by Y", "between Y and Z" (who struck whom is not said), "of X"."""
        blamed = noun.dep_ == "dobj" and "on" in self._lexicon.attribution["blame"].get(lemma(noun.head), ())
        for token in after(noun, _ON) if not blamed else ():
            if not self._arguments.soil(frame, token):
                self._arguments.fill(frame, "target", token)
        for token in [*after(noun, ("by",)), *after(noun, ("between",))]:
            self._arguments.fill(frame, "attacker", token)
        if not frame.fillers("attacker"):
            for token in _far_agents(noun):
                self._arguments.fill(frame, "attacker", token)
        for token in after(noun, ("of",)) if trigger.of else ():
            self._arguments.fill(frame, trigger.of or "", token)
        for token in after(noun, ("with", "using")):
            self._arguments.arm(frame, token)

    def _governed(self, frame: Frame, noun: Token) -> None:
        """What the verb above or below the noun says: who carried it out, who came under it."""
        for each in (noun, *([noun.head] if noun.dep_ == "conj" else [])):
            verb = each.head
            if each.dep_ == "pobj" and verb.lower_ == "under" and lemma(verb.head) in self._sufferers:
                for token in subjects(verb.head):
                    self._arguments.fill(frame, "target", token)
            if each.dep_ == "nsubj" and any(w in self._happenings for w in trigger_lemmas(verb)):
                self._arguments.place(frame, verb)
            verb = next((v for v in children(verb, "xcomp") if each.dep_ in SUBJECTS and is_passive(v)), verb)
            if each.dep_ in ("dobj", *SUBJECTS) and self._carries(verb) and lemma(verb) != "claim":
                doers = agents(verb) if is_passive(verb) else subjects(verb) if each.dep_ == "dobj" else []
                for token in doers:
                    self._arguments.fill(frame, "attacker", token)
                for token in after(verb, ("against", "on")):
                    self._arguments.fill(frame, "target", token)
                self._arguments.place(frame, verb)
        for verb in [v for v in children(noun, "acl", "relcl") if self._carries(v)]:
            doers = agents(verb) if is_passive(verb) else subjects(verb) if verb.dep_ == "relcl" else []
            for token in [t for t in doers if antecedent(t) != noun]:
                self._arguments.fill(frame, "attacker", token)
            self._arguments.place(frame, verb)

    def _is_answered(self, noun: Token) -> bool:
        """ "In retaliation for the attack", "to avenge the killing"."""
        above = noun.head.head if noun.dep_ == "pobj" else noun.head if noun.dep_ == "dobj" else None
        return above is not None and lemma(above) in self._answers

    def _results(self, noun: Token) -> bool:
        """ "Air strikes killed 38 people": several strikes, and one story."""
        verb = noun.head
        trigger = self._lexicon.verbs.get(lemma(verb)) if noun.dep_ == "nsubj" and verb.tag_ == "VBD" else None
        return trigger is not None and trigger.harm is not None and any(count_of(t) for t in objects(verb))

    def _carries(self, verb: Token) -> bool:
        """Whether a verb only carries its noun ("carry out", "launch")."""
        return verb.pos_ == "VERB" and (verb_lemma(verb) in self._light or lemma(verb) in self._light)


def _spare(frame: Frame) -> None:
    """Nobody attacks its own side: "X's fighters abducted its crew" tells no more than that "its" is ambiguous."""
    attackers = [a.value for a in frame.fillers("attacker")]
    frame.arguments = [a for a in frame.arguments if a.role != "target" or a.value not in attackers]


def _modifiers(noun: Token) -> Iterator[Token]:
    for token in noun.lefts:
        if token.dep_ in ("compound", "amod", "nmod", "nummod", "punct"):
            yield token
        if token.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "punct"):
            yield from (t for t in token.children if t.dep_ in ("compound", "amod", "conj", "nmod"))


def _far_agents(noun: Token) -> Iterator[Token]:
    """ "by Y" that the parser hung on a noun further down ("attacks on bases in Iraq by a group")."""
    for by in noun.subtree:
        if by.dep_ in ("prep", "agent") and by.lower_ == "by" and by.head != noun and by.head.pos_ != "VERB":
            yield from children(by, "pobj")
