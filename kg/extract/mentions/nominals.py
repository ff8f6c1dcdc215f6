"""Noun phrases that speak of somebody or some place without a name: "a militia commander", "the Iraqi capital"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.drafts import MentionDraft
from kg.extract.text.syntax import PARTICLES, children
from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a


class Nominals:
    """Finds the noun phrases whose head the lexicon knows."""

    def __init__(self, actors: ActorList, lexicon: Lexicon, places: Gazetteer) -> None:
        self._actors, self._lexicon, self._places = actors, lexicon, places

    def find(self, doc: Doc, names: Iterable[MentionDraft]) -> Iterator[MentionDraft]:
        """Nominals beside the names found so far, and names that only their noun gives away."""
        inside = {t.i: m for m in names for t in m.span}
        for chunk in doc.noun_chunks:
            root = chunk.root
            cls = None if root.i in inside else self.cls(root)
            if cls is None:
                continue
            if is_a(cls, "Organization") and (span := _proper_before(root, inside)) is not None:
                named = MentionDraft(span, span.root, "name", cls)
                inside.update((t.i, named) for t in span)
                yield named
            yield self._nominal(chunk, cls, inside)

    def _nominal(self, chunk: Span, cls: str, inside: dict[int, MentionDraft]) -> MentionDraft:
        root = chunk.root
        start = next(t.i for t in chunk if t == root or not _is_before_noun(t))
        plural = root.tag_ in ("NNS", "NNPS") or any(children(root, "nummod"))
        states = (inside.get(t.i) for t in root.children)
        country = next((m.country for m in states if m is not None and m.country and m.cls == "State"), None)
        place = self._capital(country) if root.lemma_ == "capital" and country else None
        cls = "Group" if cls == "Person" and plural else cls
        span = root.doc[start : root.i + 1]
        return MentionDraft(span, root, "nominal", cls, place=place, country=country, plural=plural)

    def cls(self, noun: Token) -> str | None:
        """What class of thing a noun speaks of, if the lexicon knows it; a two-word head outranks its last word."""
        if noun.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return None
        nominals = self._lexicon.nominals
        lemma = noun.lemma_.lower()
        before = next((t for t in noun.lefts if t.i == noun.i - 1 and t.dep_ in ("compound", "amod")), None)
        if before is not None and (cls := nominals.get(f"{before.lemma_.lower()} {lemma}")):
            return cls
        return nominals.get(noun.lower_) or nominals.get(lemma)

    def _capital(self, country: str) -> str | None:
        """The gazetteer's id of a state's seat."""
        state = self._actors.state(country)
        seats = (p for name in (state.metonyms if state else ()) for p in self._places.named(name))
        return next((p.id for p in seats if p.country == country), None)


def _is_before_noun(token: Token) -> bool:
    """Whether a word that begins a noun phrase says nothing of the noun; in "shot dead two men" it is the verb's."""
    return token.dep_ in ("det", "predet") or token.is_space or token.is_punct or token.lower_ in PARTICLES


def _proper_before(noun: Token, inside: dict[int, MentionDraft]) -> Span | None:
    """A name that the model missed and its noun gives away: "the Al-Nujaba movement"."""
    start = noun.i
    while start > noun.sent.start and start - 1 not in inside and _continues_name(noun.doc[start - 1]):
        start -= 1
    span = noun.doc[start : noun.i]
    return span if any(t.text[:1].isupper() for t in span) and not span[0].is_sent_start else None


def _continues_name(token: Token) -> bool:
    if token.text == "-":
        return not token.whitespace_ and not token.is_sent_start
    return token.pos_ == "PROPN" and (token.text[:1].isupper() or token.text in ("al", "el"))
