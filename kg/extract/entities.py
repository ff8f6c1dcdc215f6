"""Component `sitrep_entities`: which mentions of one article refer to the same one.

Names join by the actor list, by spelling, by surname after full name, by "known as" and by acronym in brackets; nominals
join the name that they stand in apposition to, or, when definite, the nearest one before them that fits; third-person
pronouns likewise, where only one fits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.known import actor_phrases
from kg.extract.reading import EntityDraft, MentionDraft, mention_at
from kg.extract.syntax import after, children
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.names import fold, initials, is_kunya, same_person, same_word, words
from kg.vocab import is_a

_DEFINITE = frozenset("the this that these those its their his her such both".split())
_HE, _SHE, _IT, _THEY = (
    frozenset(x.split())
    for x in ("he him his himself", "she her hers herself", "it its itself", "they them their theirs themselves")
)
_MOST = 0.6  # of the mentions of countries, for an article to be about one
_NEAR = 3  # sentences that a definite description or pronoun looks back
_QUOTES = frozenset("\"“”‘’'")


@Language.factory("sitrep_entities", default_config={"actors": "", "lexicon": "", "places": ""})
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Entities:  # noqa: ARG001 - spaCy passes all, this step needs one
    """Build the component from the lexicon's folder."""
    return Entities(actor_phrases(Path(actors))[0], load_lexicon(Path(lexicon)))


class Entities:
    """Writes `doc._.entities`, and each mention's `entity`; adds mentions for names that only "known as" gives away."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors, self._lexicon = actors, lexicon
        self._known_as = lexicon.words("relations", "also_known")

    def __call__(self, doc: Doc) -> Doc:
        """Join names first, then nominals, then pronouns."""
        entities: list[EntityDraft] = []
        names = [m for m in doc._.mentions if m.kind == "name"]
        self._unmask(names)
        full_first = sorted(
            names, key=lambda m: (m.actor is None, -len(words(m.span.text)) if m.cls == "Person" else 0, m.span.start)
        )
        for mention in full_first:
            self._place(mention, self._same_name(mention, entities), entities)
        self._short_forms(entities)
        self._aliases(doc, entities)
        self._apposed(doc, entities)
        for mention in doc._.mentions:
            if mention.entity is None:
                self._place(mention, self._described(mention, doc, entities), entities)
        self._introduced(entities)
        doc._.mentions = sorted([*doc._.mentions, *self._pronouns(doc)], key=lambda m: (m.span.start, m.span.end))
        for mention in doc._.mentions:  # the classes that the article's own words give
            if mention.entity is not None and mention.kind == "nominal" and mention.entity.names:
                mention.entity.cls = _sharper(mention.entity, mention.cls)
        doc._.entities = sorted(entities, key=lambda e: min(m.span.start for m in e.mentions))
        return doc

    @staticmethod
    def _place(mention: MentionDraft, entity: EntityDraft | None, entities: list[EntityDraft]) -> None:
        if entity is None:
            entity = EntityDraft(mention.cls, country=mention.country)
            entities.append(entity)
        _join(mention, entity)

    def _same_name(self, mention: MentionDraft, entities: list[EntityDraft]) -> EntityDraft | None:
        if mention.actor is not None:
            return next((e for e in entities if e.actor == mention.actor), None)
        text = mention.span.text
        if mention.cls == "Person":
            people = [e for e in entities if e.cls == "Person" and e.names]
            return next((e for e in people if any(_person(text, n) for n in e.names)), None)
        key = _bare(text, self._lexicon)
        same_kind = (e for e in entities if e.names and _kind(e.cls) == _kind(mention.cls))
        return next((e for e in same_kind if any(_bare(n, self._lexicon) == key for n in e.names)), None)

    def _unmask(self, names: list[MentionDraft]) -> None:
        """A bare family name that the model took for a place or an organisation is the person's whose full name stands near."""
        people = [words(m.span.text) for m in names if m.cls == "Person"]
        families = {w[-1] for w in people if len(w) > 1}
        for mention in names:
            own = words(mention.span.text)
            before = mention.span.doc[mention.span.start - 1] if mention.span.start > 0 else None
            titled = (
                before is not None
                and before.text[:1].isupper()
                and before.lower_.rstrip(".") in self._lexicon.sets["honorifics"]
                and not before.is_sent_start
            )
            if (
                mention.cls in ("Place", "Organization")
                and mention.actor is None
                and len(own) == 1
                and (titled or own[0] in families)
            ):
                mention.cls, mention.place, mention.country = "Person", None, None

    @staticmethod
    def _introduced(entities: list[EntityDraft]) -> None:
        """ "A commander was killed. ... The dead commander was identified as X": the first is X too."""
        for named in [e for e in entities if e.cls == "Person" and e.names]:
            described = [
                m
                for m in named.mentions
                if m.kind == "nominal" and any(t.lower_ == "the" for t in children(m.head, "det"))
            ]
            for mention in described:
                earlier = [
                    e for e in entities
                    if e.cls == "Person" and not e.names and e.mentions[0].span.start < min(m.span.start for m in named.mentions)
                    and e.mentions[0].head.lemma_ == mention.head.lemma_ and not e.mentions[0].plural
                ]  # fmt: skip
                if len(earlier) == 1:
                    _merge(named, earlier[0], entities)

    def _short_forms(self, entities: list[EntityDraft]) -> None:
        """ "the Foreign Ministry" is the one of which the article gives the full name, if there is only one."""
        known = [e for e in entities if e.actor]
        for entity in [e for e in entities if not e.actor and is_a(e.cls, "Organization")]:
            fits = [
                k
                for k in known
                if is_a(k.cls, "Organization")
                and any(fold(n).endswith(f" {fold(s)}") for n in k.names for s in entity.names)
            ]
            if len(fits) == 1 and len(fold(entity.label).split()) > 1:
                _merge(fits[0], entity, entities)

    def _aliases(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "X, also known as Y", "X (Y)" where Y abbreviates X or is another name."""
        at = {m.span.start: m for m in doc._.mentions if m.kind == "name" and not m.adjective}
        for mention in list(doc._.mentions):
            if mention.adjective:
                continue
            span = self._other_name(doc, mention)
            if span is None:
                continue
            other = next((at[t.i] for t in span if t.i in at), None)
            if mention.entity is None:
                if (
                    other is not None
                    and other.entity is not None
                    and (_kind(other.entity.cls) == _kind(mention.cls) or mention.cls == "Group")
                ):
                    _join(mention, other.entity)
                continue
            if other is None and mention.kind == "name":
                other = MentionDraft(span, span.root, "name", mention.cls)
                doc._.mentions = sorted([*doc._.mentions, other], key=lambda m: (m.span.start, m.span.end))
                _join(other, mention.entity)
            elif (
                other is not None
                and other.entity is not None
                and other.entity is not mention.entity
                and _may_join(mention.entity, other.entity)
            ):
                _merge(mention.entity, other.entity, entities)

    def _other_name(self, doc: Doc, mention: MentionDraft) -> Span | None:
        at = mention.span.end
        if at < len(doc) - 2 and doc[at].text == "(" and mention.kind == "name":
            close = next((i for i in range(at + 1, min(at + 7, len(doc))) if doc[i].text == ")"), None)
            inside = doc[at + 1 : close] if close else None
            if (
                inside is not None
                and _is_name(inside)
                and (fold(inside.text).replace(" ", "") in initials(mention.span.text) or is_kunya(inside.text))
            ):
                return inside
            if inside is None or inside[0].lower_ not in self._known_as:
                return None
        i, cue = at, False
        while i < min(at + 8, len(doc)):
            token = doc[i]
            if token.lemma_.lower() in self._known_as or token.lower_ in self._known_as:
                cue = True
            elif not (
                token.is_punct
                or token.lower_
                in (
                    "also",
                    "better",
                    "widely",
                    "who",
                    "is",
                    "was",
                    "as",
                    "by",
                    "his",
                    "the",
                    "nom",
                    "de",
                    "guerre",
                    "alias",
                    "themselves",
                    "commonly",
                )
            ):
                break
            i += 1
        if not cue:
            return None
        end = i
        while (
            end < len(doc)
            and (doc[end].text[:1].isupper() or doc[end].text in ("-", "al", "el", "of", "in", "bin", "the"))
            and doc[end].text not in _QUOTES
        ):
            end += 1
        while end > i and not doc[end - 1].text[:1].isupper():
            end -= 1
        return doc[i:end] if end > i and doc[i].text[:1].isupper() else None

    def _apposed(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "X, a militia", "the militia X", "the Hamas movement", "X is a coalition": nominal and name are one."""
        found = mention_at(doc)
        for mention in [m for m in doc._.mentions if m.kind == "nominal" and m.entity is None]:
            named = self._name_beside(mention, found, self._known_as)
            if named is not None and named.entity is not None:
                _join(mention, named.entity)

    @staticmethod
    def _name_beside(
        mention: MentionDraft, found: dict[int, MentionDraft], known_as: frozenset[str]
    ) -> MentionDraft | None:
        head = mention.head
        near: list[Token] = []
        if head.dep_ == "appos":
            near.append(head.head)
        if head.dep_ == "attr":
            near += children(head.head, "nsubj")
        of = max(
            (
                p.right_edge.i
                for p in children(head, "prep")
                if p.lower_ in ("of", "for") and p.right_edge.i - head.i < 8
            ),
            default=None,
        )
        for end in (of, *(t.i for p in children(head, "prep") for t in children(p, "pobj"))):
            if end is not None and end + 2 < len(head.doc) and head.doc[end + 1].text == ",":
                near.append(head.doc[end + 2])  # "the mayor of Achi, X"
        if head.dep_ == "nsubj" and head.head.lemma_ == "be":
            near += children(head.head, "attr")
        for verb in [head.head, *children(head, "acl", "relcl")]:
            if (
                verb.tag_ in ("VBN", "VBD")
                and verb.lemma_.lower() in known_as
                and (verb.head == head or head.dep_ in ("nsubj", "nsubjpass"))
            ):
                near += children(verb, "oprd", "dobj")
        start = mention.span.start - 1
        while (
            start > head.sent.start
            and head.doc[start].dep_ in ("det", "amod", "advmod", "poss", "punct", "case")
            and head.doc[start].text != ","
        ):
            start -= 1
        if (
            start > head.sent.start
            and head.doc[start].text == ","
            and not mention.plural
            and head.dep_ in ("appos", "conj", "npadvmod", "ROOT", "attr", "nmod")
        ):
            near.append(head.doc[start - 1])  # "X, another faction of Y", wherever the parser hung it
        if head.i + 2 < head.sent.end and head.nbor(1).text == "," and not mention.plural:
            near.append(head.nbor(2))
        if head.dep_ == "nsubjpass" and head.head.lemma_.lower() in known_as:
            near += [t for t in after(head.head, ("as",))] + list(children(head.head, "oprd"))
        near += [t for t in children(head, "appos")]
        if not mention.plural:
            near += [t for t in head.lefts if t.dep_ in ("compound", "nmod") and t.i == head.i - 1]
            if head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i:
                near.append(head.head)
        for token in near:
            named = found.get(token.i)
            if named is None or named.kind != "name" or named.entity is None or named.adjective or named.cls == "State":
                continue
            if _kind(named.entity.cls) == _kind(mention.cls):
                return named
        return None

    def _described(self, mention: MentionDraft, doc: Doc, entities: list[EntityDraft]) -> EntityDraft | None:
        """Whom a definite nominal picks up: the nearest entity before it that was called so, or is of that class."""
        head = mention.head
        if mention.place is not None:
            return next((e for e in entities if e.place == mention.place), None)
        if (
            mention.cls == "Coalition"
            and not mention.plural
            and not any(t.lower_ == "of" for t in children(head, "prep"))
        ):
            coalitions = [e for e in entities if e.cls == "Coalition" and e.names]
            return coalitions[0] if len(coalitions) == 1 else None
        determiner = next(children(head, "det", "poss"), None)
        if determiner is None or determiner.lower_ not in _DEFINITE or any(children(head, "nummod", "relcl", "acl")):
            return None
        if any(t.lower_ == "of" for t in children(head, "prep")) or mention.country or mention.plural:
            return None
        if is_a(mention.cls, "Place") or mention.cls in ("Group", "MilitaryForce", "StateBody"):
            return None
        lemma = head.lemma_.lower()
        extra = [
            t
            for t in head.lefts
            if t.dep_ in ("amod", "compound", "nmod")
            and t.lower_ not in ("armed", "militant", "terrorist", "extremist")
        ]
        for other in reversed(self._before(mention, doc)):
            entity = other.entity
            if entity is None or other.kind == "pronoun":
                continue
            called = any(m.kind == "nominal" and m.head.lemma_.lower() == lemma for m in entity.mentions)
            fits = is_a(entity.cls, mention.cls) and mention.cls != "Person"
            plain = not any(t.text[:1].isupper() for t in extra)
            if (not extra or (called and plain)) and (
                (called and _kind(entity.cls) == _kind(mention.cls)) or (fits and entity.names)
            ):
                return entity
        return None

    def _body(self, noun: Token, doc: Doc) -> Actor | None:
        """ "the army" of an article about one country: the one that it names in full, else that of the state it speaks of most."""
        kind = self._lexicon.bodies.get(noun.lower_)
        beside = [t for t in noun.children if t.dep_ not in ("punct", "relcl", "appos", "cc", "conj")]
        if kind is None or len(beside) != 1 or beside[0].lower_ != "the":
            return None
        named = {m.actor for m in doc._.mentions if m.actor and m.kind == "name"}
        bodies = [a for a in (self._actors.get(n) for n in sorted(named)) if a is not None and a.body == kind]
        if bodies:
            return bodies[0] if len(bodies) == 1 else None
        spoken = Counter(m.country for m in doc._.mentions if m.country and m.kind == "name")
        country, times = spoken.most_common(1)[0] if spoken else ("", 0)
        return self._actors.body(country, kind) if times >= _MOST * spoken.total() else None

    def _pronouns(self, doc: Doc) -> Iterator[MentionDraft]:
        for token in doc:
            word = token.lower_
            if word in _HE or word in _SHE:
                fits = lambda e: e.cls == "Person"  # noqa: E731 - one of three tests, named where it is used
            elif word in _THEY:
                fits = lambda e: e.cls == "Group" or is_a(e.cls, "Organization")  # noqa: E731
            elif word in _IT and token.dep_ in ("nsubj", "poss", "nsubjpass", "dobj"):
                fits = lambda e: is_a(e.cls, "Organization") or e.cls == "State"  # noqa: E731
            else:
                continue
            draft = MentionDraft(doc[token.i : token.i + 1], token, "pronoun", "Person")
            candidates = [
                m
                for m in self._before(draft, doc, sentences=1)
                if m.entity is not None and not m.adjective and fits(m.entity)
            ]
            best = max(candidates, key=lambda m: _salience(m, token), default=None)
            if best is not None and best.entity is not None:
                draft.cls = best.entity.cls
                draft.entity = best.entity
                yield draft

    @staticmethod
    def _before(mention: MentionDraft, doc: Doc, sentences: int = _NEAR) -> list[MentionDraft]:
        starts = [s.start for s in doc.sents if s.start <= mention.span.start][-1 - sentences :]
        return [m for m in doc._.mentions if starts[0] <= m.span.start and m.span.end <= mention.span.start]


def _join(mention: MentionDraft, entity: EntityDraft) -> None:
    mention.entity = entity
    entity.mentions.append(mention)
    entity.actor = entity.actor or mention.actor
    entity.place = entity.place or mention.place
    entity.country = entity.country or mention.country
    if mention.kind == "name":
        if mention.naming and not mention.adjective:
            text = re.sub(r"\s+", " ", mention.span.text)
            if text not in entity.names:
                entity.names.append(text)
        if mention.actor is not None:
            entity.cls = mention.cls


def _merge(kept: EntityDraft, gone: EntityDraft, entities: list[EntityDraft]) -> None:
    if gone.actor and not kept.actor:
        kept.cls = gone.cls
    for mention in gone.mentions:
        _join(mention, kept)
    entities.remove(gone)


def _may_join(a: EntityDraft, b: EntityDraft) -> bool:
    if a.actor and b.actor:
        return a.actor == b.actor
    return (
        _kind(a.cls) == _kind(b.cls)
        or (a.cls == "Group" and is_a(b.cls, "Organization"))
        or (is_a(a.cls, "Organization") and b.cls == "Group")
    )


def _sharper(entity: EntityDraft, cls: str) -> str:
    """The more exact class, where the text's own word for an organisation says more than the model's label."""
    if entity.actor is None and is_a(cls, entity.cls):
        return cls
    return entity.cls


def _kind(cls: str) -> str:
    return next(top for top in ("Organization", "Place", "Person", "Group", "State", "Event") if is_a(cls, top))


def _person(a: str, b: str) -> bool:
    """Within one article a bare surname is enough, whichever comes first."""
    if same_person(a, b):
        return True
    if is_kunya(a) or is_kunya(b):
        return False
    short, long = sorted((words(a), words(b)), key=len)
    return len(short) == 1 and len(long) > 1 and same_word(short[0], long[-1])


def _bare(name: str, lexicon: Lexicon) -> str:
    """An organisation's or place's name without generic words ("militia", "group", "city") at its ends."""
    parts = [w for w in words(name)]
    while len(parts) > 1 and (lexicon.nominals.get(parts[-1]) or lexicon.nominals.get(parts[-1].rstrip("s"))):
        parts.pop()
    return " ".join(parts)


def _is_name(span: Span) -> bool:
    return len(span) <= 4 and span[0].text[:1].isupper()


def _salience(mention: MentionDraft, pronoun: Token) -> tuple[int, int, int]:
    """The same sentence's subjects first, then the last sentence's, then what stands nearest."""
    subject = mention.head.dep_ in ("nsubj", "nsubjpass") and mention.head.sent.root in (
        mention.head.head,
        mention.head.head.head,
    )
    return (int(mention.head.sent.start == pronoun.sent.start), int(subject), mention.span.start)
