"""Numbers in words and figures, and how they are meant: "at least 84", "some 300", "two", "dozens"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.text.syntax import children
from kg.extract.tokens import Doc, Token
from kg.model import Bound

_UNITS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
# "Dozens" is at least two dozen; nothing more exact is meant.
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000}
_MANY = frozenset("family people crew couple group number handful band crowd team staff party dozen hundred".split())
_FIGURES = re.compile(r"\d{1,3}(?:[,.]\d{3})+|\d+")
_AT_LEAST = re.compile(
    r"\b(at least|more than|over|no fewer than|not less than|upwards of|exceed\w*|minimum of|above)\s*$"
)
_RISING = "".join(rf"(?<!{verb} )" for verb in ("go", "goes", "gone", "going", "went"))  # "has gone up to 137"
_AT_MOST = re.compile(
    rf"\b(at most|{_RISING}up to|as many as|no more than|fewer than|less than|under|maximum of|below)\s*$"
)
_ABOUT = re.compile(
    r"\b(about|around|some|nearly|almost|approximately|roughly|an estimated|estimated|close to|circa)\s*$"
)
_TO = ("to", "or", "-", "–", "—")
_LEAD_WORDS = 4
_MEASURES = ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY")
_YEARS = 1_000  # from here on a number may be a year
_GROUP = re.compile(r"\d{3}")  # "1 200": what stands behind a blank in a figure
_HYPHENS = ("-", "‐", "‑", "–")
_AFTER: dict[tuple[str, ...], Bound] = {
    ("or", "more"): "AtLeast",
    ("and", "more"): "AtLeast",
    ("or", "so"): "About",
    ("-", "odd"): "About",
}
_ROUND = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}


class Count(NamedTuple):
    """A number and its bound; of a range ("10 to 15"), the lower end and `most`, the upper one."""

    value: int
    bound: Bound
    most: int | None = None


def parse_number(text: str) -> int | None:
    """The value of a numeral ("84", "2,500", "twenty-one", "two hundred"); None for anything else.

    >>> parse_number("two hundred and five")
    205
    """
    text = text.lower().replace("-", " ").strip()
    figures = _FIGURES.fullmatch(text)
    if figures:
        return int(re.sub(r"[,.]", "", text))
    total = current = 0
    seen = False
    for word in text.split():
        if word in _UNITS:
            current += _UNITS[word]
        elif word in _TENS:
            current += _TENS[word]
        elif _FIGURES.fullmatch(word):
            current += int(re.sub(r"[,.]", "", word))
        elif word in _SCALES:
            scale = _SCALES[word]
            if scale >= 1_000:
                total, current = total + max(current, 1) * scale, 0
            else:
                current = max(current, 1) * scale
        elif word in ("and", "a"):
            continue
        else:
            return None
        seen = True
    return total + current if seen else None


def is_vague(noun: Token) -> bool:
    """Whether a noun is a number without a value ("hundreds of people")."""
    return noun.lower_ in _VAGUE


def is_many(noun: Token) -> bool:
    """Whether a noun in the singular stands for people of an unknown number ("a family")."""
    return noun.lemma_.lower() in _MANY


def count_of(noun: Token, *, counted: bool = False) -> Count | None:
    """How many a noun phrase speaks of: "at least three US soldiers", "dozens of people", or a bare "two".

    Args:
        noun: its head.
        counted: whether the context leaves no doubt that it counts, even where the model takes 84 for a year.
    """
    if noun.lower_ in _VAGUE:
        return Count(_VAGUE[noun.lower_], "AtLeast")
    numeral = noun if noun.pos_ == "NUM" else next(_numerals(noun), None)
    if numeral is None and noun.head.lower_ == "between":
        numeral = next((t for t in children(noun.head, "pobj") if t.pos_ == "NUM" and t.i < noun.i), None)
    if numeral is None:
        return _dozen(noun)
    if not counted and numeral.ent_type_ in _MEASURES and not _is_misread_day(numeral, noun):
        return None
    ends = _range(numeral)
    if ends is not None:
        return Count(ends[0], "AtLeast", ends[1])
    first = lead_of(numeral)
    parts = [t for t in numeral.children if t.dep_ in ("compound", "nummod") and t.pos_ == "NUM" and t.i < numeral.i]
    if parts and parts[0].i < first.i:
        first = parts[0]
    last = numeral.i + 1
    if last < len(numeral.doc) and numeral.doc[last].lower_ in _SCALES:  # "two dozen fighters"
        last += 1
    last += 2 if _rest(numeral.doc[last - 1]) else 0
    text = numeral.doc[first.i : last].text
    grouped = all(_GROUP.fullmatch(t.text) for t in numeral.doc[first.i + 1 : last]) and first.text.isdigit()
    value = parse_number(re.sub(r"\s", "", text) if grouped else text)
    if value is None:
        return None
    bound = bound_before(first)
    return Count(value, _bound_after(numeral.doc, last) if bound == "Exactly" else bound)


def _is_misread_day(numeral: Token, noun: Token) -> bool:
    """ "On Tuesday 21 CIVILIANS were killed": a day and a number that the model took for one date."""
    apart = numeral.ent_type_ == "DATE" and noun != numeral and noun.ent_type_ == "" and numeral.dep_ == "nummod"
    return apart and (parse_number(numeral.text) or _YEARS) < _YEARS


def lead_of(numeral: Token) -> Token:
    """The first word of a numeral: the SIXTY of "sixty-eight", also where the model takes it for something else."""
    doc, at = numeral.doc, numeral.i
    hyphened = at >= 2 and doc[at - 1].text in _HYPHENS and doc[at - 2].lower_ in _TENS and numeral.lower_ in _UNITS
    return doc[at - 2] if hyphened else numeral


def _bound_after(doc: Doc, at: int) -> Bound:
    """How a numeral is meant, by the words behind it: "140 or more"."""
    return _AFTER.get(tuple(t.lower_ for t in doc[at : at + 2]), "Exactly")


def _numerals(noun: Token) -> Iterator[Token]:
    """The numerals before a noun; at the start of a sentence the parser may read "Eleven" as an adjective."""
    yield from (t for t in children(noun, "nummod") if t.i < noun.i)
    yield from (t for t in children(noun, "amod") if t.lower_ in _UNITS or t.lower_ in _TENS)
    yield from (t for t in children(noun, "compound") if t.lower_ in _SCALES)  # "three dozen men"


def _dozen(noun: Token) -> Count | None:
    """ "A dozen soldiers", "half a dozen of them", "a hundred men"."""
    word = next((t for t in (noun, *noun.lefts) if t.lower_ in _ROUND and t.i > t.doc[t.i].sent.start), None)
    if word is None or word.nbor(-1).lower_ not in ("a", "an", "one"):
        return None
    half = word.i - 2 >= word.sent.start and word.nbor(-2).lower_ == "half"
    value = _ROUND[word.lower_] // (2 if half else 1)
    return Count(value + _rest(word), bound_before(word.nbor(-2 if half else -1)))


def _rest(word: Token) -> int:
    """What follows a round number and belongs to it ("a hundred and seventeen people")."""
    if word.lower_ not in _ROUND or word.i + 2 >= word.sent.end or word.nbor().lower_ != "and":
        return 0
    value = parse_number(word.nbor(2).text)
    return value if value is not None and value < _ROUND[word.lower_] else 0


def numeral_of(noun: Token) -> Token:
    """The numeral that counts a noun; the noun itself where none does."""
    return noun if noun.pos_ == "NUM" else next(iter((*children(noun, "nummod"), *_numerals(noun))), noun)


def _range(numeral: Token) -> tuple[int, int] | None:
    """Both ends of "between 10 and 15", "10 to 15", "10-15", whichever of them is given."""
    doc, sentence = numeral.doc, numeral.sent
    for low, high in ((numeral.i, numeral.i + 2), (numeral.i - 2, numeral.i)):
        if low < sentence.start or high >= sentence.end:
            continue
        before = doc[low - 1].lower_ if low > sentence.start else ""
        between = before == "between"
        if before == "from":  # "rose from 180 to 202"
            continue
        if doc[low + 1].lower_ in _TO or (between and doc[low + 1].lower_ == "and"):
            ends = parse_number(doc[low].text), parse_number(doc[high].text)
            if ends[0] is not None and ends[1] is not None and ends[0] < ends[1]:
                return ends[0], ends[1]
    return None


def bound_before(numeral: Token) -> Bound:
    """How a numeral is meant, by the words before it."""
    lead = numeral.doc[max(numeral.sent.start, numeral.i - _LEAD_WORDS) : numeral.i].text.lower()
    if _AT_LEAST.search(lead):
        return "AtLeast"
    if _AT_MOST.search(lead):
        return "AtMost"
    return "About" if _ABOUT.search(lead) else "Exactly"
