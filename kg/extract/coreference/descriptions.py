"""Whom descriptions pick up: "the group", "the army", "the dead commander"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.extract.coreference.irregulars import Irregulars
from kg.extract.coreference.merging import may_be_one, merge, same_kind
from kg.extract.coreference.pronouns import mentions_before
from kg.extract.drafts import EntityDraft, MentionDraft, mention_at
from kg.extract.text.syntax import SUBJECTS, after, children, is_passive, lemma, objects, subjects
from kg.extract.tokens import Doc, Token
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_DEFINITE = frozenset("the this that these those its their his her such both".split())
_SIDES = ("ArmedGroup", "MilitaryForce", "Organization")
_FAR = 6  # sentences that "the same group" looks back
_QUOTES = ('"', "“", "”", "``", "''")
_NEAR = 3  # sentences that a definite description looks back
_NO_GROUPS = ("StateBody", "MilitaryForce", "MediaOrganization")
_NEVER_PICKED_UP = ("Group", "MilitaryForce", "StateBody")  # "the troops", "the ministry" are too many to tell


class Describing:
    """Finds antecedents within one article."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors, self._lexicon = actors, lexicon
        self._identifiers = lexicon.words("events", "identifiers")
        self._leaders = lexicon.words("relations", "positions", "leads")
        self._introduced = lexicon.words("relations", "introduced")
        self._introduced |= lexicon.words("relations", "positions", "spokespersonFor")
        self._styling = lexicon.words("relations", "styling")
        self._saying = lexicon.words("attribution", "reporting", "Asserted")
        self._former = lexicon.words("relations", "former")
        self._irregulars = Irregulars(lexicon)
        self._following = lexicon.sets["irregulars"] | lexicon.sets["following"]

    def antecedent(self, nominal: MentionDraft, doc: Doc, entities: list[EntityDraft]) -> EntityDraft | None:
        """Whom a nominal picks up; None for one that speaks of somebody new."""
        if nominal.place is not None:  # "the Iraqi capital"
            return next((e for e in entities if e.place == nominal.place), None)
        of = any(t.lower_ == "of" for t in children(nominal.head, "prep"))
        if nominal.cls == "Coalition" and not nominal.plural and not of:
            coalitions = [e for e in entities if e.cls == "Coalition" and e.names]
            return coalitions[0] if len(coalitions) == 1 else None
        same = any(t.lower_ == "same" for t in nominal.head.lefts) and nominal.head.dep_ != "attr"
        if nominal.cls in _SIDES and same:  # "the same force"
            before = (m for m in reversed(mentions_before(nominal, doc, _FAR)) if m.entity is not None)
            return _most_spoken_of([m for m in before if m.entity and m.entity.names and m.entity.cls in _SIDES])
        if nominal.cls == "Group" and (force := self._irregulars.only(nominal, doc, entities)) is not None:
            return force
        if nominal.cls == "Group" and (force := self._irregulars.by_word(nominal, doc, entities)) is not None:
            return force
        if nominal.cls == "Person" and _is_aged(nominal):
            return _only_subject(mentions_before(nominal, doc, 1))
        if of or not _is_definite(nominal):
            return None
        spoken = (
            m for m in reversed(mentions_before(nominal, doc, _NEAR)) if m.kind != "pronoun" and m.entity is not None
        )
        fitting = [m for m in spoken if m.entity is not None and self._picks_up(nominal, m.entity)]
        if lemma(nominal.head) in self._lexicon.sets["civic"]:
            # "The organisation" is no armed group where another is near.
            fitting = [m for m in fitting if m.entity is not None and m.entity.cls == nominal.cls] or fitting
        return _most_spoken_of(fitting)

    def followers(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "X's forces ... X's rebels" are one, and they are the group that the article says X leads."""
        at = mention_at(doc)
        found: dict[int, EntityDraft] = {}
        for nominal in [m for m in doc._.mentions if m.kind == "nominal" and lemma(m.head) in self._following]:
            leader = next((m for t in _followed(nominal.head) if (m := at.get(t.i)) is not None), None)
            person, group = leader.entity if leader is not None else None, nominal.entity
            if person is None or person.cls != "Person" or not person.names or group is None or group.names:
                continue
            if group not in entities or any(children(nominal.head, "nummod")):
                continue
            if id(person) not in found:
                found[id(person)] = self._led(person, at) or group_of(person, self._actors, entities) or group
            kept = found[id(person)]
            if kept is not group and may_be_one(kept, group):
                merge(kept, group, entities)
            if not kept.names:
                # "X's forces" rather than "Rebel leader X's forces" or "rebel forces loyal to X"
                kept.mentions.sort(key=lambda m: (not any(children(m.head, "poss")), len(m.span)))

    def _led(self, person: EntityDraft, at: Mapping[int, MentionDraft]) -> EntityDraft | None:
        """The one armed group that somebody is called the leader of, or that is called his."""
        heads = [at.get(m.head.head.i) for m in person.mentions if m.head.dep_ == "poss"]  # "X's National Congress"
        groups = [
            m.entity
            for m in heads
            if m is not None and m.entity is not None and m.kind == "name" and m.cls == "ArmedGroup"
        ]
        roles = [m.head for m in person.mentions if m.kind == "nominal"]
        roles += [m.span[0].nbor(-1) for m in person.mentions if m.kind == "name" and m.span.start > 0]
        for role in [r for r in roles if lemma(r) in self._leaders]:
            words = [t for t in role.lefts if t.lower_ not in self._former]
            beside = words if len(words) == len(list(role.lefts)) else []
            named = (m for t in (*beside, *(after(role, ("of",)) if beside or not words else ())) if (m := at.get(t.i)))
            groups += (m.entity for m in named if m.entity is not None and m.cls == "ArmedGroup" and m.entity.names)
        return groups[0] if groups and all(g is groups[0] for g in groups) else None

    def _picks_up(self, nominal: MentionDraft, entity: EntityDraft) -> bool:
        """Whether an entity was called so before, or is a named one of that class; new adjectives speak of another."""
        if nominal.cls == "Organization" and entity.cls in _NO_GROUPS and entity.names:
            return False  # no government is "the group"
        noun = lemma(nominal.head)
        plain = self._lexicon.sets["plain"]
        extra = [t for t in nominal.head.lefts if t.dep_ in ("amod", "compound", "nmod") and t.lower_ not in plain]
        generic = noun in self._lexicon.sets["anybody"] and nominal.cls == entity.cls == "Person" and not entity.names
        before = [m.head for m in entity.mentions if m.kind == "nominal" and lemma(m.head) == noun]
        before += [m.head for m in entity.mentions if _is_titled(m, noun)]
        called = generic or bool(before)
        known = {
            t.lower_ for head in before for t in head.subtree if t.i < head.i
        }  # "the UN rights chief" after "UN human rights chief"
        extra = [t for t in extra if t.lower_ not in known]
        if called and same_kind(entity.cls, nominal.cls):
            return not any(t.text[:1].isupper() for t in extra)
        fits = bool(entity.names) and nominal.cls != "Person" and is_a(entity.cls, nominal.cls)
        return fits and (not extra or (called and not any(t.text[:1].isupper() for t in extra)))

    def identified(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "Identified the man as X": the man is X."""
        at = mention_at(doc)
        for verb in [t for t in doc if t.pos_ == "VERB" and lemma(t) in self._identifiers]:
            people = subjects(verb) if is_passive(verb) else objects(verb)
            named = [at[t.i] for t in after(verb, ("as",)) if t.i in at]
            unnamed = [at[t.i] for t in people if t.i in at]
            if len(named) != 1 or len(unnamed) != 1:
                continue
            name, nobody = named[0].entity, unnamed[0].entity
            if name and nobody and name.cls == nobody.cls == "Person" and name.names and not nobody.names:
                merge(name, nobody, entities)

    def styled(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "A faction that calls itself X", "a cell which he called X": the faction is X."""
        at = mention_at(doc)
        for verb in [t for t in doc if t.pos_ == "VERB" and lemma(t) in self._styling and t.dep_ in ("relcl", "acl")]:
            noun = verb.head
            if noun.pos_ == "PROPN":  # "a faction linked to X, which calls itself Y"
                above = (
                    t for t in noun.ancestors if t.pos_ == "NOUN" and any(d.lower_ in ("a", "an") for d in t.lefts)
                )
                noun = next(above, noun)
            named = [at[t.i] for t in children(verb, "oprd", "dobj", "attr") if t.i in at and t.pos_ == "PROPN"]
            called = at.get(noun.i)
            if len(named) != 1 or called is None or called.entity is None or called.kind != "nominal":
                continue
            name, nobody = named[0].entity, called.entity
            if name is None or not is_a(nobody.cls, "Organization") or nobody.names or nobody is name or name.actor:
                continue
            if min(m.span.start for m in name.mentions) < noun.i or name not in entities or nobody not in entities:
                continue
            name.cls = nobody.cls
            for mention in name.mentions:
                mention.cls = nobody.cls
            merge(name, nobody, entities)

    def named_next(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "A spokeswoman for X said. ... Ingrid Solberg said the camp was hit": the one who speaks on is she."""
        at = mention_at(doc)
        for first, second in pairwise(doc.sents):
            speaker = next((m for t in first if (m := self._speaks(t, at)) is not None and m.kind == "nominal"), None)
            following = next((m for t in second if (m := self._speaks(t, at)) is not None), None)
            if speaker is None or following is None or following.kind != "name" or speaker.plural:
                continue
            nobody, named, name = speaker.entity, following.entity, following.span
            alone = name.start == second.start and following.head.head.i - name.end <= 1  # "X said", "X also said"
            alone = alone or (following.head.head.i < name.start and second[0].text in _QUOTES)  # ""...," said X"
            if lemma(speaker.head) not in self._introduced or not alone or len(name) == 1:
                continue
            if nobody is None or named is None or nobody.names or not nobody.cls == named.cls == "Person":
                continue
            if min(m.span.start for m in named.mentions) == name.start:
                merge(named, nobody, entities)

    def _speaks(self, token: Token, at: Mapping[int, MentionDraft]) -> MentionDraft | None:
        """The mention of a person that is the subject of a verb of saying."""
        mention = at.get(token.i)
        if mention is None or mention.head != token or token.dep_ != "nsubj" or mention.cls != "Person":
            return None
        return mention if lemma(token.head) in self._saying else None

    @staticmethod
    def introduced(entities: list[EntityDraft]) -> None:
        """ "A commander was killed. ... The dead commander was identified as X": the first is X too."""
        for named in [e for e in entities if e.cls == "Person" and e.names]:
            first = min(m.span.start for m in named.mentions)
            nominals = [m.head for m in named.mentions if m.kind == "nominal"]
            for noun in [lemma(n) for n in nominals if any(t.lower_ == "the" for t in children(n, "det"))]:
                unnamed = [(e, e.mentions[0]) for e in entities if e.cls == "Person" and not e.names]
                earlier = [e for e, m in unnamed if m.span.start < first and lemma(m.head) == noun and not m.plural]
                if len(earlier) == 1:
                    merge(named, earlier[0], entities)


def group_of(person: EntityDraft, actors: ActorList, entities: Iterable[EntityDraft]) -> EntityDraft | None:
    """The one group of an article that the actor list knows somebody to be of."""
    known = actors.get(person.actor) if person.actor else None
    found = [e for e in entities if known is not None and e.actor in known.groups]
    return found[0] if len(found) == 1 else None


def _is_aged(nominal: MentionDraft) -> bool:
    """ "The 77-year-old leader of X said", with no name beside it."""
    years = (t for old in children(nominal.head, "amod") for t in children(old, "npadvmod"))
    aged = _is_definite(nominal) and any(lemma(t) == "year" for t in years)
    return aged and nominal.head.dep_ in SUBJECTS and not any(children(nominal.head, "appos"))


def _only_subject(before: Sequence[MentionDraft]) -> EntityDraft | None:
    """The one named person that the sentence before is about, or that it names at all."""
    people = [m for m in before if m.kind == "name" and m.cls == "Person" and m.entity is not None]
    acting = [m for m in people if m.head.dep_ in SUBJECTS or m.head.head.dep_ in SUBJECTS]
    found = {id(m.entity): m.entity for m in acting or people}
    return next(iter(found.values())) if len(found) == 1 else None


def _is_titled(name: MentionDraft, title: str) -> bool:
    """ "Governor X", of whom "the governor" speaks next."""
    start = name.span.start
    return name.kind == "name" and start > name.span.sent.start and lemma(name.span.doc[start - 1]) == title


def _followed(followers: Token) -> Iterator[Token]:
    """ "X's forces", "forces of X", "forces loyal to X"."""
    yield from children(followers, "poss")
    yield from after(followers, ("of",))
    for loyal in children(followers, "amod"):
        yield from after(loyal, ("to",))


def _most_spoken_of(fitting: list[MentionDraft]) -> EntityDraft | None:
    """Of those who fit, nearest first, the one that the nearest sentence is about; nobody if it is about two.

    That is its subject, or who stands inside the subject ("a spokesman for X told Y that the group ..."), else
    whoever stands nearest.
    """
    nearest = [m for m in fitting if m.head.sent.start == fitting[0].head.sent.start]
    about = [m for m in nearest if _in_subject(m.head)]
    if not fitting:
        return None
    chosen = (about or nearest)[0]
    pair = (m for m in nearest if m.entity is not chosen.entity and chosen.head in (*m.head.conjuncts,))
    return chosen.entity if next(pair, None) is None else None


def _in_subject(token: Token) -> bool:
    """Whether a word stands in the subject of a clause, short of clauses inside it."""
    while token.dep_ != "ROOT" and token.pos_ not in ("VERB", "AUX"):
        if token.dep_ in ("nsubj", "nsubjpass"):
            return True
        token = token.head
    return False


def _is_definite(nominal: MentionDraft) -> bool:
    head = nominal.head
    determiner = next(children(head, "det", "poss"), None)
    if determiner is None or determiner.lower_ not in _DEFINITE or nominal.country or nominal.plural:
        return False
    if any(children(head, "nummod", "relcl", "acl")):
        return False
    return not (is_a(nominal.cls, "Place") or nominal.cls in _NEVER_PICKED_UP)
