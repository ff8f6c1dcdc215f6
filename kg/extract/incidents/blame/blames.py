"""Who is said to have done it, apart from the trigger's own grammar: blame, accusation, claims of responsibility."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.attribution.speakers import who_tells
from kg.extract.drafts import EntityDraft
from kg.extract.events.behests import Behests
from kg.extract.incidents.blame.admissions import Admissions
from kg.extract.incidents.blame.culprits import Culprits, first
from kg.extract.incidents.blame.involvement import Involvements
from kg.extract.incidents.blame.suspicion import Suspicions
from kg.extract.incidents.deeds import IT, Deeds
from kg.extract.participants import Fillers
from kg.extract.principals import Principals
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
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality

_FIGHTERS = ("ArmedGroup", "MilitaryForce")
_NOBODY = ("nobody", "none", "neither")
_ABOUT = ("for", "of", "with", "in", "over")
_NONE = ("neither", "no")
_DOING = ("for", "of", "with", "in")
_UPON = ("towards", "toward", "on", "upon")


class Blame(NamedTuple):
    """Somebody named as the attacker.

    Attributes:
        span: the words for the culprit; `at` is their head.
        event: the noun or verb that stands for the deed, None where only the context tells.
        source: who says so; None where nobody is named for it.
        vague: whether "it" may be something else than an attack ("Moscow denied it").
        explains: whether it only tells why somebody did what was just told of ("it was revenge").
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
    explains: bool = False


class Blames:
    """Finds every blame of a document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers, self._deeds = fillers, Deeds(lexicon)
        self._suspicions = Suspicions(lexicon)
        self._blame: dict[str, list[str]] = lexicon.attribution["blame"]
        self._sought = lexicon.words("attribution", "sought")
        self._onto = {verb for verb, prepositions in self._blame.items() if {"on", "to"} & {*prepositions}}
        self._accountable = lexicon.words("attribution", "accountable")
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._telling = lexicon.telling
        self._light = lexicon.words("events", "light_verbs")
        self._documents = lexicon.words("attribution", "documents")
        self._ties = lexicon.words("attribution", "ties")
        self._failings = lexicon.words("attribution", "failings")
        self._involvements = Involvements(lexicon, fillers, self._deeds)
        self._behests = Behests(lexicon, fillers)
        self._admissions = Admissions(lexicon, fillers, self._deeds)
        self._principals = Principals(lexicon, fillers)
        self._culprits = Culprits(lexicon, self._is_named_deed, self._noun_of)

    def read(self, doc: Doc) -> Iterator[Blame]:
        """In text order."""
        for token in doc:
            yield from self._culpable(token)
            if token.pos_ not in ("VERB", "AUX", "ADJ"):
                continue
            negated = _is_negated(token)
            for part in self._involvements.of(token, negated=negated):
                yield from self._say(part.culprit, part.verb, part.deed, [], part.factuality)
            if token.pos_ == "ADJ" or negated:
                continue
            if lemma(token) in self._ties:
                yield from self._tied(token)
            if lemma(token) in self._blame:
                yield from self._blamed(token)
            yield from self._admitted(token)
            yield from self._held(token)
            for culprit, deed, sources, pointed in self._suspicions.of(token):
                for blame in self._say(culprit, token, deed, sources, "Hedged"):
                    if not pointed or blame.culprit.cls == "ArmedGroup":
                        yield blame

    def _admitted(self, verb: Token) -> Iterator[Blame]:
        for admitted in self._admissions.of(verb):
            sources = [admitted.culprit]
            for blame in self._say(admitted.culprit, admitted.verb, admitted.deed, sources, admitted.factuality):
                if not admitted.fought_for or blame.culprit.cls in _FIGHTERS:
                    yield blame._replace(vague=admitted.vague, explains=admitted.fought_for)

    def _blamed(self, verb: Token) -> Iterator[Blame]:
        """ "X blamed Y for Z", "X accused Y of Z", "X blamed Z on Y", "Z attributed to Y", "X blamed Y"."""
        passive = is_passive(verb) and not any(children(verb, "dobj"))  # not "blamed neither side by name"
        sources = agents(verb) if passive else who_tells(verb, self._telling)
        things = subjects(verb) if passive else objects(verb)
        if verb.dep_ == "relcl" and not passive and not things:
            things = [verb.head]
        if lemma(verb) in self._onto and (passive or not any(children(verb, "dobj"))):
            things = self._deeds.things(verb, things)
        factuality: Factuality = "Asserted" if sources else "Hedged"
        prepositions = self._blame[lemma(verb)]
        onto = [t for t in after(verb, [p for p in prepositions if p in ("on", "to")]) if t.ent_type_ != "DATE"]
        near = (verb, *things, *(sources if passive else ()))  # "accused by rights groups of shooting"
        about = [t for each in near for t in after(each, [p for p in prepositions if p in _ABOUT])]
        ofs = [p for each in near for p in children(each, "prep") if p.lower_ in _DOING]
        doing = [t for p in ofs for t in children(p, "pcomp")]
        if any(_is_negated(t) for t in doing) or any(lemma(t) in self._failings for t in (*doing, *about)):
            return  # "blamed for not stopping the massacre"
        deeds = [t for t in doing if self._deeds.does(t) or (verb.dep_ == "relcl" and verb_lemma(t) in self._light)]
        if any(lemma(t) in self._documents for t in things) and onto:
            return  # "a statement attributed to X" is no deed
        if doing and not (about or onto or deeds):
            return  # "blamed for breaking the truce"
        about = about or deeds
        if lemma(verb) in self._sought and not (passive and any(self._deeds.means(t) for t in about)):
            return
        if verb.dep_ == "relcl" and about:  # "the killing of X in Y, for which it blames Z"
            about = self._deeds.things(verb, about)
        onto = onto or [t for thing in things if "on" in prepositions for t in after(thing, ("on",))]
        if onto:  # the deed first, the culprit after the preposition
            culprits, blamed_for = onto, things[:1]
        elif (about and lemma(verb) != "hold") or "" in prepositions:
            culprits, blamed_for = things, about[:1] + [t for t in about[1:] if self._deeds.means(t)]
        else:
            return
        # Not "blamed for the collapse of the talks", "accused of war crimes"; "for the raid and for the bombing" twice.
        meant: list[Token | None] = [*filter(self._deeds.is_told, blamed_for)] if blamed_for else [None]
        for culprit in (t for t in culprits if not any(d.lower_ in _NONE for d in t.lefts)):
            for deed in meant:
                yield from self._say(culprit, verb, deed, sources, factuality)

    def _culpable(self, word: Token) -> Iterator[Blame]:
        """Whom a verdict or a description names; only somebody with a name is worth it."""
        for culprit, said, deed, sources, factuality in self._culprits.of(word):
            for at in (culprit, *(t for name in children(culprit, "appos") for t in conjuncts(name))):
                entity = self._fillers.entity(at, make=False)
                if entity is not None and entity.names and not _is_negated(said):
                    yield from self._say(at, said, deed, sources, factuality)

    def _is_named_deed(self, token: Token) -> bool:
        return self._deeds.does(token) if token.pos_ == "VERB" else token.lower_ not in IT and self._deeds.means(token)

    def _noun_of(self, token: Token) -> str:
        """A word's lemma; of a pronoun, that of the noun that first told whom it means."""
        entity = self._fillers.entity(token, make=False) if token.pos_ == "PRON" else None
        return lemma(token) if entity is None else lemma(entity.mentions[0].head)

    def _tied(self, verb: Token) -> Iterator[Blame]:
        """ "A bombing that the police linked to X", "they linked X to the bombing"; of two people, none is a deed."""
        things = self._deeds.things(verb, subjects(verb) if is_passive(verb) else objects(verb))
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
        near = (verb, *(t for below in (verb, *verb.children) for t in below.children))  # its whole subtree may be long
        words = (t for t in near if t.lower_ in self._accountable and verb in (t.head, t.head.head))
        word = min(words, default=None)
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
            owners = owners or ([] if entity.names else [*self._behests.led([at])])
            stands_for = self._principals.of(entity) if culprit in sources else None
            if stands_for is not None:  # a spokesman claims for his group, its leader for both
                owners = [(stands_for.body, stands_for.at), *([(entity, at)] if stands_for.leads else [])]
            for who, where in owners or [(entity, at)]:
                yield Blame(who, where, verb, event, speaker, words, factuality, self._fillers.span(where))

    def _speaker(self, sources: list[Token]) -> tuple[EntityDraft | None, str]:
        """Who says so, and its words; a pronoun that stands for nobody known has none."""
        if not sources:
            return None, ""
        speaker = self._fillers.entity(sources[0])
        return speaker, "" if speaker is None and sources[0].pos_ == "PRON" else self._fillers.words(sources[0])


def _is_negated(verb: Token) -> bool:
    """ "Has not claimed", "neither claimed nor disavowed": no word on who did it."""
    governor = verb.head if verb.dep_ == "conj" else verb
    about = [verb, governor, *children(verb, "nsubj", "nsubjpass")]  # "neither X nor Y was tried"
    return any(c.dep_ == "neg" or c.lower_ in ("neither", "nor") for v in about for c in v.children)
