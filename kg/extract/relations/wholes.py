"""What is part of what: "the armed wing of X", "an X affiliate", "X's Y Brigade", "1st Battalion, 7th Brigade"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.drafts import EntityDraft, MentionDraft, adopt
from kg.extract.mentions.units import is_numbered
from kg.extract.participants import Fillers
from kg.extract.relations.coalitions import JOINED, Coalitions, Part
from kg.extract.relations.holders import Holders
from kg.extract.relations.owners import Owners
from kg.extract.relations.subjects import bearers
from kg.extract.relations.titles import Title
from kg.extract.text.syntax import after, lemma, possessors, subjects
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_OF_STATES = ("MilitaryForce", "StateBody")
_OWNED = ("ArmedGroup", "MilitaryForce", "StateBody", "MediaOrganization")
_MEDIA = "MediaOrganization"
_GAP = ("of", "the", ",", "in")


class Wholes:
    """Reads which organisation another is part of."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors = actors
        self._parts = lexicon.words("relations", "partOf", "nouns")
        self._bare = lexicon.words("relations", "partOf", "bare")
        self._affiliates = lexicon.words("relations", "partOf", "affiliates")
        self._coalitions = Coalitions(lexicon)
        self._organs = lexicon.words("relations", "partOf", "organs")
        self._under = lexicon.words("relations", "partOf", "operating")
        self._beside = frozenset(w for n in ("alignedWith", "opposes") for w in lexicon.words("relations", n, "roles"))
        self._echelons = {word: n for n, word in enumerate(lexicon.relations["echelons"])}

    def read(self, doc: Doc, owners: Owners, holders: Holders, fillers: Fillers) -> Iterator[Part]:
        """By nouns and verbs first, then by names that stand side by side."""
        for token in doc:
            if token.pos_ == "NOUN" and lemma(token) in self._parts:
                yield from self._noun(token, owners, holders, fillers)
            elif token.lower_ == "under":
                yield from self._below(token, fillers)
            yield from self._coalitions.at(token, fillers)
        names = [m for m in doc._.mentions if m.kind == "name" and m.entity is not None]
        for left, right in pairwise(names):
            yield from self._adjacent(doc, left, right)
        for name in names:
            yield from self._owned(name, fillers)
            yield from self._inside(name)
            yield from self._begun(name)

    def _noun(self, noun: Token, owners: Owners, holders: Holders, fillers: Fillers) -> Iterator[Part]:
        """A part's noun with its owner and its name, in any form."""
        mention = fillers.mention(noun)
        if mention is not None and mention.kind == "name":
            return
        name = fillers.mention(noun.nbor(-1)) if noun.i > noun.sent.start else None
        called = name is not None and name.kind == "name" and mention is not None and mention.entity is name.entity
        start = name.span.start if called and name is not None else noun.i  # "its Amaq news agency"
        role = Title(noun, lemma(noun), "partOf", start)
        own = [o for o in owners.of(noun, start, role.words) if is_a(o.entity.cls, "Organization")]
        own = [o for o in own if o.at.i != noun.i + 1]  # "the news agencies X and Y"
        if not own:
            return
        one_of = noun.dep_ == "pobj" and noun.head.lower_ in ("of", "among")  # "X is one of the factions of Y"
        outer = noun.head.head if one_of and noun.head.head.pos_ in ("NUM", "PRON", "DET") else noun
        predicative = outer.dep_ in ("attr", "appos", "oprd") or noun.doc[max(noun.left_edge.i - 1, 0)].text == ","
        told = bearers(outer, fillers) if predicative else ()
        parts = [(e, t) for e, t in told if e.names and is_a(e.cls, "Organization")]
        parts = [(e, t) for e, t in parts if all(e is not o.entity for o in own)]
        if role.words not in self._bare:
            parts = parts or [(e, noun) for e in holders.of(role, own, _is_body)]
        for part, at in parts:
            for owner in own:
                yield part, "partOf", owner.entity, noun, at
                if role.words in self._affiliates:
                    yield part, "alignedWith", owner.entity, noun, at

    def _below(self, under: Token, fillers: Fillers) -> Iterator[Part]:
        """ "X, under the Y", "X operates under Y"."""
        head = under.head
        parts = subjects(head) if head.pos_ == "VERB" and lemma(head) in self._under else [head]
        if head.pos_ == "VERB" and under.i > under.sent.start + 1 and under.nbor(-1).text == ",":
            parts = [under.nbor(-2)]  # "X, under the Y, did it", where the parser hangs it on the verb
        for whole in after(head, ("under",)):
            body = fillers.entity(whole, make=False)
            for token in parts:
                part = fillers.entity(token, make=False)
                if body is None or part is None or not part.names or token.pos_ == "VERB":
                    continue
                if part.cls in _OWNED and body.cls in _OWNED and body.names:
                    yield part, "partOf", body, under, token

    def _adjacent(self, doc: Doc, left: MentionDraft, right: MentionDraft) -> Iterator[Part]:
        """ "The X's Y Brigade", "X Y Brigade", "1st Battalion, 7th Brigade", "3rd Company of the 1st Battalion"."""
        a, b = left.entity, right.entity
        between = [t for t in doc[left.span.end : right.span.start] if not t.is_space]
        words = [t.lower_ for t in between]
        if lemma(doc[min(right.span.end, len(doc) - 1)]) in self._beside:
            return  # "X's Y allies"
        if a is None or b is None or a is b or left.span.end > right.span.start or len(between) > len(_GAP):
            return
        numbered = is_numbered(right.span) and is_a(b.cls, "MilitaryForce")
        closed = words == [")"] and numbered  # "Xland Liberation Army (XLA) 5th Brigade"
        if not words or closed or words in (["'s"], ["’s"], ["'"], ["’"]):
            before = doc[left.span.start - 1].text if left.span.start else ""
            beside = right.head in (left.head.head, left.span[-1].head if right.actor else right.head.head)
            if not words and ((not beside and not numbered) or before in ("-", "–")):
                return  # two names by chance, or "the anti-X Y"
            if not words and left.actor and right.actor and not self._says_part(right):
                return  # two of the list side by side, as in a row of tags
            if (right.cls in _OF_STATES and a.cls == "State" and words) or (
                (b.cls in _OWNED or self._is_wing(words, right))
                and is_a(a.cls, "Organization")
                and a.cls != "MediaOrganization"
            ):
                yield b, "partOf", a, right.head, right.head
        elif all(w in _GAP for w in words):
            small, large = self._echelon(left), self._echelon(right)
            if small is not None and large is not None and small < large:
                yield a, "partOf", b, left.head, left.head

    def _is_wing(self, between: Sequence[str], right: MentionDraft) -> bool:
        """ "X's Southern Front": what is said to be X's, and goes by a word for a part."""
        return bool(between) and right.cls == "Organization" and self._says_part(right)

    def _says_part(self, name: MentionDraft) -> bool:
        return any(t.lower_ in self._organs for t in name.span)

    def _echelon(self, unit: MentionDraft) -> int | None:
        """How large a military unit is by its name's noun."""
        return next((n for t in reversed(unit.span) if (n := self._echelons.get(lemma(t))) is not None), None)

    def _begun(self, name: MentionDraft) -> Iterator[Part]:
        """Names that begin with the whole's: "United Nations Support Mission in X", "al-Qaeda in X", "X's army"."""
        span = name.span
        if name.entity is None or not is_a(name.cls, "Organization") or name.adjective or len(span) < 2:
            return
        for end in range(span.end - 1, span.start, -1):
            owner = self._actors.named(span.doc[span.start : end].text)
            if owner is None or owner.id == name.actor or owner.cls == "MediaOrganization":
                continue
            if is_a(owner.cls, "Organization") and self._is_organ(span, end, owner, listed=name.actor is not None):
                yield name.entity, "partOf", _known(name, owner) or _named(name, end, owner), name.head, name.head
            return

    def _is_organ(self, span: Span, end: int, owner: Actor, *, listed: bool) -> bool:
        """Whether what follows the whole's name tells of a part; in small letters only in listed names."""
        following = span.doc[end]
        if following.lower_ == "in":
            return owner.cls == "ArmedGroup"
        named = following.text[:1].isupper() or (listed and following.lower_ in self._parts)
        return named and any(t.lower_ in self._organs for t in span.doc[end : span.end])

    @staticmethod
    def _owned(name: MentionDraft, fillers: Fillers) -> Iterator[Part]:
        """ "ITS X Brigade", "THE GROUP'S Y news agency": of whom the possessor picks up."""
        if name.entity is None or name.cls not in _OWNED:
            return
        for token in possessors(name.head):
            mention = fillers.mention(token)
            whole = mention.entity if mention is not None and mention.kind != "name" else None
            if whole is None or whole is name.entity or not whole.names or token.i >= name.span.start:
                continue
            if whole.cls in JOINED:
                yield name.entity, "partOf", whole, name.head, name.head

    def _inside(self, name: MentionDraft) -> Iterator[Part]:
        """ "Hamas's armed wing", "the armed wing of Hamas" as one name of somebody: it holds whose it is."""
        span, of = name.span, next((t for t in name.span if t.lower_ == "of"), None)
        mark = next((t for t in span if t.tag_ == "POS"), None)
        if name.entity is None or not is_a(name.cls, "Organization"):
            return
        if mark is None and of is not None and span.start < of.i < span.end - 1 and lemma(of.nbor(-1)) in self._parts:
            owner = self._actors.named(span.doc[of.i + 1 : span.end].text.removeprefix("the "))
            known = _known(name, owner)
            if owner is not None and is_a(owner.cls, "Organization") and known is not name.entity:
                yield name.entity, "partOf", known or _whole(name, of.i + 1, span.end, owner), name.head, name.head
            return
        if mark is None:
            return
        owner = self._actors.named(span.doc[span.start : mark.i].text)
        known = _known(name, owner)
        listed = self._actors.get(name.actor) if name.actor is not None else None
        of_state = owner is not None and owner.cls == "State" and name.cls in _OF_STATES
        if owner is None or not (is_a(owner.cls, "Organization") or of_state) or (listed is not None and listed.body):
            return  # every state has an army
        if known is None:
            known = _named(name, mark.i, owner)
        if known is not name.entity:
            yield name.entity, "partOf", known, name.head, name.head


def _named(name: MentionDraft, end: int, owner: Actor) -> EntityDraft:
    """A new entity for the owner that a name begins with."""
    return _whole(name, name.span.start, end, owner)


def _whole(name: MentionDraft, start: int, end: int, owner: Actor) -> EntityDraft:
    """A new entity for the owner that some words of a name name."""
    actor, cls, country = owner.id, owner.cls, owner.country
    span = name.span.doc[start:end]
    mention = MentionDraft(span, span.root, "name", cls, actor, country=country)
    mention.entity = EntityDraft(cls, [mention], [span.text], actor=actor, country=country)
    adopt(name.span.doc, mention.entity)
    return mention.entity


def _known(name: MentionDraft, owner: Actor | None) -> EntityDraft | None:
    """The article's entity for an actor."""
    return next((e for e in name.span.doc._.entities if owner is not None and e.actor == owner.id), None)


def _is_body(entity: EntityDraft) -> bool:
    return is_a(entity.cls, "Organization")
