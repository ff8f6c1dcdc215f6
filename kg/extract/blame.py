"""Who is said to have done it, apart from the trigger's own grammar: blame, accusation, claims of responsibility."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract.fillers import Fillers
from kg.extract.reading import EntityDraft
from kg.extract.syntax import after, agents, antecedent, children, is_passive, lemma, objects, subjects
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality


class Blame(NamedTuple):
    """Somebody named as the attacker.

    Attributes:
        event: the noun or verb that stands for the deed, None where only the context tells.
        source: who says so; None with `hedged` where nobody is named for it.
    """

    culprit: EntityDraft
    at: Token
    verb: Token
    event: Token | None
    source: EntityDraft | None
    source_words: str
    factuality: Factuality


_NOBODY = ("nobody", "none", "one", "neither")


def _is_negated(verb: Token) -> bool:
    """ "Has not claimed", "neither claimed nor disavowed": no word on who did it."""
    governor = verb.head if verb.dep_ == "conj" else verb
    return any(c.dep_ == "neg" or c.lower_ in ("neither", "nor") for v in (verb, governor) for c in v.children)


class Blames:
    """Finds every blame of a document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._lexicon, self._fillers = lexicon, fillers
        self._blame: dict[str, list[str]] = lexicon.attribution["blame"]
        self._accountable = lexicon.words("attribution", "accountable")
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")

    def read(self, doc: Doc) -> Iterator[Blame]:
        """In text order."""
        for token in doc:
            if token.pos_ not in ("VERB", "AUX") or _is_negated(token):
                continue
            if lemma(token) in self._blame:
                yield from self._blamed(token)
            if lemma(token) in self._claims:
                yield from self._claimed(token)
            yield from self._held(token)
            yield from self._behind(token)

    def _blamed(self, verb: Token) -> Iterator[Blame]:
        """ "X blamed Y for Z", "X accused Y of Z", "X blamed Z on Y", "Z attributed to Y"."""
        passive = is_passive(verb)
        sources = agents(verb) if passive else subjects(verb)
        things = subjects(verb) if passive else objects(verb)
        prepositions = self._blame[lemma(verb)]
        if verb.dep_ == "relcl" and not passive and not things:
            things = [verb.head]
        onto = after(verb, [p for p in prepositions if p in ("on", "to")])
        if onto:  # the deed first, the culprit after the preposition
            for culprit in onto:
                yield from self._say(
                    culprit, verb, next(iter(things), None), sources, "Asserted" if sources else "Hedged"
                )
            return
        about = after(verb, [p for p in prepositions if p in ("for", "of", "with")]) or [
            t for p in children(verb, "prep") for t in children(p, "pcomp")
        ]
        if lemma(verb) == "hold" or not about:
            return
        for culprit in things:
            yield from self._say(culprit, verb, about[0], sources, "Asserted" if sources else "Hedged")

    def _held(self, verb: Token) -> Iterator[Blame]:
        """ "X holds Y responsible", "Y is responsible for the attack"."""
        words = [t for t in verb.subtree if t.head in (verb, *verb.children) and t.lower_ in self._accountable]
        if not words:
            return
        word = words[0]
        if lemma(verb) == "hold":
            for culprit in [*objects(verb), *children(word, "nsubj")]:
                yield from self._say(
                    culprit,
                    verb,
                    next(iter(after(word, ("for",)) or after(verb, ("for",))), None),
                    subjects(verb),
                    "Asserted",
                )
        elif word.pos_ == "NOUN" and word.dep_ == "dobj" and lemma(verb) not in self._claims:
            for culprit in after(word, ("towards", "toward", "on", "upon")) or after(
                verb, ("towards", "toward", "on", "upon")
            ):
                yield from self._say(
                    culprit,
                    verb,
                    next(iter(after(word, ("for",)) or after(verb, ("for",))), None),
                    subjects(verb),
                    "Asserted",
                )

    def _behind(self, verb: Token) -> Iterator[Blame]:
        """ "Y was behind the attack", whoever says or denies so."""
        deeds = [t for t in after(verb, ("behind",)) if self._deed(t)] if lemma(verb) == "be" else []
        for culprit in subjects(verb) if deeds else ():
            yield from self._say(culprit, verb, deeds[0], [], "Asserted")

    def _claimed(self, verb: Token) -> Iterator[Blame]:
        """ "X claimed responsibility for Z", "Z was claimed by X", "X denied any involvement in Z"."""
        denies = lemma(verb) in ("deny", "reject")
        credit = next((t for t in (*objects(verb), *verb.rights) if lemma(t) in self._credit), None)
        if credit is not None:
            deed = next(iter(after(credit, ("for", "in")) or after(verb, ("for", "in"))), None)
            for culprit in [t for t in self._claimants(verb) if t != credit]:
                yield from self._say(culprit, verb, deed, [culprit], "Denied" if denies else "Asserted")
        elif is_passive(verb) and not denies and (doers := agents(verb)):
            deed = next((t for t in subjects(verb) if self._deed(t)), None)
            for culprit in doers if deed is not None else ():
                yield from self._say(culprit, verb, deed, [culprit], "Asserted")
        elif (
            not denies
            and lemma(verb) == "claim"
            and (deed := next((t for t in objects(verb) if self._deed(t)), None)) is not None
        ):
            for culprit in subjects(verb):
                yield from self._say(culprit, verb, deed, [culprit], "Asserted")

    @staticmethod
    def _claimants(verb: Token) -> list[Token]:
        """Who claims; a long subject that the parser took for a clause of its own lends its subject."""
        found = [t for t in subjects(verb) if t.i < verb.i]
        return found or [t for c in children(verb, "ccomp", "csubj") if c.i < verb.i for t in subjects(c)]

    def _deed(self, token: Token) -> bool:
        token = antecedent(token)
        return lemma(token) in self._lexicon.nouns

    def _say(
        self, culprit: Token, verb: Token, deed: Token | None, sources: list[Token], factuality: Factuality
    ) -> Iterator[Blame]:
        if culprit.lower_ in _NOBODY or any(t.lower_ == "no" for t in children(culprit, "det")):
            return
        for entity, at in self._fillers.actors(culprit):
            source = next((s for s in sources), None)
            speaker = self._fillers.entity(source) if source is not None else None
            unnamed = source is None or (speaker is None and source.pos_ == "PRON")
            words = "" if unnamed or source is None else self._fillers.span(source).text
            yield Blame(entity, at, verb, antecedent(deed) if deed is not None else None, speaker, words, factuality)
