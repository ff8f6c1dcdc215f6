"""Whom a report quotes: from the noun in a source's place to who stands behind it.

A spokesman speaks for his body, a document for its author, and a pronoun for whoever was quoted last. Reports, findings
and evidence that nobody signs are no source; what they say is only said to be so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, children, conjuncts, lemma, possessors
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

SPEAKERS = ("Person", "Group", "Organization", "State")
_MODIFIERS = ("compound", "nmod", "amod")
_NEAR = 80  # tokens from a pronoun back to the speech whose source it takes up
_BODIES = ("Organization", "State")
_PRONOUNS = {"it": _BODIES, "they": ("Group", *_BODIES), "he": ("Person",), "she": ("Person",)}


class QuotedSource(NamedTuple):
    """Who says something: the entity if there is one, its words, and whether nobody answers for it."""

    entity: EntityDraft | None
    words: str
    impersonal: bool = False


class Sources:
    """Finds who is quoted in one document; call it in text order, since a pronoun takes up the last one quoted."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers = fillers
        self._events = frozenset(lexicon.nouns)
        self._documents = lexicon.words("attribution", "documents")
        self._impersonal = lexicon.words("attribution", "impersonal")
        self._deputies = lexicon.words("attribution", "deputies")
        self._last: tuple[int, EntityDraft] | None = None
        self._bodies: dict[str, EntityDraft] = {}  # by the last word of their names

    def of(self, noun: Token) -> QuotedSource | None:
        """Who speaks; None for what cannot ("the strike recalled ...", "no group claimed it")."""
        noun = self._speaker(noun)
        if any(t.lower_ == "no" for t in children(noun, "det")):
            return None
        found = self._document(noun) or self._pronoun(noun) or self._party(noun)
        if found is not None and found.entity is not None:
            self._last = noun.i, found.entity
            if found.entity.names and any(is_a(found.entity.cls, c) for c in _BODIES):
                self._bodies[found.entity.label.split()[-1].casefold()] = found.entity
        return found

    def _party(self, noun: Token) -> QuotedSource | None:
        entity = self._fillers.entity(noun)
        if entity is not None and not any(is_a(entity.cls, c) for c in SPEAKERS):
            return None
        if entity is None and (noun.pos_ == "PRON" or lemma(noun) in self._events):
            return None
        words = self._fillers.words(noun)
        if entity is not None and not entity.names:
            entity = next(self._principals(noun), entity)
            if not entity.names and any(t.lower_ == "the" for t in children(noun, "det")):
                entity = self._bodies.get(noun.lower_, entity)  # "X's Defence Ministry said. The ministry added"
        return QuotedSource(entity, words)

    def _principals(self, noun: Token) -> Iterator[EntityDraft]:
        """Whom an unnamed person speaks for: "a Hezbollah source", "the army's spokesman", "a spokesman for it"."""
        deputy = lemma(noun) in self._deputies
        for owner, at in self._fillers.affiliations(noun):
            if owner.names and (deputy or at.dep_ in _MODIFIERS):
                yield owner
        for at in after(noun, ("for", "of", "from")) if deputy else ():
            body = self._fillers.entity(at, make=False)
            if body is not None and any(is_a(body.cls, c) for c in _BODIES) and (body.names or body.actor):
                yield body

    def _document(self, noun: Token) -> QuotedSource | None:
        """ "A statement by X", "X's report"; what nobody is named for is the article's own guess."""
        word = lemma(noun)
        if word not in self._documents and word not in self._impersonal:
            return None
        beside = [*after(noun, ("by", "from", "of")), *possessors(noun), *children(noun, *_MODIFIERS)]
        beside += [t for clause in children(noun, "acl") for t in after(clause, ("by",))]
        for token in beside:
            author = self._fillers.entity(token, make=False)
            if author is not None and any(is_a(author.cls, c) for c in SPEAKERS):
                return QuotedSource(author, self._fillers.words(noun))
        return QuotedSource(None, self._fillers.words(noun), word in self._impersonal)

    def _pronoun(self, pronoun: Token) -> QuotedSource | None:
        """ "It said" is who was quoted last, if that is a body; "he said", if it is a person."""
        classes = _PRONOUNS.get(pronoun.lower_)
        if classes is None or self._last is None:
            return None
        at, entity = self._last
        if pronoun.i - at > _NEAR or not any(is_a(entity.cls, c) for c in classes):
            return None
        return QuotedSource(entity, entity.label)

    def _speaker(self, source: Token) -> Token:
        """Who speaks, where the parser took what stands before for the subject ("15 at a school, officials said").

        A name in apposition speaks for what has none ("its armed wing, the Y, said").
        """
        entity = self._fillers.entity(source, make=False)
        if entity is not None and (entity.names or source.pos_ != "NUM"):
            return source
        for beside in [t for a in children(source, "appos", "conj") for t in conjuncts(a)]:
            other = self._fillers.entity(beside, make=False)
            if other is not None and any(is_a(other.cls, c) for c in SPEAKERS):
                return beside
        return source
