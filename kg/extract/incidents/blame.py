"""Who is said to have done it, apart from the trigger's own grammar: blame, accusation, claims of responsibility."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from kg.extract.attribution.speakers import who_tells
from kg.extract.drafts import EntityDraft
from kg.extract.incidents.culprits import Culprits, first
from kg.extract.incidents.deeds import IT, Deeds
from kg.extract.incidents.suspicion import Suspicions
from kg.extract.participants import Fillers
from kg.extract.text.syntax import (
    after,
    agents,
    antecedent,
    children,
    conjuncts,
    is_passive,
    lemma,
    objects,
    subjects,
    verb_lemma,
)
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality

_NOBODY = ("nobody", "none", "neither")
_ABOUT = ("for", "of", "with", "in", "over")
_DOING = ("for", "of", "with", "in")
_UPON = ("towards", "toward", "on", "upon")


class Blame(NamedTuple):
    """Somebody named as the attacker.

    Attributes:
        span: the words for the culprit; `at` is their head.
        event: the noun or verb that stands for the deed, None where only the context tells.
        source: who says so; None where nobody is named for it.
        vague: whether "it" may be something else than an attack ("Moscow denied it").
    """

    culprit: EntityDraft
    at: Token
    verb: Token
    event: Token | None
    source: EntityDraft | None
    source_words: str
    factuality: Factuality
    span: Span
    vague: bool = False


class Blames:
    """Finds every blame of a document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers, self._deeds = fillers, Deeds(lexicon)
        self._suspicions = Suspicions(lexicon)
        self._blame: dict[str, list[str]] = lexicon.attribution["blame"]
        self._onto = {verb for verb, prepositions in self._blame.items() if {"on", "to"} & {*prepositions}}
        self._accountable = lexicon.words("attribution", "accountable")
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")
        self._accepted = lexicon.words("attribution", "responsibility", "weighty")
        self._light_claims = lexicon.words("attribution", "responsibility", "light")
        self._telling = frozenset(v for verbs in lexicon.attribution["reporting"].values() for v in verbs)
        self._denials = lexicon.words("attribution", "reporting", "Denied")
        self._having = lexicon.words("attribution", "involvement", "verbs")
        self._parts = lexicon.words("attribution", "involvement", "nouns")
        self._involved_in = lexicon.words("attribution", "involvement", "adjectives")
        self._suspects = lexicon.words("attribution", "involvement", "suspects")
        self._joining = lexicon.words("attribution", "involvement", "joining")
        self._alone = lexicon.words("attribution", "involvement", "alone")
        self._light = lexicon.words("events", "light_verbs")
        self._authorship = lexicon.words("attribution", "involvement", "authorship")
        self._charges = lexicon.words("attribution", "charges")
        self._ties = lexicon.words("attribution", "ties")
        self._failings = lexicon.words("attribution", "failings")
        self._culprits = Culprits(lexicon, self._is_named_deed, self._noun_of)

    def read(self, doc: Doc) -> Iterator[Blame]:
        """In text order."""
        for token in doc:
            yield from self._culpable(token)
            if token.pos_ not in ("VERB", "AUX", "ADJ"):
                continue
            yield from self._involved(token)
            if token.pos_ == "ADJ" or _is_negated(token):
                continue
            if lemma(token) in self._ties:
                yield from self._tied(token)
            if lemma(token) in self._blame:
                yield from self._blamed(token)
            if lemma(token) in self._claims:
                yield from self._claimed(token)
            yield from self._held(token)
            for culprit, deed, sources in self._suspicions.of(token):
                yield from self._say(culprit, token, deed, sources, "Hedged")

    def _blamed(self, verb: Token) -> Iterator[Blame]:
        """ "X blamed Y for Z", "X accused Y of Z", "X blamed Z on Y", "Z attributed to Y", "X blamed Y"."""
        passive = is_passive(verb)
        sources = agents(verb) if passive else who_tells(verb, self._telling)
        things = subjects(verb) if passive else objects(verb)
        if verb.dep_ == "relcl" and not passive and not things:
            things = [verb.head]
        if lemma(verb) in self._onto and (passive or not any(children(verb, "dobj"))):
            things = self._things(verb, things)
        factuality: Factuality = "Asserted" if sources else "Hedged"
        prepositions = self._blame[lemma(verb)]
        onto = [t for t in after(verb, [p for p in prepositions if p in ("on", "to")]) if t.ent_type_ != "DATE"]
        about = [t for each in (verb, *things) for t in after(each, [p for p in prepositions if p in _ABOUT])]
        near = (verb, *things, *(sources if passive else ()))  # "accused by rights groups of shooting"
        ofs = [p for each in near for p in children(each, "prep") if p.lower_ in _DOING]
        doing = [t for p in ofs for t in children(p, "pcomp")]
        if any(_is_negated(t) for t in doing) or any(lemma(t) in self._failings for t in (*doing, *about)):
            return  # "blamed for not stopping the massacre"
        deeds = [t for t in doing if self._deeds.does(t) or (verb.dep_ == "relcl" and verb_lemma(t) in self._light)]
        if doing and not (about or onto or deeds):
            return  # "blamed for breaking the truce"
        about = about or deeds
        if verb.dep_ == "relcl":
            about = self._things(verb, about) if about else about  # "the killing of X in Y, for which it blames Z"
        onto = onto or [t for thing in things if "on" in prepositions for t in after(thing, ("on",))]
        if onto:  # the deed first, the culprit after the preposition
            culprits, deed = onto, first(things)
        elif (about and lemma(verb) != "hold") or "" in prepositions:
            culprits, deed = things, first(about)
        else:
            return
        for culprit in culprits:
            yield from self._say(culprit, verb, deed, sources, factuality)

    def _culpable(self, word: Token) -> Iterator[Blame]:
        """Whom a verdict or a description names; only somebody with a name is worth it."""
        for culprit, said, deed, sources in self._culprits.of(word):
            for at in (culprit, *(t for name in children(culprit, "appos") for t in conjuncts(name))):
                entity = self._fillers.entity(at, make=False)
                if entity is not None and entity.names and not _is_negated(said):
                    yield from self._say(at, said, deed, sources, "Asserted")

    def _is_named_deed(self, token: Token) -> bool:
        return self._deeds.does(token) if token.pos_ == "VERB" else token.lower_ not in IT and self._deeds.means(token)

    def _noun_of(self, token: Token) -> str:
        """A word's lemma; of a pronoun, that of the noun that first told whom it means."""
        entity = self._fillers.entity(token, make=False) if token.pos_ == "PRON" else None
        return lemma(token) if entity is None else lemma(entity.mentions[0].head)

    def _tied(self, verb: Token) -> Iterator[Blame]:
        """ "A bombing that the police linked to X", "they linked X to the bombing"; of two people, none is a deed."""
        things = self._things(verb, subjects(verb) if is_passive(verb) else objects(verb))
        others = after(verb, ("to", "with"))
        deed = next((t for t in things if self._deeds.means(t)), None)
        if deed is None:
            things, others = others, things
            deed = next((t for t in things if self._deeds.means(t) and t.pos_ == "NOUN"), None)
        sources = agents(verb) if is_passive(verb) else subjects(verb)
        for culprit in others if deed is not None else ():
            yield from self._say(culprit, verb, deed, sources, "Hedged")

    def _held(self, verb: Token) -> Iterator[Blame]:
        """ "X holds Y responsible for Z", "X puts the responsibility for Z on Y"."""
        words = (t for t in verb.subtree if t.lower_ in self._accountable)
        word = next((t for t in words if verb in (t.head, t.head.head)), None)
        if word is None:
            return
        if lemma(verb) == "hold":
            culprits = [*(subjects(verb) if is_passive(verb) else objects(verb)), *children(word, "nsubj")]
        elif word.pos_ == "NOUN" and word.dep_ == "dobj" and lemma(verb) not in self._claims:
            culprits = after(word, _UPON) or after(verb, _UPON)
        else:
            return
        deed = first(after(word, ("for",)) or after(verb, ("for",)))
        for culprit in culprits:
            yield from self._say(culprit, verb, deed, agents(verb) if is_passive(verb) else subjects(verb), "Asserted")

    def _involved(self, word: Token) -> Iterator[Blame]:
        """ "Y was behind the attack", "involved in it", "had a hand in it", "it was the work of Y"; said or denied."""
        verb, none = word.head if word.dep_ == "acomp" else word, False
        if lemma(word) in self._involved_in and lemma(word.head) != "hold":
            noun = [word.head] if word.dep_ == "amod" and word.head.i < word.i else []  # "the group responsible for it"
            culprits, deeds = noun or subjects(word) or subjects(verb), after(word, ("in", "for", "with"))
        elif lemma(word) == "be":
            likely = children(word, "acomp")  # "was likely behind the attack"
            culprits, deeds = subjects(word), [t for at in (word, *likely) for t in after(at, ("behind",))]
            if any(lemma(t) in self._suspects for t in children(word, "attr")):  # "X was the main suspect"
                for culprit in culprits:
                    yield from self._say(culprit, verb, None, [], "Hedged")
                return
            if work := next((t for t in children(word, "attr") if lemma(t) in self._authorship), None):
                culprits, deeds = after(work, ("of",)), subjects(word)
        elif lemma(word) in self._joining:  # "participated in the raid"
            culprits, deeds = subjects(word), after(word, ("in", "with"))
        elif lemma(word) in self._having:
            part = next((t for t in objects(word) if lemma(t) in self._parts), None)
            if part is not None and lemma(word) in self._claims and lemma(part) in self._credit:
                return  # whoever takes responsibility speaks for himself
            culprits, deeds = subjects(word), []
            if part is not None:
                none = part.lower_ == "nothing" or any(t.lower_ == "no" for t in children(part, "det"))
                doing = [v for v in children(part, "relcl", "acl") if lemma(v) == "do"]  # "anything to do with it"
                deeds = [t for each in (part, word, *doing) for t in after(each, ("in", "with", "to", "for"))]
        else:
            return
        deed = next((t for t in deeds if self._deeds.means(t)), None)
        alone = lemma(word) in self._alone and not any(children(word, "prep"))  # "said that X was responsible"
        for culprit in culprits if deed is not None or alone else ():
            yield from self._say(culprit, verb, deed, [], "Denied" if none else "Asserted")

    def _claimed(self, verb: Token) -> Iterator[Blame]:
        """ "X claimed responsibility for Z", "Z was claimed by X", "X denied any involvement in Z"."""
        denies = lemma(verb) in self._denials
        things = subjects(verb) if is_passive(verb) else objects(verb)
        nouns = self._accepted if lemma(verb) in self._light_claims else self._credit
        if credit := next((t for t in (*things, *verb.rights) if lemma(t) in nouns), None):
            deed = first(after(credit, ("for", "in")) or after(verb, ("for", "in")) or _done(credit) or _done(verb))
            for culprit in [t for t in self._claimants(verb) if t != credit]:
                yield from self._say(culprit, verb, deed, [culprit], "Denied" if denies else "Asserted")
        elif not denies:
            yield from self._claimed_itself(verb)
        elif all(t.pos_ == "PRON" or lemma(t) in self._charges for t in objects(verb)):
            for culprit in self._claimants(verb) if not any(children(verb, "ccomp", "xcomp")) else ():
                for blame in self._say(culprit, verb, None, [culprit], "Denied"):
                    yield blame._replace(vague=True)  # "Moscow denied it"

    def _claimed_itself(self, verb: Token) -> Iterator[Blame]:
        """ "Z was claimed by X", "X claimed Z"; only "claim" takes the deed as its object."""
        culprits, things = agents(verb) if is_passive(verb) else [], self._things(verb, subjects(verb))
        if not culprits and lemma(verb) == "claim":
            culprits, things = subjects(verb), self._things(verb, objects(verb))
        deed = next((t for t in things if self._deeds.means(t)), None)
        for culprit in culprits if deed is not None else ():
            yield from self._say(culprit, verb, deed, [culprit], "Asserted")

    def _things(self, verb: Token, things: list[Token]) -> list[Token]:
        """What is claimed or blamed on somebody; a participle or relative clause means the nearest deed before it."""
        if verb.dep_ not in ("acl", "advcl", "relcl") or any(map(self._deeds.means, things)):
            return things
        before = reversed(verb.doc[verb.sent.start : verb.i])
        deed = next((t for t in before if t.pos_ in ("NOUN", "PROPN") and self._deeds.means(t)), None)
        return things if deed is None else [deed]

    def _claimants(self, verb: Token) -> list[Token]:
        """Who claims: the subject, that of a subject taken for a clause, or a name taken for an auxiliary ("IS")."""
        if is_passive(verb) and agents(verb):
            return agents(verb)
        found = [t for t in subjects(verb) if t.i < verb.i] or [
            t for c in children(verb, "ccomp", "csubj") if c.i < verb.i for t in subjects(c)
        ]
        return found or [t for t in verb.lefts if t.dep_ in ("aux", "auxpass") and self._fillers.mention(t) is not None]

    def _say(
        self, culprit: Token, verb: Token, deed: Token | None, sources: list[Token], factuality: Factuality
    ) -> Iterator[Blame]:
        if culprit.lower_ in _NOBODY or any(t.lower_ == "no" for t in children(culprit, "det")):
            return
        event = None if deed is None else antecedent(deed)
        speaker, words = self._speaker(sources)
        within = culprit.i < verb.i and culprit.is_ancestor(verb)  # "X, whom they blamed, and Y": not Y
        for entity, at in self._fillers.actors(culprit):
            if within and at.i > verb.i:
                continue
            # "The forces of the coalition" act for it.
            owners = [] if entity.names or entity.cls == "Person" else [*self._fillers.affiliations(at)]
            for who, where in owners or [(entity, at)]:
                yield Blame(who, where, verb, event, speaker, words, factuality, self._fillers.span(where))

    def _speaker(self, sources: list[Token]) -> tuple[EntityDraft | None, str]:
        """Who says so, and its words; a pronoun that stands for nobody known has none."""
        if not sources:
            return None, ""
        speaker = self._fillers.entity(sources[0])
        return speaker, "" if speaker is None and sources[0].pos_ == "PRON" else self._fillers.words(sources[0])


def _done(word: Token) -> list[Token]:
    """What somebody took responsibility for doing: "claimed responsibility for killing X"."""
    return [t for p in children(word, "prep") if p.lower_ in ("for", "in") for t in children(p, "pcomp")]


def _is_negated(verb: Token) -> bool:
    """ "Has not claimed", "neither claimed nor disavowed": no word on who did it."""
    governor = verb.head if verb.dep_ == "conj" else verb
    return any(c.dep_ == "neg" or c.lower_ in ("neither", "nor") for v in (verb, governor) for c in v.children)
