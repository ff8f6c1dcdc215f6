"""Which place of an article a noun phrase takes up: "the village", "this same town", "the island", "the capital"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.extract.coreference.pronouns import mentions_before
from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.mentions.seats import seat
from kg.extract.text.syntax import children, lemma
from kg.extract.tokens import Doc
from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon

_DEFINITE = frozenset(("the", "this", "that"))
_COUNTED = ("nummod", "relcl", "acl", "prep", "appos", "poss")
_CALLED, _NAMED = 6, 2  # sentences back for a place that was called so, and for the only one that was named
_ANYWHERE = 200  # sentences back for the one place that the article calls so
_MOST = 0.6  # share of an article's countries from which on "the capital" is that one's


class Settlements:
    """Finds the places of one article that noun phrases take up."""

    def __init__(self, actors: ActorList, lexicon: Lexicon, places: Gazetteer) -> None:
        self._actors, self._places = actors, places
        self._kinds = lexicon.sets["settlements"] | lexicon.sets["taken_up"]
        self._areas = lexicon.sets["areas"]
        self._others, self._worldwide = lexicon.sets["other_places"], lexicon.sets["far_afield"]

    def antecedent(self, nominal: MentionDraft, doc: Doc, entities: Sequence[EntityDraft]) -> EntityDraft | None:
        """The named place that a nominal takes up; None for one that speaks of a new place."""
        head, noun = nominal.head, lemma(nominal.head)
        if not self._is_definite(nominal):
            return None
        if noun == "capital":
            return self._capital(nominal, doc, entities)
        if noun not in self._kinds or any(children(head, *_COUNTED)) or head.conjuncts:
            return None
        before = [m for m in reversed(mentions_before(nominal, doc, _CALLED)) if self._is_name(m)]
        here = [m for m in before if m.head.sent.start == head.sent.start]
        among = here if here and not any(t.lower_ == "same" for t in head.lefts) else before
        called = next((m.entity for m in among if m.entity is not None and _is_called(m.entity, noun)), None)
        one = called or self._only_one(nominal, noun, among)
        return one if one is not None or among is here else self._ever_called(nominal, noun, doc)

    def _ever_called(self, nominal: MentionDraft, noun: str, doc: Doc) -> EntityDraft | None:
        """The one place that the article called so, however long ago; with "same", the last one."""
        before = [m for m in reversed(mentions_before(nominal, doc, _ANYWHERE)) if self._is_name(m)]
        found = [m.entity for m in before if m.entity is not None and _is_called(m.entity, noun)]
        again = any(t.lower_ == "same" for t in nominal.head.lefts)
        return found[0] if found and (again or len({id(e) for e in found}) == 1) else None

    def _only_one(self, nominal: MentionDraft, noun: str, before: Sequence[MentionDraft]) -> EntityDraft | None:
        """The place of the nearest sentence that names any, if it names but one of that size."""
        sentences = [s.start for s in nominal.head.doc[: nominal.head.sent.end].sents][-1 - _NAMED :]
        near = [m for m in before if m.head.sent.start in sentences]
        nearest = [m for m in near if m.head.sent.start == near[0].head.sent.start]
        found = {id(m.entity): m.entity for m in nearest}
        if len(found) != 1:
            return None
        entity = next(iter(found.values()))
        place = self._places.get(entity.place) if entity is not None and entity.place else None
        is_area = place is not None and place.area
        return entity if is_area == (noun in self._areas) else None

    def _capital(self, nominal: MentionDraft, doc: Doc, entities: Sequence[EntityDraft]) -> EntityDraft | None:
        """ "The capital": of the state that most of the article's names are of."""
        told = Counter(m.country for m in doc._.mentions if m.kind == "name" and m.country)
        own = Counter({country: n for country, n in told.items() if country not in self._worldwide}) or told
        country, most = max(own.items(), key=lambda each: (each[1], each[0]), default=("", 0))
        if most < _MOST * own.total():
            return None
        nominal.place = seat(country, self._actors, self._places)
        nominal.country = country if nominal.place is not None else nominal.country
        return next((e for e in entities if e.place == nominal.place), None) if nominal.place is not None else None

    def _is_definite(self, nominal: MentionDraft) -> bool:
        """ "The same town"; not "the next town", "a town", "the Syrian town", "the mining town of X"."""
        head = nominal.head
        determiner = next(children(head, "det"), None)
        if nominal.plural or nominal.place is not None or nominal.country or nominal.cls != "Place":
            return False
        said = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod", "advmod")]
        if lemma(head) == "capital" and (said or any(children(head, *_COUNTED))):
            return False
        new = any(t.text[:1].isupper() or t.lower_ in self._others or t.dep_ != "amod" for t in said)
        return determiner is not None and determiner.lower_ in _DEFINITE and not new

    @staticmethod
    def _is_name(mention: MentionDraft) -> bool:
        entity = mention.entity
        told = mention.kind == "name" and not mention.adjective and mention.cls == "Place"
        return told and entity is not None and bool(entity.names) and entity.cls == "Place"


def _is_called(entity: EntityDraft, noun: str) -> bool:
    """Whether the article calls a place so: "X, a suburb", "the village of X", "X island"."""
    for mention in entity.mentions:
        head = mention.head
        if mention.kind == "nominal" and lemma(head) == noun:
            return True
        above = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head.head
        beside = [t for t in children(head, "appos") if t.pos_ == "NOUN"]
        beside += [above] if head.dep_ in ("pobj", "compound", "nmod", "appos") and above.i != head.i else []
        if any(lemma(t) == noun for t in beside):
            return True
    return False
