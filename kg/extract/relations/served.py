"""Whom the names beside a title tell of: the ruler that an aide serves, the state behind "President X of Y"."""

from __future__ import annotations

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.relations.names import name_from
from kg.extract.text.syntax import children, conjuncts, possessors
from kg.extract.tokens import Doc, Token
from kg.vocab import is_a

_NEXT = 4  # tokens from a title to the name that follows
_FARTHER = 6  # tokens from "of" to the name: "of the self-declared X"
_WORDS = ("ADJ", "NOUN", "PROPN", "ADV", "NUM", "VERB", "DET")


class Served:
    """Finds such names in one document."""

    def __init__(self, doc: Doc, fillers: Fillers) -> None:
        self._doc, self._fillers = doc, fillers

    def behind(self, end: int, person: EntityDraft) -> tuple[EntityDraft, Token] | None:
        """ "President X of Y": the state or body that is named right after whoever holds a title that ends there."""
        names = (m for m in person.mentions if m.kind == "name" and 0 <= m.span.start - end <= _NEXT)
        at = next((m.span.end for m in names), len(self._doc))
        if at >= len(self._doc) or self._doc[at].lower_ != "of":
            return None
        for token in self._doc[at + 1 : at + 1 + _FARTHER]:
            mention = self._fillers.mention(token)
            if mention is not None and mention.kind == "name" and mention.entity is not None:
                body = is_a(mention.entity.cls, "Organization") or mention.entity.cls == "State"
                return (mention.entity, token) if body else None
            if token.pos_ not in _WORDS and token.text != "-":
                break
        return None

    def master(self, noun: Token, start: int) -> tuple[EntityDraft, Token] | None:
        """The person whose deputy, aide or spokesman somebody is: "his deputy", "an aide to X", "X's spokesman"."""
        below = [t for p in children(noun, "prep") if p.lower_ in ("to", "of", "for") for t in prepositional(p)]
        at = start - 1
        while at > noun.sent.start and noun.doc[at].dep_ in ("amod", "compound", "case"):
            at -= 1
        left = [noun.doc[at]] if at >= noun.sent.start else []
        for token in [*possessors(noun), *left, *below]:
            entity = self._fillers.entity(token, make=False)
            if entity is not None and entity.cls == "Person" and entity.names:
                return entity, token
            if entity is not None and entity.cls == "Person" and token.i > noun.i:  # "to Ukrainian PRESIDENT X"
                name = name_from(self._doc, token.i + 1, self._fillers, frozenset())
                if name is not None and name.entity is not None and name.cls == "Person":
                    return name.entity, name.head
        return None


def prepositional(preposition: Token) -> list[Token]:
    """The objects of a preposition."""
    return [t for o in children(preposition, "pobj") for t in conjuncts(o)]
