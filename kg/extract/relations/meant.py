"""Bodies that a noun means without naming them: "the group", "the country", "the division spokesman"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.participants import Fillers
from kg.extract.relations.focus import Focus
from kg.extract.relations.state_bodies import office_entity
from kg.extract.text.syntax import children, lemma
from kg.extract.tokens import Token
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon

_DEFINITE = frozenset("the this that these those its their his her our".split())


class Meant:
    """Finds the entities of such nouns in one document."""

    def __init__(self, actors: ActorList, lexicon: Lexicon, fillers: Fillers, focus: Focus) -> None:
        self._actors, self._fillers, self._focus = actors, fillers, focus
        self._irregulars = lexicon.sets["irregulars"]
        self._spoken_for = lexicon.words("relations", "positions", "spokespersonFor")
        self._of_bodies = lexicon.words("relations", "titles_of_bodies") | self._spoken_for
        self._echelons = frozenset(lexicon.relations["echelons"])
        self._kinds_of_units = lexicon.words("relations", "unit_adjectives")
        self._stateless = lexicon.words("relations", "stateless")
        self._polities = lexicon.words("relations", "polities")
        self._countries = lexicon.words("relations", "countries")

    def spoken_of(self, noun: Token) -> EntityDraft | None:
        """Whom "the group" picks up, where it names nobody itself."""
        entity = self._fillers.entity(noun, make=False)
        beside = {t.lower_ for t in noun.lefts if t.dep_ not in ("amod", "compound")}
        if noun.pos_ != "NOUN" or not beside & _DEFINITE or (entity is not None and (entity.names or entity.actor)):
            return None
        if any(self._fillers.mention(t) is not None for t in noun.lefts) or any(children(noun, "prep")):
            return None
        return self._state(noun) if lemma(noun) in self._countries else self._focus.body(noun)

    def _state(self, noun: Token) -> EntityDraft | None:
        """The state that "the country" picks up."""
        country = self._focus.country(noun)
        state = self._actors.state(country) if country is not None else None
        return office_entity(noun, state) if state is not None else None

    def of_kind(self, title: str, between: Sequence[Token]) -> tuple[EntityDraft, Token] | None:
        """ "MINISTRY spokesman X", "PARTY leader X": the only body of the kind that the article spoke of lately."""
        kind = between[0] if len(between) == 1 else None
        if kind is None or lemma(kind) in self._echelons:
            return None
        mention = self._fillers.mention(kind)
        if mention is not None and not self.is_bare(mention):
            return None
        if title not in self._of_bodies or lemma(kind) in self._irregulars:
            return None  # "rebel leader X" may be of any group
        body = self._focus.only(kind)
        return (body, kind) if body is not None else None

    def is_bare(self, mention: MentionDraft) -> bool:
        """Whether what seems a name is just the noun for a kind of body, at the head of a sentence: "Ministry"."""
        alone = mention.kind == "name" and len(mention.span) == 1 and mention.actor is None
        return alone and self._focus.is_kind(lemma(mention.head))

    def is_generic(self, body: EntityDraft) -> bool:
        """Whether all of a body's name is a word for states: "the President of the Republic" tells not of which."""
        return body.actor is None and body.label.lower() in self._polities

    def described(self, noun: Token) -> EntityDraft | None:
        """A force or service without a name that its words tell from others: "the reserve forces"."""
        mention = self._fillers.mention(noun)
        entity = mention.entity if mention is not None else None
        if entity is None or entity.cls not in ("MilitaryForce", "StateBody") or entity.names:
            return None
        words = list(children(noun, "compound", "amod"))
        if not words or any(self._fillers.mention(t) is not None or lemma(t) in self._stateless for t in words):
            return None
        told = all(t.dep_ == "compound" or t.lower_ in self._kinds_of_units for t in words)
        definite = any(t.lower_ in _DEFINITE or t.dep_ == "poss" for t in noun.lefts)
        if not (told and definite):
            return None
        for each in entity.mentions:
            each.plural = False  # forces with a commander are one body
        return entity

    def of_unit(self, noun: Token, between: Sequence[Token]) -> tuple[EntityDraft, Token] | None:
        """ "The division spokesman", "its battalion commander": the unit last spoken of, and the word for it."""
        unit = next((t for t in between if lemma(t) in self._echelons and t.text.islower()), None)
        if unit is None or not any(t.lower_ in _DEFINITE for t in noun.lefts):
            return None
        body = self._focus.body(unit)
        return (body, unit) if body is not None else None

    def smallest(self, unit: Token) -> Token:
        """What two units in one phrase mean: "1st Battalion, X Regiment" the first, "Army X Command" the last."""
        larger = self._fillers.mention(unit)
        inner = self._fillers.mention(unit.doc[larger.span.end]) if larger and larger.span.end < unit.sent.end else None
        if larger and inner and larger.cls == inner.cls == "MilitaryForce" and larger.kind == inner.kind == "name":
            return inner.head if inner.span.start == larger.span.end else unit
        first = unit.left_edge
        while first.i < unit.i and first.dep_ == "det":
            first = first.nbor(1)
        mention = self._fillers.mention(first)
        small = mention is not None and mention.kind == "name" and mention.cls == "MilitaryForce"
        if mention is None or not small or mention.span.end >= unit.i or unit.doc[mention.span.end].text != ",":
            return unit
        return mention.head
