"""Reading a verb as a trigger: who did it, to whom, with what, where ("killed", "blew up", "was fired on by")."""

from __future__ import annotations

from bisect import bisect_right

from kg.extract.drafts import EntityDraft, Frame
from kg.extract.events.attachment import between, companions, deed_of_relative, interrupted, stands_for_deed
from kg.extract.events.doers import is_regular
from kg.extract.events.outcomes import Outcomes
from kg.extract.events.timing import LateDeaths
from kg.extract.events.tolls import sums
from kg.extract.events.tolls.fates import harmed_by
from kg.extract.events.trigger_reader import TriggerReader, is_told_before
from kg.extract.events.volleys import inner, meant
from kg.extract.participants import Fillers
from kg.extract.text.misread import is_active_participle, is_before_noun, lost_objects
from kg.extract.text.syntax import (
    after,
    agents,
    children,
    is_passive,
    lemma,
    objects,
    subjects,
    trigger_lemmas,
    verb_lemma,
)
from kg.extract.tokens import Token
from kg.knowledge.incident_names import incident_words
from kg.knowledge.lexicon import Lexicon, Trigger

_AT = ("at", "on", "against", "toward", "towards", "into", "to", "through", "upon")
_OCCASION = ("in", "by", "during", "after", "when", "from")
_USING = ("use", "employ", "deploy")
_THEIRS = frozenset("he she they his her their".split())
_SHOTS = ("RocketAttack", "Shelling", "Bombing", "DroneStrike")


class Verbs(TriggerReader):
    """Makes the frames of one document's verbs."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        super().__init__(lexicon, fillers)
        self._movements = lexicon.words("events", "movements")
        self._aircraft = lexicon.words("events", "aircraft")
        self._defences = lexicon.words("events", "defences")
        self._disposers = lexicon.words("events", "disposers")
        self._figurative = lexicon.words("events", "figurative")
        self._bloodless = lexicon.words("events", "bloodless")
        self._harmless = lexicon.words("events", "harmless")
        self._traps = lexicon.words("events", "traps")
        self._captives = lexicon.words("events", "captives")
        self._late = LateDeaths(lexicon)
        self._outcomes = Outcomes(lexicon)
        self._executions = lexicon.words("events", "executions")
        self._sentences = lexicon.words("attribution", "verdicts", "verbs")
        self._carriers = incident_words().carriers
        self._telling = lexicon.telling
        self._transitives = lexicon.words("events", "transitives")
        self._bys = [t for t in fillers.doc if t.lower_ == "by" and t.dep_ == "prep"]

    def read(self, verb: Token, /) -> Frame | None:
        """The frame of a verb that tells of an attack; None for any other."""
        known = [t for w in trigger_lemmas(verb) if (t := self._lexicon.verbs.get(w)) is not None]
        armed = bool(known) and any(self._arguments.weapon(t) or self._arguments.is_event(t) for t in subjects(verb))
        trigger = next((t for t in known if armed or t.subject != "weapon" or not t.needs_weapon), None)
        if trigger is None or verb_lemma(verb) in self._figurative:
            return None
        if trigger.otherwise is not None and (is_passive(verb) or objects(verb)):
            trigger = trigger.otherwise
        if lemma(verb) in self._answers and self._answers_in_words(verb):
            return None
        if self._is_bloodless(verb):
            return None
        done_by, done_to = self._sides(verb, trigger)
        if verb_lemma(verb) in self._defences and not any(map(self._is_aircraft, done_to)):
            return None
        if trigger.needs_weapon and (weapon := meant(verb, done_to, self._arguments)) is not None:
            done_to = [weapon]
        if trigger.needs_weapon:
            done_to = [inner(t, self._arguments) for t in done_to]
        if not self._constructed(verb, trigger, done_to):
            return None
        frame = Frame(verb, verb.doc[verb.i : verb.i + 1], trigger.cls, trigger.harm, concrete=trigger.concrete)
        self._fill(frame, trigger, done_by, done_to)
        if trigger.irregulars is not None and _are_irregulars(frame):
            frame.cls = trigger.irregulars
        linked = any(self._arguments.is_event(t) for t in (*done_by, *done_to, *after(verb, _OCCASION)))
        told = linked or bool(frame.fillers("attacker", "target", "victim", "weapon"))
        caused = linked or any(self._arguments.weapon(t) for t in (*done_by, *after(verb, ("under", "to"))))
        if not told or (trigger.needs_cause and not caused):
            return None
        if trigger.needs_target and not frame.fillers("target", "victim"):
            return None
        frame.recurring = self._recurrence.of(verb)
        arms = [a.at for a in frame.fillers("weapon")]  # "The drone struck X": the one told of before
        frame.definite = any(t.dep_ == "nsubj" and is_told_before(t) for t in arms)
        return frame

    def _fill(self, frame: Frame, trigger: Trigger, done_by: list[Token], done_to: list[Token]) -> None:
        verb = frame.trigger
        armed = trigger.object == "weapon" or trigger.needs_weapon  # what is done to anything else is no weapon
        means = [
            *(done_to if armed or is_passive(verb) else ()),
            *after(verb, ("with", "using", "by", "from", "under")),
            *(after(verb, ("to",)) if trigger.subject == "victim" else ()),
        ]
        hands = [t for t in after(verb, ("at",)) if lemma(t) == "hand"]  # "died at the hands of X"
        at = [t for t in after(verb, _AT) if t.ent_type_ not in ("DATE", "TIME") and t not in hands]
        at = at or [t for m in (*means, *done_to) for t in after(m, _AT)]  # "fired rockets at X": hung on either
        if verb.dep_ in ("xcomp", "advcl") and lemma(verb.head) in _USING:  # "used drones to strike X"
            means += objects(verb.head)
        if trigger.object is None and is_passive(verb):  # "the convoy was fired on"
            at, done_to = [*done_to, *at], []
        doers = done_by
        if trigger.subject == "attacker":
            beside = [t for t in companions(verb, done_by) if self._joins(t, verb, done_to)]
            doers = [*done_by, *beside, *self._arguments.behests.ordering(verb)]
        sides = [(trigger.object, done_to), (trigger.subject, doers)]
        sides += [(trigger.at, at), (trigger.together, after(verb, ("with",)))]
        sides.append((trigger.origin, [t for each in (verb, *done_to) for t in after(each, ("from",))]))
        sides.append(("attacker", [t for hand in hands for t in after(hand, ("of",))]))
        for role, tokens in sides:
            for token in tokens if role else ():
                self._arguments.fill(frame, role or "", token)
        if not self._late.has(verb):
            self._arguments.place(frame, verb)
        if verb.dep_ == "conj" and lemma(verb.head) in self._movements:  # "entered the village and shot two men"
            for token in (*objects(verb.head), *after(verb.head, ("into", "at", "on", "to", "in"))):
                self._arguments.at(frame, token)
        for token in means:
            if trigger.subject == "victim" and self._arguments.weapon(token):  # "died under X's bombs"
                self._arguments.fill(frame, "attacker", token)
            elif self._arguments.arm(frame, token):
                self._arguments.place(frame, token)
        self._arguments.at_behest(frame, verb)
        if frame.fillers("weapon"):
            self._arguments.owned(frame, self._arguments.origins.of(verb))
        self._sites.fill(frame, verb)

    def _joins(self, companion: Token, verb: Token, done_to: list[Token]) -> bool:
        """Whether who is named behind "along with" did it too, and not "wounded two guards together with a DRIVER"."""
        entity = self._fillers.entity(companion, make=False)
        named = entity is not None and bool(entity.names) and entity.cls != "Person"
        behind = any(verb.i < t.i < companion.i for t in done_to)
        return named or not behind or self._arguments.is_armed(companion)

    def _sides(self, verb: Token, trigger: Trigger) -> tuple[list[Token], list[Token]]:
        """Who did it and whom it was done to; "300 injured" and "leader killed in strike" are passive."""
        if self._is_harm(verb) and is_active_participle(verb):
            return [t for t in subjects(verb) if self._arguments.is_armed(t)], objects(verb) or lost_objects(verb)
        if is_passive(verb):
            return agents(verb) or interrupted(verb, self._telling) or self._far_agents(verb), subjects(verb)
        if stands_for_deed(verb):  # "killed in shelling by X": whoever was killed did not shell
            return after(verb, ("by",)), objects(verb)
        done_to = objects(verb) or lost_objects(verb)
        if trigger.object == "target" and done_to and all(lemma(t) in self._traps for t in done_to):
            return self._trapped(verb, done_to)
        if trigger.cls == "Bombing" and done_to and all(self._is_his_own(t) for t in done_to):
            return self._doers(verb), []
        taken = next((t for t in done_to if lemma(t) in self._captives), None)
        if taken is not None and any(children(taken, "compound", "nmod")):  # "took eight tourists hostage"
            done_to = [*children(taken, "compound", "nmod")]
        if not done_to:  # "held eight tourists hostage", read as a clause
            done_to = [t for c in children(verb, "ccomp") if lemma(c) in self._captives for t in children(c, "nsubj")]
        if not done_to and self._lacks_object(verb):
            return [], subjects(verb)
        if trigger.harm and trigger.subject != "victim" and not done_to:
            occasion = any(self._arguments.is_event(t) for t in after(verb, _OCCASION))
            harmed = subjects(verb) if occasion and verb.tag_ in ("VBN", "VBD") else harmed_by(verb, self._lexicon)
            if harmed:
                return [], harmed
        return self._doers(verb), done_to

    def _is_aircraft(self, noun: Token) -> bool:
        return lemma(noun) in self._aircraft or self._arguments.weapon(noun) == "AirStrike"

    def _lacks_object(self, verb: Token) -> bool:
        """ "Two engineers KIDNAPPED in Mali were freed": what the parser takes for the doer was done to.

        Verbs that always say to whom ("kidnap") stand without that only as participles.
        """
        if verb.tag_ == "VBN" and verb.dep_ == "ROOT" and self._is_harm(verb):
            return not any(children(verb, "aux"))  # "Two elders SHOT in Y", as notes have it
        if verb_lemma(verb) not in self._transitives or verb.tag_ not in ("VBD", "VBN") or verb.dep_ == "relcl":
            return False
        shared = any(
            objects(other) for other in (*children(verb, "conj"), *([verb.head] if verb.dep_ == "conj" else ()))
        )
        return not shared and not any(children(verb, "aux", "auxpass", "ccomp", "xcomp"))

    def _is_harm(self, verb: Token) -> bool:
        """Whether a verb tells of somebody's death or wounds."""
        known = (self._lexicon.verbs.get(word) for word in trigger_lemmas(verb))
        return any(trigger is not None and trigger.object == "victim" for trigger in known)

    def _far_agents(self, verb: Token) -> list[Token]:
        """ "Grenades were thrown at the house of a senator BY GUNMEN", where the parser hung them on the senator."""
        for preposition in self._bys[bisect_right(self._bys, verb) : bisect_right(self._bys, verb.right_edge)]:
            if verb.is_ancestor(preposition):
                within = any(t.pos_ in ("VERB", "AUX") for t in between(preposition, verb))
                doers = [*children(preposition, "pobj")]
                if not within and not self._arguments.is_event(preposition.head):
                    return [t for t in doers if self._arguments.is_armed(t)]
        return []

    def _is_his_own(self, vehicle: Token) -> bool:
        """ "Blew up the CAR he was driving", "detonated his truck": with it, not it, was something attacked."""
        if lemma(vehicle) not in self._carriers:
            return False
        driven = [t for c in children(vehicle, "relcl", "acl") for t in children(c, "nsubj")]
        return any(t.lower_ in _THEIRS for t in (*children(vehicle, "poss"), *driven))

    def _trapped(self, verb: Token, traps: list[Token]) -> tuple[list[Token], list[Token]]:
        """ "A convoy hit a mine laid by X": who runs into what explodes did not attack it."""
        layers = [t for trap in traps for laid in children(trap, "acl", "relcl") for t in agents(laid)]
        hit = [t for t in subjects(verb) if (who := self._fillers.entity(t, make=False)) is None or not who.names]
        return layers, hit

    def _doers(self, verb: Token) -> list[Token]:
        """Its subjects; of a result ("..., killing nine"), whoever did what it came of.

        That is not the one to whom it happened ("X was ambushed, killing nine"), nor the one who tells of it ("X
        accused Y of shelling the town, killing nine").
        """
        if is_before_noun(verb) or sums.is_counted(verb):
            return []
        if not self._outcomes.is_result(verb):
            others = self._is_of_deed(verb) or self._is_of_deed_between(verb) or self._outcomes.is_answered(verb)
            return [] if others else subjects(verb)
        deed = self._outcomes.cause_of(verb)
        if deed is not None:
            return (agents(deed) if is_passive(deed) else subjects(deed)) if deed.pos_ == "VERB" else []
        if lemma(verb.head) == "be" and any(t.pos_ == "PRON" for t in subjects(verb)):
            return []  # "IT was the worst attack in years, killing nine"
        return agents(verb.head) if is_passive(verb.head) else subjects(verb)

    def _is_of_deed(self, verb: Token) -> bool:
        """ "The bomb outside the COUNCIL that killed nine": the council killed none, unless it is armed."""
        deed = deed_of_relative(verb, lambda t: self._arguments.is_event(t) or self._arguments.weapon(t) == "Bombing")
        return deed is not None and not self._arguments.is_armed(verb.head)

    def _is_of_deed_between(self, verb: Token) -> bool:
        """ "X, which suffered a BOMBING in Y that killed 21": not X, on whom the parser hung it, killed them."""
        pronoun = next((t for t in children(verb, "nsubj") if t.lower_ in ("that", "which")), None)
        if verb.dep_ != "relcl" or pronoun is None or verb.head.pos_ != "PROPN":
            return False
        clauses = [c for c in children(verb.head, "relcl", "acl", "appos") if verb.head.i < c.i < pronoun.i]
        return any(self._arguments.is_event(t) for c in clauses for t in c.subtree if t.i < pronoun.i)

    def _constructed(self, verb: Token, trigger: Trigger, done_to: list[Token]) -> bool:
        """Whether the verb stands as the lexicon wants it; "executed an attack" executes nobody."""
        if lemma(verb) in self._light and any(self._arguments.is_event(t) for t in done_to):
            return False
        if trigger.transitive is not None and trigger.transitive != bool(done_to):
            return False
        sufferers = subjects(verb) if trigger.subject == "victim" else done_to
        if trigger.needs_people and not any(map(self._fillers.is_people, sufferers)):
            return False
        fired = done_to if trigger.object in (None, "weapon") else []
        if any(lemma(m) in self._harmless for t in fired for m in children(t, "amod", "compound")):
            return False
        if trigger.object == "weapon" and trigger.cls == "Bombing" and self._disposes(verb):
            return False
        if lemma(verb) in self._executions and any(lemma(t) in self._sentences for t in verb.subtree):
            return False  # by law: "executed three men CONVICTED of murder"
        armed = subjects(verb) if trigger.subject == "weapon" else done_to
        if trigger.subject == "weapon" and trigger.needs_weapon:  # aircraft and cars come down by themselves
            armed = [t for t in armed if self._arguments.weapon(t) in _SHOTS]
        return not trigger.needs_weapon or any(self._arguments.weapon(t) or self._arguments.is_event(t) for t in armed)

    def _is_bloodless(self, verb: Token) -> bool:
        """ "Hit officials with sanctions", "killed by cholera", "died in a flood"."""
        causes = [*subjects(verb), *agents(verb), *after(verb, ("with", "by", "in", "from", "of"))]
        return any(not self._bloodless.isdisjoint(trigger_lemmas(cause)) for cause in causes)

    def _answers_in_words(self, verb: Token) -> bool:
        """ "Retaliated with accusations": with what is neither a weapon nor an attack."""
        means = after(verb, ("with", "by"))
        means += after(means[0], ("of",)) if means else []  # "with a volley of rockets"
        return bool(means) and not any(self._arguments.weapon(t) or self._arguments.is_event(t) for t in means)

    def _disposes(self, verb: Token) -> bool:
        """Whether a bomb is blown up by those who found it: "experts detonated the device"."""
        doers = agents(verb) if is_passive(verb) else subjects(verb)
        return any(lemma(t) in self._disposers for t in doers)


def _are_irregulars(frame: Frame) -> bool:
    """Whether it is known who did it, and no state's forces or aircraft are among them."""
    doers = [a.value for a in frame.fillers("attacker") if isinstance(a.value, EntityDraft)]
    flown = frame.cls in ("AirStrike", "DroneStrike") and bool(frame.fillers("weapon"))
    return bool(doers) and not flown and not any(map(is_regular, doers))
