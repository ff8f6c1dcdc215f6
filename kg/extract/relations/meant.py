"""Bodies that a noun means without naming them: "the group", "the division spokesman", "the reserve forces"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.relations.focus import Focus
from kg.extract.text.syntax import children, lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

_DEFINITE = frozenset("the this that these those its their his her our".split())


class Meant:
    """Finds the entities of such nouns in one document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers, focus: Focus) -> None:
        self._fillers, self._focus = fillers, focus
        self._echelons = frozenset(lexicon.relations["echelons"])
        self._kinds_of_units = lexicon.words("relations", "unit_adjectives")
        self._stateless = lexicon.words("relations", "stateless")
        self._polities = lexicon.words("relations", "polities")

    def spoken_of(self, noun: Token) -> EntityDraft | None:
        """Whom "the group" picks up, where it names nobody itself."""
        entity = self._fillers.entity(noun, make=False)
        beside = {t.lower_ for t in noun.lefts if t.dep_ not in ("amod", "compound")}
        if noun.pos_ != "NOUN" or not beside & _DEFINITE or (entity is not None and (entity.names or entity.actor)):
            return None
        if any(self._fillers.mention(t) is not None for t in noun.lefts) or any(children(noun, "prep")):
            return None
        return self._focus.body(noun)

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
        """Of "the 1st Battalion, X Regiment", where the parser sees one phrase, the battalion."""
        first = unit.left_edge
        while first.i < unit.i and first.dep_ == "det":
            first = first.nbor(1)
        mention = self._fillers.mention(first)
        small = mention is not None and mention.kind == "name" and mention.cls == "MilitaryForce"
        if mention is None or not small or mention.span.end >= unit.i or unit.doc[mention.span.end].text != ",":
            return unit
        return mention.head
