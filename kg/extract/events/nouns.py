"""Reading a noun as a trigger: "a US drone strike on X", "the killing of X by Y", "X carried out an attack"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.drafts import Argument, EntityDraft, Frame, sharper
from kg.extract.events.attachment import (
    befallen,
    companions,
    far_agents,
    far_participles,
    far_relatives,
    is_record,
    modifiers_of,
    record_holders,
    self_declared,
)
from kg.extract.events.bombs import Bombs, names_blast
from kg.extract.events.timing import dated
from kg.extract.events.trigger_reader import TriggerReader, is_told_before
from kg.extract.participants import ACTORS, Fillers
from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import (
    AROUND,
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
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon, Trigger
from kg.vocab import is_a

_ON = ("on", "against", "at", "upon")
_FIGHTERS = ("Person", "Group", "ArmedGroup", "MilitaryForce")
_UNARMED = ("Organization", "MediaOrganization", "Person")
_BOMB = Trigger("Bombing")


class Nouns(TriggerReader):
    """Makes the frames of one document's nouns."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        super().__init__(lexicon, fillers)
        self._bombs = Bombs(lexicon, fillers)
        self._fights = lexicon.words("events", "fights")
        self._result_verbs = lexicon.words("events", "result_verbs")
        self._wars = lexicon.words("events", "wars")
        self._sufferers = lexicon.words("events", "sufferers")
        self._subjecting = lexicon.words("events", "subjecting")
        self._endurers = lexicon.words("events", "endurers")
        self._happenings = lexicon.words("events", "happenings")
        self._tallies = lexicon.words("events", "tallies")
        self._harms = lexicon.words("events", "killed_words") | lexicon.words("events", "wounded_words")
        self._light_passives = lexicon.words("events", "light_passives")
        self._measures = lexicon.words("events", "measures")
        self._leading = lexicon.words("events", "leading")
        self._fighting = lexicon.words("events", "fighters")
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")

    def read(self, noun: Token, /) -> Frame | None:
        """The frame of a noun that tells of an attack; None for any other."""
        trigger = self._lexicon.nouns.get(lemma(noun)) or self._lexicon.nouns.get(noun.lower_)
        if trigger is None and (self._is_claimed_bomb(noun) or self._bombs.is_blast(noun)):
            trigger = _BOMB
        if trigger is None or not self._constructed(noun, trigger):
            return None
        whole = self._whole(noun)
        fight = trigger.cls == "ArmedClash" or lemma(noun) in self._fights
        once = fight and (dated(whole) or lemma(whole.head) in self._result_verbs)
        concrete = (trigger.concrete or once) and not trigger.needs_cause
        frame = Frame(noun, noun.doc[noun.i : noun.i + 1], trigger.cls, trigger.harm, concrete=concrete)
        self._before(frame, noun, trigger)
        for each in dict.fromkeys((noun, whole) if whole.dep_ != "compound" and whole.head != noun else (whole,)):
            self._behind(frame, each, trigger)
            self._arguments.place(frame, each)
        self._governed(frame, whole)
        self._sites.fill(frame, whole)
        many = whole.tag_ == "NNS" and trigger.harm is None and not dated(whole) and not self._results(whole)
        frame.recurring = many or trigger.campaign or self._recurrence.of(whole)
        frame.answered = self._is_answered(whole)
        frame.definite = is_told_before(whole) or any(children(whole, "poss"))
        return frame

    def _whole(self, noun: Token) -> Token:
        """The noun that stands for the deed in its sentence: the bomb ATTACK, a WAVE of attacks, an ACT of sabotage."""
        if noun.dep_ == "compound" and (self._arguments.is_event(noun.head) or lemma(noun.head) in self._measures):
            return noun.head
        above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
        return above if lemma(above) in self._measures and above.pos_ in ("NOUN", "NUM") else noun

    def _constructed(self, noun: Token, trigger: Trigger) -> bool:
        """Whether the noun stands as the lexicon wants it; of "fire", only gunfire and what somebody came under."""
        modifies = noun.dep_ in ("compound", "nmod")
        if modifies and not self._arguments.is_event(noun.head) and lemma(noun.head) in self._wars | self._tallies:
            return False
        deadly = noun.dep_ == "pobj" and noun.head.lower_ == "to"
        if deadly and f"{lemma(noun.head.head)} to death" in self._lexicon.verbs:
            return False  # "hacked to death" is told by its verb
        if not trigger.needs_weapon:
            return True
        armed = any(self._arguments.weapon(t) or self._lexicon.modifiers.get(lemma(t)) for t in modifiers_of(noun))
        return armed or self._is_suffered(noun)

    def _is_suffered(self, noun: Token) -> bool:
        """ "Came under FIRE", "subjected to FIRE"."""
        verbs = {"under": self._sufferers, "to": self._subjecting}.get(noun.head.lower_, ())
        return noun.dep_ == "pobj" and lemma(noun.head.head) in verbs

    def _is_claimed_bomb(self, noun: Token) -> bool:
        """ "Claimed responsibility for the car bomb", "the bomb was claimed by", "X was behind the bomb"."""
        if self._arguments.weapon(noun) != "Bombing":
            return False
        above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "for" else noun.head
        if noun.dep_ == "pobj" and noun.head.lower_ == "behind" and lemma(noun.head.head) == "be":
            return True
        governs = noun.dep_ in ("dobj", "nsubjpass") and lemma(above) == "claim"
        return governs or (noun.dep_ == "pobj" and lemma(above) in self._credit | self._claims)

    def _is_of_site(self, word: Token, noun: Token) -> bool:
        """ "The AIR base attack", "the DRONE factory attack": it tells what was hit, and not with what."""
        between = (self._lexicon.nominals.get(lemma(t)) for t in noun.doc[word.i + 1 : noun.i])
        return any(cls is not None and is_a(cls, "Place") for cls in between)

    def _before(self, frame: Frame, noun: Token, trigger: Trigger) -> None:
        """What stands before the noun: "a US drone strike", "Thursday's Baghdad bombing", "X's killing"."""
        start = noun.i
        acts = trigger.harm is None or bool(after(noun, ("of",)))  # "the US killing of X"
        for word in modifiers_of(noun):
            modifier = self._lexicon.modifiers.get(lemma(word)) or self._lexicon.modifiers.get(word.lower_)
            if modifier is not None and not self._is_of_site(word, noun):
                frame.cls = modifier.cls if frame.cls == "Raid" else sharper(frame.cls, modifier.cls)  # "air raid"
                start = min(start, word.i)
                if modifier.weapon:
                    frame.arguments.append(Argument("weapon", modifier.weapon, word, word.doc[word.i : word.i + 1]))
            mention = self._fillers.mention(word)
            if mention is None or mention.entity is None:
                if acts and word.head == noun and lemma(word) in self._fighting:
                    self._arguments.add(frame, "attacker", self._fillers.fighters(word), word)
            elif acts and any(is_a(mention.entity.cls, c) for c in ACTORS):
                where = self._is_where(mention.entity, word) or (
                    not after(noun, _ON) and names_blast(frame, mention, word)
                )
                if where or not self._goes_by_name(mention.entity, word):
                    self._arguments.add(frame, "place" if where else "attacker", mention.entity, word)
            elif is_a(mention.entity.cls, "Place"):
                self._arguments.add(frame, "place", mention.entity, word)
        frame.span = noun.doc[start : noun.i + 1]
        for word in (w for w in modifiers_of(noun) if lemma(w) in self._leading):  # "X-led raids"
            for leader in children(word, "npadvmod", "compound", "nmod"):
                self._arguments.fill(frame, "attacker", leader)
        self._of_owner(frame, noun, trigger)

    def _of_owner(self, frame: Frame, noun: Token, trigger: Trigger) -> None:
        """ "X's raid", "X's killing", "Kenya's worst attack"."""
        role = trigger.possessive
        if role == "victim" and after(noun, ("of",)):
            role = "attacker"  # "Israel's killing of X"
        worst = is_record(noun) and not after(noun, _ON)
        for token in possessors(noun) if role else ():
            entity = self._fillers.entity(token)
            if entity is not None and entity.cls == "State" and worst:
                self._arguments.add(frame, "place", entity, token)
            elif entity is not None and not is_a(entity.cls, "Place"):
                self._arguments.fill(frame, role or "", token)

    def _goes_by_name(self, entity: EntityDraft, word: Token) -> bool:
        """ "The Daily Nation attack": it goes by the newspaper, company or man that it hit, or by a mere name."""
        unarmed = entity.cls in _UNARMED and not self._arguments.is_armed(word)
        return unarmed and word.dep_ == "compound" and word.pos_ == "PROPN"

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
        for token in [*after(noun, ("by",)), *after(noun, ("between",)), *self._shooters(noun)]:
            self._arguments.fill(frame, "attacker", token)
        if not frame.fillers("attacker"):
            for token in far_agents(noun):
                self._arguments.fill(frame, "attacker", token)
        for token in befallen(noun) if trigger.of else ():
            self._arguments.fill(frame, trigger.of or "", token)
        for token in after(noun, ("with", "using")):
            self._arguments.arm(frame, token)

    def _shooters(self, noun: Token) -> Iterator[Token]:
        """ "Came under attack from armed youths": from people, not from where they are."""
        for token in after(noun, ("from",)):
            entity = self._fillers.entity(token, make=False)
            if entity is not None and (entity.cls in _FIGHTERS or lemma(token) == "police"):
                yield token
        yield from self._arguments.origins.of(noun)

    def _governed(self, frame: Frame, noun: Token) -> None:
        """What the verb above or below the noun says: who carried it out, who came under it."""
        for each in (noun, *([noun.head] if noun.dep_ == "conj" else [])):
            verb = each.head
            if self._is_suffered(each):
                self._suffered(frame, verb.head)
            if each.dep_ == "dobj" and lemma(verb) in self._endurers:  # "survived an attack"
                for token in subjects(verb):
                    self._arguments.fill(frame, "target", token)
            if each.dep_ == "nsubj" and any(w in self._happenings for w in trigger_lemmas(verb)):
                self._arguments.place(frame, verb)
                for token in after(verb, ("between",)):  # "fighting broke out between X and Y"
                    self._arguments.fill(frame, "attacker", token)
            verb = next((v for v in children(verb, "xcomp") if each.dep_ in SUBJECTS and is_passive(v)), verb)
            if each.dep_ in ("dobj", *SUBJECTS) and self._carries(verb):
                doers = agents(verb) if is_passive(verb) else subjects(verb) if each.dep_ == "dobj" else []
                doers += [t for v in self._carried_on(verb) for t in agents(v)] if each.dep_ in SUBJECTS else []
                for token in [*doers, *companions(verb, doers)]:
                    self._arguments.fill(frame, "attacker", token)
                self._arguments.at_behest(frame, verb)
                for token in after(verb, ("against", "on")):
                    self._arguments.fill(frame, "target", token)
                self._arguments.place(frame, verb)
        for token in record_holders(noun):
            if (holder := self._fillers.entity(token, make=False)) is not None and holder.cls in _FIGHTERS:
                self._arguments.fill(frame, "attacker", token)
        self._carried(frame, noun)

    def _carried(self, frame: Frame, noun: Token) -> None:
        """ "An attack carried out by X on Y", "the raid that X staged"."""
        clauses = [*children(noun, "acl", "relcl"), *far_participles(noun)]
        relatives = [*children(noun, "relcl"), *(r for r in far_relatives(noun) if not self._carries(r))]
        clauses += [told for verb in relatives for told in children(verb, "ccomp")]  # "that X said was"
        for verb in filter(self._carries, clauses):
            doers = agents(verb) if is_passive(verb) else subjects(verb) if verb.dep_ == "relcl" else []
            doers = doers or self_declared(verb)
            for token in [t for t in doers if antecedent(t) != noun]:
                self._arguments.fill(frame, "attacker", token)
            for token in (t for t in after(verb, ("against", "on")) if t.ent_type_ not in ("DATE", "TIME")):
                self._arguments.fill(frame, "target", token)  # "a raid staged by X on Y"
            self._arguments.place(frame, verb)

    def _carried_on(self, verb: Token) -> Iterator[Token]:
        """ "It was planned by X and CARRIED OUT by Y"."""
        for other in children(verb, "conj"):
            if self._carries(other) and not any(children(other, *SUBJECTS)):
                yield other

    def _suffered(self, frame: Frame, verb: Token) -> None:
        """ "X came under fire from Y in Z", "Y subjected X to fire"."""
        active = lemma(verb) in self._subjecting and not is_passive(verb)
        for token in objects(verb) if active else subjects(verb):
            self._arguments.fill(frame, "target", token)
        for token in subjects(verb) if active else ():
            self._arguments.fill(frame, "attacker", token)
        around = (verb, *after(verb, AROUND))  # "came under fire at a crossroads from the police"
        shooters = [t for each in around for t in self._shooters(each)]
        for token in [t for t in (*shooters, *agents(verb)) if t not in subjects(verb)]:
            self._arguments.fill(frame, "attacker", token)
        self._arguments.place(frame, verb)

    def _is_answered(self, noun: Token) -> bool:
        """ "In retaliation for the attack", "to avenge the killing", "a revenge attack for the raid"."""
        above = noun.head.head if noun.dep_ == "pobj" else noun.head if noun.dep_ == "dobj" else None
        if above is None or lemma(above) in self._answers:
            return above is not None
        before = children(above, "compound", "amod") if noun.head.lower_ == "for" else ()
        return any(lemma(t) in self._answers for t in before)

    def _results(self, noun: Token) -> bool:
        """ "Air strikes killed 38 people": several strikes, and one story."""
        verb = noun.head
        if noun.dep_ == "pobj" and verb.lower_ in ("from", "in", "after") and lemma(verb.head) in self._harms:
            return count_of(verb.head) is not None  # "20 injuries from attacks"
        if noun.dep_ != "nsubj" or verb.tag_ != "VBD":
            return False
        trigger = self._lexicon.verbs.get(lemma(verb))
        harms = (trigger is not None and trigger.harm is not None) or lemma(verb) in self._result_verbs
        return harms and any(count_of(t) for t in objects(verb))

    def _carries(self, verb: Token) -> bool:
        """Whether a verb only carries its noun ("carry out", "launch")."""
        did = any(t.lower_ == "the" for o in children(verb, "dobj") for t in children(o, "det"))  # "did the killing"
        done = lemma(verb) in self._light_passives and (bool(agents(verb)) or did)
        return verb.pos_ == "VERB" and (done or verb_lemma(verb) in self._light or lemma(verb) in self._light)
