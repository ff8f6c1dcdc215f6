"""What a sentence tells beside an incident and measures it by: "two days AFTER THE BOMBING", "the worst SINCE ...".

It is another happening than that of the clause around it, whatever else the two have in common.
"""

from __future__ import annotations

from kg.extract.drafts import Frame
from kg.extract.text.syntax import SUBJECTS, after, children, clause, lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Words

_AFTER = frozenset(("after", "before", "following"))
_BESIDE = frozenset(("since", "like", "unlike", "than"))
_SOME = frozenset(("including", "among"))
_LENGTHS = frozenset("day week fortnight month year decade".split())


def measure_over(token: Token) -> Token | None:
    """The word of such a phrase or clause, of one that a token stands in or is; None outside of any."""
    return next((each for each in (token, *token.ancestors) if _is_measure(each)), None)


def measured_by(trigger: Token) -> frozenset[int]:
    """The tokens of the clause that a trigger measures, and those above: what they tell of is another happening."""
    measure = measure_over(trigger)
    if measure is None:
        return frozenset()
    above = [*measure.ancestors]
    verb = next((t for t in above if t.pos_ in ("VERB", "AUX")), None)
    beside = children(verb, *SUBJECTS, "dobj", "attr") if verb is not None else ()
    return frozenset(t.i for t in (*above, *beside))


def followed_by(trigger: Token, sequels: Words) -> frozenset[int]:
    """The subjects of a verb of sequence whose object a trigger is: "THE BLAST followed a raid", two happenings."""
    first = trigger.head if trigger.dep_ == "conj" else trigger
    verb = first.head
    if first.dep_ != "dobj" or lemma(verb) not in sequels:
        return frozenset()
    return frozenset(t.i for t in children(verb, *SUBJECTS))


def laid_to(trigger: Token, charging: Words) -> frozenset[int]:
    """What befalls those who are charged with a trigger: "SHOT three men accused of the bombing", two happenings."""
    behind = False
    for token in (trigger, *trigger.ancestors):
        phrase = token.head if token.dep_ in ("pobj", "pcomp") else token
        behind = behind or phrase.lower_ == "behind"
        charges = behind or any(lemma(t) in charging for t in (phrase, *phrase.children))
        modifies = phrase.dep_ in ("acl", "relcl", "amod") or phrase.lower_ == "behind"
        if charges and modifies and phrase.head.pos_ in ("NOUN", "PROPN", "NUM"):
            return frozenset(t.i for t in (phrase.head, *phrase.head.ancestors))
    return frozenset()


def is_set_apart(trigger: Token, words: Words) -> bool:
    """ "A SEPARATE strike killed two", "two were killed in a SEPARATE incident": nothing before tells of it."""
    nouns = (trigger, *after(clause(trigger), ("in",)))
    return any(t.lower_ in words for noun in nouns if noun.tag_ == "NN" for t in children(noun, "amod"))


def after_clause(trigger: Token) -> Token | None:
    """The verb of a clause on what came before: "the raids killed four, after an ambush LEFT two dead"."""
    clauses = (t for t in (trigger, *trigger.ancestors) if t.dep_ == "advcl")
    return next((c for c in clauses if any(mark.lower_ == "after" for mark in children(c, "mark"))), None)


def is_of_some(frame: Frame) -> bool:
    """Whether it tells what befell some of those harmed: "nine died, INCLUDING TWO WHO WERE SHOT by the police"."""
    trigger = frame.trigger
    clausal = trigger.dep_ in ("relcl", "acl")
    some = [trigger.head] if clausal else [a.at for a in frame.fillers("victim")]
    return any(_is_some(noun, clausal=clausal) for noun in some)


def _is_some(noun: Token, *, clausal: bool) -> bool:
    before = noun.doc[max(noun.left_edge.i - 2, noun.sent.start) : noun.left_edge.i].text.lower()
    listed = clausal and (noun.head.lower_ in _SOME or before.endswith(("including", "among them")))
    return listed or any(t.lower_ in ("them", "whom") for t in after(noun, ("of",)))


def _is_measure(token: Token) -> bool:
    """Whether a phrase or clause only says how long before, after or since what something was, or what it is like."""
    if token.dep_ in ("pobj", "pcomp"):
        word = token.head
        ahead = word.lower_ == "of" and (word.head.lower_ == "ahead" or lemma(word.head) == "anniversary")
        long_after = word.lower_ in _AFTER and _has_length(word) and not _is_subject(token, word)
        return ahead or word.lower_ in _BESIDE or long_after
    if token.dep_ != "advcl":
        return False
    lengths = (t for t in children(token, "npadvmod") if t.i < token.i)
    marks = [*children(token, "mark", "advmod", "prep"), *(p for t in lengths for p in children(t, "prep"))]
    since = any(t.lower_ == "since" and not _gives_reason(t) for t in marks)
    return since or any(t.lower_ in _AFTER and _has_length(t) for t in marks)


def _is_subject(noun: Token, word: Token) -> bool:
    """ "A day after A BOMB aimed at police KILLED nine": what the parser took for a phrase is the clause's subject."""
    verb = word.head.head if word.head.dep_ == "npadvmod" else word.head
    between = any(noun.i < t.i < verb.i for t in children(verb, *SUBJECTS))
    return bool(verb.pos_ == "VERB" and verb.i > noun.i) and not between


def _has_length(word: Token) -> bool:
    """ "Two days AFTER", "a week BEFORE": a length of time hangs on the word, or stands right before it."""
    before = [word.nbor(-1)] if word.i > word.sent.start else []
    return any(t.ent_type_ == "DATE" and t.pos_ == "NOUN" and lemma(t) in _LENGTHS for t in (*word.lefts, *before))


def _gives_reason(since: Token) -> bool:
    """ "The toll rose, SINCE five died in hospital": behind a comma it gives a reason, and no time."""
    return bool(since.i > 0 and since.nbor(-1).text == ",")
