"""Component `sitrep_relations`: who belongs to, leads, speaks for, is part of, aligned with, backed by or against whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.fillers import ACTORS, Fillers
from kg.extract.positions import Positions
from kg.extract.reading import ClaimDraft, EntityDraft
from kg.extract.speech import speech_of
from kg.extract.stance import Stance
from kg.extract.syntax import (
    after,
    agents,
    antecedent,
    children,
    conjuncts,
    is_passive,
    lemma,
    objects,
    possessors,
    subjects,
    verb_lemma,
)
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.vocab import is_a

_HYPHENS = frozenset("-–")


@Language.factory("sitrep_relations", default_config={"actors": "", "lexicon": "", "places": ""})
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Relations:  # noqa: ARG001 - spaCy passes all, this step needs two
    """Build the component from the folders of the actor list and the lexicon."""
    from kg.extract.known import actor_phrases  # noqa: PLC0415 - the list is cached there, once a process

    return Relations(actor_phrases(Path(actors))[0], load_lexicon(Path(lexicon)))


class Relations:
    """Adds relation claims to `doc._.claims`."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = lexicon.relations
        self._stance = Stance(lexicon)
        self._positions = Positions(actors, lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Every pattern at every token, each statement once a place."""
        fillers = Fillers(doc, self._lexicon)
        found: dict[tuple[int, str, int], ClaimDraft] = {}
        for subject, predicate, object_, at, span in self._all(doc, fillers):
            key = (id(subject), predicate, id(object_))
            if subject is object_ or key in found or not _allowed(subject, predicate, object_):
                continue
            speech = speech_of(doc, at)
            stance = self._stance.of(at)
            if predicate == "opposes" and stance == "Hypothetical":
                stance = "Asserted"  # whoever means to defeat somebody opposes him
            found[key] = ClaimDraft(
                subject, predicate, object_, at, span, stance,
                source=speech.source if speech else None, source_words=speech.words if speech and speech.words else None,
            )  # fmt: skip
        doc._.claims = [*doc._.claims, *found.values()]
        return doc

    def _all(self, doc: Doc, fillers: Fillers) -> Iterator[tuple[EntityDraft, str, EntityDraft, Token, Span]]:
        yield from self._positions.read(doc, fillers)
        yield from self._positions.led(doc, fillers)
        for token in doc:
            for subject, predicate, object_ in self._at(token, fillers):
                for a in self._bearers(subject, fillers):
                    for b in conjuncts(object_):
                        entity = self._actor(b, fillers)
                        if entity is not None:
                            low, high = min(a[1].i, token.i, b.i), max(a[1].i, token.i, b.i)
                            span = doc[low : high + 1] if high - low < 60 else doc[b.left_edge.i : b.i + 1]
                            yield (
                                (a[0], predicate, entity, token, span)
                                if predicate[0] != "~"
                                else (entity, predicate[1:], a[0], token, span)
                            )

    def _at(self, token: Token, fillers: Fillers) -> Iterator[tuple[Token, str, Token]]:
        """(token about whose bearer it is, predicate, token of the other side); "~" swaps the sides."""
        if token.text in _HYPHENS:
            yield from self._hyphenated(token)
        elif token.pos_ in ("VERB", "ADJ", "ADV"):
            yield from self._predicated(token, fillers)
        elif token.pos_ == "NOUN":
            yield from self._nominal(token)

    def _hyphenated(self, hyphen: Token) -> Iterator[tuple[Token, str, Token]]:
        """ "Iran-backed militia", "pro-Iranian faction", "anti-government rebels"."""
        doc, i = hyphen.doc, hyphen.i
        if i == 0 or i + 2 > len(doc) - 1:
            return
        left, right = doc[i - 1], doc[i + 1]
        modified = next(
            (t for t in (right.head, left.head, right.head.head) if t.i > right.i and t.pos_ in ("NOUN", "PROPN")), None
        )
        if modified is None:
            return
        for predicate in ("backedBy", "alignedWith"):
            if right.lower_ in self._words[predicate].get("suffixes", ()):
                yield modified, predicate, left
        if left.lower_ in self._words["alignedWith"]["prefixes"]:
            yield modified, "alignedWith", right
        if left.lower_ in self._words["opposes"]["prefixes"]:
            yield modified, "opposes", right

    def _predicated(self, token: Token, fillers: Fillers) -> Iterator[tuple[Token, str, Token]]:
        word = lemma(token)
        for predicate in ("partOf", "alignedWith", "backedBy"):
            table: Mapping[str, list[str]] = {
                **self._words[predicate].get("verbs", {}),
                **self._words[predicate].get("adjectives", {}),
            }
            prepositions = table.get(word) or table.get(token.lower_)
            if not prepositions:
                continue
            others = agents(token) if "by" in prepositions else after(token, prepositions)
            others += [
                t for p in children(token, "prep", "advmod") if p.lower_ in prepositions for t in children(p, "pobj")
            ]
            for other in others:
                yield token, predicate, other
            if others:
                return
        containers = self._words["partOf"]["containers"]
        if word in containers:
            inside = objects(token) if containers[word] == "object" else after(token, (containers[word],))
            for other in inside:
                yield token, "~partOf", other
        if word in self._words["backedBy"]["active"] and not is_passive(token):
            for other in objects(token):
                yield token, "~backedBy", other
        if word in self._words["opposes"]["from"]:
            for other in [t for where in (token, *objects(token)) for t in after(where, ("from",))]:
                for holder in [other, *(t for t in children(other, "compound", "nmod", "poss"))]:
                    yield token, "opposes", holder
        if verb_lemma(token) in self._words["opposes"]["verbs"] and not is_passive(token):
            for other in [*objects(token), *after(token, ("against",))]:
                yield token, "opposes", other

    def _nominal(self, noun: Token) -> Iterator[tuple[Token, str, Token]]:
        word = lemma(noun)
        for predicate in ("partOf", "alignedWith", "backedBy", "opposes"):
            if word in self._words[predicate].get("nouns", ()):
                for other in [
                    *after(noun, ("of", "to")),
                    *(after(noun, ("in", "within")) if predicate == "partOf" else ()),
                    *possessors(noun),
                ]:
                    yield noun, predicate, other
        under = noun.head
        if word in self._words["partOf"]["under"] and under.lower_ == "under":
            for other in [*after(noun, ("of",)), *possessors(noun), *(t for t in after(noun, ("by",)))]:
                yield under, "partOf", other
            for inner in after(noun, ("of",)):  # "under the chain of command of X"
                for other in after(inner, ("of",)):
                    yield under, "partOf", other
        if word in self._words["partOf"]["under"]:
            for other in after(noun, ("under",)) or (after(noun.head, ("under",)) if noun.dep_ == "dobj" else ()):
                yield noun, "partOf", other
        if word in self._words["opposes"]["against"]:
            for other in after(noun, ("against",)):
                for owner in [*possessors(noun), *(t for t in children(noun, "amod", "compound"))]:
                    yield owner, "opposes", other

    def _bearers(self, token: Token, fillers: Fillers) -> Iterator[tuple[EntityDraft, Token]]:
        """Whom a modifier or predicate is about."""
        for about in self._about(token):
            for each in [about] if about.dep_ == "conj" or token.pos_ == "NOUN" else conjuncts(about):
                entity = self._named(each, fillers)
                if entity is not None:
                    yield entity, each

    def _about(self, token: Token) -> list[Token]:
        if token.pos_ == "VERB" and token.dep_ == "conj" and token.head.pos_ in ("ADJ", "ADV"):
            return self._about(token.head)
        if token.pos_ == "VERB" and token.dep_ != "amod":
            if is_passive(token) or token.dep_ not in ("acl",):
                return subjects(token) or ([token.head] if token.dep_ in ("acl", "relcl") else [])
            return [token.head]
        if (noun := before_comma(token)) is not None and token.dep_ in ("advmod", "amod", "acomp", "advcl", "appos"):
            return [noun]
        at = token
        if token.pos_ == "ADJ" and token.dep_ == "conj" and token.head.pos_ == "VERB":
            return [token.head.head] if token.head.dep_ == "acl" else []
        for _ in range(6):
            if at.pos_ in ("NOUN", "PROPN") and at != token and at.dep_ not in ("attr", "acomp"):
                return [at]
            if at.dep_ in ("attr", "acomp", "oprd") and at.head.pos_ in ("VERB", "AUX"):
                return subjects(at.head)
            if at.pos_ in ("VERB", "AUX") and at != token:
                return subjects(at)
            if at.pos_ in ("NOUN", "PROPN") and at == token and at.dep_ not in ("appos", "attr"):
                return [at]
            if at.dep_ == "ROOT":
                break
            at = at.head
        return []

    def _named(self, token: Token, fillers: Fillers) -> EntityDraft | None:
        """The entity of a noun; where it has no name, that of the noun above it ("X, a coalition OF MILITIAS close to Y")."""
        token = antecedent(token)
        first = fillers.entity(token, make=False)
        at, entity = token, first
        for _ in range(4):
            if entity is not None and entity.names:
                return entity
            if entity is None or is_a(entity.cls, "Place"):
                owners = [owner for owner, _ in fillers.affiliations(at)]
                if owners:
                    return owners[0]
            if at.dep_ == "pobj" and at.head.lower_ == "of":
                at = at.head.head
            elif at.dep_ in ("appos", "compound", "nmod") and at.head.pos_ in ("NOUN", "PROPN"):
                at = at.head
            elif at.dep_ == "attr":
                above = subjects(at.head)
                if not above:
                    break
                at = above[0]
            else:
                break
            entity = fillers.entity(at, make=False)
        return first

    @staticmethod
    def _actor(token: Token, fillers: Fillers) -> EntityDraft | None:
        entity = fillers.entity(token)
        if entity is None:
            mention = next((fillers.mention(t) for t in token.lefts if fillers.mention(t) is not None), None)
            entity = mention.entity if mention is not None and mention.cls == "State" else None
        elif not entity.names:
            # "close to the Iranian authorities": an unnamed body speaks for the state or group that its adjective names.
            owner = next(
                (
                    m
                    for t in token.lefts
                    if (m := fillers.mention(t)) is not None
                    and m.entity is not None
                    and (m.cls == "State" or is_a(m.cls, "Organization"))
                ),
                None,
            )
            entity = owner.entity if owner is not None else entity
        return entity


def before_comma(token: Token) -> Token | None:
    """The noun that a phrase set off by a comma is about, where the parser hung it elsewhere ("the movement, close to X, ...")."""
    start = token.i
    while start > token.sent.start and token.doc[start - 1].dep_ == "advmod" and token.doc[start - 1].head == token:
        start -= 1
    if start - 2 < token.sent.start or token.doc[start - 1].text != ",":
        return None
    before = token.doc[start - 2]
    while before.dep_ == "pobj" and before.head.lower_ == "of":
        before = before.head.head
    return before if before.pos_ in ("NOUN", "PROPN") else None


def _allowed(subject: EntityDraft, predicate: str, object_: EntityDraft) -> bool:
    """Whether the classes fit the property's domain and range, and both sides are worth a relation."""
    if predicate in ("memberOf", "leads", "spokespersonFor"):
        return subject.cls == "Person" and (is_a(object_.cls, "Organization") or object_.cls == "State")
    if predicate == "partOf":
        return (
            is_a(subject.cls, "Organization")
            and bool(subject.names)
            and bool(object_.names or object_.actor)
            and (is_a(object_.cls, "Organization") or object_.cls == "State")
        )
    ends: Iterable[EntityDraft] = (subject, object_)
    return all(any(is_a(e.cls, c) for c in ACTORS) for e in ends) and bool(object_.names or object_.actor)
