"""Signatures of entities: entities alike in every respect are one form.

Forms are what is compared and joined, so the cost of resolution grows with the different names in the news and not with
how often they are named. An entity that means someone only within its article or its outlet is a form of that scope.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.names import fold, is_kunya, is_short, words
from kg.model import Article, Entity
from kg.vocab import is_a

Words = tuple[str, ...]
BARE: Final = "bare"
"""The scope of a name that identifies nobody outside of its article."""
KINDS: Final = ("Person", "Organization", "Place", "State", "Group")


@dataclass(frozen=True, slots=True)
class Name:
    """One name, in the scope in which it means one thing: everywhere (""), or one country, outlet, place or form.

    Attributes:
        long: whether it has several words, particles included: so El Mozote has.
    """

    kind: str
    words: Words
    scope: str = ""
    long: bool = False


@dataclass(frozen=True, slots=True)
class EntitySignature:
    """An entity without its article.

    Attributes:
        label: its words, where it has no name.
        names: every name, fullest first.
        actor: its key in the actor list as that is now.
        scope: the outlet or article outside of which it says nothing of who is meant; "" if it does everywhere.
        within: of a place that the gazetteer does not know, the id there of what it lies in.
    """

    cls: str
    label: str
    names: tuple[str, ...]
    actor: str | None
    place: str | None
    country: str | None
    scope: str = ""
    within: str | None = None

    @property
    def kind(self) -> str:
        """The class below which it lies and beyond which nothing joins."""
        return kind_of(self.cls)

    @property
    def identity(self) -> tuple[str | None, ...]:
        """What makes it one with others beyond doubt: an id that lists give, else the very same names."""
        return (self.actor, self.place) if self.actor or self.place else (self.kind, self.scope, *self.names)

    def entity(self) -> Entity:
        """It as an entity of no article."""
        label = self.label or self.names[0]
        return Entity("", self.cls, label, self.names, self.actor, self.place, self.country, self.within)

    def dumps(self) -> str:
        """As JSON: equal forms give equal strings."""
        return json.dumps([getattr(self, name) for name in self.__dataclass_fields__], ensure_ascii=False)

    @classmethod
    @lru_cache(maxsize=50_000)
    def loads(cls, text: str) -> EntitySignature:
        """The form that `dumps` wrote."""
        kind, label, names, *rest = json.loads(text)
        return cls(kind, label, tuple(names), *rest)


class SignatureBuilder:
    """Makes forms of entities, with the actor list as it is now: texts need not be read again when it changes."""

    def __init__(self, actors: ActorList) -> None:
        self.actors = actors
        self.titles = actors.titles
        self._states = _states_by_demonym(actors)

    def form(self, entity: Entity, article: Article, *, alone: bool = False) -> EntitySignature:
        """The signature of an entity.

        Args:
            entity: the article's.
            article: where it stands.
            alone: whether people judged it: then it is told from all others.
        """
        actor = self._actor(entity)
        label = "" if entity.names else entity.label
        form = EntitySignature(
            entity.cls, label, entity.names, actor.id if actor else None, entity.place, entity.country,
            within=entity.within,
        )  # fmt: skip
        scope = f"article {article.id} {entity.id}" if alone else self._scope(form, article, entity.id)
        return replace(form, scope=scope) if scope else form

    def name(self, form: EntitySignature, spelled: str) -> Name:
        """One of a form's names, in its scope."""
        plain = words(spelled)
        if form.place:
            return Name(form.kind, plain, f"place {form.place}")
        if plain in self.titles and form.actor is None:
            return Name(form.kind, plain, f"country {form.country}" if form.country else form.scope or BARE)
        if form.kind == "Organization" and len(plain) > 1:
            plain = tuple(self._states.get(word, word) for word in plain)  # Syria, or Syrian, Democratic Forces
        return Name(form.kind, plain, BARE if _is_bare(form, spelled) else "", " " in fold(spelled))

    def _scope(self, form: EntitySignature, article: Article, local: str) -> str:
        """Where a form without an id means one thing: the widest scope of its names."""
        if form.actor or form.place:
            return ""
        own, found = f"article {article.id} {local}", set()
        for spelled in form.names:
            if words(spelled) in self.titles:
                outlet = f"outlet {article.publisher}" if article.publisher else f"article {article.id}"
                found.add("" if form.country else outlet)
            else:
                found.add(own if _is_bare(form, spelled) else "")
        return min(found, key=lambda scope: ("", "outlet", "article").index(scope.partition(" ")[0]), default=own)

    def _actor(self, entity: Entity) -> Actor | None:
        """Whom the list now knows by the entity's names; where those say nothing, whom the reader found.

        A few letters mean whom the list says only where the reader, who knows the article, thinks so too.
        """
        telling = [name for name in entity.names if entity.actor or not is_short(name)]
        listed = {actor.id: actor for name in telling if (actor := self.actors.named(name)) is not None}
        read = self.actors.get(entity.actor) if entity.actor else None
        if read is not None and (read.id in listed or not listed):
            return read
        fit = [actor for actor in listed.values() if kind_of(actor.cls) == kind_of(entity.cls)]
        return fit[0] if len(fit) == 1 and not entity.place else read


def _is_bare(form: EntitySignature, spelled: str) -> bool:
    """A group's name is not its own, and a family name alone only means someone within its article."""
    return form.kind == "Group" or (form.kind == "Person" and len(words(spelled)) < 2 and not is_kunya(spelled))


@lru_cache(maxsize=64)
def kind_of(cls: str) -> str:
    """Which of the kinds a class lies below."""
    return next(top for top in KINDS if is_a(cls, top))


@lru_cache(maxsize=4)
def _states_by_demonym(actors: ActorList) -> dict[str, str]:
    """States' names by their demonyms, of one word each that begin alike, so that acronyms stay the same."""
    found: dict[str, str] = {}
    for state in (actor for actor in actors if actor.cls == "State"):
        name = words(state.name)
        for demonym in map(words, state.demonyms):
            if len(name) == len(demonym) == 1 and name[0][0] == demonym[0][0]:
                found[demonym[0]] = name[0]
    return found
