"""Persons and their positions: "the deputy leader of Hamas", "Iraqi military spokesman X", "X commands the brigade"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.relations.officeholders import holders
from kg.extract.relations.offices import Offices, office_entity
from kg.extract.text.syntax import after, agents, children, conjuncts, is_passive, lemma, objects, possessors, subjects
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_OF = ("of", "for", "from", "in", "at", "with", "to")
_DEEPEST = 3  # "head of operations in the north for X"
_LONGEST_QUOTE = 40  # tokens

Position = tuple[EntityDraft, str, EntityDraft, Token, Span]
"""Person, property, body, the token that says so, and the words."""


class Positions:
    """Finds who leads, speaks for or belongs to what."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._offices = Offices(actors, lexicon)
        self._relation: dict[str, str] = {}
        for relation, titles in lexicon.relations["positions"].items():
            for title in titles:
                self._relation.setdefault(title, relation)
        self._leading = lexicon.words("relations", "leading")
        self._posts = lexicon.words("relations", "posts")

    def read(self, doc: Doc, fillers: Fillers) -> Iterator[Position]:
        """By titles first, then by verbs and by "X of the movement"."""
        yield from self._titled(doc, fillers)
        for token in doc:
            people, relation, bodies = self._led(token, fillers)
            for person in people:
                entity = fillers.entity(person, make=False)
                if entity is not None and entity.cls == "Person" and entity.names:
                    yield from ((entity, relation, body, token, _quote(token, entity)) for body in bodies)

    def _titled(self, doc: Doc, fillers: Fillers) -> Iterator[Position]:
        said: dict[str, Actor] = {}
        unsaid: list[tuple[Token, str, EntityDraft]] = []
        for noun in doc:
            title = self._title(noun) if noun.pos_ in ("NOUN", "PROPN", "NUM") else ""
            if title not in self._relation:
                continue
            bodies = list(self._bodies(noun, fillers))
            for country in [b.country for b in bodies if b.cls == "State" and b.country][:1]:
                office = self._offices.of_state(noun, title, country)
                said.update({title: office} if office else {})
            for person in holders(noun, fillers, self._posts):
                if not bodies:
                    unsaid.append((noun, title, person))
                for body in bodies:
                    yield from self._held(noun, title, person, body)
        for noun, title, person in unsaid:
            office = self._offices.implied(title, person, said, doc)
            if office is not None:
                yield person, "leads", office_entity(noun, office), noun, _quote(noun, person)

    def _title(self, noun: Token) -> str:
        """A title of one word or two ("prime minister", "number two")."""
        before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
        titles = (f"{before} {lemma(noun)}", f"{before} {noun.lower_}", lemma(noun))
        return next((t for t in titles if t in self._relation), noun.lower_)

    def _held(self, noun: Token, title: str, person: EntityDraft, body: EntityDraft) -> Iterator[Position]:
        if self._offices.is_foreign(person, body):
            return
        state = body.country if body.cls == "State" else None
        office = self._offices.of_state(noun, title, state) if state else None
        relation = "leads" if office else self._relation[title]
        yield person, relation, office_entity(noun, office) if office else body, noun, _quote(noun, person)

    def _led(self, token: Token, fillers: Fillers) -> tuple[list[Token], str, list[EntityDraft]]:
        """People, property and bodies of "X commands Y", "Y, led by X" and "X of the movement"."""
        if token.pos_ == "VERB" and lemma(token) in self._leading:
            passive = is_passive(token)
            people, led = (agents(token), subjects(token)) if passive else (subjects(token), objects(token))
            return people, "leads", [b for t in led if (b := _body(t, fillers)) is not None]
        if token.pos_ != "PROPN":
            return [], "", []
        bodies = [b for t in after(token, ("of", "from")) if (b := _body(t, fillers)) is not None]
        return [token], "memberOf", [b for b in bodies if b.cls != "State"]

    def _bodies(self, noun: Token, fillers: Fillers) -> Iterator[EntityDraft]:
        """Of what: "Iran's X commander", "leader of X", "X's leader", "held the post of head for X", "commander, X"."""
        found = list(_named_between(noun, fillers)) or list(_below(noun, fillers, 0))
        post = noun.head.head
        if not found and noun.dep_ == "pobj" and post.head.pos_ == "VERB":
            outside = [t for at in (post, post.head) for t in after(at, ("for", "in", "with", "at"))]
            beside = (fillers.entity(t, make=False) for t in outside)
            found = [e for e in beside if e is not None and _has_people(e) and e.names]
        if not found and noun.dep_ in ("compound", "nmod"):  # "President X of Colombia"
            beside = (fillers.entity(t, make=False) for t in after(noun.head, ("of",)))
            found = [e for e in beside if e is not None and _has_people(e) and (e.names or e.actor)]
        yield from found or _next_to(noun, fillers)


def _body(token: Token, fillers: Fillers) -> EntityDraft | None:
    """The organisation that a noun names, or whose people it names."""
    entity = fillers.entity(token, make=False)
    if entity is not None and _has_people(entity) and entity.names:
        return entity
    if entity is not None and entity.cls != "Group":
        return None
    return next((owner for owner, _ in fillers.affiliations(token)), None)


def _named_between(noun: Token, fillers: Fillers) -> Iterator[EntityDraft]:
    """The organisation that stands between a possessor and a position, which then is not the possessor's own."""
    if possessors(noun):
        beside = (fillers.entity(t, make=False) for t in children(noun, "compound", "nmod"))
        yield from (e for e in beside if e is not None and is_a(e.cls, "Organization") and (e.names or e.actor))


def _below(noun: Token, fillers: Fillers, depth: int) -> Iterator[EntityDraft]:
    """Bodies in the phrases that hang on a position, as deep as "head of operations in the north for X"."""
    of_number = [t for n in children(noun, "nummod") for t in after(n, ("of",))]
    for head in [*possessors(noun), *after(noun, _OF), *of_number] if depth <= _DEEPEST else ():
        for each in conjuncts(head):
            entity = fillers.entity(each)
            if entity is not None and _has_people(entity) and (entity.names or entity.actor):
                yield entity
            elif each.pos_ in ("NOUN", "PROPN") and (entity is None or not entity.names):
                owners = [e for e, _ in fillers.affiliations(each)]
                beside = [e for t in children(each, "appos") if (e := fillers.entity(t)) is not None and e.names]
                yield from (e for e in (*owners, *beside) if _has_people(e))
                if not owners:
                    yield from _below(each, fillers, depth + 1)


def _next_to(noun: Token, fillers: Fillers) -> Iterator[EntityDraft]:
    """ "The Iraqi military spokesman", "Hamas' political leader", "commander, Central Command"."""
    doc, left = noun.doc, noun.i - 1
    while left >= noun.sent.start and doc[left].dep_ in ("amod", "compound", "advmod"):
        if fillers.mention(doc[left]) is not None or doc[left].pos_ not in ("ADJ", "NOUN", "PROPN", "ADV"):
            break
        left -= 1
    across = noun.i + 2 if noun.i + 2 < noun.sent.end and doc[noun.i + 1].text == "," else left
    owner = left - 1 if left > 0 and doc[left].tag_ == "POS" else left
    right = noun.i + 1 if noun.i + 1 < noun.sent.end else left  # "GOC 3 Division"
    for i in [i for i in (across, left, owner, right) if i >= noun.sent.start]:
        mention = fillers.mention(doc[i])
        if (
            mention is not None
            and mention.entity is not None
            and mention.kind != "pronoun"
            and _has_people(mention.entity)
        ):
            yield mention.entity
            return


def _has_people(entity: EntityDraft) -> bool:
    return is_a(entity.cls, "Organization") or entity.cls == "State"


def _quote(at: Token, person: EntityDraft) -> Span:
    """From the position to the person's nearest mention, or the position's own phrase where that is far."""
    doc = at.doc
    name = min((m.span for m in person.mentions), key=lambda s: abs(s.start - at.i))
    if abs(name.start - at.i) > _LONGEST_QUOTE:
        return doc[at.left_edge.i : at.right_edge.i + 1]
    left = at.left_edge.i if at.left_edge.i > name.start - _LONGEST_QUOTE else at.i
    return doc[min(name.start, left) : max(name.end, at.i + 1)]
