"""Who says so where the parser lost him: tags ("..., the X Observatory said"), and verbs before their speaker."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.attribution.contents import CONTRAST, NOMINAL, Stretch
from kg.extract.text.syntax import children, lemma
from kg.extract.tokens import Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_QUOTES = frozenset("\"”“»«'’‘")
_AROUND_TAG = ("prep", "npadvmod", "advmod", "punct")  # "..., he said on Monday.", "..., she said here"
_SPEAKER = ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
_LONGEST_NAME = 16  # tokens between the comma and the verb of "..., the head of the X said"
_INVERTING = ("say", "report", "add", "write", "note", "explain", "recall")


class Tag(NamedTuple):
    """ "..., the head of the X said": who says what stands before."""

    speaker: Token
    said: Stretch


def tag_of(verb: Token) -> Tag | None:
    """Who is named right before a verb that ends a sentence, where the parser lost him in what is said.

    "The raid killed nine people, including four children, the X Observatory said on Monday": the words between the last
    comma and the verb name the speaker, if the verb has nothing of its own to say.
    """
    if verb.tag_ not in _FINITE or verb.i == verb.sent.start:
        return None
    heard_of = any(t.lower_ in ("a", "an") for t in children(verb.head, "det"))
    if verb.dep_ == "relcl" and any(t.pos_ == "PRON" or heard_of for t in children(verb, "nsubj")):
        return None  # "..., a charge he denies", "..., a charge the group denies"
    heard = ("dobj", "dative") if lemma(verb) == "tell" else ()  # "..., the mayor told reporters"
    if any(c.i > verb.i and c.dep_ not in (*_AROUND_TAG, *heard) and not _is_loose(c) for c in verb.children):
        return None
    doc, stop = verb.doc, verb.i
    if doc[stop - 1].text == "," and verb.dep_ == "conj" and not any(children(verb, "nsubj", "nsubjpass")):
        stop -= 1  # "..., the governor of the state, X, told reporters"
    start = stop - 1
    while start > verb.sent.start and stop - start < _LONGEST_NAME and doc[start].text != ",":
        start -= 1
    name = doc[start + 1 : stop]
    quoted = len(name) > 0 and name[0].text in _QUOTES
    if doc[start].text != "," or not len(name):
        return None
    while len(name) > 1 and name[0].text in _QUOTES:
        name = name[1:]
    heads = [t for t in name if t.head.i < name.start or t.head.i >= name.end]
    within = {t.i for c in name if quoted and c.dep_ == "relcl" for t in c.subtree}  # "a priest who had fled told"
    own = name[0].pos_ in _SPEAKER and name[0].dep_ not in ("mark", "nsubjpass") and name[0].tag_ not in ("WDT", "WP")
    broken = any((t.tag_ in _FINITE or t.is_punct) and t.i not in within for t in name)
    if not own or broken or not heads or start <= verb.sent.start + 1:
        return None
    role = heads[0].head.left_edge.i - 1 if heads[0].dep_ == "appos" else start  # "..., a spokesman, X said"
    end = role if verb.sent.start < role < start and doc[role].text == "," else start
    speaker = heads[-1] if heads[-1].pos_ in NOMINAL else heads[0]  # "security and local SOURCES told"
    if speaker.dep_ == "appos" and speaker.pos_ == "NOUN" and end <= speaker.head.i < start:
        speaker = speaker.head  # "the prosecutor, a man not known for haste, told"
    return Tag(speaker, (verb.sent.start, end)) if speaker.pos_ in NOMINAL else None


def inverted(verb: Token) -> Tag | None:
    """ "Gunmen, SAID A SURVIVOR, killed nine": who is named between the verb and the next comma."""
    if verb.tag_ not in ("VBD", "VBZ") or verb.i + 1 >= verb.sent.end or verb.i <= verb.sent.start:
        return None
    before = next(children(verb, "nsubj", "nsubjpass"), None)
    if lemma(verb) not in _INVERTING or any(children(verb, "dobj")):
        return None
    if verb.nbor(-1).text != "," or before is None or before.i > verb.i:
        return None
    doc, end = verb.doc, verb.i + 1
    while end < verb.sent.end and doc[end].text != "," and end - verb.i <= _LONGEST_NAME:
        end += 1
    name = doc[verb.i + 1 : end]
    if end == verb.sent.end or doc[end].text != "," or not len(name) or name[0].pos_ not in _SPEAKER:
        return None
    heads = [t for t in name if t.pos_ in NOMINAL and not name.start <= t.head.i < name.end]
    if not heads or any(t.tag_ in _FINITE for t in name):
        return None
    return Tag(heads[0], (verb.sent.start, verb.sent.end))


def told_beneath(verb: Token) -> Stretch | None:
    """ "While X said Y had bombed it, ...": the clause after "said", of which the parser made the one above."""
    head = verb.head
    opened = any(t.lower_ in CONTRAST for t in children(verb, "mark"))
    if verb.dep_ != "advcl" or not opened or head.i < verb.i or any(children(verb, "ccomp", "dobj", "xcomp")):
        return None
    subject = next(children(head, "nsubj", "nsubjpass"), None)
    begins = subject is not None and subject.left_edge.i == verb.i + 1
    return (verb.i + 1, head.right_edge.i + 1) if begins else None


def _is_loose(clause: Token) -> bool:
    """ "..., MAKING it the worst attack since June"."""
    return clause.dep_ == "advcl" and clause.tag_ == "VBG" and not any(children(clause, "nsubj"))
