"""Words and dates as the name of an incident can hold them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from kg.knowledge.incident_names import IncidentWords
from kg.knowledge.names import fold
from kg.vocab import superclasses

_FULL: Final = 10  # characters of a full date
_MOST_WORDS: Final = 7  # of an unnamed participant's words: what is longer holds half a sentence
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W_][\w.,'’&/-]*")
_GLUED: Final = re.compile(r"\d+[a-z]{3,}")
# Vowels that begin with a consonant's sound.
_YOU: Final = ("u.", "unit", "unif", "unio", "uniq", "univ", "us", "ukr", "ugan", "uru", "eu", "one-")
_MUTE: Final = ("hour", "hono", "heir")
_LETTERS: Final = re.compile(r"[A-Z]{1,3}|[B-DF-HJ-NP-TV-XZ]{2,}[A-Z]*")  # what is spelled out when it is spoken
_SPELLED: Final = "AEFHILMNORSX"  # letters whose names begin with a vowel


def spoken(label: str, words: IncidentWords) -> str:
    """An unnamed participant's words as a name can hold them: "two soldiers", "a bus station", "10 people" for "10".

    Empty where they are a pronoun, half a sentence, or a word for anybody.
    """
    passing = (words.others | words.passing) - {"others"}
    parts = [part for part in label.split() if fold(part) not in passing]
    before = ""
    while parts and fold(parts[0]) in words.determiners | words.bounds:
        before, parts = fold(parts[0]), parts[1:]
    if (
        not parts
        or fold(parts[-1]) in words.relatives
        or len(parts) > _MOST_WORDS
        or not all(map(_WORD.fullmatch, parts))
        or any(part.endswith(",") for part in parts)
    ):
        return ""
    folded = [fold(part) for part in parts]
    if any(word in words.verbs or _GLUED.fullmatch(word) for word in folded):
        return ""  # "one of its nationals was killed", "12people"
    rest = [word for word in folded if not _is_number(word, words)]
    counts = _is_number(folded[0], words)
    if before in ("a", "an"):  # "a dozen fighters", "an interior troops barracks"
        return " ".join([before, *parts]) if rest and not set(rest) <= words.nobody else ""
    if folded[-1] in words.harmed:
        return _people([part for part in parts if _is_number(fold(part), words)]) if counts else ""
    if not rest:
        return _people(parts)
    if all(word in words.nobody for word in rest) and not (counts and rest[-1] in words.people):
        return ""
    if counts:
        return " ".join(["one" if parts[0] == "1" else parts[0].lower(), *parts[1:]])
    before_name = any(part[0].isupper() for part in parts[1:2])
    prefix, hyphen, _ = parts[0].lower().partition("-")
    if (words.is_common(parts[0]) and not before_name) or (hyphen and prefix in words.prefixes):
        parts[0] = parts[0].lower()
    plural = folded[-1].endswith("s") and not folded[-1].endswith("ss") and folded[-1] not in words.singulars
    owned = parts[0][0].isupper() and parts[0].endswith(("'s", "’s", "s'", "s’"))
    if folded[-1] in words.plurals or plural or owned:
        return " ".join(parts)
    if folded[-1] in words.articled:
        return f"the {' '.join(parts)}"
    if before == "the" and parts[0][0].isupper():
        return f"the {' '.join(parts)}"  # "the Al Asad air base"
    return f"{_article(parts[0])} {' '.join(parts)}"


def _article(word: str) -> str:
    """ "An" before what begins with the sound of a vowel: an hour, an RAF helicopter, a Ukrainian."""
    if _LETTERS.fullmatch(word) or (word.isupper() and word[0] == "U"):
        return "an" if word[0] in _SPELLED else "a"
    plain = word.lower()
    vowel = plain.startswith(_MUTE) or (plain[0] in "aeiou" and not plain.startswith(_YOU))
    return "an" if vowel else "a"


def _is_number(word: str, words: IncidentWords) -> bool:
    return word in words.numbers or word.isdigit()


def _people(numbers: list[str]) -> str:
    """Words that only count, with whom they count."""
    told = " ".join(numbers).lower()
    if told in ("1", "one"):
        return f"{told} person"
    return f"{told} of people" if told.endswith("s") else f"{told} people"


def in_words(day: str) -> str:
    """A date as people write it, as exactly as it is known: "2 July 2000", "July 2000", "2000", "2 July"."""
    parts = day.removeprefix("--").split("-")
    if day.startswith("--"):
        parts.insert(0, "")
    year, month, of_month = (*parts, "", "")[:3]
    told = (of_month.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year)
    return " ".join(part for part in told if part)


def is_counting(text: str, words: IncidentWords) -> bool:
    """Whether words begin with a number: "two soldiers", "a dozen fighters"."""
    first = fold(text).split()[:2]
    return bool(first) and (_is_number(first[0], words) or (first[0] == "a" and _is_number(first[-1], words)))


def agreed_class(classes: list[str]) -> str:
    """The most exact class that no fewer articles give than another; plain kg:Attack only if nothing else is said."""
    counts = Counter(c for c in classes if c != "Attack") or Counter(classes)
    return max(counts, key=lambda c: (counts[c], len(superclasses(c)), c))


def commonest(values: Iterable[str]) -> str | None:
    """The value given most often; of equals the most exact, then the first."""
    values = list(values)
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], -min(len(v), _FULL), values.index(v)), default=None)
