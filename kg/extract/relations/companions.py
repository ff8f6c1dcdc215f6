"""Allies and enemies by the noun: "X's ally Y", "its rival, Y", "X and Y, allies of Z"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.drafts import EntityDraft
from kg.extract.participants import ACTORS, Fillers
from kg.extract.relations.holders import Holders
from kg.extract.relations.owners import Owner, Owners
from kg.extract.relations.titles import Title, Titles
from kg.extract.text.syntax import lemma, possessors
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

Companion = tuple[EntityDraft, str, EntityDraft, Token]
"""Who is it, the property, of whom, and the token that says so."""

_PROPERTIES = ("alignedWith", "backedBy", "opposes")


class Companions:
    """Reads nouns for those beside or against somebody."""

    def __init__(self, lexicon: Lexicon, titles: Titles) -> None:
        self._titles = titles
        self._property = {word: name for name in _PROPERTIES for word in lexicon.words("relations", name, "roles")}

    def read(self, doc: Doc, owners: Owners, holders: Holders, fillers: Fillers) -> Iterator[Companion]:
        """Every noun with its owner and its holders."""
        for noun in doc:
            name = self._property.get(lemma(noun)) if noun.pos_ == "NOUN" else None
            if name is None:
                continue
            role = Title(noun, lemma(noun), name, noun.i)
            if self._titles.is_over(role):
                continue
            own = owners.of(noun, noun.i, role.words)
            if called := _whose_named(noun, own, fillers):
                yield from ((o.entity, name, other, noun) for o in own for other in called if other is not o.entity)
                continue
            master = owners.served.master(noun, noun.i) if not own else None
            whose = [o.entity for o in own] + ([master[0]] if master is not None else [])
            for holder in holders.of(role, own, _is_actor) if whose else ():
                yield from ((holder, name, other, noun) for other in whose if other is not holder)


def _whose_named(noun: Token, own: Sequence[Owner], fillers: Fillers) -> list[EntityDraft]:
    """ "X and its Y ALLIES", "X's Y ALLIES": X, where the name right before the noun is that of the allies."""
    beside = all(o.at.head == noun and o.at.dep_ in ("compound", "nmod", "amod") for o in own)
    possessing = (t for at in (noun, *(o.at for o in own)) for t in possessors(at)) if own and beside else ()
    whose = (fillers.entity(t, make=False) for t in possessing)
    return [e for e in whose if e is not None and (e.names or e.actor) and _is_actor(e)]


def _is_actor(entity: EntityDraft) -> bool:
    return any(is_a(entity.cls, c) for c in ACTORS)
