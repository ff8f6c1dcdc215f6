"""Noun phrases that speak of somebody or some place without a name: "a militia commander", "the Iraqi capital"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.drafts import MentionDraft
from kg.extract.mentions.seats import seat
from kg.extract.text.syntax import PARTICLES, after, children, lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_CAPITALS = 0.6  # of the words, in a headline
_JOINERS = ("'s", "’s", "-", "&")
_NAMING_BUILDINGS = ("Facility", "Organization", "Person", "Place")  # what the model takes a building's name for
_SENDING = ("MilitaryForce", "Coalition", "StateBody")
_TIMES = ("DATE", "TIME")  # "last Friday gunmen": the parser puts a day before a noun


class Nominals:
    """Finds the noun phrases whose head the lexicon knows."""

    def __init__(self, actors: ActorList, lexicon: Lexicon, places: Gazetteer) -> None:
        self._actors, self._lexicon, self._places = actors, lexicon, places
        self._powers = lexicon.words("events", "powers")
        self._other_seats = lexicon.sets["other_seats"]

    def find(self, doc: Doc, names: Iterable[MentionDraft]) -> Iterator[MentionDraft]:
        """Nominals beside the names found so far, and names that only their noun gives away."""
        inside = {t.i: m for m in names for t in m.span}
        for chunk in _phrases(doc):
            root = chunk.root
            yield from (m for m in self._owners(root) if m.head.i not in inside)
            cls = None if root.i in inside else self.cls(root)
            if cls is None:
                continue
            if is_a(cls, "Organization") and (span := _proper_before(root, inside)) is not None:
                named = MentionDraft(span, span.root, "name", cls)
                inside.update((t.i, named) for t in span)
                yield named
            yield self._nominal(chunk, cls, inside)

    def _owners(self, noun: Token) -> Iterator[MentionDraft]:
        """ "An ARMY helicopter", "COALITION air strikes": whose weapon or deed it is, by the word before it."""
        if not self._is_deed(noun):
            return
        for word in reversed([*children(noun, "compound", "amod", "nmod")]):
            if word.pos_ in ("NOUN", "PROPN") and self._lexicon.nominals.get(lemma(word)) in _SENDING:
                yield MentionDraft(noun.doc[word.i : word.i + 1], word, "nominal", self._lexicon.nominals[lemma(word)])
                return
            if not self._is_deed(word):
                return

    def _is_deed(self, word: Token) -> bool:
        known = (self._lexicon.weapons, self._lexicon.nouns, self._lexicon.modifiers)
        return any(lemma(word) in words for words in known)

    def titled(self, doc: Doc, names: Sequence[MentionDraft]) -> list[MentionDraft]:
        """Names, and those that only their capitals give away: "the General Prosecutor's Office".

        What the model took for a shorter name inside of one gives way to it.
        """
        inside = {t.i: m for m in names for t in m.span}
        found: list[MentionDraft] = []
        headings: dict[int, bool] = {}
        for chunk in doc.noun_chunks if not doc._.recased else ():
            root = chunk.root
            cls = self.cls(root) if root.i not in inside else None
            if cls == "Facility" and root.text.islower() and (span := self._own_name(root, inside)) is not None:
                found.append(MentionDraft(span, root, "name", cls))
                continue
            if cls is None or not root.text.istitle() or not (is_a(cls, "Organization") or cls == "Facility"):
                continue
            if root.sent.start not in headings:
                headings[root.sent.start] = _is_title_case(root.sent)
            if headings[root.sent.start]:
                continue
            start = _first_capital(root, chunk.start)
            owner = inside.get(start)
            creed = lemma(root) == "church" and owner is not None and owner.adjective
            if root.i - start < (1 if owner is None else 2) or (cls == "Facility" and not creed):
                continue
            if not any(m.actor is not None and not m.adjective for t in doc[start : root.i] if (m := inside.get(t.i))):
                span = doc[start : root.i + 1]
                country = owner.country if owner is not None and owner.adjective else None
                found.append(MentionDraft(span, root, "name", "Organization" if creed else cls, country=country))
        longer = {t.i: n for n, m in enumerate(found) for t in m.span}
        return [*(m for m in names if m.actor is not None or not _lies_in(m.span, longer)), *found]

    def _own_name(self, noun: Token, inside: Mapping[int, MentionDraft]) -> Span | None:
        """A building's noun with the name before it: "the Al-Quds hospital", but not its owner's or its town's."""
        doc, start = noun.doc, noun.i
        while start > noun.sent.start and (_is_of_name(doc[start - 1], inside) or doc[start - 1].text == "-"):
            start -= 1
        before = doc[start : noun.i]
        if not len(before) or not before[0].text[:1].isalpha() or before[0].is_sent_start or before[-1].text == "-":
            return None
        mentions = [m for t in before if (m := inside.get(t.i)) is not None]
        if any(m.actor or m.adjective or m.cls not in _NAMING_BUILDINGS or self._lies_there(m) for m in mentions):
            return None
        capitals = all(t.text[:1].isupper() or t.lower_ in ("al", "el", "-") for t in before)
        return doc[start : noun.i + 1] if capitals and doc[start - 1].text != "-" else None

    def _lies_there(self, mention: MentionDraft) -> bool:
        """Whether a name may be the place that a building stands in."""
        return mention.cls == "Place" and next(iter(self._places.named(mention.span.text)), None) is not None

    def _nominal(self, chunk: Span, cls: str, inside: dict[int, MentionDraft]) -> MentionDraft:
        root = chunk.root
        start = next(t.i for t in chunk if t == root or not (_is_before_noun(t) or t.ent_type_ in _TIMES))
        plural = root.tag_ in ("NNS", "NNPS") or any(children(root, "nummod"))
        states = (inside.get(t.i) for t in root.children)
        country = next((m.country for m in states if m is not None and m.country and m.cls == "State"), None)
        of_all = root.lemma_ == "capital" and not any(t.lower_ in self._other_seats for t in root.lefts)
        place = seat(country, self._actors, self._places) if of_all and country else None
        cls = "Group" if cls == "Person" and plural else cls
        span = root.doc[start : root.i + 1]
        return MentionDraft(span, root, "nominal", cls, place=place, country=country, plural=plural)

    def cls(self, noun: Token) -> str | None:
        """What class of thing a noun speaks of, if the lexicon knows it; a two-word head outranks its last word."""
        if noun.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return None
        nominals = self._lexicon.nominals
        lemma = noun.lemma_.lower()
        if lemma in self._powers and noun.tag_ == "NN" and self._is_power(noun):
            return None
        before = next((t for t in noun.lefts if t.i == noun.i - 1 and t.dep_ in ("compound", "amod")), None)
        if before is not None and (cls := nominals.get(f"{before.lemma_.lower()} {lemma}")):
            return cls
        return nominals.get(noun.lower_) or nominals.get(lemma)

    def _is_power(self, noun: Token) -> bool:
        """ "By force", "the force of the blast", "the opposition to the deal": no body of people."""
        bare = not any(children(noun, "det", "poss", "compound", "nummod")) or any(after(noun, ("to",)))
        return bare or any(t.lemma_.lower() in self._lexicon.nouns for t in after(noun, ("of",)))


def _is_of_name(word: Token, inside: Mapping[int, MentionDraft]) -> bool:
    """A proper noun; an adjective too where the model saw a name: "the Continental hotel"."""
    seen = word.pos_ == "ADJ" and word.text.istitle() and (m := inside.get(word.i)) is not None and m.kind == "name"
    return word.pos_ == "PROPN" or bool(seen)


def _first_capital(noun: Token, first: int) -> int:
    """Where the capitalised words begin that run up to a noun, "'s" and hyphens among them."""
    doc = noun.doc
    start: int = noun.i
    at: int = noun.i - 1
    while at >= first and (doc[at].text[:1].isupper() or doc[at].text in _JOINERS):
        if doc[at].text[:1].isupper() and doc[at].pos_ in ("PROPN", "NOUN", "ADJ") and not _is_before_noun(doc[at]):
            start = at
        at -= 1
    return start


def _is_title_case(sentence: Span) -> bool:
    """Whether most words of a sentence begin with a capital, as in a headline."""
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return bool(sum(t.text[:1].isupper() for t in words) > _CAPITALS * len(words))


def _lies_in(span: Span, longer: Mapping[int, int]) -> bool:
    """Whether a span is inside of a longer name, given which of these each token belongs to."""
    first = longer.get(span.start)
    return first is not None and first == longer.get(span.end - 1)


def _phrases(doc: Doc) -> Iterator[Span]:
    """Noun phrases in text order, and those within them that own something: "the rebels' attack"."""
    for chunk in doc.noun_chunks:
        for owner in chunk:
            if owner.dep_ == "poss" and owner.pos_ == "NOUN" and owner != chunk.root:
                yield doc[max(chunk.start, owner.left_edge.i) : owner.i + 1]
        yield chunk


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
