"""What belongs to a word of an attack, and stands or hangs elsewhere in its sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kg.extract.text.misread import is_active_participle
from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import after, agents, children, clause, conjuncts, is_passive, lemma, objects, possessors
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Words

_MODIFYING = ("compound", "amod", "nmod", "nummod", "punct")


def far_participles(noun: Token) -> Iterator[Token]:
    """ "Hit in an ambush on Monday LAID BY X", where the parser hung the participle on the verb."""
    verb = noun.head.head if noun.dep_ == "pobj" else noun
    for each in children(verb, "advcl") if verb.pos_ == "VERB" else ():
        between = (t for t in noun.doc[noun.i + 1 : each.i] if t.pos_ == "NOUN" and not t.ent_type_)
        if each.tag_ == "VBN" and each.i > noun.i and agents(each) and next(between, None) is None:
            yield each


def far_agents(noun: Token) -> Iterator[Token]:
    """ "by Y" that the parser hung on a noun further down ("attacks on bases in Iraq by a group")."""
    for by in noun.subtree:
        if by.dep_ in ("prep", "agent") and by.lower_ == "by" and by.head != noun and by.head.pos_ != "VERB":
            yield from children(by, "pobj")


def befallen(noun: Token) -> list[Token]:
    """Whom "the killing of X" is of; also in "the killing by soldiers of NINE farmers", hung on the soldiers."""
    inner = (t for by in after(noun, ("by",)) for t in after(by, ("of",)))
    return after(noun, ("of",)) or [t for t in inner if count_of(t) is not None]


def far_relatives(noun: Token) -> Iterator[Token]:
    """ "The bombing in X, WHICH Y SAYS it carried out", where the parser hung the clause on the place."""
    for preposition in children(noun, "prep"):
        for inner in children(preposition, "pobj"):
            yield from (c for c in children(inner, "relcl") if inner.pos_ == "PROPN" and inner.nbor(1).text == ",")
            yield from far_relatives(inner)


def said_to_be(doers: Token) -> Iterator[Token]:
    """ "Men who survivors said were X", "gunmen who were members of Y": what doers are said to be."""
    for told in children(doers, "relcl"):
        for verb in (told, *children(told, "ccomp")):
            if verb.lemma_ == "be" and not any(children(verb, "neg")):
                yield from children(verb, "attr")


def deed_of_relative(verb: Token, is_deed: Callable[[Token], bool]) -> Token | None:
    """ "The bomb outside the council THAT KILLED nine": the deed, where the parser hung the clause on its place.

    So also where it hung it on whoever is linked to the deed ("a man wanted over the bombing, WHICH LEFT nine dead"),
    and where it took the verb for a participle ("the bomb outside the council killed nine").
    """
    pronoun = next((t for t in children(verb, "nsubj") if t.lower_ in ("that", "which")), None)
    noun, misread = verb.head, is_active_participle(verb)
    if not misread and (verb.dep_ != "relcl" or pronoun is None or is_deed(noun)):
        return None
    if pronoun is not None and pronoun.lower_ == "which":
        linked = reversed(verb.doc[noun.i + 1 : pronoun.i])
        if (deed := next((t for t in linked if is_deed(t)), None)) is not None:
            return deed
    if noun.ent_type_ == "DATE" and not misread:  # "a raid two months ago that killed nine", "carried out a raid ..."
        told, noun = noun, clause(noun)
        straight = next((t for t in (noun, *objects(noun)) if is_deed(t)), None)
        return straight or next((t for t in reversed(verb.doc[noun.i : told.i]) if is_deed(t)), None)
    while noun.dep_ in ("pobj", "acl") and (noun.dep_ == "acl" or noun.head.dep_ == "prep"):
        noun = noun.head if noun.dep_ == "acl" else noun.head.head
        if is_deed(noun):
            return noun
    return None


def stands_for_deed(verb: Token) -> bool:
    """Whether a gerund stands for the deed itself: "in shelling by X", "during fighting"."""
    if verb.tag_ != "VBG" or any(children(verb, "nsubj")):
        return False
    circumstance = verb.dep_ == "pcomp" and verb.head.lower_ in ("in", "during", "from", "by")
    return (
        any(children(verb, "agent"))
        or (circumstance and not objects(verb))
        or any(p.lower_ == "by" for p in children(verb, "prep"))
    )


def is_of_himself(token: Token) -> bool:
    """A word that tells who somebody is or what he did, wherever that was: "X, bureau chief in Y"."""
    return token.pos_ in ("VERB", "AUX") or token.dep_ == "appos"


def between(token: Token, top: Token) -> Iterator[Token]:
    """The tokens above one, up to another."""
    while (token := token.head) != top and token.dep_ != "ROOT":
        yield token


def companions(verb: Token, doers: Iterable[Token]) -> list[Token]:
    """Who did it with those who did it: "X, along with Y, bombed it", "X together with Y", "X alongside Y"."""
    found: list[Token] = []
    hung = doers if is_passive(verb) else (*doers, verb)  # "nine were hurt, along with Y": Y was hurt
    for prep in (p for each in hung for p in children(each, "prep")):
        beside = [t.lower_ for t in (prep, *children(prep, "advmod", "prep"))]
        if beside[0] in ("along", "alongside") or (beside[0] == "with" and {"along", "together"} & {*beside}):
            found += [t for p in (prep, *children(prep, "prep")) for o in children(p, "pobj") for t in conjuncts(o)]
    return found


def interrupted(verb: Token, telling: Words) -> list[Token]:
    """ "They were killed, HE SAID, by soldiers of X"."""
    said = (c for c in children(verb, "parataxis") if lemma(c) in telling and c.i > verb.i)
    return [t for c in said for t in after(c, ("by",))]


def self_declared(verb: Token) -> list[Token]:
    """ "A bombing that X says IT carried out": X."""
    told = verb.dep_ == "ccomp" and any(t.lower_ in ("it", "they", "he", "she") for t in children(verb, "nsubj"))
    return [*children(verb.head, "nsubj")] if told and verb.head.dep_ == "relcl" else []


def is_record(noun: Token) -> bool:
    """ "Kenya's worst attack in years", "its first suicide bombing": counted by the country that it happened in."""
    return any(t.tag_ in ("JJS", "RBS") or lemma(t) == "first" for left in noun.lefts for t in (left, *left.children))


def record_holders(noun: Token) -> Iterator[Token]:
    """ "The group's deadliest attack since the BOMBING in Y": the earlier one was the group's, too."""
    if noun.dep_ == "pobj" and noun.head.lower_ in ("since", "after"):
        above = noun.head.head
        for record in filter(is_record, (above, *children(above, "attr", "dobj"))):
            yield from (*possessors(record), *after(record, ("by",)))


def modifiers_of(noun: Token) -> Iterator[Token]:
    """What stands before a noun and tells more of it, with what tells more of that."""
    for token in noun.lefts:
        if token.dep_ in _MODIFYING:
            yield token
        if token.dep_ == "poss" or token.dep_ in _MODIFYING:
            yield from (t for t in token.children if t.dep_ in ("compound", "amod", "conj", "nmod"))
