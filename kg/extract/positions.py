"""Persons and their positions: "the deputy leader of Hamas", "Iraqi military spokesman X", "Prime Minister X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.fillers import Fillers
from kg.extract.reading import EntityDraft, MentionDraft
from kg.extract.syntax import after, agents, children, conjuncts, is_passive, lemma, objects, possessors, subjects
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_OF = ("of", "for", "from", "in", "at", "with", "to")


class Positions:
    """Finds (person, relation, body) triples."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors, self._lexicon = actors, lexicon
        positions: dict[str, list[str]] = lexicon.relations["positions"]
        self._relation: dict[str, str] = {}
        for relation, lemmas in positions.items():
            for word in lemmas:
                self._relation.setdefault(word, relation)
        self._heads = lexicon.words("relations", "heads_of_government")
        self._rulers = lexicon.words("relations", "heads_of_state")
        self._leading = lexicon.words("relations", "leading")
        self._ministries: dict[str, str] = lexicon.relations["ministries"]

    def read(self, doc: Doc, fillers: Fillers) -> Iterator[tuple[EntityDraft, str, EntityDraft, Token, Span]]:
        """In text order."""
        offices: dict[str, Actor] = {}
        pending: list[tuple[Token, str, EntityDraft]] = []
        for noun in doc:
            if noun.pos_ not in ("NOUN", "PROPN", "NUM"):
                continue
            title = self._title(noun)
            relation = self._relation.get(title)
            if relation is None:
                continue
            people = list(self._people(noun, fillers))
            bodies = list(self._bodies(noun, fillers))
            country = next((e.country for e, _ in bodies if e.cls == "State"), None)
            if title in self._heads and country and (office := self._actors.body(country, "government")):
                offices[title] = office
            for person in people:
                if not bodies and title in self._heads | self._rulers:
                    pending.append((noun, title, person))
                for body, _ in bodies:
                    yield from self._say(noun, title, relation, person, body, fillers)
        for noun, title, person in pending:
            country = self._country(person)
            if title in self._rulers:
                yield from self._office(noun, person, self._actors.state(country) if country else None, fillers)
            else:
                office = (
                    self._actors.body(country, "government")
                    if country
                    else offices.get(title) or self._only_government(doc)
                )
                yield from self._office(noun, person, office, fillers)

    def led(self, doc: Doc, fillers: Fillers) -> Iterator[tuple[EntityDraft, str, EntityDraft, Token, Span]]:
        """ "X commands the brigade", "the ministry, led by X", "X of the movement"."""
        for token in doc:
            if token.pos_ == "VERB" and lemma(token) in self._leading:
                passive = is_passive(token)
                people, led = (agents(token), subjects(token)) if passive else (subjects(token), objects(token))
                bodies = [e for t in led if (e := self._body(t, fillers)) is not None]
                relation = "leads"
            elif token.pos_ == "PROPN":
                people, relation = [token], "memberOf"
                bodies = [
                    e
                    for t in after(token, ("of", "from"))
                    if (e := self._body(t, fillers)) is not None and e.cls != "State"
                ]
            else:
                continue
            for person in people:
                entity = fillers.entity(person, make=False)
                for body in bodies if entity is not None and entity.cls == "Person" and entity.names else ():
                    yield entity, relation, body, token, self._span(token, entity, fillers)  # type: ignore[misc] - the loop is empty for None

    def _body(self, token: Token, fillers: Fillers) -> EntityDraft | None:
        """The organisation that a noun names, or whose people it names."""
        entity = fillers.entity(token, make=False)
        if entity is not None and self._can_have(entity) and entity.names:
            return entity
        return (
            next((owner for owner, _ in fillers.affiliations(token)), None)
            if entity is None or entity.cls == "Group"
            else None
        )

    def _title(self, noun: Token) -> str:
        before = noun.nbor(-1) if noun.i > noun.sent.start else None
        for pair in (f"{before.lower_} {lemma(noun)}", f"{before.lower_} {noun.lower_}") if before is not None else ():
            if pair in self._relation:
                return pair
        return lemma(noun) if lemma(noun) in self._relation else noun.lower_

    def _say(
        self, noun: Token, title: str, relation: str, person: EntityDraft, body: EntityDraft, fillers: Fillers
    ) -> Iterator[tuple[EntityDraft, str, EntityDraft, Token, Span]]:
        home = self._country(person)
        if home and body.country and body.country != home and (body.cls == "State" or is_a(body.cls, "StateBody")):
            return  # a title beside another state's name: "Iraq's capital, where President X..."
        if body.cls == "State" and body.country:
            ministry = self._ministry(noun, body.country)
            if ministry is not None and lemma(noun) in ("minister", "secretary"):
                yield from self._office(noun, person, ministry, fillers)
                return
            if title in self._heads:
                yield from self._office(noun, person, self._actors.body(body.country, "government"), fillers)
                return
        yield person, relation, body, noun, self._span(noun, person, fillers)

    def _ministry(self, noun: Token, country: str) -> Actor | None:
        before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
        kind = self._ministries.get(before)
        return self._actors.body(country, kind) if kind else None

    def _country(self, person: EntityDraft) -> str | None:
        """Whose citizen the actor list says that a person is."""
        known = self._actors.get(person.actor) if person.actor else None
        return known.country if known else None

    def _only_government(self, doc: Doc) -> Actor | None:
        """The one government that the article speaks of, if it is one."""
        known = {
            e.actor for e in doc._.entities if e.actor and (a := self._actors.get(e.actor)) and a.body == "government"
        }
        return self._actors.get(known.pop()) if len(known) == 1 else None

    def _office(
        self, noun: Token, person: EntityDraft, office: Actor | None, fillers: Fillers
    ) -> Iterator[tuple[EntityDraft, str, EntityDraft, Token, Span]]:
        if office is None:
            return
        doc = noun.doc
        entity = next((e for e in doc._.entities if e.actor == office.id), None)
        if entity is None:
            start = noun.i - 1 if noun.i > noun.sent.start and noun.nbor(-1).dep_ in ("compound", "amod") else noun.i
            mention = MentionDraft(
                doc[start : noun.i + 1], noun, "nominal", office.cls, office.id, country=office.country
            )
            entity = EntityDraft(office.cls, [mention], actor=office.id, country=office.country)
            mention.entity = entity
            doc._.entities.append(entity)
            doc._.mentions.append(mention)
        yield person, "leads", entity, noun, self._span(noun, person, fillers)

    @staticmethod
    def _span(noun: Token, person: EntityDraft, fillers: Fillers) -> Span:
        """From the position to the person's nearest mention."""
        near = min((m.span for m in person.mentions), key=lambda s: abs(s.start - noun.i))
        if abs(near.start - noun.i) > 40:
            return noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
        return noun.doc[
            min(near.start, noun.left_edge.i if noun.left_edge.i > near.start - 40 else noun.i) : max(
                near.end, noun.i + 1
            )
        ]

    def _people(self, noun: Token, fillers: Fillers) -> Iterator[EntityDraft]:
        """Who holds the position: the name beside it, its own coreferent, or the one that a copula or "held the post" names."""
        own = fillers.entity(noun)
        beside = [t for a in children(noun, "appos") for t in conjuncts(a)]
        if noun.i + 2 < noun.sent.end and noun.nbor(1).text == ",":
            beside.append(noun.nbor(2))
        if noun.dep_ in ("appos", "compound", "nmod", "amod") and noun.head.pos_ in ("PROPN", "NOUN"):
            beside.append(noun.head)
        if noun.dep_ == "attr" or (
            noun.dep_ in ("pobj", "oprd") and noun.head.dep_ == "prep" and noun.head.lower_ == "as"
        ):
            beside += subjects(noun.head if noun.dep_ == "attr" else noun.head.head)
        if (
            noun.dep_ == "pobj"
            and noun.head.lower_ == "of"
            and lemma(noun.head.head) in ("position", "post", "role", "rank", "title", "office")
        ):
            beside += subjects(noun.head.head.head)
        if noun.i + 1 < len(noun.doc) and (following := noun.nbor(1)).pos_ == "PROPN":
            beside.append(following)
        if (
            noun.dep_ == "pobj"
            and noun.head.lower_ == "of"
            and (noun.head.head.dep_ == "nummod" or lemma(noun.head.head) == "number")
        ):
            beside += children(noun.head.head, "appos")
        seen: list[EntityDraft] = []
        for token in beside:
            entity = fillers.entity(token)
            if entity is not None and entity.cls == "Person" and entity.names and entity not in seen:
                seen.append(entity)
        if not seen:
            seen += [e for e in self._after_body(noun, fillers)]
        if not seen and own is not None and own.cls == "Person" and own.names:
            seen.append(own)
        yield from seen

    @staticmethod
    def _after_body(noun: Token, fillers: Fillers) -> Iterator[EntityDraft]:
        """ "the number two of the Hamas militia, Saleh al Aruri": the name stands in apposition to the body."""
        for prep in [*children(noun, "prep"), *(p for n in children(noun, "nummod") for p in children(n, "prep"))]:
            for body in children(prep, "pobj"):
                for name in children(body, "appos"):
                    entity = fillers.entity(name)
                    if entity is not None and entity.cls == "Person" and entity.names:
                        yield entity

    def _bodies(self, noun: Token, fillers: Fillers) -> Iterator[tuple[EntityDraft, Token]]:
        """Of what: "leader of X", "X leader", "X's leader", "head of operations for X"."""
        found = list(self._below(noun, fillers, 0))
        if (
            not found and noun.dep_ == "pobj" and noun.head.head.head.pos_ == "VERB"
        ):  # "held the position of head of operations for X"
            beside = [fillers.entity(t, make=False) for t in after(noun.head.head.head, ("for", "in", "with", "at"))]
            found = [(e, noun) for e in beside if e is not None and self._can_have(e) and e.names]
        if not found:
            left = noun.i - 1
            while (
                left >= noun.sent.start
                and noun.doc[left].dep_ in ("amod", "compound", "advmod")
                and fillers.mention(noun.doc[left]) is None
                and noun.doc[left].pos_ in ("ADJ", "NOUN", "PROPN", "ADV")
            ):
                left -= 1
            after_comma = noun.i + 2 if noun.i + 2 < noun.sent.end and noun.nbor(1).text == "," else left
            for i in (after_comma, left, left - 1 if left > 0 and noun.doc[left].tag_ == "POS" else left):
                mention = fillers.mention(noun.doc[i]) if i >= noun.sent.start else None
                if (
                    mention is not None
                    and mention.entity is not None
                    and self._can_have(mention.entity)
                    and mention.kind != "pronoun"
                ):
                    found.append((mention.entity, noun.doc[i]))
                    break
        yield from found

    def _below(self, noun: Token, fillers: Fillers, depth: int) -> Iterator[tuple[EntityDraft, Token]]:
        if depth > 3:
            return
        heads = [*possessors(noun), *after(noun, _OF)]
        heads += [t for n in children(noun, "nummod") for t in after(n, ("of",))]
        for head in heads:
            for each in conjuncts(head):
                entity = fillers.entity(each)
                if entity is not None and self._can_have(entity) and (entity.names or entity.actor):
                    yield entity, each
                elif each.pos_ in ("NOUN", "PROPN") and (entity is None or not entity.names):
                    named = [e for e, _ in fillers.affiliations(each)]
                    beside = [fillers.entity(t) for t in children(each, "appos")]
                    for other in [*named, *(b for b in beside if b is not None and b.names)]:
                        if self._can_have(other):
                            yield other, each
                    if not named:
                        yield from self._below(each, fillers, depth + 1)
        if depth == 0 and not heads:
            return

    @staticmethod
    def _can_have(entity: EntityDraft) -> bool:
        return is_a(entity.cls, "Organization") or entity.cls == "State"
