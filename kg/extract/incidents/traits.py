"""How a trigger is put: as a noun or a verb, known or new, one or many, in which tense, set apart or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.attribution.speech import speech_of
from kg.extract.drafts import Frame, name_over
from kg.extract.events.apart import is_of_some, is_set_apart, measure_over
from kg.extract.events.timing import goes_on, is_recalled
from kg.extract.incidents.scene import Cues
from kg.extract.text.syntax import SUBJECTS, children, clause, lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Words

_MODAL = frozenset(("would", "will", "could", "may", "might", "can", "should", "shall", "to"))
_HAD, _HAVE = frozenset(("had", "’d", "'d")), frozenset(("have", "has", "'ve", "’ve"))
_DEFINITE = frozenset("the this that these those".split())
_INDEFINITE = frozenset("a an one".split())
_FULL_STOP = frozenset((".", "!", "?"))
_OPEN = frozenset(("since", "until", "before"))
_HEADING = 20  # tokens that a line without a full stop has at most if it is a heading
_WHILE_AGO = re.compile(r"\b(?:weeks?|months?|years?|decades?) ago\b|\blast (?:week|month|year)\b")
_EXACT = 10  # letters of a full date


def traits_of(frame: Frame, cues: Cues) -> Iterator[str]:
    """How a trigger is put: as a noun or a verb, known or new, one or many, in which tense, by whom told."""
    trigger = frame.trigger
    home = clause(trigger)
    noun = trigger.pos_ in ("NOUN", "PROPN")
    yield "noun" if noun else "verb"
    yield from (name for name in ("recurring", "definite", "answered") if getattr(frame, name))
    if frame.concrete:
        yield "concrete"
    if frame.harm:
        yield "harm"
    whole = trigger.head if noun and trigger.dep_ == "compound" and trigger.head.pos_ == "NOUN" else trigger
    if noun:
        yield from _determined(whole)
        if whole.tag_ in ("NNS", "NNPS"):
            yield from _many(whole, cues)
        if trigger.dep_ == "compound":
            yield "modifier"  # "the blast site"
    yield from _tense(home)
    yield from _actors(home)
    yield from _subordination(trigger, home)
    yield from _said_of_it(frame, cues)
    if is_set_apart(trigger, cues["separate"]):
        yield "set_apart"
    if is_of_some(frame):
        yield "of_some"
    if measure_over(trigger) is not None:
        yield "measure"
    if frame.recurring and (not noun or _is_share(whole, cues["share"])):
        yield "sum"
    if speech_of(trigger.doc, trigger) is not None:
        yield "reported"
    if frame.day and len(frame.day) < _EXACT:
        yield "coarse"
    if trigger.sent[-1].text not in _FULL_STOP and len(trigger.sent) < _HEADING:
        yield "heading"


def _many(noun: Token, cues: Cues) -> Iterator[str]:
    """How a plural is put: as what goes on or ends, or only as what somebody plans ("planning attacks on troops")."""
    yield "plural"
    if goes_on(noun, cues["aspect"]):
        yield "goes_on"
    over = [noun.head] if noun.dep_ == "dobj" else children(noun, "compound", "amod")
    if any(lemma(t) in cues["preparing"] for t in over):
        yield "in_general"


def _is_share(noun: Token, shares: Words) -> bool:
    """Whether only some of many are meant ("most of those attacks")."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lower_ in shares


def _determined(noun: Token) -> Iterator[str]:
    word = next(children(noun, "det"), None)
    if word is not None and word.lower_ in _DEFINITE:
        yield "the"
    elif word is not None and word.lower_ in _INDEFINITE:
        yield "a"
    elif any(children(noun, "poss")):
        yield "of_somebody"
    elif word is None:
        yield "bare"


def _tense(verb: Token) -> Iterator[str]:
    auxiliaries = {t.lower_ for t in children(verb, "aux")}
    if auxiliaries & _HAD:
        yield "past_perfect"
    elif auxiliaries & _MODAL:
        yield "unreal"
    elif auxiliaries & _HAVE:
        yield "present_perfect"
    elif verb.tag_ in ("VBZ", "VBP"):
        yield "present"
    elif verb.tag_ == "VBD":
        yield "past"


def _said_of_it(frame: Frame, cues: Cues) -> Iterator[str]:
    """Words that set it apart from what was told before: "another", "a similar", "earlier", "since", "last year"."""
    trigger, home = frame.trigger, clause(frame.trigger)
    arms = [a.at for a in frame.arguments if a.role in ("weapon", "attacker", "target")]
    words = {t.lower_ for each in (trigger, *arms) for t in children(each, "det", "amod")}
    words |= {t.lower_ for t in (*children(home, "advmod", "mark"), *children(trigger, "advmod"))}
    yield from (cue for cue, listed in cues.items() if not words.isdisjoint(listed))
    when = home.dep_ in ("advcl", "relcl") and any(t.lower_ == "when" for t in children(home, "advmod"))
    above = [clause(home.head)] if when else []  # "driven out TWO MONTHS AGO, when nine died"
    times = [p for verb in (home, trigger) for p in children(verb, "prep", "npadvmod", "advmod")]
    if any(t.lower_ in _OPEN and t.dep_ == "prep" for t in times):
        yield "open_time"
    dates = [t for time in times for t in (time, *children(time, "pobj")) if t.ent_type_ == "DATE"]
    if dates and not frame.day:
        yield "vague_time"
    dates += [t for verb in above for t in children(verb, "npadvmod", "advmod") if t.ent_type_ == "DATE"]
    spans = (name_over(t.doc[t.i : t.i + 1]) for t in dates)
    if any(span is not None and _WHILE_AGO.search(span.text.lower()) for span in spans):
        yield "while_ago"


def _actors(verb: Token) -> Iterator[str]:
    """Whether a verb's subject is new to the reader ("a bomb", "gunmen", "four men") or known ("the bomb", "they")."""
    subject = next(children(verb, *SUBJECTS), None)
    if subject is None:
        return
    determiner = next(children(subject, "det", "poss"), None)
    if subject.pos_ == "PRON":
        yield "subject_pronoun"
    elif subject.pos_ == "PROPN":
        yield "subject_name"
    elif determiner is not None and determiner.lower_ not in _INDEFINITE:
        yield "subject_known"
    else:
        yield "subject_new"


def _came_before(trigger: Token) -> bool:
    """ "The strike came days after pagers exploded", "after they had fired": what came before is another deed."""
    for token in (trigger, *trigger.ancestors):
        if token.dep_ not in ("advcl", "pcomp"):
            continue
        governor = token.head.head if token.dep_ == "pcomp" else token.head
        after = "after" in (token.head.lower_, *(m.lower_ for m in children(token, "mark")))
        if after and (lemma(governor) == "come" or "past_perfect" in _tense(token)):
            return True
    return False


def _subordination(trigger: Token, home: Token) -> Iterator[str]:
    """Where its clause stands in the sentence."""
    if any(c.dep_ == "neg" for c in home.children):
        yield "negated"
    if home.dep_ == "relcl" or trigger.dep_ == "relcl":
        yield "aside"
    if home.dep_ in ("advcl", "pcomp"):
        yield "circumstance"
    if _came_before(trigger) or is_recalled(home):
        yield "cause"
