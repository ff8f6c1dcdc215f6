"""How a trigger stands in the clauses around it: as their reason, as what came before, as what is known of somebody.

Some ways tell a happening by the way: then it is another than that of the clause around it, and what follows goes on
about the latter. Others ("killed AFTER a bomb went off") tell as often of one happening; those only weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.extract.drafts import Frame
from kg.extract.incidents.scene import Cues
from kg.extract.text.syntax import children, is_past_perfect, lemma
from kg.knowledge.lexicon import Words

BY_THE_WAY = frozenset(("reason", "like", "since"))
APART = BY_THE_WAY | {"days_off"}
"""Ways that tell of another happening than that of the clause around, if that one tells of any."""
WAYS = ("after", "while", "measured", "charge", "recalled", "flashback", "of_somebody", *sorted(APART))
_GOVERNORS = (
    ("reason", "answers"),
    ("days_off", "follows"),
    ("recalled", "recalls"),
)  # way, and list of the verbs above
_FOR = frozenset(("for", "to", "against", "over", "of"))
_MEASURING = frozenset(("after", "before", "earlier", "later", "ago", "since", "previously"))


def ways_of(frame: Frame, cues: Cues) -> tuple[frozenset[str], frozenset[int]]:
    """How a trigger hangs on the clauses around it, and what lies beyond: tokens around what it is told of by the way.

    Both are empty of what a sentence tells on its own.
    """
    ways, beyond = set[str](), frozenset[int]()
    for token in (frame.trigger, *frame.trigger.ancestors):
        found = {*_ways(token, frame, cues.background)}
        if not beyond and not found.isdisjoint(APART):
            beyond = frozenset(t.i for t in token.ancestors)
        ways |= found
    return frozenset(ways), beyond


def _ways(token: Token, frame: Frame, words: Mapping[str, Words]) -> Iterator[str]:
    if token.pos_ in ("VERB", "AUX") and is_past_perfect(token) and not _is_reported(token):
        yield "flashback"
    if token.dep_ == "advcl":
        yield from _of_clause(token, words)
    elif token.dep_ in ("pobj", "pcomp"):
        yield from _of_phrase(token.head, words)
    elif token.dep_ == "dobj":
        above = lemma(token.head)
        yield from (way for way, list_ in _GOVERNORS if above in words[list_])
    elif token.dep_ == "relcl" and not any(a.at == token.head for a in frame.fillers("weapon")):
        yield "of_somebody"
    if any(map(_is_measure, token.children)):
        yield "measured"


def _is_reported(verb: Token) -> bool:
    """ "He SAID that they HAD FIRED": the tense goes with that of saying, and looks back on nothing that was told."""
    return bool(verb.dep_ == "ccomp" and verb.head.tag_ == "VBD")


def _of_clause(verb: Token, words: Mapping[str, Words]) -> Iterator[str]:
    marks = [*children(verb, "mark", "advmod", "prep")]
    for way in ("after", "since", "while"):
        if any(t.lower_ in words[way] and not (way == "since" and _is_reason(t)) for t in marks):
            yield way
    # "A day after a bomb killed nine": the measure hangs on the word or on the verb
    if any(t.lower_ in words["after"] and (_is_measure(t) or _measures(verb, t)) for t in marks):
        yield "days_off"


def _of_phrase(preposition: Token, words: Mapping[str, Words]) -> Iterator[str]:
    above = lemma(preposition.head)
    for way in ("after", "since", "like"):
        if preposition.lower_ in words[way]:
            yield way
    if preposition.lower_ in words["after"] and (_is_measure(preposition) or _measures(preposition.head, preposition)):
        yield "days_off"
    if above in words["answers"] and preposition.lower_ in _FOR:
        yield "reason"
    if above in words["likened"]:
        yield "like"
    if above in words["charges"]:
        yield "charge"


def _is_reason(since: Token) -> bool:
    """Whether "since" gives a reason, behind a comma, and no time: "the toll rose, SINCE five died in hospital"."""
    return bool(since.i > 0 and since.nbor(-1).text == ",")


def _is_measure(word: Token) -> bool:
    """ "Two days AFTER", "a week EARLIER", "three years AGO": whether a length of time stands before it."""
    return word.lower_ in _MEASURING and any(
        t.dep_ in ("npadvmod", "advmod", "nmod", "dep", "pobj") and t.ent_type_ in ("DATE", "TIME") for t in word.lefts
    )


def _measures(verb: Token, word: Token) -> bool:
    """Whether a length of time hangs on the verb right before a word ("... , TWO WEEKS after bombs killed them")."""
    return any(
        t.i == word.i - 1 and t.ent_type_ in ("DATE", "TIME") and t.pos_ == "NOUN" for t in children(verb, "npadvmod")
    )
