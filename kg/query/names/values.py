"""The entries and hits of a name index, and the spelling of names in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from kg import vocab
from kg.knowledge.names import fold, sound

Kind = Literal["entity", "incident", "article"]

_IRI = re.compile(r"<.*>|[A-Za-z][A-Za-z0-9+.-]*://.*|urn:.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Named:
    """An entity, incident or article with its preferred name (an article's headline) and its most specific class."""

    iri: str
    kind: Kind
    label: str
    cls: str


@dataclass(frozen=True, slots=True)
class ListedThing:
    """A thing as lists show it: what `Named` says, an incident's or article's day, an article's outlet, and the rest.

    Attributes:
        about: values by the property's local name, sorted.
    """

    iri: str
    kind: Kind
    label: str
    cls: str
    day: str | None
    outlet: str | None
    about: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class OutletOutput:
    """What one outlet published, as far as one version of the extractor read it; None where either is unknown.

    Attributes:
        copies: articles that copy another one.
        first, last: the days of publication.
        claims, withheld: claims of these articles, and those of them that are not believed or of nobody in particular.
    """

    outlet: str | None
    extractor: str | None
    articles: int
    copies: int
    first: str | None
    last: str | None
    claims: int
    withheld: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search: what was found, under which of its names, and how near that is, 0 to 100.

    Attributes:
        mentions: how often articles mention it.
    """

    thing: Named
    name: str
    score: float
    mentions: int = 0

    @property
    def key(self) -> tuple[float, int, str]:
        """Where it stands among others."""
        return -self.score, -self.mentions, self.thing.iri


def plain(name: str) -> str:
    """A name without case, diacritics and punctuation: what two spellings of it share."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare.casefold()).strip()


@lru_cache(maxsize=10_000)
def sounding(name: str) -> str:
    """A name as it sounds: what two romanisations of it share."""
    return " ".join(map(sound, fold(name).split()))


def grams(name: str) -> set[str]:
    """The stretches of three letters in a name and in its sound: what a name with a typing error mostly shares."""
    spelled = (f" {form} " for form in (plain(name), sounding(name)) if form)
    return {form[at : at + 3] for form in spelled for at in range(len(form) - 2)}


def looks_like_iri(text: str) -> bool:
    """Whether a text is meant as an IRI, bare or in angle brackets, and not as a name."""
    return _IRI.fullmatch(text) is not None


def most_specific(classes: Iterable[str]) -> str:
    """The class that lies deepest, among local names of one thing's classes; "Thing" where none is of ours.

    Two equally deep ones, which only a contradictory graph has, are told apart by name, so that answers do not vary.
    """
    ours = sorted(c for c in classes if c in vocab.SUPERCLASS)
    return max(ours, key=lambda c: len(vocab.superclasses(c)), default="Thing")


def shown_day(days: Collection[str]) -> str | None:
    """The day that an incident is shown with, of all that accounts give.

    The earliest, as exactly as any account has it; one of no known year where there is no other.
    """
    exact = [day for day in days if not any(finer != day and finer.startswith(day) for finer in days)]
    return min(exact, key=lambda day: (day.startswith("-"), day), default=None)


def at_or_below(cls: str) -> tuple[str, ...]:
    """A class and all those below it."""
    return tuple(name for name in vocab.SUPERCLASS if vocab.is_a(name, cls))
