"""Whom a modifier or predicate is about, and whom the other side of a tie names."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.participants import Fillers
from kg.extract.text.beside import names_after_phrase
from kg.extract.text.syntax import RELATIVE, antecedent, children, conjuncts, is_passive, possessors, subjects
from kg.extract.tokens import Doc, Token
from kg.vocab import is_a

_NOUNS = ("NOUN", "PROPN")
_VERBS = ("VERB", "AUX")
_SET_OFF = ("advmod", "amod", "acomp", "advcl", "appos")
_SECOND = ("nsubj", "nsubjpass")
_FARTHEST = 6  # steps up the tree to the noun that a modifier is about
_NAME_ABOVE = 4  # steps from an unnamed noun to one with a name


def bearers(token: Token, fillers: Fillers) -> Iterator[tuple[EntityDraft, Token]]:
    """The entities that a token says something of, each with its own token."""
    mention = fillers.mention(token) if token.pos_ == "ADJ" else None
    if mention is not None and mention.entity is not None:  # "the Turkish operations against X"
        yield mention.entity, token
        return
    own = fillers.entity(token, make=False) if token.pos_ in _NOUNS else None
    if own is not None and own.names:  # "X, another wing of Y": the wing is X already
        yield own, token
        return
    beside = [*children(token, "appos"), *names_after_phrase(token)] if token.pos_ in _NOUNS else []
    for name in beside:  # "Hamas's armed wing, the Qassam Brigades"
        entity = fillers.entity(name, make=False)
        if entity is not None and entity.names and not is_a(entity.cls, "Place"):
            yield entity, name
            return
    for about in _about(token):
        for each in [about] if about.dep_ == "conj" or token.pos_ == "NOUN" else conjuncts(about):
            entity = _named(each, fillers, owned=each == token)
            if entity is not None:
                yield entity, each


def other_side(token: Token, fillers: Fillers) -> EntityDraft | None:
    """Whom a tie's object names; "the Iranian authorities" without a name of their own stand for Iran."""
    entity = fillers.entity(token)
    if entity is not None and entity.names:
        return entity
    for mention in [m for t in token.lefts if (m := fillers.mention(t)) is not None]:
        if mention.cls == "State" and fillers.is_stateless(token):
            continue
        if mention.cls == "State" or (entity is not None and is_a(mention.cls, "Organization")):
            return mention.entity
        if (
            entity is not None
            and mention.cls == "Person"
            and is_a(entity.cls, "Organization")
            and _owns(token, mention)
        ):
            return mention.entity  # "alongside X's forces"
        if entity is None:
            return None
    return entity


def _owns(noun: Token, owner: MentionDraft) -> bool:
    return any(t.i in range(owner.span.start, owner.span.end) for t in possessors(noun))


def _about(token: Token) -> list[Token]:
    if token.pos_ == "VERB" and token.dep_ == "conj" and token.head.pos_ in ("ADJ", "ADV"):
        return _about(token.head)
    if token.pos_ == "VERB" and token.dep_ != "amod":
        before = set_off(token)
        return [before] if before is not None and before.pos_ == "PROPN" else _subjects(token)
    noun = _before_comma(token)
    if noun is not None and (token.dep_ in _SET_OFF or _is_second_subject(token, noun)):
        return [noun]
    if token.pos_ == "ADJ" and token.dep_ == "conj" and token.head.pos_ == "VERB":
        return [token.head.head] if token.head.dep_ == "acl" else []
    return _modified(token)


def _subjects(verb: Token) -> list[Token]:
    if verb.dep_ == "acl" and not is_passive(verb):
        return (possessors(verb.head) if verb.tag_ == "VB" else []) or [verb.head]  # "X's resolve to defeat Y"
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ":  # "they are determined to defeat it"
        return subjects(verb.head.head)
    above = verb.head
    if verb.dep_ == "ccomp" and above.dep_ == "relcl" and any(t.lower_ in RELATIVE for t in children(above, "dobj")):
        return [above.head]  # "a group that Xland says IS BACKED by Y"
    return subjects(verb) or ([verb.head] if verb.dep_ in ("acl", "relcl") else [])


def _modified(token: Token) -> list[Token]:
    """The noun that a phrase modifies, or the subject of what it is a predicate of."""
    if token.pos_ in _NOUNS and token.dep_ not in ("appos", "attr"):
        return [token]
    if token.pos_ == "ADJ" and token.dep_ == "ccomp" and (own := subjects(token)):
        return own  # "said troops LOYAL to X took it", where the parser sees a clause
    at = token
    for _ in range(_FARTHEST):
        if at.dep_ in ("attr", "acomp", "oprd") and at.head.pos_ in _VERBS:
            return subjects(at.head)
        if at.dep_ == "ROOT":
            break
        at = at.head
        if at.pos_ in _VERBS:
            return subjects(at)
        if at.pos_ in _NOUNS and at.dep_ not in ("attr", "acomp"):
            return [at]
    return []


def _before_comma(token: Token) -> Token | None:
    """The noun that a phrase after a comma is about, wherever the parser hung it: "the movement, close to X, ..."."""
    start, doc = token.i, token.doc
    while start > token.sent.start and doc[start - 1].dep_ == "advmod" and doc[start - 1].head == token:
        start -= 1
    if start - 2 < token.sent.start or doc[start - 1].text != ",":
        return None
    before = doc[_before_brackets(doc, start - 2, token.sent.start)]
    while before.dep_ == "pobj" and before.head.lower_ == "of":
        before = before.head.head
    return before if before.pos_ in _NOUNS else None


def _is_second_subject(token: Token, noun: Token) -> bool:
    """ "The X, ALLIES of Y, fired": of the parser's two subjects of a verb, the second tells who the first is."""
    return token.dep_ in _SECOND and noun.dep_ in _SECOND and noun.head == token.head


def _before_brackets(doc: Doc, at: int, first: int) -> int:
    """Where a name ends that has an acronym in brackets behind it."""
    opened = next((i for i in range(at, first, -1) if doc[i].text == "("), first) if doc[at].text == ")" else first
    return opened - 1 if opened > first else at


def set_off(verb: Token) -> Token | None:
    """The noun before the comma of "the X Group (XG), led by Y and close to Z", where the parser hangs it on a verb."""
    if verb.dep_ == "conj" and verb.head.tag_ == "VBN":
        verb = verb.head
    if verb.tag_ != "VBN" or verb.dep_ not in ("advcl", "acl", "conj", "dep"):
        return None
    return _before_comma(verb) if not any(children(verb, "nsubj", "nsubjpass", "aux", "auxpass")) else None


def _named(token: Token, fillers: Fillers, *, owned: bool) -> EntityDraft | None:
    """A noun's entity; without a name, that of the noun above it ("X, a coalition of militias close to Y").

    `owned` tells if "its" may name whom the noun is about: so of "its allegiance to X", not of "its coverage of X".
    """
    at = antecedent(token)
    entity = first = fillers.entity(at, make=False)
    for _ in range(_NAME_ABOVE):
        if entity is not None and entity.names:
            return entity
        if (of := _affiliate_of(at, fillers)) is not None:
            return of
        people = _people(at, fillers) if entity is None or not entity.names else None
        if people is not None:
            return people
        if entity is None or is_a(entity.cls, "Place"):
            owner = next((owner for owner, where in fillers.affiliations(at) if owned or where.tag_ != "PRP$"), None)
            if owner is not None:
                return owner
        above = _above(at)
        if above is None:
            break
        at = above
        entity = fillers.entity(at, make=False)
    return first


def _affiliate_of(noun: Token, fillers: Fillers) -> EntityDraft | None:
    """ "X, an AFFILIATE of Y that fights Z": it is X that fights, and not whose affiliate it is."""
    head = fillers.entity(noun.head, make=False) if noun.dep_ == "appos" else None
    return head if head is not None and head.names and is_a(head.cls, "Organization") else None


def _people(noun: Token, fillers: Fillers) -> EntityDraft | None:
    """The people that a noun like "tribe" or "community" has for its name."""
    named = (fillers.mention(t) for t in children(noun, "compound", "nmod", "amod"))
    return next((m.entity for m in named if m is not None and m.kind == "name" and m.cls == "Group"), None)


def _above(noun: Token) -> Token | None:
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        return noun.head.head
    if noun.dep_ in ("appos", "compound", "nmod") and noun.head.pos_ in _NOUNS:
        return noun.head
    return next(iter(subjects(noun.head)), None) if noun.dep_ == "attr" else None
