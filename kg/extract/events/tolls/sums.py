"""Whose dead are counted: what may be added up in a list of people, and what is the toll of another side."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.text.numbers import Count, bound_before, count_of, is_many, is_vague, numeral_of
from kg.extract.text.syntax import SUBJECTS, after, children, is_passive, lemma, objects, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Words

_ANYBODY = ("people", "person", "civilian", "other", "victim")
_GRAVELY = frozenset("badly seriously gravely critically severely".split())
_AMONG = frozenset(("among them", "among whom", "of them", "of whom", "amongst them"))
_PARTS = ("including", "among")
_ONE = frozenset("a an another one".split())
_UNCOUNTED = ("number", "handful")
_THOSE = frozenset("them those these whom".split())
_AGED = frozenset("man woman boy girl child youth teenager baby person pensioner student toddler".split())
_HARMED = frozenset("victim dead casualty fatality deceased wounded injured".split())


def sum_of(people: list[Token], irregulars: Words) -> Count | None:
    """How many a list of people comes to ("two policemen and a civilian"), at least.

    None for a list without numbers, and for one with the dead of two sides ("six soldiers and 70 rebels"): each side
    keeps its own count.

    Args:
        people: the heads of the list.
        irregulars: nouns for those who fight for no state.
    """
    people = [p for p in people if not (p.lower_.endswith(("self", "selves")) or _is_record(p) or _is_hyphened(p))]
    counts = [count_of(p) for p in people]
    named = [p for p, c in zip(people, counts, strict=True) if c is None and p.pos_ == "PROPN"]
    if len(people) < 2 or not any(counts) or any(c is not None and c.value == len(named) for c in counts):
        return None  # the names after "two commanders" are the two
    if any(
        lemma(p) in _UNCOUNTED or is_excepted(p) or any(t.lower_ == "or" for t in children(p, "cc")) for p in people
    ):
        return None  # "92 by one count, or 105 by another"
    if len({_is_irregular(p, irregulars) for p in people}) > 1:
        return None
    counts = [None if is_vague(p) else c for p, c in zip(people, counts, strict=True)]  # "three men and DOZENS"
    if not any(counts):
        return None
    single = [c is None and not is_vague(p) and _is_one(p) for p, c in zip(people, counts, strict=True)]
    total = sum(c.value if c else int(one) for c, one in zip(counts, single, strict=True))
    exact = all(one or (c is not None and c.bound == "Exactly") for c, one in zip(counts, single, strict=True))
    return Count(total, bound_before(numeral_of(people[0])) if exact else "AtLeast")


def _is_one(noun: Token) -> bool:
    """Whether it is one by name or word ("a guard", "his wife"), and nothing that nobody counts: "cohesion"."""
    return noun.pos_ == "PROPN" or (noun.tag_ == "NN" and any(True for _ in children(noun, "det", "poss")))


def one_each(people: list[Token], irregulars: Words) -> Count | None:
    """How many single people a list has ("a woman and her son"), by name or not; None for any other list."""
    single = [p for p in people if _is_single(p)]
    known = [p for p in people if p.pos_ == "PROPN" and p not in single]
    sides = {_is_irregular(p, irregulars) for p in people}
    either = any(t.lower_ == "or" for p in people for t in children(p, "cc"))
    either = either or any(p.dep_ != "conj" for p in people[1:])
    if either or not single or len(sides) > 1 or not 1 < len(people) == len(single) + len(known):
        return None
    return Count(len(people), "AtLeast" if known else "Exactly")


def _is_single(noun: Token) -> bool:
    """Whether it is one person without a name ("a guard", "his wife", "another porter")."""
    first = (t.lower_ in _ONE or t.dep_ == "poss" for t in noun.lefts)
    return noun.tag_ == "NN" and not is_many(noun) and any(first)


def _is_hyphened(noun: Token) -> bool:
    """ "28 non-MUSLIMS": the end of a word that the tokenizer cut, or the hyphen itself."""
    before = noun.doc[max(noun.i - 1, 0)]
    return noun.text == "-" or (before.text == "-" and not before.whitespace_ and noun.i > 1)


def _is_record(noun: Token) -> bool:
    """ "Killed sixteen people, THE DEADLIEST ATTACK there since": said of the deed, and nobody who was killed."""
    return count_of(noun) is None and any(
        t.tag_ in ("JJS", "RBS") for left in noun.lefts for t in (left, *left.children)
    )


def _is_broken_down(people: list[Token]) -> bool:
    """ "30 people, 11 women and 2 children among them": the first number holds the others."""
    whole, *parts = [count_of(p) for p in people] or [None]
    if len(parts) < 2 or whole is None or lemma(people[0]) not in _ANYBODY:
        return False
    return all(parts) and sum(c.value for c in parts if c) <= whole.value


def whole_of(people: list[Token]) -> list[Token]:
    """A list of people without those whom its first number holds already."""
    return people[:1] if _is_broken_down(people) else [p for p in people if p is people[0] or not _is_part(p)]


def _is_part(noun: Token) -> bool:
    """ "13 civilians AMONG THEM seven children", "13 people, seven children AMONG THEM": counted already."""
    doc, first, last = noun.doc, noun.left_edge.i, noun.i + 1
    return any(words.text.lower() in _AMONG for words in (doc[max(first - 2, 0) : first], doc[last : last + 2]))


def _is_irregular(person: Token, irregulars: Words) -> bool:
    """Whether those whom a noun stands for, or counts ("dozens OF REBELS"), fight for no state."""
    counted = after(person, ("of",)) if is_vague(person) or person.pos_ == "NUM" else ()
    return any(lemma(t) in irregulars for t in (person, *counted))


def misread_verb(noun: Token) -> Token | None:
    """ "Killed a dozen and INJURED scores": a verb that the parser took for an adjective."""
    first = noun.left_edge
    joined = first.i > 0 and first.nbor(-1).lower_ in ("and", "but")
    return first if joined and first != noun and first.head == noun else None


def verb_of(noun: Token) -> Token | None:
    """ "Killed nine and 29 WERE injured": whose subject a number is, that the parser took for more of the objects."""
    at = noun.right_edge.i + 1
    following = noun.doc[at] if noun.dep_ == "conj" and at < noun.sent.end else None
    if following is None or following.pos_ not in ("AUX", "VERB") or following.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    verb = following.head if following.dep_ in ("aux", "auxpass") else following
    return None if any(children(verb, "nsubj", "nsubjpass")) else verb


def counted_in(noun: Token) -> Iterator[Token]:
    """What counts a body of people: "a family of SIX", "a total of 44 PEOPLE"."""
    if count_of(noun) is None and lemma(noun) not in _AGED:  # "a man of 43"
        yield from (t for t in after(noun, ("of",)) if t.pos_ == "NUM" or (lemma(noun) == "total" and count_of(t)))


def is_part(number: Token) -> bool:
    """ "Three of the victims", "two more of the injured" are not all; "shot eight of them" tells of all who were."""
    if number.pos_ != "NUM" and not is_vague(number):
        return False
    of = [t for each in (number, *children(number, "amod")) for t in after(each, ("of",))]
    harmed = any(lemma(t) in _HARMED or t.lower_ in _HARMED for t in of)
    return harmed or (number.dep_ != "dobj" and is_of_those(number))


def is_of_those(number: Token) -> bool:
    """ "Three of them"."""
    return any(t.lower_ in _THOSE for each in (number, *children(number, "amod")) for t in after(each, ("of",)))


def is_excepted(noun: Token) -> bool:
    """ "All but EIGHT": those to whom nothing happened."""
    at = numeral_of(noun).i
    return at >= noun.sent.start + 2 and [t.lower_ for t in noun.doc[at - 2 : at]] == ["all", "but"]


def all_but(noun: Token) -> Count | None:
    """ "All but eight of the 50 PASSENGERS": the others; None where it is not told of how many."""
    spared = count_of(noun)
    whole = next((c for t in after(noun, ("of",)) if (c := count_of(t)) is not None), None)
    return None if spared is None or whole is None else Count(whole.value - spared.value, "Exactly")


def is_nobody(noun: Token) -> bool:
    """ "Nobody", "no one", "none", "no people"."""
    none = noun.lower_ in ("one", "people") and [t.lower_ for t in noun.lefts] == ["no"]
    if any(t.lower_ in _GRAVELY for each in (noun, noun.head) for t in each.children if t.dep_ == "advmod"):
        return False  # "hurting no one badly"
    return none or noun.lower_ in ("nobody", "none", "noone")


def says_whom(verb: Token) -> bool:
    """Whether a verb says itself whom it was done to: a number before it then counts others.

    "TWO men killed a judge", "half of the 40 passengers were killed".
    """
    if verb.pos_ != "VERB":
        return False
    if is_counted(verb):
        return False
    return bool(subjects(verb)) if is_passive(verb) else bool(objects(verb))


def is_among(noun: Token) -> bool:
    """ "Including three children": counted already; "among THE 21 people killed" are all of them."""
    among = noun.dep_ == "pobj" and noun.head.lower_ in _PARTS
    return among and not (noun.head.lower_ == "among" and any(t.lower_ in ("the", "those") for t in noun.lefts))


def is_counted(verb: Token) -> bool:
    """ "A toll of two KILLED", "gave 32 dead and 40 WOUNDED": of how many it is said, and nobody did it."""
    counted = verb.i > verb.sent.start and verb.nbor(-1).pos_ == "NUM"
    return counted and not any(children(verb, *SUBJECTS, "dobj"))
