"""Component `sitrep_mentions`: where the text speaks of somebody, something or some place.

Three sources, in order of trust: the actor list (names, demonyms, seats of government), the model's named entities, and
noun phrases whose head the lexicon knows ("a militia commander"). Coreference is the next component's.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.phrases import Phrases
from kg.extract.reading import MentionDraft, register
from kg.extract.syntax import children
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.names import fold
from kg.vocab import is_a

_LABELS = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
    "NORP": "Group",
}
_PLACE_PREPOSITIONS = frozenset(
    "in at near outside around across inside into through from towards toward over above throughout within via off".split()
)
_TRIM = frozenset("the a an 's ’s ' ’ \" “ ” ‘ - – — , . ( ) : ;".split())


class Known(NamedTuple):
    """What a known phrase stands for."""

    actor: Actor
    form: Literal["name", "demonym", "metonym"]


@cache
def actor_phrases(folder: Path) -> tuple[ActorList, Phrases[Known]]:
    """The actor list and the trie over its names, demonyms and metonyms; once a process."""
    actors = ActorList.load(folder)
    phrases: Phrases[Known] = Phrases()
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            phrases.add(name, Known(actor, "name"))
    for actor in actors:
        for name in actor.demonyms:
            phrases.add(name, Known(actor, "demonym"))
        for name in actor.metonyms:
            phrases.add(name, Known(actor, "metonym"))
    return actors, phrases


@cache
def gazetteer(folder: Path) -> Gazetteer:
    """The places of the world; once a process."""
    return Gazetteer.load(folder)


@Language.factory("sitrep_mentions", default_config={"actors": "", "lexicon": "", "places": ""})
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Mentions:  # noqa: ARG001 - spaCy passes nlp and name
    """Build the component from the folders of the actor list, the lexicon and the places."""
    register()
    return Mentions(*actor_phrases(Path(actors)), load_lexicon(Path(lexicon)), gazetteer(Path(places)))


class Mentions:
    """Writes `doc._.mentions`, in text order."""

    def __init__(self, actors: ActorList, phrases: Phrases[Known], lexicon: Lexicon, places: Gazetteer) -> None:
        self._actors, self._phrases, self._lexicon, self._places = actors, phrases, lexicon, places

    def __call__(self, doc: Doc) -> Doc:
        """Find names, then nominals beside them, then give places their coordinates."""
        names = list(self._known(doc))
        taken = {t.i for m in names for t in m.span}
        names += self._recognised(doc, taken)
        self._towns(names)
        mentions = names + list(self._nominals(doc, names))
        self._locate(mentions)
        doc._.mentions = sorted(mentions, key=lambda m: (m.span.start, m.span.end))
        return doc

    def _known(self, doc: Doc) -> Iterator[MentionDraft]:
        for start, end, (actor, form) in self._phrases.find(doc):
            span = doc[start:end]
            if form == "metonym" and not _stands_for_state(span):
                continue  # the model and the gazetteer know it as a place
            if start > 0 and end < len(doc) and self._inside_longer_name(doc, start, end):
                continue
            head = span.root
            if form == "demonym" and (people := _people(head)):
                yield MentionDraft(span, head, "nominal", people, country=actor.country, plural=people == "Group")
                continue
            yield MentionDraft(
                span,
                head,
                "name",
                actor.cls,
                actor.id,
                country=actor.country,
                adjective=form == "demonym",
                naming=form == "name",
            )

    def _inside_longer_name(self, doc: Doc, start: int, end: int) -> bool:
        """Whether the match is a word of a longer name ("Islamic State University", "Jordan Smith")."""
        entity = next((e for e in doc.ents if e.start <= start and end <= e.end and len(e) > end - start), None)
        if entity is None:
            return False
        outside = [t for t in entity if not start <= t.i < end and t.pos_ == "PROPN" and t.text[:1].isupper()]
        if entity.label_ == "PERSON":
            return bool(outside)
        if entity.label_ not in ("ORG", "FAC", "LOC", "EVENT", "WORK_OF_ART", "LAW") or not outside:
            return False
        # "Iraq Body Count" is one name, "Iraqi Prime Minister" is none; "National Security Council" is not the Security Council.
        before = doc[start - 1]
        cut = (
            before in outside
            and end == entity.end
            and before.ent_type_ == "ORG"
            and not self._phrases.holds(before.text)
        )
        return cut or (start == entity.start and end - start == 1)

    def _recognised(self, doc: Doc, taken: set[int]) -> Iterator[MentionDraft]:
        for entity in _whole(doc):
            if entity.label_ not in _LABELS:
                continue
            span = self._trim(doc, entity, taken)
            if span is None or not any(t.text[:1].isupper() for t in span):
                continue
            taken.update(t.i for t in span)
            cls = self._class(span, entity.label_)
            adjective = entity.label_ == "NORP" and span.root.tag_ not in ("NNS", "NNPS")
            kind: Literal["name", "nominal"] = "nominal" if entity.label_ == "NORP" else "name"
            yield MentionDraft(
                span, span.root, kind, cls, adjective=adjective, plural=not adjective and entity.label_ == "NORP"
            )

    def _towns(self, names: list[MentionDraft]) -> None:
        """A single word that the model takes for a person or an organisation is a town if it lies in a country spoken of."""
        spoken = {m.country for m in names if m.country}
        people = {fold(m.span[-1].text) for m in names if m.cls == "Person" and len(m.span) > 1}
        for mention in names:
            if mention.actor or mention.cls not in ("Person", "Organization") or len(mention.span) > 1:
                continue
            before = mention.span.doc[mention.span.start - 1].lower_.rstrip(".") if mention.span.start else ""
            if before in self._lexicon.honorifics or fold(mention.span.text) in people:
                continue
            if any(p.country in spoken for p in self._places.named(mention.span.text)):
                mention.cls = "Place"

    def _trim(self, doc: Doc, entity: Span, taken: set[int]) -> Span | None:
        """The entity without articles, titles, possessives and quotes, and without what is taken already."""
        start, end = entity.start, entity.end
        drop = self._lexicon.honorifics if entity.label_ == "PERSON" else frozenset()
        while start < end and (
            doc[start].lower_ in _TRIM or doc[start].lower_.rstrip(".") in drop or doc[start].is_space
        ):
            start += 1
        while start < end and (doc[end - 1].lower_ in _TRIM or doc[end - 1].is_space):
            end -= 1
        if start >= 2 and doc[start - 1].text == "-" and fold(doc[start - 2].text) in ("al", "el", "an", "as", "ar"):
            start -= 2
        if any(t.i in taken for t in doc[start:end]):
            free = [t.i for t in doc[start:end] if t.i not in taken]
            if not free or free != list(range(free[0], free[-1] + 1)) or entity.label_ not in ("PERSON", "ORG", "FAC"):
                return None
            start, end = free[0], free[-1] + 1
            if entity.label_ != "PERSON" or not all(t.pos_ == "PROPN" for t in doc[start:end]):
                return None
        return doc[start:end] if start < end else None

    def _class(self, span: Span, label: str) -> str:
        cls = _LABELS[label]
        if label in ("ORG", "FAC", "LOC"):
            for token in reversed(span):
                known = self._lexicon.nominals.get(token.lemma_.lower()) or self._lexicon.nominals.get(
                    token.lower_.rstrip("s")
                )
                if known and (is_a(known, "Organization") or (label != "ORG" and is_a(known, "Place"))):
                    return known
        if label in ("PERSON", "ORG") and self._located(span):
            return "Place"
        if label == "ORG" and (governor := span.root.head).i > span.root.i and span.root.dep_ in ("compound", "nmod"):
            beside = self._lexicon.nominals.get(governor.lemma_.lower())
            if beside and is_a(beside, "Organization"):
                return beside
        return cls

    def _located(self, span: Span) -> bool:
        """A name after "in" that the gazetteer knows is a place, whatever the model takes it for."""
        root = span.root
        return (
            root.dep_ == "pobj"
            and root.head.lower_ in ("in", "near", "outside")
            and len(span) <= 3
            and any(p.population >= 20_000 or not p.population for p in self._places.named(span.text))
        )

    def _nominals(self, doc: Doc, names: list[MentionDraft]) -> Iterator[MentionDraft]:
        inside = {t.i: m for m in names for t in m.span}
        for chunk in doc.noun_chunks:
            root = chunk.root
            if root.i in inside or root.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
                continue
            cls = self.nominal_class(root)
            if cls is None:
                continue
            if is_a(cls, "Organization") and (named := self._proper_before(root, inside)) is not None:
                yield MentionDraft(named, named.root, "name", cls)
                inside.update({t.i: names[0] for t in named} if names else {})
            start = chunk.start
            while start < root.i and (
                doc[start].dep_ in ("det", "predet") or doc[start].is_space or doc[start].lower_ in _TRIM
            ):
                start += 1
            plural = root.tag_ in ("NNS", "NNPS") or any(children(root, "nummod"))
            country = next(
                (m.country for t in root.children if (m := inside.get(t.i)) and m.country and m.cls == "State"), None
            )
            if cls == "Person" and plural:
                cls = "Group"
            capital = self._capital(country) if root.lemma_ == "capital" and country else None
            yield MentionDraft(
                doc[start : root.i + 1], root, "nominal", cls, place=capital, country=country, plural=plural
            )

    def _capital(self, country: str) -> str | None:
        """The gazetteer's id of a state's seat ("the Iraqi capital")."""
        state = self._actors.state(country)
        seats = [
            p for name in (state.metonyms if state else ()) for p in self._places.named(name) if p.country == country
        ]
        return seats[0].id if seats else None

    @staticmethod
    def _proper_before(noun: Token, inside: dict[int, MentionDraft]) -> Span | None:
        """A name that the model missed and its noun gives away: "the Al-Nujaba movement"."""
        start = noun.i
        while start > noun.sent.start:
            before = noun.doc[start - 1]
            hyphen = before.text == "-" and start - 2 >= noun.sent.start and before.whitespace_ == ""
            if before.i in inside or not (
                hyphen or (before.pos_ == "PROPN" and (before.text[:1].isupper() or before.text in ("al", "el")))
            ):
                break
            start -= 1
        span = noun.doc[start : noun.i]
        return span if any(t.text[:1].isupper() for t in span) and not span[0].is_sent_start else None

    def nominal_class(self, noun: Token) -> str | None:
        """What class of thing a common noun speaks of, if the lexicon knows it; a two-word head outranks its last word."""
        nominals = self._lexicon.nominals
        lemma = noun.lemma_.lower()
        before = next((t for t in noun.lefts if t.i == noun.i - 1 and t.dep_ in ("compound", "amod")), None)
        if before is not None and (cls := nominals.get(f"{before.lemma_.lower()} {lemma}")):
            return cls
        return nominals.get(noun.lower_) or nominals.get(lemma)

    def _locate(self, mentions: list[MentionDraft]) -> None:
        """Give each named place its gazetteer entry: the candidate in a country that the article speaks of, else the largest."""
        spoken = Counter(m.country for m in mentions if m.country)
        beside = Counter((m.head.sent.start, m.country) for m in mentions if m.country)
        for mention in mentions:
            if mention.kind != "name" or mention.actor is not None or not is_a(mention.cls, "Place"):
                continue
            found = self._places.named(mention.span.text)
            if not found:
                continue
            sentence = mention.head.sent.start
            place = max(  # of equals, the gazetteer's first
                found,
                key=lambda p: (
                    (7 if not p.population else math.log10(p.population))
                    + (1 if spoken[p.country] else 0)
                    + (2 if beside[sentence, p.country] else 0)
                ),
            )
            mention.place, mention.country = place.id, place.country or None
            if mention.cls == "Place" and place.cls == "Facility":
                mention.cls = "Facility"


def _people(demonym: Token) -> str | None:
    """The class of a demonym used as a noun ("the Turks", "an Israeli"); None for an adjective."""
    if demonym.tag_ in ("NNS", "NNPS"):
        return "Group"
    noun = demonym.pos_ in ("NOUN", "PROPN") and demonym.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
    return "Person" if noun and any(children(demonym, "det")) else None


def _whole(doc: Doc) -> Iterator[Span]:
    """The model's entities, with a person's name that it cut in two made whole."""
    pending: Span | None = None
    for entity in doc.ents:
        if pending is not None:
            if pending.label_ == entity.label_ == "PERSON" and pending.end == entity.start:
                pending = Span(doc, pending.start, entity.end, "PERSON")
                continue
            yield pending
        pending = entity
    if pending is not None:
        yield pending


def _stands_for_state(span: Span) -> bool:
    """Whether a seat of government acts or is dealt with ("Washington said") instead of being where something is."""
    root = span.root
    if span[0].is_sent_start and span.text.isupper() and len(span.text) > 3:
        return False  # a dateline: "BAGHDAD, Jan 4 -"
    if root.dep_ in ("nsubj", "nsubjpass", "dobj", "agent", "iobj", "dative"):
        return True
    if root.dep_ == "poss":
        return root.head.pos_ == "NOUN" and root.head.lemma_ not in (
            "street",
            "airport",
            "suburb",
            "outskirt",
            "center",
            "centre",
            "neighborhood",
        )
    if root.dep_ == "conj":
        return (
            _stands_for_state(root.head.doc[root.head.left_edge.i : root.head.i + 1])
            if root.head.pos_ == "PROPN"
            else False
        )
    if root.dep_ == "pobj":
        preposition = root.head
        if preposition.lower_ in _PLACE_PREPOSITIONS:
            return False
        if preposition.lower_ in ("by", "with", "against", "between"):
            return True
        return preposition.lower_ in ("to", "on") and preposition.head.pos_ in ("ADJ", "NOUN", "ADV") and preposition.head.lemma_ in (
            "close", "loyal", "friendly", "hostile", "sympathetic", "ally", "tie", "link", "pressure", "message", "answer")  # fmt: skip
    following = span.doc[span.end : span.end + 2].text
    return following.startswith(("-backed", "-led", "-aligned", "-allied", "-supported"))
