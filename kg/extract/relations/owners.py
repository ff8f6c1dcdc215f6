"""Whose a role is: the owner of "leader", "spokesman", "wing" or "ally", in whatever form the text gives it.

"Hamas leader", "Hamas's leader", "its leader", "leader of the Hamas movement", "head of operations in the north for X",
"GOC 3 Division": one resolver reads them all, for people's positions as for parts of organisations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.participants import Fillers
from kg.extract.relations.focus import Focus
from kg.extract.relations.meant import Meant
from kg.extract.relations.names import name_from
from kg.extract.relations.sent import employs, is_posting
from kg.extract.relations.served import Served, prepositional
from kg.extract.relations.unheard import LEVELS, Unheard
from kg.extract.text.syntax import after, antecedent, children, conjuncts, lemma, possessors
from kg.extract.tokens import Doc, Token
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon, Words
from kg.vocab import is_a

_DEEPEST = 3  # "head of operations in the north for X"
_OF = ("of", "for", "from", "in", "at", "with", "to", "within", "inside")
_OF_STATES = ("of", "for")
_WITH_WHOM = ("for", "with", "at")
_BESIDE = ("amod", "compound", "nmod")  # "X's east AND southern Africa director"
_WORDS = ("ADJ", "NOUN", "PROPN", "ADV", "NUM", "VERB")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a role is.

    Attributes:
        entity: an organisation or a state.
        at: the token that says so.
        between: the words between it and the role: "military" in "Iran's military leader".
        whole: whether the role is in the body itself; not in some part of it, or with one of its people.
    """

    entity: EntityDraft
    at: Token
    between: tuple[Token, ...] = ()
    whole: bool = True


class Owners:
    """Finds owners of nouns of one document."""

    def __init__(self, doc: Doc, actors: ActorList, lexicon: Lexicon, fillers: Fillers) -> None:
        self._doc, self._fillers, self.focus = doc, fillers, Focus(doc, lexicon)
        self.served = Served(doc, fillers)
        self._unheard = Unheard(doc, actors, lexicon, fillers)
        self._elected = lexicon.words("relations", "elected")
        self._sent: Words = lexicon.words("relations", "sent")
        self._advising = lexicon.words("relations", "advising")
        self._nominals = lexicon.nominals
        self._echelons = frozenset(lexicon.relations["echelons"])
        self._ranks: Words = lexicon.sets["honorifics"] | lexicon.words("relations", "ranks")
        self._meant = Meant(actors, lexicon, fillers, self.focus)

    def of(self, noun: Token, start: int, words: str = "") -> list[Owner]:
        """The owners of a role.

        Args:
            noun: its last word.
            start: the index of its first word.
            words: the role in lower case.
        """
        left = self._left(noun, start, words)
        below = list(self._below(noun, words, 0, start))
        if left and below and left[0].entity.cls == "State" and left[0].at.tag_ != "PRP$":
            # "The French head of the mission": an adjective of origin yields to the body that is named.
            bodies = [o for o in below if is_a(o.entity.cls, "Organization")]
            if bodies:
                return bodies
        found = left or below or self._outside(noun) or list(self._right(noun))
        return [*found, *self._chained(found)]

    def _chained(self, owners: list[Owner]) -> Iterator[Owner]:
        """Larger units after commas: "GOC, 82 Division, Nigerian Army", "Public Relations, 7 Division"."""
        at = self._fillers.mention(owners[-1].at) if owners else None
        while at is not None and at.cls == "MilitaryForce" and at.span.end + 1 < at.span.sent.end:
            if self._doc[at.span.end].text != ",":
                return
            start = at.span.end + 1
            at = self._fillers.mention(self._doc[start])
            if at is None or at.kind != "name" or at.cls != "MilitaryForce" or at.entity is None:
                return
            if at.span.start != start:
                return  # a relative pronoun's antecedent, or a name that began before the comma
            yield Owner(at.entity, at.head, whole=False)

    def _outside(self, noun: Token) -> list[Owner]:
        """ "Held the post of deputy head for X": the body hangs on the post or on the verb."""
        post = noun.head.head
        if noun.dep_ == "pobj" and noun.head.lower_ == "as":  # "posted to X as commander"
            verb = post if post.pos_ == "VERB" else post.head.head
            return [o for t in after(verb, ("to",)) for o in self._through(t, "in", 0)]
        if noun.dep_ != "pobj" or post.head.pos_ != "VERB":
            return []
        beside = [t for at in (post, post.head) for t in after(at, ("for", "in", "with", "at"))]
        return [o for t in beside for o in self._through(t, "in", 0)]

    def _sending(self, host: MentionDraft, *, sent: bool) -> list[Owner]:
        """Who sends whom he calls by where he is sent: "Israel's UN envoy", "Amnesty's Chad director"."""
        at = host.span.start - 1
        owned = at > host.span.sent.start and host.span.doc[at].tag_ == "POS"
        sender = self._fillers.mention(host.span.doc[at - owned]) if at - owned >= host.span.sent.start else None
        if sender is None or sender.entity is None or sender.kind != "name" or not (sent or owned):
            return []
        abroad = host.cls == "State" and is_a(sender.entity.cls, "Organization")
        if abroad or (sent and host.cls != "State" and sender.entity.cls == "State"):
            return [Owner(sender.entity, sender.head, whole=not abroad)]
        return []

    def _left(self, noun: Token, start: int, words: str = "") -> list[Owner]:
        """Compounds and possessors: "the Quds Force commander", "Iran's military spokesman", "their spokesman"."""
        doc, between = noun.doc, list[Token]()
        at = start - 1
        while at >= noun.sent.start:
            token = doc[at]
            if token.tag_ in ("PRP$", "WP$"):
                entity = self._fillers.entity(token, make=False)
                if entity is None or not (_has_people(entity) and (entity.names or entity.actor)):
                    entity = self._meant.spoken_of(antecedent(token))  # "the movement, whose president is Y"
                return [Owner(entity, token, tuple(between))] if entity is not None else []
            mention = self._fillers.mention(token)
            unheard = self._unheard.town(token) if between else self._unheard.beside(token)
            if unheard is not None:
                return [Owner(unheard, token, tuple(between))]
            found = self._mentioned(token, mention)
            if found and mention is not None:
                found = self._sending(mention, sent=words in self._sent and not between) or found
            if found and mention is not None and is_posting(mention, found[0].entity, start):
                return []  # "the special representative for Mali Ambassador X"
            if found is not None:
                return [replace(o, between=tuple(between)) for o in found]
            if token.tag_ == "POS":
                owner = doc[at - 1] if at > noun.sent.start else token
                spoken = self._meant.spoken_of(owner)
                if spoken is not None:
                    return [Owner(spoken, owner, tuple(between))]
                if self._fillers.mention(owner) is None:
                    return [replace(o, whole=False) for o in self._through(owner, "", 0)]
            elif (
                token.pos_ not in _WORDS
                and token.text != "-"
                and not (token.dep_ == "cc" and token.head.dep_ in _BESIDE)
            ) or (token.pos_ == "VERB" and token.dep_ not in ("amod", "compound")):
                break
            else:
                between.append(token)
            at -= 1
        unit = self._meant.of_unit(noun, between) or self._meant.of_kind(words, between)
        return [Owner(*unit)] if unit is not None else []

    def _mentioned(self, token: Token, mention: MentionDraft | None) -> list[Owner] | None:
        """What a mention on the way to the left amounts to; None where the search goes on."""
        if mention is None or mention.entity is None or mention.kind == "pronoun":
            return None
        entity = mention.entity
        ranked = mention.kind == "name" and all(t.lower_.rstrip(".") in self._ranks for t in mention.span)
        if mention.span.text.lower() in LEVELS or ranked or self._meant.is_bare(mention):
            return None  # "State Police Chief X", "Rear Admiral X", "Ministry spokesman X"
        if _has_people(entity):
            if entity.names or entity.actor:
                return [Owner(entity, token)]
            if is_a(entity.cls, "Organization") and token.i == mention.head.i:
                spoken = self._meant.spoken_of(token)
                if spoken is not None:
                    return [Owner(spoken, token)]
                beside = self._through(token, "", 1)
                found = [o for o in beside if is_a(o.entity.cls, "Organization")]
                if found:
                    return found
            return None
        if is_a(entity.cls, "Place") or (token.pos_ == "ADJ" and mention.kind == "nominal"):
            return None  # "al-Qaeda's North African affiliate"
        return []  # "Sunni leader", "Smith's spokesman": whose it is, it is no body's

    def alone(self, body: EntityDraft | None, noun: Token, *, whole: bool = True) -> list[Owner]:
        """The body that a bare title was found to mean, as its owner."""
        return [Owner(body, noun, whole=whole)] if body is not None else []

    def _below(self, noun: Token, words: str, depth: int, start: int | None = None) -> Iterator[Owner]:
        """Bodies in the phrases that hang on a role: "leader of X", "official in X", "head of operations for X"."""
        if depth > _DEEPEST:
            return
        of_number = [(t, "of") for n in children(noun, "nummod") for t in after(n, ("of",))]
        title = noun.doc[noun.i if start is None else start : noun.i + 1]  # "chief of staff of X"
        below = [p for at in title for p in children(at, "prep") if p.i > noun.i]
        hung = [(t, p.lower_) for p in below or _shared(noun) for t in prepositional(p)]
        if depth:
            hung = [*((t, "of") for t in possessors(noun)), *hung]
        found = False
        for head, preposition in [*hung, *of_number]:
            if preposition not in _OF or (preposition == "for" and words in self._elected):
                continue
            for owner in self._through(self._meant.smallest(head), preposition, depth):
                with_whom = (*_WITH_WHOM, "to") if words in self._advising else _WITH_WHOM
                if words in self._sent and preposition != "of" and not employs(owner.entity, preposition, with_whom):
                    continue  # "envoy to Syria", "ambassador to Mali"
                if found and preposition != "of":
                    return  # "head of the Red Cross in Syria"
                found = True
                yield owner
        if not found and depth == 0:
            for clause in children(noun, "acl"):  # "a journalist working for X"
                for head in after(clause, ("for", "with", "at", "in")):
                    yield from (o for o in self._through(head, "in", depth))

    def _through(self, head: Token, preposition: str, depth: int) -> Iterator[Owner]:
        """The bodies that a phrase's noun names, or whose it is."""
        for each in conjuncts(head):
            entity = self._fillers.entity(each, make=False)
            mention = self._fillers.mention(each)
            if entity is not None and entity.cls == "Person" and mention is not None and mention.cls != "Person":
                entity = mention.entity  # "AIG of the bomb disposal unit X": the unit is not X
            if entity is not None and self._meant.is_generic(entity):
                continue
            if entity is not None and (entity.names or entity.actor):
                if is_a(entity.cls, "Organization") or (entity.cls == "State" and preposition in _OF_STATES):
                    yield Owner(entity, each, whole=depth == 0)
                elif entity.cls == "Person":  # "the president of Mali X", where the parser sees one name
                    yield from self._in_front(each, preposition)
                continue
            spoken = self._meant.spoken_of(each) or self._unheard.body(each) or self._meant.described(each)
            if spoken is not None:
                yield Owner(spoken, each, whole=depth == 0)
                continue
            if each.pos_ not in ("NOUN", "PROPN"):
                continue
            inner = [Owner(e, t, whole=False) for e, t in self._fillers.affiliations(each)]
            beside = [(e, t) for t in children(each, "appos") if (e := self._fillers.entity(t, make=False)) is not None]
            inner += [Owner(e, t, whole=depth == 0) for e, t in beside if e.names and is_a(e.cls, "Organization")]
            if not inner:
                left = [o for o in self._left(each, each.i) if not self._is_odd(each, o)]
                inner = [replace(o, whole=False) for o in left]
            yield from inner or (replace(o, whole=False) for o in self._below(each, lemma(each), depth + 1))

    def _in_front(self, name: Token, preposition: str) -> Iterator[Owner]:
        for token in children(name, "compound", "nmod"):
            mention = self._fillers.mention(token)
            entity = mention.entity if mention is not None and mention.kind == "name" else None
            if entity is not None and (
                is_a(entity.cls, "Organization") or (entity.cls == "State" and preposition in _OF_STATES)
            ):
                yield Owner(entity, token)
                return

    def _is_odd(self, noun: Token, owner: Owner) -> bool:
        """Whether a state's adjective says where something is rather than whose: "leader of a Yemeni tribe"."""
        if owner.entity.cls != "State":
            return False
        cls = self._nominals.get(lemma(noun))
        return cls is None or not (is_a(cls, "StateBody") or cls in ("MilitaryForce", "Person"))

    def _right(self, noun: Token) -> Iterator[Owner]:
        """ "GOC 3 Division", "commander, Central Command"."""
        doc, at = noun.doc, noun.i + 1
        at += at < noun.sent.end and doc[at].text == ")"  # "General Officer Commanding (GOC), 3 Division"
        comma = at < noun.sent.end and doc[at].text in (",", "(")
        at += comma
        mention = self._fillers.mention(doc[at]) if at < noun.sent.end else None
        if mention is None or mention.kind != "name" or mention.span.start != at or mention.entity is None:
            return
        unit = is_a(mention.cls, "MilitaryForce") or lemma(mention.span[-1]) in self._echelons
        if comma and not unit and is_a(mention.cls, "Organization"):  # "Director General, Rangers, Major General X"
            end = mention.span.end
            name = name_from(doc, end + 1, self._fillers, self._ranks) if doc[end].text == "," else None
            unit = name is not None and name.cls == "Person" and name.span.start > end + 1
        if unit or (not comma and is_a(mention.cls, "Organization")):
            yield Owner(mention.entity, doc[at])


def _shared(noun: Token) -> list[Token]:
    """The "of" right behind "the deputy and HEAD of X", where the parser hangs it on the first of the two posts."""
    following = noun.nbor(1) if noun.dep_ == "conj" and noun.i + 1 < noun.sent.end else noun
    return [following] if following.dep_ == "prep" and following.head == noun.head else []


def _has_people(entity: EntityDraft) -> bool:
    return is_a(entity.cls, "Organization") or entity.cls == "State"
