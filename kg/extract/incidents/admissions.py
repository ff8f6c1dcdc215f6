"""Who says of himself that he did it, or did not: claims of responsibility, boasts, confessions, denials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.incidents.culprits import first
from kg.extract.incidents.deeds import Deeds
from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, agents, children, is_passive, lemma, objects, subjects, verb_lemma
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality


class Admission(NamedTuple):
    """Somebody who speaks of what he did.

    Attributes:
        culprit: the head of the words for him.
        deed: the noun or verb that stands for what he did, None where only the context tells.
        verb: what he does by it: of "called reporters to claim the attack", the calling.
        vague: whether "it" may be something else than an attack ("Moscow denied it").
    """

    culprit: Token
    deed: Token | None
    verb: Token
    factuality: Factuality = "Asserted"
    vague: bool = False


class Admissions:
    """Finds those that hang on a verb."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers, deeds: Deeds) -> None:
        self._fillers, self._deeds = fillers, deeds
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")
        self._accepted = lexicon.words("attribution", "responsibility", "weighty")
        self._light_claims = lexicon.words("attribution", "responsibility", "light")
        self._denials = lexicon.words("attribution", "reporting", "Denied")
        self._charges = lexicon.words("attribution", "charges")
        self._failings = lexicon.words("attribution", "failings")
        self._calling = lexicon.words("attribution", "calling")
        self._confessing: dict[str, list[str]] = lexicon.attribution["confessing"]

    def of(self, verb: Token) -> Iterator[Admission]:
        """What a verb has somebody say; nothing, for most verbs."""
        if lemma(verb) in self._claims:
            yield from self._claimed(verb)
        if verb_lemma(verb) in self._confessing:
            yield from self._confessed(verb)

    def _claimed(self, verb: Token) -> Iterator[Admission]:
        """ "X claimed responsibility for Z", "Z was claimed by X", "X denied any involvement in Z"."""
        denies = lemma(verb) in self._denials
        things = subjects(verb) if is_passive(verb) else objects(verb)
        nouns = self._accepted if lemma(verb) in self._light_claims else self._credit
        if credit := next((t for t in (*things, *verb.rights) if lemma(t) in nouns), None):
            deed = first(after(credit, ("for", "in")) or after(verb, ("for", "in")) or _done(credit) or _done(verb))
            if deed is not None and lemma(deed) in self._failings:
                return  # "took responsibility for the failure of the talks"
            for culprit in [t for t in self._claimants(verb) if t != credit]:
                yield Admission(culprit, deed, self._told_by(verb), "Denied" if denies else "Asserted")
        elif not denies:
            yield from self._claimed_itself(verb)
        elif all(t.pos_ == "PRON" or lemma(t) in self._charges for t in objects(verb)):
            for culprit in self._claimants(verb) if not any(children(verb, "ccomp", "xcomp")) else ():
                yield Admission(culprit, None, verb, "Denied", vague=True)  # "Moscow denied it"

    def _claimed_itself(self, verb: Token) -> Iterator[Admission]:
        """ "Z was claimed by X", "X claimed Z"; only "claim" takes the deed as its object."""
        culprits, things = agents(verb) if is_passive(verb) else [], self._deeds.things(verb, subjects(verb))
        if not culprits and lemma(verb) == "claim":
            culprits, things = self._claimants(verb), self._deeds.things(verb, objects(verb))
        deed = next((t for t in things if self._deeds.means(t)), None)
        for culprit in culprits if deed is not None else ():
            yield Admission(culprit, deed, self._told_by(verb))

    def _confessed(self, verb: Token) -> Iterator[Admission]:
        """ "X boasted of the attack", "X owned up to the bomb", "X confessed to killing Y"."""
        prepositions = self._confessing[verb_lemma(verb)]
        doing = [t for p in children(verb, "prep") if p.lower_ in prepositions for t in children(p, "pcomp")]
        deeds = [t for t in after(verb, prepositions) if self._deeds.means(t)]
        deeds += [t for t in doing if self._deeds.does(t)]
        for culprit in self._claimants(verb) if deeds else ():
            yield Admission(culprit, deeds[0], self._told_by(verb))

    def _told_by(self, verb: Token) -> Token:
        """The verb itself, or the call that it is the purpose of."""
        return verb.head if verb.dep_ in ("xcomp", "advcl") and lemma(verb.head) in self._calling else verb

    def _claimants(self, verb: Token) -> list[Token]:
        """Who claims: the subject, that of a subject taken for a clause, or a name taken for an auxiliary ("IS").

        Who "rang newsrooms to claim the attack" is he who rang.
        """
        if is_passive(verb) and agents(verb):
            return agents(verb)
        if (calls := self._told_by(verb)) is not verb:
            return subjects(calls)
        found = [t for t in subjects(verb) if t.i < verb.i] or [
            t for c in children(verb, "ccomp", "csubj") if c.i < verb.i for t in subjects(c)
        ]
        return found or [t for t in verb.lefts if t.dep_ in ("aux", "auxpass") and self._fillers.mention(t) is not None]


def _done(word: Token) -> list[Token]:
    """What somebody took responsibility for doing: "claimed responsibility for killing X"."""
    return [t for p in children(word, "prep") if p.lower_ in ("for", "in") for t in children(p, "pcomp")]
