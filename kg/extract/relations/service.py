"""Verbs of leading and belonging: "X commands the brigade", "Y, led by X", "X joined Y", "X works for Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.coreference.descriptions import group_of
from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.relations.names import name_from
from kg.extract.relations.subjects import set_off
from kg.extract.relations.titles import Titles
from kg.extract.text.syntax import (
    after,
    agents,
    antecedent,
    children,
    is_passive,
    lemma,
    objects,
    possessors,
    subjects,
    verb_lemma,
)
from kg.extract.tokens import Token
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

Served = tuple[EntityDraft, str, EntityDraft, Token]
"""Person, property, body, and the token that says so."""

_WORKED_FOR = ("Organization", "StateBody", "MediaOrganization")
_FOLLOWED = ("ArmedGroup", "MilitaryForce", "PoliticalParty", "Coalition")


class Service:
    """Reads who leads, serves in or has whom behind him, where no position is named."""

    def __init__(self, actors: ActorList, lexicon: Lexicon, titles: Titles) -> None:
        self._actors, self._titles = actors, titles
        self._following = lexicon.sets["following"] | lexicon.sets["irregulars"]
        self._leading = lexicon.words("relations", "leading")
        self._taken_over: dict[str, list[str]] = lexicon.relations["taken_over"]
        self._serving: dict[str, list[str]] = lexicon.relations["serving"]
        self._assigned: dict[str, list[str]] = lexicon.relations["assigned"]
        self._rulers = lexicon.rulers
        self._former = lexicon.words("relations", "former")
        self._ranks = lexicon.sets["honorifics"] | lexicon.words("relations", "ranks")
        self._styling = lexicon.words("relations", "styling") | lexicon.words("relations", "also_known")
        self._nominals = lexicon.nominals
        self._affairs = lexicon.words("relations", "affairs")
        self._units = lexicon.words("relations", "partOf", "nouns")
        self._speaking_for = lexicon.words("relations", "speaking_for")
        self._bodies: dict[str, list[str]] = lexicon.relations["bodies_spoken_of"]
        self._polities = lexicon.words("relations", "polities")
        self._wholes = lexicon.words("relations", "wholes")
        self._under = lexicon.words("relations", "partOf", "under")

    def at(self, token: Token, fillers: Fillers) -> Iterator[Served]:
        """What one token says."""
        if token.pos_ in ("VERB", "AUX"):
            people, relation, bodies = self._verb(token)
        elif token.pos_ == "PROPN":
            people, relation, bodies = [token], "memberOf", [*after(token, ("of", "from")), *possessors(token)]
            if token.dep_ == "conj" and _share(token, fillers):
                people = [token.head, token]
            preposition = bodies[0].head if bodies else token
            if preposition.i and preposition.nbor(-1).lower_ in self._former:
                return  # "X, formerly of 7 Division"
            yield from self._followed(token, fillers)
            yield from self._bracketed(token, fillers)
        elif token.pos_ == "NOUN":
            yield from self._followers(token, fillers)
            people, relation, bodies = self._noun(token)
        elif token.lower_ == "under" and token.head.pos_ in ("NOUN", "PROPN"):  # "the battalion under Colonel X"
            people = [t for t in children(token, "pobj") if not self._rules(t)]  # "the army under President X"
            relation, bodies = "leads", _forces(token, fillers)
        else:
            return
        for person in people:
            holder = self._person(person, fillers)
            if holder is None or holder.cls != "Person" or not holder.names:
                continue
            for body in bodies:
                yield from ((holder, each, entity, token) for each, entity in self._posts(relation, body, fillers))

    def _posts(self, relation: str, body: Token, fillers: Fillers) -> Iterator[tuple[str, EntityDraft]]:
        """What leading, serving or speaking for what a noun names comes to."""
        if relation == "leads" and (inner := self._inner(body, fillers)):
            yield from (("memberOf", whole) for whole in inner)
            return
        entity = _body(body, fillers)
        if entity is None and relation == "spokespersonFor":
            entity = _known(body, fillers)
        if entity is None or (relation == "memberOf" and entity.cls == "State"):
            return
        if entity.actor is None and entity.label.lower() in self._polities:
            return  # "the President of the Republic"
        if relation != "leads":
            yield relation, entity
            return
        own = fillers.entity(body, make=False) is entity or any(children(body, "appos"))
        if own or self._has_members(body):  # "led the X takeover" tells of no post
            one = any(t.lower_ in ("a", "an", "another") for t in children(body, "det"))
            part = not own and lemma(body) not in self._wholes and not self._is_body(body)  # "the X delegation"
            part = part or (one and lemma(body) in self._units)  # "an X unit led by Y"
            yield "memberOf" if part else "leads", entity

    def _inner(self, part: Token, fillers: Fillers) -> list[EntityDraft]:
        """ "Heads the armed BRANCH of X", where the branch has no name of its own."""
        if part.pos_ != "NOUN" or lemma(part) not in self._units or _body(part, fillers) is not None:
            return []
        return [e for t in after(part, ("of", "in")) if (e := _body(t, fillers)) is not None and e.cls != "State"]

    def _has_members(self, noun: Token) -> bool:
        cls = self._nominals.get(lemma(noun))
        told = lemma(noun) in self._units | self._wholes or self._is_body(noun)
        return told or (cls is not None and (cls == "Group" or is_a(cls, "Organization")))

    def _is_body(self, noun: Token) -> bool:
        """Whether leading what a noun means is leading the body itself: "the X group", "the operations of X"."""
        return noun.pos_ == "PROPN" or lemma(noun) in self._bodies or noun.lower_ in self._affairs

    def _person(self, token: Token, fillers: Fillers) -> EntityDraft | None:
        """Whom a token means; a rank with a full stop, at which the parser ends a sentence, whoever is named next."""
        if token.lower_.rstrip(".") in self._ranks and fillers.mention(token) is None:
            following = name_from(token.doc, token.i, fillers, self._ranks)
            return following.entity if following is not None else None
        return fillers.entity(token, make=False)

    def _rules(self, name: Token) -> bool:
        return any(lemma(t) in self._rulers for t in children(name, "compound"))

    def _noun(self, noun: Token) -> tuple[list[Token], str, list[Token]]:
        if lemma(noun) in self._under and noun.head.lower_ == "under":  # "fighters of X under the command of Y"
            led = noun.head.head
            return [*after(noun, ("of",)), *possessors(noun)], "leads", [led, *subjects(led)]
        if lemma(noun) == "membership":  # "pleaded guilty to membership in X"
            return _holders_of(noun), "memberOf", after(noun, ("in", "of"))
        if noun.dep_ == "appos" and lemma(noun) in self._bodies:  # "the X, the movement of the jailed Y"
            return [t for t in after(noun, ("of",)) if t.pos_ == "PROPN"], "leads", [noun]
        styled = {lemma(noun.head), noun.head.lower_} & self._styling
        called = noun.dep_ == "nsubjpass" and bool(styled)  # "X, whose party is called Y"
        if lemma(noun) in self._bodies and (called or any(children(noun, "appos"))):  # "X's party, the Y"
            return [t for p in possessors(noun) if (t := antecedent(p)).pos_ == "PROPN"], "leads", [noun]
        return [], "", []

    def _verb(self, verb: Token) -> tuple[list[Token], str, list[Token]]:
        if self._titles.ended(verb):
            return [], "", []
        passive = is_passive(verb)
        taken = [o for o in objects(verb) if lemma(o) in self._taken_over.get(lemma(verb), ())]
        if taken and not passive:  # "took command of X"
            return subjects(verb), "leads", [t for at in (*taken, verb) for t in after(at, ("of",))]
        if lemma(verb) in self._speaking_for and not passive:
            behalf = [t for t in after(verb, ("on",)) if lemma(t) == "behalf"]
            return (
                subjects(verb),
                "spokespersonFor",
                [*after(verb, ("for",)), *(t for b in behalf for t in after(b, ("of",)))],
            )
        if lemma(verb) in self._leading or verb_lemma(verb) in self._leading:
            before = set_off(verb)
            named = before is not None and before.pos_ == "PROPN"
            below = [before] if before is not None and named else subjects(verb)
            people, led = (agents(verb), below) if passive else (subjects(verb), objects(verb))
            return people, "leads", led
        if passive:
            bodies = after(verb, self._assigned.get(lemma(verb), ()))
            return subjects(verb) or [verb.head], "memberOf", bodies
        prepositions = self._serving.get(verb_lemma(verb)) or self._serving.get(lemma(verb))
        if prepositions is None:
            return [], "", []
        bodies = after(verb, prepositions) or ([] if "dobj" not in prepositions else objects(verb))
        return subjects(verb), "memberOf", bodies

    def _followers(self, noun: Token, fillers: Fillers) -> Iterator[Served]:
        """ "X's fighters": whose group the actor list knows, and the article names."""
        if lemma(noun) not in self._following:
            return
        for token in possessors(noun):
            person = fillers.entity(token, make=False)
            group = group_of(person, self._actors, noun.doc._.entities) if person is not None else None
            if person is not None and group is not None and token.pos_ == "PROPN":
                yield person, "leads", group, noun

    @staticmethod
    def _bracketed(name: Token, fillers: Fillers) -> Iterator[Served]:
        """ "X (Fatah)": whose name stands in brackets behind a person's."""
        person = fillers.mention(name)
        if person is None or person.head != name or person.cls != "Person" or person.kind != "name":
            return
        doc, at = name.doc, person.span.end
        body = fillers.mention(doc[at + 1]) if at + 2 < len(doc) and doc[at].text == "(" else None
        closed = body is not None and body.span.end < len(doc) and doc[body.span.end].text == ")"
        if body is None or body.entity is None or person.entity is None or not closed or body.span.start != at + 1:
            return
        if body.kind == "name" and is_a(body.cls, "Organization") and body.entity.names:
            yield person.entity, "memberOf", body.entity, doc[at + 1]

    def _followed(self, name: Token, fillers: Fillers) -> Iterator[Served]:
        """ "X's Liberation Army", "X's NLA movement": a force or party with a person's name before it is led by him."""
        body = fillers.entity(name, make=False)
        if body is None or not body.names or body.cls not in (*_FOLLOWED, *_WORKED_FOR):
            return
        yield from self._whose(name, body, fillers)
        if body.cls not in _FOLLOWED:
            return
        mention = fillers.mention(name)
        if mention is not None and mention.span.start and name.doc[mention.span.start - 1].text == "(":
            return  # "(Army of X)" only says what a name means
        noun = name.head if name.dep_ in ("compound", "nmod") and name.head.pos_ == "NOUN" else name
        behind = after(name, ("of",)) or (after(noun, ("of",)) if lemma(noun) in self._bodies else [])
        for token in (*possessors(noun), *(_name_after(t, fillers) for t in behind)):
            person = fillers.entity(token, make=False)
            if person is not None and person.cls == "Person" and person.names and token.pos_ == "PROPN":
                yield person, "leads", body, name

    def _whose(self, name: Token, body: EntityDraft, fillers: Fillers) -> Iterator[Served]:
        """ "X, whose Y party rules the province"."""
        mention = fillers.mention(name)
        start = mention.span.start if mention is not None else name.i
        if mention is None or mention.head != name or start < 3 or name.doc[start - 1].lower_ != "whose":
            return
        if name.dep_ in ("compound", "nmod") and lemma(name.head) not in self._wholes:
            return  # "whose X captors"
        before = name.doc[start - 3] if name.doc[start - 2].text == "," else name.doc[start - 2]
        person = fillers.entity(before, make=False)
        if person is not None and person.cls == "Person" and person.names:
            yield person, "leads" if body.cls in _FOLLOWED else "memberOf", body, name


def _share(last: Token, fillers: Fillers) -> bool:
    """ "X and Y of 202 Battalion", "two militants, X and Y of ETA": both are of it."""
    several = last.head.dep_ == "appos" and last.head.head.tag_ == "NNS"
    forces = ("MilitaryForce", "ArmedGroup") if several else ("MilitaryForce",)
    return any((m := fillers.mention(t)) is not None and m.cls in forces for t in after(last, ("of",)))


def _name_after(post: Token, fillers: Fillers) -> Token:
    """ "The Army of CLERIC X": the name behind a post, else the word itself."""
    name = name_from(post.doc, post.i + 1, fillers, frozenset()) if post.i + 1 < len(post.doc) else None
    known = fillers.mention(post)
    post_only = known is not None and known.kind == "nominal" and known.cls == "Person"
    return name.head if post_only and name is not None and name.cls == "Person" else post


def _body(token: Token, fillers: Fillers) -> EntityDraft | None:
    """The organisation that a noun names, or whose people it names."""
    entity = fillers.entity(token, make=False)
    body = entity is not None and (is_a(entity.cls, "Organization") or entity.cls == "State")
    if entity is not None and body and (entity.names or (entity.actor is not None and entity.cls in _WORKED_FOR)):
        return entity
    if entity is not None and entity.cls in ("StateBody", "MilitaryForce"):
        towns = (m for t in children(token, "compound", "nmod") if (m := fillers.mention(t)) is not None)
        if any(m.cls == "Place" for m in towns):
            return entity  # "of the Colombo police"
    if token.dep_ == "appos":  # "X, the group founded by Y"
        above = fillers.entity(token.head, make=False)
        if above is not None and above.names and is_a(above.cls, "Organization"):
            return above
    if entity is not None and entity.cls != "Group" and not is_a(entity.cls, "Organization"):
        return None
    beside = [e for t in children(token, "appos") if (e := fillers.entity(t, make=False)) is not None]
    named = next((e for e in beside if e.names and is_a(e.cls, "Organization")), None)
    return named or next((owner for owner, _ in fillers.affiliations(token)), None)


def _known(token: Token, fillers: Fillers) -> EntityDraft | None:
    """ "The navy" of the state that the article is about."""
    entity = fillers.entity(token, make=False)
    return entity if entity is not None and entity.actor else None


def _holders_of(membership: Token) -> list[Token]:
    """Whose membership it is: its possessor, else the subject of what is told of it."""
    own = possessors(membership)
    at = membership
    while not own and at.dep_ != "ROOT" and at.pos_ not in ("VERB", "AUX"):
        at = at.head
    return own or subjects(at)


def _forces(under: Token, fillers: Fillers) -> list[Token]:
    """The armed force that a name right before a preposition means."""
    mention = fillers.mention(under.nbor(-1)) if under.i else None
    named = mention is not None and mention.kind == "name" and mention.cls in _FOLLOWED
    return [mention.head] if named and mention is not None else []
