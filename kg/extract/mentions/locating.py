"""Where named places are: all of an article's together, since a name alone is shared by towns the world over.

Each name's candidates are weighed by size, by how much the article speaks of their country, by what the text says that
the place lies in ("X, Iraq", "X in Idlib province", "the Syrian town of X"), and by how near they are to the others. A
candidate far from all that the article speaks of is no match: better a place without a dot than a dot in another war.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.drafts import MentionDraft
from kg.extract.mentions.containment import containers
from kg.extract.tokens import Span
from kg.knowledge.gazetteer import Gazetteer, Place, kilometres
from kg.knowledge.lexicon import Lexicon, Words
from kg.knowledge.names import fold
from kg.knowledge.places import fold as place_key
from kg.knowledge.provinces import NOUNS, bare
from kg.vocab import is_a

_MOST_CANDIDATES = 40
_DIGIT = 0.8  # what each digit of its inhabitants counts for
_KNOWN_BY_US, _AREA = 4.6, 3.4  # what counts for places that the supplement calls so, and for provinces
_MAIN_NAME = 0.7  # a place's own name, against one of its other names
_COUNTRY, _BESIDE_IT = 4.0, 0.7  # the article speaks of its country; the sentence does
_FAR_AFIELD = 0.4  # of what speaks for a country that acts all over the world
_FAMOUS = 1.5  # a city known everywhere
_INSIDE, _ELSEWHERE = 4.0, -4.0  # the text says what it lies in
_NEAR, _NEARISH = (120.0, 1.0), (400.0, 0.5)  # km to another place of the article
_METROPOLIS, _CITY, _TIMES = 1_000_000, 100_000, 5  # inhabitants of a city known everywhere, or by its name alone
_TOWN = 15_000
_SPOKEN = 0.3  # of an article's countries: below it, a country is only mentioned
_MUCH_SPOKEN = 0.5  # what is enough for a town that is mostly called otherwise
_DASHES = ("-", "–")
_ROUNDS = 3
_GENERIC = ("island", "islands", "city", "town", "village", "area", "administrative")


@dataclass(slots=True)
class _PlaceName:
    """One name of a place, and all that the article says of where it is."""

    mentions: list[MentionDraft]
    candidates: tuple[Place, ...]
    curated: frozenset[str]
    towns: frozenset[str]
    key: str
    inside: list[MentionDraft] = field(default_factory=list)
    chosen: Place | None = None


def locate(mentions: Iterable[MentionDraft], places: Gazetteer, lexicon: Lexicon) -> None:
    """Give each named place its entry of the gazetteer, its country, and what it lies in where it has no entry."""
    every = sorted(mentions, key=lambda m: (m.span.start, m.span.end))
    words = lexicon.sets["directions"] | lexicon.sets["origins"] | lexicon.nominals.keys()
    names = _names(every, places, words)
    if not names:
        return
    support = _Support(every, lexicon.sets["far_afield"])
    starts = {m.span.start: m for m in every if m.kind == "name" or m.adjective}
    for name in names.values():
        for mention in name.mentions:
            name.inside += [c for c in containers(mention, starts, lexicon) if _key(c) != name.key]
    of_mention = {id(m): name for name in names.values() for m in name.mentions}
    for _ in range(_ROUNDS):
        before = [n.chosen for n in names.values()]
        anchors = [n.chosen for n in names.values() if n.chosen is not None]
        for name in names.values():
            name.chosen = _choose(name, support, anchors, of_mention)
        if [n.chosen for n in names.values()] == before:
            break
    for name in names.values():
        _settle(name, of_mention)


def _names(every: Sequence[MentionDraft], places: Gazetteer, words: Words) -> dict[str, _PlaceName]:
    names: dict[str, _PlaceName] = {}
    for mention in every:
        if mention.kind != "name" or mention.actor is not None or not is_a(mention.cls, "Place"):
            continue
        key = _key(mention)
        if key in words:
            continue  # "the North", "Arab": no town, though towns are called so
        if key not in names:
            text = mention.span.text
            towns = frozenset(p.country for p in places.named(text) if not p.area)
            names[key] = _PlaceName([], _candidates(mention, places), places.curated(text), towns, key)
        names[key].mentions.append(mention)
    return names


def _key(mention: MentionDraft) -> str:
    """Its name; with "province" if that follows, since a province is another place than its town."""
    return f"{fold(mention.span.text)} province" if _is_province(mention.span) else fold(mention.span.text)


def _is_province(span: Span) -> bool:
    """ "Idlib province", "the governorate of Idlib"."""
    doc = span.doc
    if span.end < len(doc) and doc[span.end].text in NOUNS:
        return True
    return span.start > 1 and doc[span.start - 1].lower_ == "of" and doc[span.start - 2].lower_ in NOUNS


def _candidates(mention: MentionDraft, places: Gazetteer) -> tuple[Place, ...]:
    """Entries of that name; a province where the text says so; with or without an Arabic article."""
    text = mention.span.text
    if (whole := _hyphened(mention.span)) is not None and (found := places.named(whole)):
        return found  # "Sistan-Baluchistan" is no Baluchistan
    key = place_key(text)
    if (bare(key) != key or _is_province(mention.span)) and (areas := places.areas(text)):
        return areas
    found = places.named(text)
    if not found:
        found = places.named(" ".join(w for w in key.split() if w not in _GENERIC))
    if not found:
        head, _, rest = key.partition(" ")
        found = places.named(rest) if head in ("al", "el") and rest else places.named(f"al {key}")
    ours = places.curated(text)
    return tuple(p for p in found if not (ours and p.area and p.id not in ours))[:_MOST_CANDIDATES]


def _hyphened(span: Span) -> str | None:
    """A name with the one before its hyphen, where it has one."""
    doc, start = span.doc, span.start
    if start < 2 or doc[start - 1].text not in _DASHES or doc[start - 1].whitespace_ or doc[start - 2].whitespace_:
        return None
    return doc[start - 2 : span.end].text if doc[start - 2].text.istitle() else None


class _Support:
    """How much an article speaks of each country, from 0 to 1, and in which sentences."""

    def __init__(self, mentions: Sequence[MentionDraft], far_afield: Words) -> None:
        self._far_afield = far_afield
        self._times = Counter(m.country for m in mentions if m.country and m.kind != "pronoun")
        self._most = max(self._times.values(), default=0)
        self._sentences = {(m.head.sent.start, m.country) for m in mentions if m.country}

    @property
    def silent(self) -> bool:
        """Whether the article names no country at all."""
        return self._most == 0

    def of(self, country: str) -> float:
        """More for a country that is spoken of often, and as often as the most frequent one."""
        times = self._times.get(country, 0)
        if not times:
            return 0.0
        share = times / (times + 0.5) * (0.4 + 0.6 * times / self._most)
        return share * (_FAR_AFIELD if country in self._far_afield else 1)

    def beside(self, name: _PlaceName, country: str) -> bool:
        """Whether a sentence speaks of the name and of the country."""
        return country not in self._far_afield and any(
            (m.head.sent.start, country) in self._sentences for m in name.mentions
        )


def _choose(
    name: _PlaceName, support: _Support, anchors: Sequence[Place], of_mention: Mapping[int, _PlaceName]
) -> Place | None:
    """The best candidate, if it is good enough."""
    scores: dict[str, float] = {}
    for place in name.candidates:
        told = sum(_contained(place, c, of_mention) for c in name.inside)
        if told < 0 and _is_sure(place, name):
            told = 0.0  # "between A and B, Y said": a list or the next subject, and nothing that B lies in
        if told < 0 or (told == 0 and not _acceptable(place, name, support, anchors)):
            continue
        near = _nearness(place, [a for a in anchors if a is not name.chosen])
        score = _size(place, name) + _MAIN_NAME * _is_main(place, name) + told + near
        score += _FAMOUS * _is_famous(place, name)
        score += _COUNTRY * support.of(place.country) + _BESIDE_IT * support.beside(name, place.country)
        scores[place.id] = score
    fitting = (p for p in name.candidates if p.id in scores)
    return max(fitting, key=lambda p: scores[p.id], default=None)  # of equals, the gazetteer's first


def _size(place: Place, name: _PlaceName) -> float:
    size = _DIGIT * math.log10(place.population) if place.population else _AREA if place.area else 0.0
    return max(size, _KNOWN_BY_US) if place.id in name.curated else size


def _is_main(place: Place, name: _PlaceName) -> bool:
    return place_key(place.name) == place_key(name.key)


def _nearness(place: Place, anchors: Iterable[Place]) -> float:
    """What it counts that another place of the article is near."""
    distance = min(
        (kilometres(place, a) for a in anchors if a.id != place.id and a.country == place.country), default=math.inf
    )
    return next((worth for within, worth in (_NEAR, _NEARISH) if distance <= within), 0.0)


def _acceptable(place: Place, name: _PlaceName, support: _Support, anchors: Sequence[Place]) -> bool:
    """Whether the article's countries allow it, or the name alone means that place wherever it is said."""
    spoken = support.of(place.country)
    enough = _SPOKEN if place.area or place.id in name.curated or _is_main(place, name) else _MUCH_SPOKEN
    if not place.country or spoken >= enough or support.beside(name, place.country):
        return True
    if any(a.country == place.country for a in anchors if a is not name.chosen):
        return True
    if place.id in name.curated:
        return place.cls != "Facility" or spoken > 0 or support.silent  # "the Shifa factory" is no hospital abroad
    if place.area:
        return len(name.candidates) == 1
    if _is_famous(place, name):
        return True
    return support.silent and _is_main(place, name) and place.population >= _TOWN


def _is_sure(place: Place, name: _PlaceName) -> bool:
    """Whether a name means one place wherever it is said."""
    only = len(name.candidates) == 1
    return place.id in name.curated or (place.area and only) or _is_famous(place, name)


def _is_famous(place: Place, name: _PlaceName) -> bool:
    """Whether a city is known everywhere, or dwarfs all of its name."""
    if place.population < _CITY or not _is_main(place, name):
        return place.population >= _METROPOLIS
    others = max((p.population for p in name.candidates if p.id != place.id), default=0)
    return place.population >= _METROPOLIS or others * _TIMES < place.population


def _contained(place: Place, container: MentionDraft, of_mention: Mapping[int, _PlaceName]) -> float:
    """Whether a candidate lies in what the text says that it lies in."""
    if is_a(container.cls, "State") or container.adjective:
        return 0.0 if container.country is None else _INSIDE if container.country == place.country else _ELSEWHERE
    outer = of_mention.get(id(container))
    chosen = outer.chosen if outer else None
    if chosen is None or not chosen.country:
        return 0.0
    if chosen.country != place.country:
        return _ELSEWHERE
    return _INSIDE if chosen.area and chosen.admin1 == place.admin1 else 1.0


def _settle(name: _PlaceName, of_mention: Mapping[int, _PlaceName]) -> None:
    place = name.chosen
    inside: str | None = None
    country = place.country if place else None
    if place is None:
        outer = [of_mention[id(c)].chosen for c in name.inside if id(c) in of_mention]
        inside = next((p.id for p in outer if p is not None), None)
        around = [p.country for p in outer if p is not None] + [c.country or "" for c in name.inside if c.country]
        country = next((c for c in around if c), None)
    for mention in name.mentions:
        if place is not None and place.area and place.country in name.towns:
            mention.span = _with_noun(mention.span)
        mention.within = inside
        mention.country = country or None
        mention.place = place.id if place else None
        if place is not None and mention.cls == "Place" and place.cls == "Facility":
            mention.cls = "Facility"


def _with_noun(span: Span) -> Span:
    """A province's name with the noun that tells it from its town's."""
    following = span.doc[span.end : span.end + 1]
    return span.doc[span.start : span.end + 1] if following.text in NOUNS else span
