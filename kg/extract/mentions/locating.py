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

from spacy.tokens import Token

from kg.extract.drafts import MentionDraft
from kg.knowledge.gazetteer import Gazetteer, Place, kilometres
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.names import fold
from kg.knowledge.places import fold as place_key
from kg.knowledge.provinces import NOUNS, bare
from kg.vocab import is_a

_MOST_CANDIDATES = 40
_DIGIT = 0.8  # what each digit of its inhabitants counts for
_KNOWN_BY_US, _AREA = 4.6, 3.4  # what counts for places that the supplement calls so, and for provinces
_MAIN_NAME = 0.7  # a place's own name, against one of its other names
_COUNTRY, _BESIDE_IT = 3.0, 0.7  # the article speaks of its country; the sentence does
_INSIDE, _ELSEWHERE = 4.0, -4.0  # the text says what it lies in
_NEAR, _NEARISH = (120.0, 1.0), (400.0, 0.5)  # km to another place of the article
_METROPOLIS, _CITY, _TIMES = 1_000_000, 100_000, 5  # inhabitants of a city known everywhere, or by its name alone
_TOWN = 15_000
_ROUNDS = 3


@dataclass(slots=True)
class _Name:
    """One name of a place, and all that the article says of where it is."""

    mentions: list[MentionDraft]
    candidates: tuple[Place, ...]
    curated: frozenset[str]
    key: str
    inside: list[MentionDraft] = field(default_factory=list)
    chosen: Place | None = None


def locate(mentions: Iterable[MentionDraft], places: Gazetteer, lexicon: Lexicon) -> None:
    """Give each named place its entry of the gazetteer, its country, and what it lies in where it has no entry."""
    every = sorted(mentions, key=lambda m: (m.span.start, m.span.end))
    names = _names(every, places)
    if not names:
        return
    support = _Support(every)
    starts = {m.span.start: m for m in every if m.kind == "name" or m.adjective}
    for name in names.values():
        for mention in name.mentions:
            name.inside += [c for c in _containers(mention, starts, lexicon) if _key(c) != name.key]
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


def _names(every: Sequence[MentionDraft], places: Gazetteer) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for mention in every:
        if mention.kind != "name" or mention.actor is not None or not is_a(mention.cls, "Place"):
            continue
        key = _key(mention)
        if key not in names:
            names[key] = _Name([], _candidates(mention, places), places.curated(mention.span.text), key)
        names[key].mentions.append(mention)
    return names


def _key(mention: MentionDraft) -> str:
    return fold(mention.span.text)


def _candidates(mention: MentionDraft, places: Gazetteer) -> tuple[Place, ...]:
    """Entries of that name; a province where the text says so; with or without an Arabic article."""
    text = mention.span.text
    key = place_key(text)
    if bare(key) != key:
        return places.areas(text) or places.named(text)[:_MOST_CANDIDATES]
    found = places.named(text)
    if not found:
        head, _, rest = key.partition(" ")
        found = places.named(rest) if head in ("al", "el") and rest else places.named(f"al {key}")
    ours = places.curated(text)
    return tuple(p for p in found if not (ours and p.area and p.id not in ours))[:_MOST_CANDIDATES]


class _Support:
    """How much an article speaks of each country, from 0 to 1, and in which sentences."""

    def __init__(self, mentions: Sequence[MentionDraft]) -> None:
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
        return times / (times + 0.5) * (0.4 + 0.6 * times / self._most) if times else 0.0

    def beside(self, name: _Name, country: str) -> bool:
        """Whether a sentence speaks of the name and of the country."""
        return any((m.head.sent.start, country) in self._sentences for m in name.mentions)


def _choose(name: _Name, support: _Support, anchors: Sequence[Place], of_mention: Mapping[int, _Name]) -> Place | None:
    """The best candidate, if it is good enough."""
    scores: dict[str, float] = {}
    for place in name.candidates:
        told = sum(_contained(place, c, of_mention) for c in name.inside)
        if told < 0 or (told == 0 and not _acceptable(place, name, support, anchors)):
            continue
        near = _nearness(place, [a for a in anchors if a is not name.chosen])
        score = _size(place, name) + _MAIN_NAME * _is_main(place, name) + told + near
        score += _COUNTRY * support.of(place.country) + _BESIDE_IT * support.beside(name, place.country)
        scores[place.id] = score
    fitting = (p for p in name.candidates if p.id in scores)
    return max(fitting, key=lambda p: scores[p.id], default=None)  # of equals, the gazetteer's first


def _size(place: Place, name: _Name) -> float:
    size = _DIGIT * math.log10(place.population) if place.population else _AREA if place.area else 0.0
    return max(size, _KNOWN_BY_US) if place.id in name.curated else size


def _is_main(place: Place, name: _Name) -> bool:
    return place_key(place.name) == place_key(name.key)


def _nearness(place: Place, anchors: Iterable[Place]) -> float:
    """What it counts that another place of the article is near."""
    distance = min(
        (kilometres(place, a) for a in anchors if a.id != place.id and a.country == place.country), default=math.inf
    )
    return next((worth for within, worth in (_NEAR, _NEARISH) if distance <= within), 0.0)


def _acceptable(place: Place, name: _Name, support: _Support, anchors: Sequence[Place]) -> bool:
    """Whether the article's countries allow it, or the name alone means that place wherever it is said."""
    if not place.country or support.of(place.country) > 0:
        return True
    if any(a.country == place.country for a in anchors if a is not name.chosen):
        return True
    if place.id in name.curated:
        return True
    if place.area:
        return len(name.candidates) == 1
    others = max((p.population for p in name.candidates if p.id != place.id), default=0)
    main = _is_main(place, name)
    if place.population >= _METROPOLIS or (place.population >= _CITY and main and others * _TIMES < place.population):
        return True
    return support.silent and main and place.population >= _TOWN


def _contained(place: Place, container: MentionDraft, of_mention: Mapping[int, _Name]) -> float:
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


def _settle(name: _Name, of_mention: Mapping[int, _Name]) -> None:
    place = name.chosen
    inside: str | None = None
    country = place.country if place else None
    if place is None:
        outer = [of_mention[id(c)].chosen for c in name.inside if id(c) in of_mention]
        inside = next((p.id for p in outer if p is not None), None)
        around = [p.country for p in outer if p is not None] + [c.country or "" for c in name.inside if c.country]
        country = next((c for c in around if c), None)
    for mention in name.mentions:
        mention.within = inside
        mention.country = country or None
        mention.place = place.id if place else None
        if place is not None and mention.cls == "Place" and place.cls == "Facility":
            mention.cls = "Facility"


def _containers(mention: MentionDraft, starts: Mapping[int, MentionDraft], lexicon: Lexicon) -> list[MentionDraft]:
    """What the text says that a place lies in."""
    doc, found = mention.span.doc, list[MentionDraft]()
    at = mention.span.end
    if at < len(doc) and lexicon.nominals.get(doc[at].lower_) == "Place":  # "X district, Y"
        at += 1
    comma = at < len(doc) and doc[at].text == ","
    at += comma
    preposition = at < len(doc) and doc[at].lower_ in ("in", "of")
    at += preposition
    if comma or preposition:
        at = _over_description(doc, at)
        after = starts.get(at)
        if after is not None and after.head.sent.start == mention.head.sent.start and _holds(after, preposition):
            found.append(after)
    start = mention.span.start
    if start >= 2 and doc[start - 1].lower_ in ("'s", "’s"):  # "Iraq's Anbar"
        found += [m for m in (_ending_at(start - 1, starts),) if m is not None and _is_place_or_state(m)]
    elif start >= 1:  # "the Syrian town of X", "the Iraqi city X"
        at = start - 1 - (doc[start - 1].lower_ == "of")
        while at > 0 and doc[at].pos_ in ("NOUN", "ADJ") and at not in starts and start - at < 6:
            at -= 1
        m = starts.get(at)
        if (
            m is not None
            and m.adjective
            and m.country
            and at < start - 1
            and any(lexicon.nominals.get(t.lower_) == "Place" for t in doc[at:start])
        ):
            found.append(m)
    return found


def _over_description(doc: Sequence[Token], at: int) -> int:
    """Past "the", "southern" and the like."""
    end = min(at + 3, len(doc))
    while at < end and not doc[at].text[:1].isupper() and doc[at].pos_ in ("DET", "ADJ", "ADV", "NOUN"):
        at += 1
    return at


def _is_place_or_state(mention: MentionDraft) -> bool:
    return mention.cls in ("Place", "State")


def _ending_at(end: int, starts: Mapping[int, MentionDraft]) -> MentionDraft | None:
    return next(
        (m for i in range(end - 1, max(end - 5, -1), -1) if (m := starts.get(i)) is not None and m.span.end == end),
        None,
    )


def _holds(outer: MentionDraft, preposition: bool) -> bool:
    """Whether "X, Y" says where X is; in "X, Y and Z" it is a list, unless Y is a state or called a province."""
    if not _is_place_or_state(outer) or outer.adjective:
        return False
    doc, end = outer.span.doc, outer.span.end
    if preposition or outer.cls == "State" or bare(place_key(outer.span.text)) != place_key(outer.span.text):
        return True
    if end < len(doc) and doc[end].lower_ in NOUNS:
        return True
    listed = end < len(doc) - 1 and doc[end].lower_ in ("and", "or", ",") and doc[end + 1].text[:1].isupper()
    return not listed
