"""Comparing names: transliterations agree, different names do not.

A name is cut into plain words (case, diacritics, apostrophes and hyphens gone), Arabic articles and patronymic
particles are dropped, and what is left is compared word by word: by spelling, then by consonant skeleton, so that
Mohammed and Mohamed, Saidi and Saïdi, Aruri and Arouri agree and Saidi and Saadi do not. A kunya (Abu X) is a name of
its own: it is only ever compared with another kunya.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

PARTICLES = frozenset("al el ul ad ar as ash at az an bin ben ibn bint de la von van der den du da dos the ud".split())
KUNYA = frozenset(("abu", "abou", "umm", "um"))
_APOSTROPHES = re.compile(r"[’‘'`ʿʾʼ´.]")
_POSSESSIVE = re.compile(r"[’'`ʼ]s\b", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(dict(pair.split("=") for pair in "ø=o ł=l đ=d ı=i ß=ss æ=ae œ=oe þ=th ð=d".split()))
# What several romanisations write differently, brought to one letter; longest first.
_SOUNDS = tuple(
    pair.split("=")
    for pair in "ou=u oo=u ee=i kh=x gh=g sh=S ch=S th=t dh=d bh=b dj=j ph=f ck=k q=k c=k w=u y=i z=s j=i v=u".split()
)
_ALIKE = frozenset(frozenset(pair) for pair in ("ie", "uo", "ae"))
_SAME_PARTS = {"abdel": "abdul", "abd": "abdul", "abdal": "abdul"}
_LONG = 7  # letters of words of which one may be a slip of the pen
_SHORT = 5  # letters
_TELLING = 6  # letters of a word that hardly resembles another one by chance
_REPEATED = re.compile(r"([^aeiou])\1+|([iu])\2+")
_SOFT = re.compile(r"[aeiouh]")


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower case, without diacritics or possessive, words parted by single spaces."""
    letters = _POSSESSIVE.sub("", text).lower()
    if not letters.isascii():  # few are not, and these cost ten times as much
        decomposed = unicodedata.normalize("NFKD", letters).lower().translate(_LETTERS)
        letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", _APOSTROPHES.sub("", letters)).strip()


@lru_cache(maxsize=200_000)
def words(name: str) -> tuple[str, ...]:
    """The words that tell a name from another one: folded, particles dropped (unless nothing else is left)."""
    every = tuple("saint" if w == "st" else w for w in fold(name).split())
    return tuple(w for w in every if w not in PARTICLES) or every


def is_kunya(name: str) -> bool:
    """Whether a whole name is a byname such as Abu Taqwa."""
    parts = words(name)
    return len(parts) == 2 and parts[0] in KUNYA


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """One folded word with the variants of romanisation brought to one spelling, vowels kept."""
    word = _SAME_PARTS.get(word, word)
    for spelled, said in _SOUNDS:
        word = word.replace(spelled, said)
    return _REPEATED.sub(r"\1\2", word)


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of a word's sound; an initial vowel counts as one, whichever it is."""
    said = sound(word)
    return ("a" if said[:1] in "aeiou" else said[:1]) + _SOFT.sub("", said[1:])


@lru_cache(maxsize=500_000)
def same_word(a: str, b: str) -> bool:
    """Whether two folded words can be two spellings of one name."""
    if a == b:
        return True
    if min(len(a), len(b)) < 3:
        return False
    if {a[:1], b[:1]} == {"g", "q"} and (a[:2] == "gh" or b[:2] == "gh"):
        # Persian writes at the start of a name as gh what Arabic writes as q: Ghassem, Qassem.
        a, b = a.removeprefix("gh").removeprefix("q"), b.removeprefix("gh").removeprefix("q")
    x, y = sound(a), sound(b)
    if x == y:
        return True
    if skeleton(a) != skeleton(b):
        # Two long words one letter apart (Arouri, Arourij): a slip of the pen rather than another name.
        return min(len(x), len(y)) >= _LONG and Levenshtein.distance(x, y) <= 1
    # Equal consonants: the vowels may differ in quality or be left out, but not in how many syllables are heard.
    return _vowels_agree(x, y) or (min(len(x), len(y)) >= _LONG and Levenshtein.distance(x, y) <= 1)


def same_spelling(a: str, b: str) -> bool:
    """Whether two names are two spellings of one, word by word; short ones are too often two."""
    x, y = words(a), words(b)
    return len(x) == len(y) and any(len(w) >= _TELLING for w in x) and all(map(same_word, x, y))


def _vowels_agree(x: str, y: str) -> bool:
    """Vowels pairwise alike (i~e, u~o, a~e); a vowel more speaks against (Saidi, Saadi), a silent h does not."""
    operations = Levenshtein.editops(x, y)
    if len(operations) > 2:
        return False
    for op in operations:
        old, new = x[op.src_pos : op.src_pos + 1], y[op.dest_pos : op.dest_pos + 1]
        if op.tag == "replace" and frozenset((old, new)) not in _ALIKE:
            return False
        if op.tag != "replace" and (old if op.tag == "delete" else new) != "h":
            return False
    return True


def same_person(a: str, b: str) -> bool:
    """Whether two full names of persons can be one person's.

    Family name (the last word) and first name must agree; a middle name may be left out. Bare surnames never match
    here: they only mean something within one article.
    """
    if is_kunya(a) or is_kunya(b):
        return is_kunya(a) and is_kunya(b) and same_word(words(a)[1], words(b)[1])
    x, y = words(a), words(b)
    if len(x) < 2 or len(y) < 2:
        return x == y and len(x) == 1
    if not same_word(x[-1], y[-1]) or not (same_word(x[0], y[0])):
        return False
    short, long = sorted((x[1:-1], y[1:-1]), key=len)
    rest = iter(long)
    return all(any(_same_or_initial(w, other) for other in rest) for w in short)


def _same_or_initial(a: str, b: str) -> bool:
    """Whether two middle names are one, or one is the other's first letter."""
    return same_word(a, b) or (1 in (len(a), len(b)) and a[0] == b[0])


def is_short(name: str) -> bool:
    """Whether a name is a few capital letters, which many can share."""
    return len(name) <= _SHORT and name.isupper() and name.isalpha()


def initials(name: str) -> frozenset[str]:
    """Acronyms that a name may go by: first letters of its words, with and without the little ones."""
    small = {"of", "the", "and", "for", "in", "de", "la", "al"}
    every = [w for w in fold(name).split() if w]
    return frozenset({"".join(w[0] for w in every), "".join(w[0] for w in every if w not in small)})
