"""Names that stand beside a noun and mean the same: "X, a militia", "the militia X", "the mayor of Achi, X"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.extract.coreference.merging import same_kind
from kg.extract.drafts import MentionDraft
from kg.extract.mentions.calling import BROADCASTERS, BROADCASTING
from kg.extract.text.beside import names_after_phrase, opens_clause
from kg.extract.text.numbers import is_vague
from kg.extract.text.syntax import after, agents, children, lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Words

_FORCES = ("ArmedGroup", "MilitaryForce", "Coalition")
_SET_OFF = ("appos", "conj", "npadvmod", "ROOT", "attr", "nmod")
_COUNTING = ("nummod", "amod", "acl", "relcl", "quantmod", "poss", "prep")
_NAMING_ITSELF = ("call", "style", "name", "dub")
_BEFORE_NOUN = ("det", "amod", "advmod", "poss", "punct", "case")


def name_beside(
    nominal: MentionDraft, at: Mapping[int, MentionDraft], known_as: Words, plain: Words, services: Words
) -> MentionDraft | None:
    """The named mention that a nominal stands in apposition to, of the same kind.

    Args:
        nominal: a mention without a name.
        at: token index -> mention.
        known_as: verbs that give a name ("call", "identify").
        plain: words that say nothing new of an organisation ("the Islamic State militant group").
        services: nouns of two words for unarmed bodies ("rescue service").
    """
    serves = _in_two_words(nominal.head) in services
    for token in _candidates(nominal, known_as, plain, nominal.head.i - serves):
        named = at.get(token.i)
        if named is None or named.kind != "name" or named.entity is None or named.adjective or named.cls == "State":
            continue
        before = at.get(named.span.start - 1)
        if before is not None and before.kind == "nominal" and before.cls == "Person" and before is not nominal:
            continue  # "the spokesman for Secretary-General X"
        if named.place is not None and nominal.cls == "Facility" and token.head == nominal.head:
            continue  # "the Kabul airport" is not Kabul
        if serves and named.entity.cls in (*_FORCES, "StateBody", "PoliticalParty"):
            continue  # "the Hamas news agency"
        outlet = named.entity.cls == "MediaOrganization" and _is_broadcaster(nominal.head)
        if outlet or same_kind(named.entity.cls, nominal.cls):
            return named
    return None


def _in_two_words(head: Token) -> str:
    return f"{head.nbor(-1).lower_} {lemma(head)}" if head.i > head.sent.start else ""


def _is_broadcaster(head: Token) -> bool:
    """ "The X television station"."""
    return lemma(head) in BROADCASTERS and head.i > head.sent.start and head.nbor(-1).lower_ in BROADCASTING


def whole_of(
    nominal: MentionDraft, at: Mapping[int, MentionDraft], fighters: Words, collectives: Words, origins: Words
) -> MentionDraft | None:
    """The force that its fighters stand for where they are not counted: "MILF rebels", not "two MILF rebels"."""
    head = nominal.head
    if not nominal.plural or lemma(head) not in fighters:
        return None
    named = at.get(head.i - 1)
    if named is None:
        return None
    others = [t for t in children(head, *_COUNTING) if t.i not in range(named.span.start, head.i)]
    if any((t.lower_ not in origins or t.dep_ != "amod") and not _is_what_they_do(t) for t in others):
        return None
    counted = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
    if counted is not None and (counted.pos_ == "NUM" or is_vague(counted) or lemma(counted) in collectives):
        return None  # "dozens of MILF rebels"
    if named.kind != "name" or named.adjective or named.entity is None:
        return None
    return named if named.entity.cls in _FORCES and named.head.head == head else None


def _is_what_they_do(clause: Token) -> bool:
    """Whether a clause behind fighters tells what they did: "who ambushed a patrol", "manning a post"."""
    if clause.dep_ == "acl":
        return clause.tag_ == "VBG"
    return clause.dep_ == "relcl" and any(t.tag_ in ("WP", "WDT") for t in children(clause, "nsubj"))


def _candidates(nominal: MentionDraft, known_as: Words, plain: Words, noun: int) -> Iterator[Token]:
    """Tokens that may be the name, best first; `noun` is where the nominal's noun begins, of one word or two."""
    head = nominal.head
    if head.dep_ == "appos":
        yield head.head
    yield from _copular(head)
    yield from names_after_phrase(head)
    yield from _called(head, known_as)
    if not nominal.plural:
        yield from _across_comma(nominal)
    if head.dep_ == "nsubjpass" and head.head.lemma_.lower() in known_as:  # "the commander was identified as X"
        yield from after(head.head, ("as",))
        yield from children(head.head, "oprd")
    yield from children(head, "appos")
    if not nominal.plural:
        yield from _just_before(head, plain, noun)
        if head.dep_ in ("compound", "nmod", "amod") and head.head.i > head.i:
            yield head.head


def _copular(head: Token) -> Iterator[Token]:
    """ "X is a coalition", "the dead man is X"."""
    if head.dep_ == "attr":
        yield from children(head.head, "nsubj")
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        yield from children(head.head, "attr")


def _own_name(verb: Token) -> bool:
    return any(t.lower_ in ("itself", "themselves") for t in children(verb, "dobj", "nsubj"))


def _called(head: Token, known_as: frozenset[str]) -> Iterator[Token]:
    """ "A cell called X"."""
    beside = (t for word in children(head, "amod", "acl", "relcl") for p in children(word, "prep") for t in p.children)
    for verb in [v for t in (head, *beside) for v in children(t, "acl", "relcl")]:
        if lemma(verb) in _NAMING_ITSELF and _own_name(verb):  # "a faction close to Y, which calls ITSELF X"
            yield from children(verb, "oprd")
    for verb in children(head, "acl", "relcl"):
        for name in after(verb, ("by",)):  # "a rebel who goes by the NAME of X"
            yield from after(name, ("of",)) if lemma(name) == "name" else ()
        for agent in agents(verb):  # "a movement led by Y, the X": the parser gives Y's name another
            yield from children(agent, "appos")
    for verb in [head.head, *children(head, "acl", "relcl")]:
        about = verb.head == head or head.dep_ in ("nsubj", "nsubjpass")
        if about and verb.tag_ in ("VBN", "VBD") and verb.lemma_.lower() in known_as:
            yield from children(verb, "oprd", "dobj")
            yield from after(verb, ("as",)) if verb.dep_ == "acl" else ()  # "the insurgents, known locally as X"


def _just_before(head: Token, plain: Words, noun: int) -> Iterator[Token]:
    """ "The Hamas movement", "the Islamic State militant group"."""
    at = min(noun, head.i - _is_broadcaster(head)) - 1
    while at > head.sent.start and head.doc[at].lower_ in plain:
        at -= 1
    before = head.doc[at]
    if before.text == ")" and at - 2 > head.sent.start and head.doc[at - 2].text == "(":
        yield head.doc[at - 1]  # "the Islamic State (IS) militant group": it goes by the acronym, too
    if before.dep_ in ("compound", "nmod") and head.i >= before.head.i > at:
        yield before


def _across_comma(nominal: MentionDraft) -> Iterator[Token]:
    """ "X, another faction of Y" and "the faction, X, ...", wherever the parser hung them."""
    head, doc = nominal.head, nominal.head.doc
    start = nominal.span.start - 1
    while start > head.sent.start and doc[start].dep_ in _BEFORE_NOUN and doc[start].text != ",":
        start -= 1
    if start > head.sent.start and doc[start].text == "," and head.dep_ in _SET_OFF:
        yield doc[start - 1]
    following = doc[head.i + 2] if head.i + 2 < head.sent.end and doc[head.i + 1].text == "," else None
    if following is not None and not opens_clause(head, following):
        yield following
