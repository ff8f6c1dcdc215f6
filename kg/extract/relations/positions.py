"""Persons and their positions: "the deputy leader of Hamas", "Iraqi military spokesman X", "X, GOC 3 Division"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.coreference.descriptions import group_of
from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.relations.holders import Holders
from kg.extract.relations.offices import Offices, Post
from kg.extract.relations.owners import Owner, Owners
from kg.extract.relations.rulers import Rulers
from kg.extract.relations.service import Service
from kg.extract.relations.state_bodies import office_entity
from kg.extract.relations.titles import Title, Titles
from kg.extract.text.syntax import after, agents, children, is_passive, lemma, possessors, subjects
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon, Words
from kg.vocab import is_a

_LONGEST_QUOTE = 40  # tokens
_HIGHEST = 8  # steps up the tree to the deed that a noun suffers

Position = tuple[EntityDraft, str, EntityDraft, Token, Span]
"""Person, property, body, the token that says so, and the words."""


class Positions:
    """Finds who leads, speaks for or belongs to what."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors = actors
        self._offices = Offices(actors, lexicon)
        self._rulers = Rulers(actors)
        self._titles = Titles(lexicon)
        self._service = Service(actors, lexicon, self._titles)
        self._credited = lexicon.words("relations", "credited")
        self._wholes = lexicon.words("relations", "wholes")
        self._attendants = lexicon.words("relations", "attendants")
        self._of_groups = lexicon.words("relations", "titles_in_groups")
        self._official = lexicon.words("relations", "official_words")
        self._employed = lexicon.words("relations", "employed")
        self._heads = lexicon.words("relations", "heads_of_state") | {"minister"}
        self._seats: dict[str, list[str]] = lexicon.relations["seats"]
        self._harm = {word for word, trigger in (*lexicon.verbs.items(), *lexicon.nouns.items()) if trigger.harm}

    def read(self, doc: Doc, owners: Owners, holders: Holders, fillers: Fillers) -> Iterator[Position]:
        """By titles first, then by verbs and names."""
        yield from self._titled(doc, owners, holders, fillers)
        for token in doc:
            for person, relation, body, at in self._service.at(token, fillers):
                yield person, relation, body, at, _quote(at, person)
            for person, state in self._offices.governing(token, fillers):
                yield person, "leads", state, token, _quote(token, person)

    def _titled(self, doc: Doc, owners: Owners, holders: Holders, fillers: Fillers) -> Iterator[Position]:
        said: dict[str, str] = {}
        unsaid: list[tuple[Title, EntityDraft]] = []
        serving: list[tuple[Title, EntityDraft, EntityDraft]] = []
        bodies = defaultdict[int, list[EntityDraft]](list)
        for title in self._titles.of(doc):
            if self._titles.is_over(title) or _is_in_a_name(title, fillers) or self._is_credit(title):
                continue
            above = self._offices.above(title) if title.words in self._attendants else None
            own = [Owner(above, title.noun, whole=False)] if above is not None else self._owned(title, owners)
            own = [o for o in own if not self._is_harming(title.noun, o, fillers)]
            own = [o for o in own if title.listed or o.entity.cls != "State"] or self._seated(title, owners)
            served = owners.served.master(title.noun, title.start) if not own else None
            beside = [Owner(*served)] if served is not None and served[1].i > title.noun.i else own
            for person in holders.of(title, beside, _is_person):
                behind = _behind(title, person, owners) if title.listed and not own else []
                posts = list(self._held(title, person, own or behind or self._unsaid(title, owners)))
                for relation, body in posts or self._known(title, person, doc):
                    self._note(said, title, person, body)
                    bodies[id(person)].append(body)
                    yield person, relation, body, title.noun, _quote(title.noun, person)
                if own or behind or not title.listed:
                    continue
                master = served[0] if served is not None else None
                serves = title.words in self._attendants or (master and self._rulers.state(master, doc))
                if master is not None and master is not person and serves:
                    serving.append((title, person, master))
                elif (
                    self._offices.is_implicit(title)
                    and not _is_anothers(title.noun, self._heads)
                    and not self._is_peoples(title, fillers)
                ):
                    unsaid.append((title, person))
        for title, person in unsaid:
            partner = _partner(title.noun, fillers)
            known = {**said, person.label: said[partner.label]} if partner and partner.label in said else said
            for relation, body in self._offices.implied(title, person, known):
                bodies[id(person)].append(body)
                yield person, relation, body, title.noun, _quote(title.noun, person)
        for title, person, master in serving:
            group = group_of(master, self._actors, doc._.entities)
            posts = [(title.relation, b) for b in bodies[id(master)] or ([group] if group is not None else [])]
            for relation, body in posts or self._under(title, master):
                yield person, relation, body, title.noun, _quote(title.noun, person)

    def _under(self, title: Title, ruler: EntityDraft) -> Iterator[Post]:
        """What serving a ruler makes of whoever serves him."""
        state, between = self._rulers.state(ruler, title.noun.doc), self._rulers.between(ruler, title)
        if state is not None and between is not None:
            yield from self._offices.of_state(title, office_entity(title.noun, state), between)

    def _is_credit(self, title: Title) -> bool:
        """Whether a sentence only says who helped to write the article."""
        verbs = (t for t in title.noun.ancestors if lemma(t) in self._credited)
        return any(t.lower_ == "this" for verb in verbs for about in after(verb, ("to",)) for t in about.lefts)

    def _held(self, title: Title, person: EntityDraft, own: list[Owner]) -> Iterator[Post]:
        for owner in own:
            if not self._offices.is_foreign(person, owner.entity):
                yield from self._offices.posts(title, owner)

    def _seated(self, title: Title, owners: Owners) -> list[Owner]:
        """Of a judge who is only called so, the article's one court; of a chief of the general staff, its one staff."""
        seats = (
            seat
            for word in self._seats.get(title.words, ())
            if (seat := owners.alone(owners.focus.called(word, title.noun), title.noun, whole=False))
        )
        return next(seats, []) if not any(children(title.noun, "prep", "poss")) else []

    def _known(self, title: Title, person: EntityDraft, doc: Doc) -> Iterator[Post]:
        """ "Rebel leader X": of the group of the article that the actor list knows him to be of."""
        if title.words in self._of_groups and not _is_anothers(title.noun, frozenset()):
            group = group_of(person, self._actors, doc._.entities)
            if group is not None:
                yield title.relation, group

    def _unsaid(self, title: Title, owners: Owners) -> list[Owner]:
        """Of a spokesman or a sentence-initial director who is only called so, the body that acts."""
        if any(children(title.noun, "prep", "poss")):
            return []
        if title.words in self._employed and title.start == title.noun.sent.start:
            return owners.alone(owners.focus.employer(title.noun), title.noun)
        if title.relation != "spokespersonFor":
            return []
        before = children(title.noun, "compound", "amod")  # "a presidential spokesman" is another's
        plain = all(lemma(t) in self._wholes or t.i >= title.noun.i for t in before)
        body = owners.focus.speaker(title.noun) if plain else None
        return owners.alone(body, title.noun) if body is not None and self._offices.may_be(title, body) else []

    def _is_peoples(self, title: Title, fillers: Fillers) -> bool:
        """Whether a people or region without a state of its own stands before a post: "the Catalan president"."""
        doc, at = title.noun.doc, title.start - 1
        while at >= title.noun.sent.start:
            mention = fillers.mention(doc[at])
            if mention is not None or doc[at].ent_type_ in ("NORP", "GPE", "LOC"):
                return mention is None or mention.cls == "Group" or is_a(mention.cls, "Place")
            if doc[at].dep_ not in ("amod", "compound", "nmod") and doc[at].lower_ not in self._official:
                return False
            at -= 1
        return False

    def _note(self, said: dict[str, str], title: Title, person: EntityDraft, body: EntityDraft) -> None:
        """Remember of which country a title and a person are; a title of two countries tells nothing."""
        if body.country:
            name = self._offices.name(title)
            said[name] = body.country if said.get(name, body.country) == body.country else ""
            said[person.label] = body.country

    def _owned(self, title: Title, owners: Owners) -> list[Owner]:
        """A title's owners; of coordinated titles ("founder and leader of X"), those of the other."""
        own = owners.of(title.noun, title.start, title.words)
        if any(children(title.noun, "poss")) or after(title.noun, ("of",)):
            return own  # "the president of X and the mayor of Y"
        beside = [title.noun.head] if title.noun.dep_ == "conj" else list(children(title.noun, "conj"))
        for other in beside if not own else ():
            second = self._titles.at(other)
            if second is not None and other.pos_ == "NOUN" and not self._titles.is_over(second):
                own = own or [replace(o, between=()) for o in owners.of(other, second.start, second.words)]
        return own

    def _is_harming(self, noun: Token, owner: Owner, fillers: Fillers) -> bool:
        """Whether a pronoun was taken for the one that harms the holder: "S's killing of its commander"."""
        if owner.at.tag_ != "PRP$":
            return False
        at = noun
        for _ in range(_HIGHEST):
            if at.dep_ == "ROOT":
                break
            at = at.head
            if at.lemma_.lower() in self._harm:
                doers = possessors(at) if at.pos_ == "NOUN" else agents(at) if is_passive(at) else subjects(at)
                doers = doers or after(at, ("by",))
                return any(fillers.entity(t, make=False) is owner.entity for t in doers)
        return False


def _is_person(entity: EntityDraft) -> bool:
    return entity.cls == "Person"


def _behind(title: Title, person: EntityDraft, owners: Owners) -> list[Owner]:
    """ "President X of Y": Y; "Commander X of the Y Brigade" need not command all of it."""
    of = owners.served.behind(title.end, person)
    return [Owner(*of, whole=of[0].cls in ("State", "StateBody"))] if of is not None else []


def _is_anothers(noun: Token, rulers: Words) -> bool:
    """Whether somebody owns a post whom nothing told: "the front's information secretary" is no state's."""
    return any(t.pos_ == "NOUN" and t.lower_ not in rulers for t in possessors(noun))


def _is_in_a_name(title: Title, fillers: Fillers) -> bool:
    """Whether the noun is a word of an organisation's or place's name ("the Joint Chiefs of Staff")."""
    mention = fillers.mention(title.noun)
    named = mention is not None and mention.kind == "name" and len(mention.span) > 1
    if named and mention is not None and title.noun.text.islower() and title.noun.i == mention.span.end - 1:
        return False  # "ELN fighters X and Y"
    inside = named and mention is not None and mention.span.start <= title.start
    return bool(inside and mention and (is_a(mention.cls, "Organization") or is_a(mention.cls, "Place")))


def _partner(noun: Token, fillers: Fillers) -> EntityDraft | None:
    """Whom the holder is coordinated with: "the Russian foreign minister, X, and Defence Minister Y"."""
    for token in (noun, noun.head):
        if token.dep_ == "conj":
            return fillers.entity(token.head, make=False)
    return None


def _quote(at: Token, person: EntityDraft) -> Span:
    """From the position to the person's nearest mention, or the position's own phrase where that is far."""
    doc = at.doc
    name = min((m.span for m in person.mentions), key=lambda s: abs(s.start - at.i))
    if abs(name.start - at.i) > _LONGEST_QUOTE:
        return doc[at.left_edge.i : at.right_edge.i + 1]
    left = at.left_edge.i if at.left_edge.i > name.start - _LONGEST_QUOTE else at.i
    return doc[min(name.start, left) : max(name.end, at.i + 1)]
