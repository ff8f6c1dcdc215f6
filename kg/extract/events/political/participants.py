"""Who takes part in an event that is no attack: actors, whoever owns a thing, the place that changes hands."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.drafts import EntityDraft, MentionDraft, adopt
from kg.extract.participants import ACTORS, Fillers
from kg.extract.text.numbers import is_vague
from kg.extract.text.syntax import after, antecedent, children, conjuncts, lemma, possessors
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.politics import Politics
from kg.vocab import is_a

Party = tuple[EntityDraft, Token]
"""Who fills a role, and the word that says so."""

_TIMES = ("DATE", "TIME", "PERCENT", "MONEY", "ORDINAL")


class Parties:
    """Looks up who a word stands for; people whom nothing else has named stay aside until `adopt` takes them in."""

    def __init__(self, doc: Doc, lexicon: Lexicon, politics: Politics) -> None:
        self._doc, self._politics = doc, politics
        self._fillers = Fillers(doc, lexicon)
        self._crowds: dict[int, EntityDraft] = {}

    def actors(self, token: Token) -> Iterator[Party]:
        """Who acts or is acted upon: a word and those coordinated with it, and whom unnamed people belong to."""
        for each in conjuncts(token):
            entity = self._who(each)
            if entity is None and lemma(each) in self._politics.hands:
                yield from self._owners(each)
            if entity is None:
                continue
            yield entity, each
            if entity.cls == "Group" and not entity.names and each.pos_ == "NOUN":
                yield from self._fillers.affiliations(each)

    def owners(self, token: Token) -> Iterator[Party]:
        """Who a thing is or belongs to: "Moscow's ultimatum", "a Greek tanker", "an offer from X"."""
        for each in conjuncts(token):
            found = list(self.actors(each))
            yield from found or self._owners(each)

    def places(self, token: Token) -> Iterator[Party]:
        """Where something is."""
        if token.pos_ != "NUM":
            yield from self._fillers.places(token)

    def grounds(self, token: Token) -> Iterator[Party]:
        """What can be taken and left: a town or region, a named building, or one of those that are held."""
        for each in conjuncts(token):
            entity = self._fillers.entity(each, make=False)
            named = entity is not None and (entity.cls == "Place" or (entity.cls == "Facility" and entity.names))
            if named or lemma(each) in self._politics.grounds:
                yield from self._fillers.places(each)

    def adopt(self, entity: EntityDraft) -> None:
        """Take people in that only an event has named."""
        if entity not in self._doc._.entities:
            adopt(self._doc, entity)

    def _who(self, token: Token) -> EntityDraft | None:
        token = antecedent(token)
        if is_vague(token) or (token.pos_ == "NUM" and token.ent_type_ not in _TIMES):
            return self._counted(token)
        mention = self._fillers.mention(token)
        entity = self._fillers.entity(token, make=False)
        if entity is None:
            people = self._politics.people | self._politics.crowds
            return self._crowd(token, token) if token.pos_ == "NOUN" and lemma(token) in people else None
        if entity.cls == "State" and mention is not None and token.tag_ == "NNPS" and token.text.endswith("s"):
            return self._crowd(token, token) if mention.adjective else entity  # "Georgians" are people
        return entity if any(is_a(entity.cls, c) for c in ACTORS) else None

    def _counted(self, number: Token) -> EntityDraft | None:
        """ "Hundreds of nurses" are people; of a named body, they are it."""
        for whole in after(number, ("of",)):
            entity = self._fillers.entity(whole, make=False)
            if entity is not None and entity.names and is_a(entity.cls, "Organization"):
                return entity
            return self._crowd(number, whole) if whole.pos_ in ("NOUN", "PROPN") else None
        return None

    def _crowd(self, head: Token, last: Token) -> EntityDraft:
        """People without a mention of their own, once per word."""
        if head.i not in self._crowds:
            start = next((t.i for t in head.lefts if t.dep_ in ("compound", "amod", "nmod", "nummod")), head.i)
            span = self._doc[start : last.i + 1]
            plural = head != last or head.tag_ in ("NNS", "NNPS", "CD") or lemma(head) in self._politics.crowds
            cls = "Group" if plural else "Person"
            mention = MentionDraft(span, head, "nominal", cls, plural=plural)
            mention.entity = EntityDraft(cls, [mention])
            self._crowds[head.i] = mention.entity
        return self._crowds[head.i]

    def _owners(self, thing: Token) -> Iterator[Party]:
        beside = [*possessors(thing), *after(thing, ("from", "by")), *children(thing, "compound", "amod", "nmod")]
        for other in beside:
            entity = self._who(other) if other.pos_ != "NUM" else None
            if entity is not None:
                yield entity, other

    def span(self, party: Token) -> Span:
        """The words for a party."""
        crowd = self._crowds.get(antecedent(party).i)
        return crowd.mentions[0].span if crowd is not None else self._fillers.span(party)
