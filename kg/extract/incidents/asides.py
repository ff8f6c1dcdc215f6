"""What stands beside an incident in its sentence and is of something else: of who tells of it, or of what followed."""

from __future__ import annotations

from kg.extract.events.timing import LateDeaths, is_counted_up, is_cut_off, is_of_another
from kg.extract.text.syntax import SUBJECTS, children, clause, lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon, Words

_BACKWARD = frozenset(("after", "following", "since", "before", "from", "over", "despite", "until"))


class Asides:
    """Tells days and places that are not an incident's, though its sentence names them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._telling = lexicon.telling
        self._aftermath = lexicon.words("events", "aftermath")
        self._treating = lexicon.words("events", "treatments") | lexicon.words("events", "recovering")
        self._tallies = lexicon.words("events", "tallies")
        self._sickbeds = lexicon.words("events", "sickbeds")
        self._busy = self._telling | self._aftermath | lexicon.words("events", "business")
        self._late = LateDeaths(lexicon)
        self._lives = lexicon.words("events", "living")
        self._occasions = lexicon.words("attribution", "occasions")
        self._documents = lexicon.words("attribution", "documents") | lexicon.words("attribution", "writings")

    def is_apart(self, adjunct: Token, trigger: Token) -> bool:
        """Whether an adjunct is none of a trigger's: of the telling, of the aftermath, or of what came later."""
        return (
            self.is_of_telling(adjunct, trigger)
            or self.is_of_aftermath(adjunct, trigger)
            or (self.is_of_life(adjunct) and not clause(adjunct).is_ancestor(trigger))
            or self.is_of_treatment(adjunct)
            or looks_back(adjunct, trigger)
        )

    def is_of_life(self, adjunct: Token) -> bool:
        """ "The commander, who was BORN in Y, shot two men": where somebody lives or comes from."""
        verb = clause(adjunct)
        return verb.dep_ in ("relcl", "acl", "advcl") and lemma(verb) in self._lives

    def is_of_treatment(self, adjunct: Token) -> bool:
        """ "Was treated at a hospital IN Y": where the hurt were taken, not where they came to harm."""
        noun = adjunct.head.head if adjunct.dep_ == "pobj" else adjunct.head
        return lemma(noun) in self._sickbeds or lemma(clause(adjunct)) in self._treating

    def is_free(self, adjunct: Token) -> bool:
        """Whether an adjunct stands with no verb of telling, of what followed, of public business, of dying later."""
        verb = clause(adjunct)
        counted = any(lemma(t) in self._tallies for t in children(verb, *SUBJECTS))  # "the toll rose on Friday"
        return lemma(verb) not in self._busy and not counted and not self._late.has(verb)

    def is_of_telling(self, adjunct: Token, trigger: Token) -> bool:
        """ "X said on Sunday", "at a briefing in Y", "published in Y": when and where it was told, not happened."""
        noun = adjunct.head.head if adjunct.dep_ == "pobj" else adjunct.head
        teller = clause(adjunct)
        if self.is_of_writing(adjunct):
            return True
        governs = teller.is_ancestor(trigger) and not _is_of_subject(trigger, teller)
        apart = lemma(teller) in self._telling and teller != trigger and not governs
        beside = _is_beside(adjunct, trigger, self._telling) and not is_cut_off(adjunct, trigger)
        return apart or beside or lemma(noun) in self._occasions

    def is_of_writing(self, adjunct: Token) -> bool:
        """ "A book PUBLISHED in Y", "a statement DATED March 28": when and where what tells of it was written."""
        verb = clause(adjunct)
        written = verb.dep_ in ("acl", "relcl") and lemma(verb.head) in self._documents
        return written or is_of_another(adjunct, self._documents)

    def is_of_aftermath(self, adjunct: Token, trigger: Token) -> bool:
        """ "Marched in Y on Sunday to MOURN the killing": when and where it was mourned, not when it happened."""
        verb = clause(adjunct)
        others = verb not in (trigger, clause(trigger)) and any(children(verb, *SUBJECTS))
        apart = others and lemma(verb) in self._aftermath and not verb.is_ancestor(trigger)
        apart = apart or is_counted_up(trigger, verb, self._tallies)
        return apart or self._late.has(verb) or _is_beside(adjunct, trigger, self._aftermath, clauses=False)


def _is_of_subject(trigger: Token, verb: Token) -> bool:
    """ "X, whom they suspect of THE ATTACK, announced on Monday": told only of who does what the verb says."""
    return any(subject.is_ancestor(trigger) for subject in children(verb, *SUBJECTS))


def looks_back(adjunct: Token, trigger: Token) -> bool:
    """Whether a trigger is told only as what came before: "they marched in Y AFTER the attack", "... until it fell".

    What stands beside the verb above is then not of it.
    """
    for token in (trigger, *trigger.ancestors):
        if token.is_ancestor(adjunct) or token == adjunct:
            return False
        linked = token.dep_ in ("pobj", "pcomp") and token.head.lower_ in _BACKWARD
        if linked and not token.head.is_ancestor(adjunct):
            return True
    return False


def is_behind(day: Token, trigger: Token) -> bool:
    """Whether a day is of what came before or bounds it: "wounded 15, the most SINCE they captured two on 12 July"."""
    for token in (day, *day.ancestors):
        if token == trigger or token.is_ancestor(trigger):
            return False
        marks = (token.head, *(t for t in token.children if t.dep_ in ("mark", "prep", "advmod") and t.i < token.i))
        if token.dep_ in ("advcl", "pcomp", "pobj", "relcl") and any(t.lower_ in _BACKWARD for t in marks):
            return True
    return False


def is_across(day: Token, trigger: Token) -> bool:
    """Whether "and" or "but" parts the clauses of both: "It fell in MARCH 2019, but rebels still ambush patrols"."""
    for one, other in ((day, trigger), (trigger, day)):
        for token in (one, *one.ancestors):
            if token == other or token.is_ancestor(other):
                break
            if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and any(children(token, *SUBJECTS)):
                return True
    return False


def _is_beside(adjunct: Token, trigger: Token, verbs: Words, *, clauses: bool = True) -> bool:
    """Whether it hangs on one of some verbs above the trigger, or on a clause beside that verb.

    With `clauses`, the trigger may be in a clause of its own below that verb.
    """
    branch, home = trigger, clause(adjunct)
    for above in trigger.ancestors:
        listed = above.pos_ == "VERB" and lemma(above) in verbs
        if listed and (clauses or branch.dep_ not in ("advcl", "ccomp")):
            near = above in (home, home.head) or (above.dep_ in ("xcomp", "advcl") and above.head == home)
            if near and branch != adjunct and not branch.is_ancestor(adjunct):
                return True
        branch = above
    return False
