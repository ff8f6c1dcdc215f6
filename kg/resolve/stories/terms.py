"""What an article is about: its telling words, weighed, by which articles of one story find each other.

Words count by TF-IDF (Spärck Jones 1972), names twice. How common a word is comes from a table that never changes with
the articles (`data/words`), so that no article alters what is known of another.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kg.knowledge.names import fold
from kg.model import Article
from kg.resources import resource

NAMES_TELL: Final = 3.0
"""How rare a name has to be to say something by itself: less than one text in twenty holds it."""
_AS_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_KEPT: Final = 64  # terms of an article that are kept
_RARE: Final = 2  # of a thousand texts, those that hold a word which the table lacks
_WORD: Final = re.compile(r"[^\W\d_][^\W_]*(?:['’\-][^\W_]+)*")
_STARTS: Final = re.compile(r"(?:^|[.!?:\n]|[.!?]['\"”’)])\s*['\"“‘(\[]*$")


@dataclass(frozen=True, slots=True, eq=False)
class StoryTerms:
    """An article's most telling words, with weights whose squares sum to 1; `names` are those written as names."""

    weights: Mapping[str, float]
    names: frozenset[str] = frozenset()

    def dumps(self) -> str:
        """As JSON: equal terms give equal strings."""
        return _AS_JSON([self.weights, sorted(self.names)])

    @classmethod
    @lru_cache(maxsize=20_000)
    def loads(cls, text: str) -> StoryTerms:
        """The terms that `dumps` wrote."""
        weights, names = json.loads(text)
        return cls(weights, frozenset(names))

    def cosine(self, other: StoryTerms) -> float:
        """How alike two articles are: 0 (nothing in common) to 1."""
        less, more = sorted((self.weights, other.weights), key=len)
        return sum(weight * more[word] for word, weight in less.items() if word in more)

    def __len__(self) -> int:
        return len(self.weights)

    def ranked(self) -> list[str]:
        """The words, the most telling first."""
        return sorted(self.weights, key=lambda word: (-self.weights[word], word))


NO_TERMS: Final = StoryTerms({})


def terms(article: Article) -> StoryTerms:
    """The terms of an article's headline and text."""
    text = f"{article.title or ''}\n{article.text}"
    counts: Counter[str] = Counter()
    named: set[str] = set()
    for word, name in _words(text):
        counts[word] += 1
        if name:
            named.add(word)
    weighed = {
        word: (1 + math.log(count)) * rarity(word) * (2 if word in named else 1) for word, count in counts.items()
    }
    kept = sorted(weighed, key=lambda word: (-weighed[word], word))[:_KEPT]
    length = math.sqrt(sum(weighed[word] ** 2 for word in kept))
    weights = {word: round(weighed[word] / length, 4) for word in kept if weighed[word]}
    return StoryTerms(weights, frozenset(named & weights.keys()))


@lru_cache(maxsize=100_000)
def rarity(word: str) -> float:
    """How much a word tells: the logarithm of how few texts hold it (inverse document frequency)."""
    return math.log(1000 / _shares().get(word, _RARE))


def named_words(text: str) -> set[str]:
    """The folded words of a text that are written as names."""
    return {word for word, name in _words(text) if name}


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Folded words, and whether each is written as a name is: with a capital, and not because a sentence begins."""
    lower = sum(map(str.islower, text)) > sum(map(str.isupper, text))
    for found in _WORD.finditer(text):
        word = found[0]
        start = found.start()
        name = lower and word[0].isupper() and not _STARTS.search(text[max(0, start - 5) : start])
        for part in _folded(word):
            yield part, name


@lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())


@cache
def _shares() -> Mapping[str, int]:
    """Of a thousand texts, how many hold a word."""
    lines = resource("data", "words", "shares.tsv").read_text(encoding="utf-8").splitlines()
    return {word: int(share) for word, share in (line.split("\t") for line in lines)}
