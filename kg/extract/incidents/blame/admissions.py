"""Who says of himself that he did it, or did not: claims of responsibility, boasts, confessions, denials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.incidents.blame.culprits import first
from kg.extract.incidents.deeds import Deeds
from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, agents, children, is_passive, lemma, objects, possessors, subjects, verb_lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality
from kg.vocab import is_a


class Admission(NamedTuple):
    """Somebody who speaks of what he did.

    Attributes:
        culprit: the head of the words for him.
        deed: the noun or verb that stands for what he did, None where only the context tells.
        verb: what he does by it: of "called reporters to claim the attack", the calling.
        vague: whether "it" may be something else than an attack ("Moscow denied it").
        fought_for: whether only fighters mean themselves by it: "it was revenge", says whoever took it, or a witness.
    """

    culprit: Token
    deed: Token | None
    verb: Token
    factuality: Factuality = "Asserted"
    vague: bool = False
    fought_for: bool = False


class Admissions:
    """Finds those that hang on a verb."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers, deeds: Deeds) -> None:
        self._fillers, self._deeds = fillers, deeds
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")
        self._accepted = lexicon.words("attribution", "responsibility", "weighty")
        self._owning = lexicon.words("attribution", "responsibility", "owning")
        self._justifying = lexicon.words("attribution", "responsibility", "justifying")
        self._light_claims = lexicon.words("attribution", "responsibility", "light")
        self._denials = lexicon.words("attribution", "reporting", "Denied")
        self._charges = lexicon.words("attribution", "charges")
        self._failings = lexicon.words("attribution", "failings")
        self._calling = lexicon.words("attribution", "calling")
        self._confessing: dict[str, list[str]] = lexicon.attribution["confessing"]
        self._apologising: dict[str, list[str]] = lexicon.attribution["apologising"]
        self._lodging = lexicon.words("attribution", "responsibility", "lodging")
        self._alone = lexicon.words("attribution", "involvement", "alone")
        self._authorship = lexicon.words("attribution", "involvement", "authorship")
        self._motives = lexicon.words("events", "answers")
        self._telling = lexicon.telling
        self._missives = lexicon.words("attribution", "missives")
        self._signing = lexicon.words("attribution", "signing")

    def of(self, verb: Token) -> Iterator[Admission]:
        """What a verb has somebody say; nothing, for most verbs."""
        if lemma(verb) in self._claims:
            yield from self._claimed(verb)
        if verb_lemma(verb) in self._confessing or verb_lemma(verb) in self._apologising:
            yield from self._confessed(verb)
        if verb_lemma(verb) in self._lodging:
            yield from self._lodged(verb)
        if lemma(verb) == "come":
            yield from self._came(verb)
        if lemma(verb) in self._justifying:
            yield from self._justified(verb)
        yield from self._explained(verb)
        yield from self._owned_up(verb)

    def _claimed(self, verb: Token) -> Iterator[Admission]:
        """ "X claimed responsibility for Z", "Z was claimed by X", "X denied any involvement in Z"."""
        denies = lemma(verb) in self._denials
        things = subjects(verb) if is_passive(verb) else [*objects(verb), *_misread(verb)]
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
        """ "Z was claimed by X", "X claimed Z"; only "claim" and "admit" take the deed as their object."""
        culprits, things = agents(verb) if is_passive(verb) else [], self._deeds.things(verb, subjects(verb))
        noted = bool(culprits) and not things and verb.dep_ == "ROOT"  # "Two men shot dead in Y. Claimed by X."
        if not culprits and lemma(verb) in self._owning:
            culprits, things = self._claimants(verb), self._deeds.things(verb, objects(verb))
        deed = next((t for t in things if self._deeds.means(t)), None)
        for culprit in culprits if deed is not None or noted else ():
            yield Admission(culprit, deed, self._told_by(verb))

    def _justified(self, verb: Token) -> Iterator[Admission]:
        """ "X justified the raid by saying ...": of fighters, those who made it."""
        deed = next((t for t in objects(verb) if self._deeds.means(t) and t.pos_ == "NOUN"), None)
        known = deed is not None and any(t.lower_ in ("the", "that", "this", "its", "their") for t in deed.lefts)
        others = deed is not None and (after(deed, ("by",)) or [*children(deed, "amod", "compound")])
        for culprit in self._claimants(verb) if known and not others and not is_passive(verb) else ():
            yield Admission(culprit, deed, verb, fought_for=True)

    def _confessed(self, verb: Token) -> Iterator[Admission]:
        """ "X boasted of the attack", "X owned up to the bomb", "X confessed to killing Y"."""
        regrets = self._apologising.get(verb_lemma(verb))
        prepositions = regrets or self._confessing[verb_lemma(verb)]
        doing = [t for p in children(verb, "prep") if p.lower_ in prepositions for t in children(p, "pcomp")]
        deeds = [t for t in after(verb, prepositions) if self._deeds.means(t)]
        deeds += [t for t in doing if self._deeds.does(t)]
        for culprit in self._claimants(verb) if deeds else ():
            yield Admission(culprit, deeds[0], self._told_by(verb), fought_for=bool(regrets))

    def _lodged(self, verb: Token) -> Iterator[Admission]:
        """ "X put in a claim for the attack", "X issued a claim of responsibility"."""
        for claim in filter(self._is_claim, objects(verb)):
            for culprit in self._claimants(verb):
                deed = first(after(claim, ("for",)))
                yield Admission(culprit, deed, verb)

    def _came(self, verb: Token) -> Iterator[Admission]:
        """ "A claim of responsibility came from X"."""
        for claim in filter(self._is_claim, children(verb, "nsubj")):
            for culprit in after(verb, ("from",)):
                deed = first(after(claim, ("for",)))
                yield Admission(culprit, deed, verb)

    def _is_claim(self, noun: Token) -> bool:
        """ "A claim of responsibility", "a claim for the church": not one of facts."""
        if lemma(noun) != "claim" or any(t.lower_ in ("no", "any") for t in children(noun, "det")):
            return False
        of_deed = (t for t in after(noun, ("for",)) if self._deeds.means(t) or self._is_spot(t))
        return any(lemma(t) in self._credit for t in after(noun, ("of",))) or any(of_deed)

    def _is_spot(self, noun: Token) -> bool:
        """What goes for the attack on it ("a claim for the church")."""
        entity = self._fillers.entity(noun, make=False)
        return entity is not None and is_a(entity.cls, "Place")

    def _explained(self, verb: Token) -> Iterator[Admission]:
        """ "X said that it was revenge for Y", "X called the attack a response to Y"."""
        if lemma(verb) == "be" and verb.dep_ == "ccomp" and lemma(verb.head) in self._telling:
            teller, things = verb.head, [*children(verb, "nsubj")]
            reasons = [*children(verb, "attr"), *after(verb, ("in",))]
        elif lemma(verb) in ("call", "describe"):
            teller, things = verb, objects(verb)[:1]
            reasons = [*children(verb, "oprd"), *after(verb, ("as",))]
        else:
            return
        if not any(lemma(t) in self._motives for t in reasons) or any(children(verb, "neg")):
            return
        deed = next((t for t in things if self._deeds.means(t)), None)
        whose = [t for t in children(deed, "amod", "poss", "compound") if t.ent_type_ != "DATE"] if deed else []
        others = deed is not None and (after(deed, ("by",)) or whose)
        for culprit in self._tellers(teller) if deed is not None and not others else ():
            yield Admission(culprit, deed, verb, fought_for=True)

    def _owned_up(self, verb: Token) -> Iterator[Admission]:
        """ "'We did it,' said X", "'This was our work,' said X", "'We are behind the attack,' said X"."""
        if verb.dep_ != "ccomp" or lemma(verb.head) not in self._telling or any(children(verb, "neg", "aux")):
            return
        we = any(t.lower_ == "we" for t in children(verb, "nsubj"))
        things = [*objects(verb), *after(verb, ("behind", "for")), *children(verb, "attr")]
        things += [t for word in children(verb, "acomp") for t in after(word, ("for",))]
        did = lemma(verb) == "do" and any(t.lower_ in ("it", "this", "that") for t in things)
        behind = any(t.lower_ == "behind" for t in verb.children)
        alone = any(lemma(t) in self._alone for t in children(verb, "acomp"))
        ours = any(
            lemma(t) in self._authorship and any(p.lower_ == "our" for p in children(t, "poss"))
            for t in children(verb, "attr")
        )
        if (we and (did or behind or alone)) or ours:
            deed = next((t for t in things if t.pos_ == "NOUN" and self._deeds.means(t)), None)
            for culprit in self._tellers(verb.head):
                yield Admission(culprit, deed, verb, fought_for=True)

    def _told_by(self, verb: Token) -> Token:
        """The verb itself, or the call that it is the purpose of."""
        return verb.head if verb.dep_ in ("xcomp", "advcl") and lemma(verb.head) in self._calling else verb

    def _tellers(self, verb: Token) -> list[Token]:
        """Who says it, before the verb or behind it ("..., said X")."""
        return [who for teller in subjects(verb) for who in self._signed(teller)]

    def _claimants(self, verb: Token) -> list[Token]:
        """Who claims, or in whose name a document does."""
        return [who for claimant in self._by_whom(verb) for who in self._signed(claimant)]

    def _signed(self, claimant: Token) -> list[Token]:
        """Who speaks by a missive: "a leaflet signed by X", "in the name of X", "X sent reporters a statement"."""
        missive = self._sent_to(claimant)
        if lemma(missive) not in self._missives:
            return [claimant]
        found = [*after(missive, ("by", "from", "of")), *possessors(missive), *children(missive, "compound", "nmod")]
        for name in after(missive, ("in",)):
            found += after(name, ("of",)) if lemma(name) == "name" else []
        for clause in children(missive, "acl", "relcl"):
            if lemma(clause) in self._signing:
                found += [
                    *agents(clause),
                    *after(clause, ("to",)),
                    *(t for o in objects(clause) for t in possessors(o)),
                ]
        if verb_lemma(missive.head) in self._lodging and missive.dep_ in ("dobj", "nsubjpass"):
            found += agents(missive.head) if missive.dep_ == "nsubjpass" else subjects(missive.head)
        found += [who for claim in children(missive, "acl") for c in children(claim, "ccomp") for who in agents(c)]
        return [t for t in found if self._fillers.entity(t, make=False) is not None] or [missive]

    def _sent_to(self, reader: Token) -> Token:
        """The missive to whose readers the parser gave what it says: "sent A MESSAGE to reporters claiming it"."""
        if reader.dep_ != "pobj" or reader.head.lower_ != "to":
            return reader
        sent = reader.head.head
        things = objects(sent) if sent.pos_ == "VERB" else [sent]
        return next((t for t in things if lemma(t) in self._missives), reader)

    def _by_whom(self, verb: Token) -> list[Token]:
        """The subject, that of a subject taken for a clause, or a name taken for an auxiliary ("IS").

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


def _misread(verb: Token) -> list[Token]:
    """ "A statement claiming RESPONSIBILITY was issued": what the parser gave to the verb that follows."""
    return [t for c in children(verb, "ccomp") for t in children(c, "nsubjpass") if verb.dep_ == "acl"]


def _done(word: Token) -> list[Token]:
    """What somebody took responsibility for doing: "claimed responsibility for killing X"."""
    return [t for p in children(word, "prep") if p.lower_ in ("for", "in") for t in children(p, "pcomp")]
