"""Which names of one article are one's: by spelling, by surname, by "known as", by acronym in brackets."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from kg.extract.coreference.merging import join, may_be_one, merge, same_kind, spelled_alike
from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.names import PARTICLES, fold, initials, is_kunya, same_person, same_word, words
from kg.vocab import is_a

_SHORTEST_ACRONYM = 3  # letters
_LONG = 7  # letters of a name of which one may be a slip of the pen
_TWO = 2  # words of a name cut short: "Ana Luz Prieto ... Luz Prieto"
_LONGEST_NAME = 4  # words in brackets that can be another name
_LONGEST_CUE = 8  # words between a name and its alias ("better known by his nom de guerre")
_INSIDE_NAMES = ("-", "al", "el", "of", "in", "bin", "the")


class Naming:
    """Joins names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known_as = lexicon.words("relations", "also_known")
        positions = lexicon.relations["positions"]
        self._positions = frozenset(word for relation in ("leads", "spokespersonFor") for word in positions[relation])
        self._filler = lexicon.words("relations", "also_known_filler")
        self._common = frozenset(lexicon.bodies) | lexicon.sets["forces"]  # "the Army" is a state's

    def unmasked(self, mentions: list[MentionDraft]) -> list[MentionDraft]:
        """The mentions, with a new one for each person's name that was taken for a place or an organisation.

        A bare name is the person's whose full name ends with it, or who has a title before it; a full name is that of
        the person whom its last word means elsewhere.
        """
        people = [words(m.span.text) for m in mentions if m.kind == "name" and m.cls == "Person"]
        full, bare = {w for w in people if len(w) > 1}, {w[0] for w in people if len(w) == 1}
        return [
            replace(m, cls="Person", actor=None, place=None, country=None, adjective=False)
            if self._is_person(m, full, bare) or _is_surname(m, full)
            else m
            for m in mentions
        ]

    def _is_person(self, mention: MentionDraft, full: set[tuple[str, ...]], bare: set[str]) -> bool:
        if mention.kind != "name" or mention.actor is not None or mention.cls not in ("Place", "Organization"):
            return False
        own = words(mention.span.text)
        if len(own) > 1:
            tail = any(name[-len(own) :] == own and len(name) > len(own) for name in full)
            return (own[-1] in bare or tail) and mention.place is None and self._may_be_full(mention.span)
        if any(own[0] == name[-1] for name in full) or self._titled(mention.span):
            return True
        unknown = mention.place is None and self._may_be_full(mention.span)
        # The first name, where the article calls one by it ("Wang Yi ... Wang"), or a slip of the pen.
        return unknown and any(own[0] == name[0] or _is_slip(own[0], name[-1]) for name in full)

    def _may_be_full(self, span: Span) -> bool:
        """Whether nothing in a name of several words says that it is a body's: no acronym, no "Front"."""
        return not any(t.text.isupper() or t.lower_ in self._lexicon.nominals for t in span)

    def _titled(self, span: Span) -> bool:
        """ "General Soleimani"."""
        before = span.doc[span.start - 1] if span.start else None
        if before is None or before.is_sent_start or not before.text[:1].isupper():
            return False
        return before.lower_.rstrip(".") in self._lexicon.sets["honorifics"]

    def namesake(self, mention: MentionDraft, entities: list[EntityDraft]) -> EntityDraft | None:
        """The entity that a name means, among those found so far."""
        if mention.actor is not None:
            return next((e for e in entities if e.actor == mention.actor), None)
        text = mention.span.text
        if mention.cls == "Person":
            people = [e for e in entities if e.cls == "Person"]
            same = next((e for e in people if any(_one_person(text, n) for n in e.names)), None)
            return same or _by_first_name(text, people) or _by_byname(text, people)
        key = self._bare(text)
        alike = [e for e in entities if same_kind(e.cls, mention.cls) and not _elsewhere(mention, e)]
        there = (e for e in alike if mention.place is not None and e.place == mention.place)
        called = (e for e in alike if any(self._bare(n) == key for n in e.names) and not self._is_of_town(mention, e))
        return next(chain(there, called), None) or spelled_alike(mention, alike)

    def _bare(self, name: str) -> str:
        """An organisation's or place's name without generic words ("militia", "group", "city") at its end."""
        parts, generic = list(words(name)), self._lexicon.nominals
        while len(parts) > 1 and (parts[-1] in generic or parts[-1].rstrip("s") in generic):
            parts.pop()
        return " ".join(parts)

    def _is_of_town(self, mention: MentionDraft, entity: EntityDraft) -> bool:
        """Whether one is a known town and the other a building that is called after it: "Jaffna University"."""
        built, other = self._is_built(mention.span.text), any(map(self._is_built, entity.names))
        return built != other and (entity.place if built else mention.place) is not None

    def _is_built(self, name: str) -> bool:
        last = words(name)[-1:]
        return any(self._lexicon.nominals.get(word) == "Facility" for word in last)

    @staticmethod
    def short_forms(entities: list[EntityDraft]) -> None:
        """ "The Foreign Ministry" is the one of which the article gives the full name, if there is only one."""
        known = [e for e in entities if e.actor and is_a(e.cls, "Organization")]
        for entity in [e for e in entities if not e.actor and is_a(e.cls, "Organization")]:
            tails = [f" {fold(name)}" for name in entity.names]
            fits = [k for k in known if any(fold(n).endswith(t) for n in k.names for t in tails)]
            if len(fits) == 1 and " " in fold(entity.label):
                merge(fits[0], entity, entities)

    @staticmethod
    def acronyms(entities: list[EntityDraft]) -> None:
        """ "The Movement for X ... MX": letters that only one organisation of the article can stand for."""
        bodies = [e for e in entities if is_a(e.cls, "Organization") and e.names]
        full = {id(e): frozenset(i for n in e.names if " " in n for i in initials(n)) for e in bodies}
        for short in [e for e in bodies if all(_is_acronym(n) for n in e.names)]:
            letters = {fold(n).replace(" ", "") for n in short.names}
            fits = [e for e in bodies if e is not short and letters & full[id(e)] and may_be_one(e, short)]
            if len(fits) == 1 and fits[0] in entities:
                merge(fits[0], short, entities)

    def resumed(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "The Observatory": the one body of the article whose name has that word for its head."""
        heads: dict[str, list[EntityDraft]] = {}
        for entity in [e for e in entities if is_a(e.cls, "Organization")]:
            for word in {_head(n) for n in entity.names if " " in n} - self._common:
                heads.setdefault(word, []).append(entity)
        at = {t.i: m for m in doc._.mentions for t in m.span}
        for token in doc if heads else ():
            named = heads.get(token.lower_, ())
            if len(named) != 1 or not token.text.istitle():
                continue
            if not ((token.i and _stands_alone(token)) or self._before_title(token)):
                continue
            mention = at.get(token.i)
            if mention is None:
                mention = MentionDraft(doc[token.i : token.i + 1], token, "nominal", named[0].cls)
                doc._.mentions = sorted([*doc._.mentions, mention], key=lambda m: (m.span.start, m.span.end))
                join(mention, named[0])
            elif mention.entity is None and mention.kind == "nominal" and mention.head == token:
                join(mention, named[0])
            elif mention.kind == "name" and mention.actor is None and len(mention.span) == 1:
                other = mention.entity
                if other is not None and other in entities and other is not named[0] and may_be_one(named[0], other):
                    merge(named[0], other, entities)

    def _before_title(self, word: Token) -> bool:
        """Whether a word stands right before a position in the body: "Observatory director X"."""
        following = word.nbor(1) if word.i + 1 < word.sent.end else None
        return following is not None and following.text.islower() and lemma(following) in self._positions

    def aliases(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "X, also known as Y", "X (Y)": Y is X's name too, also where the model saw no name in it."""
        at = {m.span.start: m for m in doc._.mentions if m.kind == "name" and not m.adjective}
        for mention in [m for m in doc._.mentions if not m.adjective]:
            span = self._in_brackets(doc, mention) or _or_acronym(doc, mention) or self._known_by(doc, mention)
            if span is None:
                continue
            other = next((at[t.i] for t in span if t.i in at), None)
            if other is None and mention.kind == "name" and mention.entity is not None:
                other = MentionDraft(span, span.root, "name", mention.cls)
                doc._.mentions = sorted([*doc._.mentions, other], key=lambda m: (m.span.start, m.span.end))
                join(other, mention.entity)
            elif other is not None and other.entity is not None:
                self._alias(mention, other.entity, entities)

    @staticmethod
    def _alias(mention: MentionDraft, other: EntityDraft, entities: list[EntityDraft]) -> None:
        if mention.entity is None:
            if same_kind(other.cls, mention.cls) or mention.cls == "Group":
                join(mention, other)
            return
        nobody_known = other.actor is None and other.place is None
        if mention.entity.cls == "Person" and nobody_known and other.cls in ("Organization", "Place", "Group"):
            other.cls = "Person"  # "X, known as White Ant"
        if other is not mention.entity and may_be_one(mention.entity, other):
            merge(mention.entity, other, entities)

    def _in_brackets(self, doc: Doc, mention: MentionDraft) -> Span | None:
        """ "X (Y)", where Y is an acronym or a byname."""
        at = mention.span.end
        if mention.kind != "name" or at >= len(doc) - 2 or doc[at].text != "(":
            return None
        close = next((i for i in range(at + 2, min(at + 3 + _LONGEST_NAME, len(doc))) if doc[i].text == ")"), None)
        if close is None or not doc[at + 1].text[:1].isupper():
            return None
        inside = doc[at + 1 : close]
        acronym = len(inside) == 1 and inside.text.isupper() and is_a(mention.cls, "Organization")
        abbreviates = fold(inside.text).replace(" ", "") in initials(mention.span.text)
        return inside if acronym or abbreviates or is_kunya(inside.text) else None

    def _known_by(self, doc: Doc, mention: MentionDraft) -> Span | None:
        """The capitalised words after "also known as", "called", "better known by his nom de guerre"."""
        start, cue = mention.span.end, False
        for token in doc[start : start + _LONGEST_CUE]:
            if token.lemma_.lower() in self._known_as or token.lower_ in self._known_as:
                cue = True
            elif not (token.is_punct or token.lower_ in self._filler or (token.like_num and not cue)):
                break  # "X, 31, alias Y"
            start += 1
        end = start
        while end < len(doc) and (doc[end].text[:1].isupper() or doc[end].text in _INSIDE_NAMES):
            end += 1
        while end > start and not doc[end - 1].text[:1].isupper():
            end -= 1
        return doc[start:end] if cue and end > start and doc[start].text[:1].isupper() else None


def _head(name: str) -> str:
    """The word of a body's name that says what it is: "Observatory" of "Observatory for Human Rights"."""
    before = name.split()
    end = next((n for n, word in enumerate(before) if n and word.islower()), len(before))
    return before[end - 1].lower()


def _stands_alone(word: Token) -> bool:
    """Whether a capitalised word after "the" is all of a name."""
    doc, after = word.doc, word.doc[word.i + 1 : word.i + 2].text
    if doc[word.i - 1].text in (":", "-", "–", "—") and word.i + 2 >= word.sent.end:
        return True  # "27 killed in raid: Observatory"
    return doc[word.i - 1].lower_ == "the" and after != "-" and not after[:1].isupper() and after not in ("of", "for")


def _or_acronym(doc: Doc, mention: MentionDraft) -> Span | None:
    """ "The National Congress for X, or NCX"."""
    at = mention.span.end
    if at + 2 >= len(doc) or mention.kind != "name" or not is_a(mention.cls, "Organization"):
        return None
    written = doc[at].text == "," and doc[at + 1].lower_ == "or" and _is_acronym(doc[at + 2].text)
    return doc[at + 2 : at + 3] if written and " " in mention.span.text else None


def _is_acronym(name: str) -> bool:
    """ "KNU", "MoD"."""
    letters = name.isupper() or (name[0].isupper() and name[-1].isupper() and len(name) == _SHORTEST_ACRONYM)
    return len(name) >= _SHORTEST_ACRONYM and letters and " " not in name


def _by_first_name(text: str, people: list[EntityDraft]) -> EntityDraft | None:
    """The one person of the article with that first name, or with a family name that is not the last word."""
    own = words(text)
    if len(own) != 1 or is_kunya(text):
        return None
    fits = [e for e in people if any(own[0] in words(n)[:-1] and not is_kunya(n) for n in e.names)]
    return fits[0] if len(fits) == 1 else None


def _by_byname(text: str, people: list[EntityDraft]) -> EntityDraft | None:
    """The one person of the article who goes by a kunya with that name: "Abu Sulaiman ... Sulaiman"."""
    own = words(text)
    if len(own) != 1:
        return None
    fits = [e for e in people if any(own[0] in words(n) for n in e.names)]
    return fits[0] if len(fits) == 1 and all(is_kunya(n) for n in fits[0].names) else None


def _is_surname(mention: MentionDraft, full: set[tuple[str, ...]]) -> bool:
    """Whether a word for a state's people is the surname of a person named in full: "Volker Türk ... Türk said"."""
    head = mention.head
    if mention.cls != "State" or not mention.adjective or head.tag_ != "NNP" or head.dep_ in ("amod", "compound"):
        return False
    return len(mention.span) == 1 and any(words(mention.span.text)[0] == name[-1] for name in full)


def _is_slip(bare: str, family: str) -> bool:
    """Whether a name is another one but for a letter: "Hajivev"."""
    return len(bare) >= _LONG and len(bare) == len(family) and same_word(bare, family)


def _elsewhere(mention: MentionDraft, entity: EntityDraft) -> bool:
    """Whether the gazetteer tells the two apart: Idlib and its province."""
    return mention.place is not None and entity.place is not None and mention.place != entity.place


def _one_person(a: str, b: str) -> bool:
    """Within one article a bare surname is enough, whichever comes first."""
    if same_person(a, b):
        return True
    short, long = sorted((a, b), key=lambda name: len(words(name)))
    own, full = words(short), words(long)
    if len(own) == len(full) or is_kunya(long):
        return False
    if not _is_family_name(short) and not is_kunya(short) and len(own) != _TWO:  # "Mousa Abu Marzook ... Abu Marzook"
        return False
    return all(same_word(x, y) for x, y in zip(own, full[-len(own) :], strict=True))


def _is_family_name(name: str) -> bool:
    """Whether a name is one word, particles aside, perhaps with hyphens: "de Mistura", "Samba-Panza"."""
    return len([word for word in name.split() if fold(word) not in PARTICLES]) == 1
