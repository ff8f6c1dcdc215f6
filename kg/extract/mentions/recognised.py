"""The model's entities made whole: names that it cut in two, and pairs of names that it took for one."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.names import PARTICLES

_QUOTES = ('"', "“", "”", "‘", "’")
_LONGEST_NICKNAME = 3  # words
_ALIAS = ("alias", "aka", "a.k.a.")
_PARTICLES = frozenset("i e al el ul ez es as ash ad ar an de la le sur sous du des upon bin".split())
_TYING = frozenset("ur ul ud uz us bin ben ibn bint ag van von".split())
_MISTAKEN = ("GPE", "ORG", "LOC", "FAC")
_LINK = 4  # tokens of "-i-Sharif"
_HYPHENATED = ("ORG", "PERSON", "FAC")


def recognised(doc: Doc) -> Iterator[Span]:
    """The entities of a document, left to right, without overlap."""
    nicknamed = _nicknamed(doc)
    inside = {t.i for name in nicknamed for t in name}
    others = (e for e in _joined(doc) if not any(t.i in inside for t in e))
    end = 0
    for entity in sorted([*nicknamed, *map(_hyphenated, others)], key=lambda e: e.start):
        if entity.start >= end:
            yield from _parted(entity)
            end = entity.end


def goes_on(word: Token, name: Token) -> bool:
    """Whether a word goes on a person's name: "Velupillai PRABAKARAN", "Tareck El AISSAMI"."""
    if name.pos_ != "PROPN" or not name.text.istitle():
        return False
    if word.text.istitle() and word.lower_ in PARTICLES:
        return True
    return bool(word.pos_ == "PROPN" and word.dep_ == "compound" and word.head == name and not name.ent_type_)


def _joined(doc: Doc) -> Iterator[Span]:
    """Entities, with a person's name in two pieces made whole, be the first taken for a town: "X ur Y"."""
    pending: Span | None = None
    for entity in doc.ents:
        beside = pending is not None and pending.end == entity.start and entity.label_ == "PERSON"
        if pending is not None and beside and (pending.label_ == "PERSON" or _ties(entity[0], pending)):
            pending = Span(doc, pending.start, entity.end, "PERSON")
            continue
        if pending is not None:
            yield pending
        pending = entity
    if pending is not None:
        yield pending


def _ties(particle: Token, name: Span) -> bool:
    """Whether a particle ties a person's name to the first name before it."""
    return particle.text in _TYING and len(name) == 1 and name.label_ in _MISTAKEN and _is_proper(name[0])


def _nicknamed(doc: Doc) -> list[Span]:
    """Persons' names with a nickname in their midst: Juan "The Crow" Pérez."""
    found: list[Span] = []
    for quote in doc[1:-2]:
        if quote.text not in _QUOTES or not _is_proper(quote.nbor(-1)):
            continue
        close = next((t.i for t in doc[quote.i + 2 : quote.i + 2 + _LONGEST_NICKNAME] if t.text in _QUOTES), None)
        if close is None or close + 1 >= len(doc) or not all(_is_proper(t) for t in doc[quote.i + 1 : close]):
            continue
        start, end = quote.i - 1, close + 1
        while end < len(doc) and doc[end].pos_ == "PROPN" and not doc[end].is_sent_start:
            end += 1
        if end == close + 1 or "PERSON" not in (doc[start].ent_type_, doc[close + 1].ent_type_):
            continue
        while start > 0 and doc[start - 1].ent_type_ == "PERSON" and doc[start - 1].pos_ == "PROPN":
            start -= 1
        found.append(Span(doc, start, end, "PERSON"))
    return found


def _hyphenated(entity: Span) -> Span:
    """A name with what a hyphen ties to it: "the Lomas-Verde diocese"."""
    doc, end = entity.doc, entity.end
    if entity.label_ == "GPE" and doc[end : end + 4].text[:1] == "-" and _is_linked(doc[end : end + 4]):
        return Span(doc, entity.start, end + 4, "GPE")
    if entity.label_ not in _HYPHENATED:
        return entity
    while end + 1 < len(doc) and doc[end].text == "-" and not (doc[end].whitespace_ or doc[end - 1].whitespace_):
        if not _is_proper(doc[end + 1]):
            break
        end += 2
    return entity if end == entity.end else Span(doc, entity.start, end, entity.label_)


def _is_linked(rest: Span) -> bool:
    """ "Mazar-I-SHARIF": what a particle between hyphens ties to a town's name."""
    if len(rest) != _LINK or rest[0].text != "-" or rest[2].text != "-" or not _is_proper(rest[3]):
        return False
    return rest[1].lower_ in _PARTICLES and not any(t.whitespace_ for t in (rest.doc[rest.start - 1], *rest[:3]))


def _parted(entity: Span) -> Iterator[Span]:
    """ "X alias Y" as two names, and "X of Y", a person and whose he is."""
    at = next((t.i for t in entity[1:-1] if t.lower_ in _ALIAS), None) if len(entity) > 2 else None
    of = next((t.i for t in entity[2:-1] if t.lower_ == "of"), None) if entity.label_ == "PERSON" else None
    if at is None and of is not None:
        yield Span(entity.doc, entity.start, of, "PERSON")
        yield Span(entity.doc, of + 1, entity.end, "ORG")
        return
    if at is None:
        yield entity
        return
    yield Span(entity.doc, entity.start, at, entity.label_)
    yield Span(entity.doc, at + 1, entity.end, entity.label_)


def _is_proper(token: Token) -> bool:
    return bool(token.text[:1].isupper() and token.pos_ in ("PROPN", "DET", "NOUN", "ADJ"))
