"""What speaks for two entities of different articles being one: the lists that know them, their names, their countries.

The actor list and the gazetteer decide where they know both. Else names do: persons by first and family name across
transliterations, everything else by its words. A bare family name, or the bare title of a body that every state has
("Ministry of Foreign Affairs"), says little by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

from kg.knowledge.actors import ActorList
from kg.knowledge.names import initials, is_kunya, same_person, same_word, skeleton, words
from kg.model import Entity, Ref
from kg.resolve.evidence import RULED_OUT, Evidence, Reason
from kg.vocab import is_a

Words = tuple[str, ...]
_KINDS: Final = ("Person", "Organization", "Place", "State", "Group")
_NAMES_IN_A_BLOCK: Final = 200  # a block of more different names than that is no evidence of anything
_ACRONYM: Final = range(2, 7)
_FAMILY: Final = "same family name"
_PART: Final = "one name within the other"


@dataclass(frozen=True, slots=True)
class _Name:
    """One name, in the scope in which it means one thing: everywhere (""), or one country, outlet, place or article."""

    kind: str
    words: Words
    scope: str = ""


@dataclass(slots=True)
class Likeness:
    """Compares the entities of a set of articles.

    Attributes:
        entities: every one, by reference.
        outlets: article id -> publisher, where that is known.
        titles: names of bodies that say nothing of whose they are.
    """

    entities: Mapping[Ref, Entity]
    outlets: Mapping[str, str | None]
    titles: frozenset[Words]
    _bearers: dict[_Name, list[Ref]] = field(init=False)
    _families: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Note who bears which name, and who is of which family."""
        self._bearers, self._families = defaultdict(list), defaultdict(set)
        for ref in sorted(self.entities):
            for spelled in self.entities[ref].names:
                name = self._name(ref, spelled)
                self._bearers[name].append(ref)
                if name.kind == "Person" and len(name.words) > 1:
                    self._families[skeleton(name.words[-1])].add(skeleton(name.words[0]))

    def candidates(self) -> Iterator[Evidence]:
        """Pairs that may be one, with what speaks for and against it: identifiers first, then names within blocks."""
        first: dict[tuple[str, str], Ref] = {}
        for ref in sorted(self.entities):
            entity = self.entities[ref]
            kind, key = ("actor", entity.actor) if entity.actor else ("place", entity.place)
            if key and (other := first.setdefault((kind, key), ref)) != ref:
                yield self.compare(other, ref)
        for name, refs in self._bearers.items():
            if name.words and not name.scope.startswith("place "):
                yield from (self.compare(refs[0], other) for other in refs[1:])
        for block in self._blocks().values():
            if len(block) <= _NAMES_IN_A_BLOCK:
                for a, b in combinations(sorted(block, key=lambda n: (n.words, n.scope)), 2):
                    left, right = self._bearers[a][0], self._bearers[b][0]
                    if left.article != right.article and _alike(a, b) is not None:
                        yield self.compare(left, right)

    def compare(self, a: Ref, b: Ref) -> Evidence:
        """All that speaks for and against two entities being one."""
        return Evidence.of(a, b, self._reasons(*sorted((a, b))))

    def _reasons(self, a: Ref, b: Ref) -> Iterator[Reason]:
        left, right = self.entities[a], self.entities[b]
        if left.actor and right.actor:
            if left.actor == right.actor:
                yield Reason("same actor in the list", 10.0, left.actor)
            else:
                yield Reason("against: two actors in the list", RULED_OUT, f"{left.actor}, {right.actor}")
        if left.place and right.place:
            if left.place == right.place:
                yield Reason("same place in the gazetteer", 10.0, left.place)
            else:
                yield Reason("against: two places in the gazetteer", RULED_OUT, f"{left.place}, {right.place}")
        elif left.place or right.place:
            yield Reason("against: only one is known to the gazetteer", -3.0, left.place or right.place or "")
        yield from self._by_name(a, b)
        if left.country and right.country and not (left.place and right.place):
            if left.country == right.country:
                yield Reason("same country", 0.5, left.country)
            else:
                yield Reason("against: other country", -1.0, f"{left.country}, {right.country}")

    def _by_name(self, a: Ref, b: Ref) -> Iterator[Reason]:
        """What the two names that agree best say."""
        left, right = self.entities[a], self.entities[b]
        pairs = [
            (found, x, y)
            for x in left.names
            for y in right.names
            if (found := _alike(self._name(a, x), self._name(b, y))) is not None
        ]
        if pairs:
            (weight, what), x, y = max(pairs, key=lambda p: (p[0][0], p[1], p[2]))
            known = left.actor or right.actor
            if what == _PART and known:
                weight = 1.0  # the list would know it by that name
            if what == _FAMILY and not self._only_one(x):
                weight, what = 1.0, f"{_FAMILY}, which others have too"
            elif what == _FAMILY and known:
                weight, what = 3.75, f"{_FAMILY}, and the only one here of a known person's"
            yield Reason(what, weight, x if x == y else f"{x} ~ {y}")

    def _only_one(self, name: str) -> bool:
        """Whether just one person, under whatever spelling, has the family name of this one."""
        return len(self._families.get(skeleton(words(name)[-1]), ())) == 1

    def _name(self, ref: Ref, name: str) -> _Name:
        entity = self.entities[ref]
        kind, plain = _kind(entity.cls), words(name)
        if entity.place:
            return _Name(kind, plain, f"place {entity.place}")
        if plain in self.titles and entity.actor is None:
            outlet = self.outlets.get(ref.article)
            scope = f"country {entity.country}" if entity.country else f"outlet {outlet}" if outlet else ""
            return _Name(kind, plain, scope or f"article {ref.article}")
        # A group's name is not its own, and a family name alone only means someone within its article.
        bare = kind == "Group" or (kind == "Person" and len(plain) < 2 and not is_kunya(name))
        return _Name(kind, plain, f"article {ref.article}" if bare else "")

    def _blocks(self) -> dict[tuple[str, ...], list[_Name]]:
        """Names that may be spellings, shorter forms or acronyms of each other."""
        blocks: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
        for name in self._bearers:
            if not name.words or name.kind == "Group" or (name.scope.startswith("place ") and name.kind != "Place"):
                continue
            if name.kind == "Person" and len(name.words) == 1 and not self._only_one(name.words[0]):
                continue
            last = skeleton(name.words[-1])
            keys = {("last", name.kind, last), ("all", *name.words)}
            if name.kind != "Person":
                keys.add(("first", name.kind, skeleton(name.words[0])))
                keys |= {("acronym", name.kind, letters) for letters in _acronyms(name.words)}
            for key in keys:
                blocks[key].append(name)
        return blocks


def titles_of_bodies(actors: ActorList) -> frozenset[Words]:
    """What the names of states' bodies are without the state: "armed forces", "ministry of foreign affairs"."""
    found: set[Words] = set()
    for actor in actors:
        state = actors.state(actor.country or "") if actor.body else None
        if state is not None:
            marks = {words(mark) for mark in (state.name, *state.aliases, *state.demonyms)}
            for name in map(words, (actor.name, *actor.aliases)):
                found.update(name[len(m) :] for m in marks if name[: len(m)] == m)
                found.update(name[: -len(m)] for m in marks if name[-len(m) :] == m)
    return frozenset(found - {()})


def _alike(a: _Name, b: _Name) -> tuple[float, str] | None:
    """How much two names speak for one bearer, and why; None if nothing."""
    if a.words == b.words:
        if a.kind != b.kind:
            return 2.75, f"same name, but one is a {a.kind.lower()} and one a {b.kind.lower()}"
        if a.scope != b.scope and not (a.scope + b.scope).startswith("place "):
            return (2.75, "same bare title") if len(a.words) > 1 or a.kind != "Person" else None
        return 6.0, "names agree"
    if a.kind != b.kind:
        return None
    return _persons(a.words, b.words) if a.kind == "Person" else _others(a, b)


def _persons(a: Words, b: Words) -> tuple[float, str] | None:
    if same_person(" ".join(a), " ".join(b)) and min(len(a), len(b)) > 1:
        return 4.75, "names agree across spellings"
    if min(len(a), len(b)) == 1:
        return (2.5, _FAMILY) if same_word(a[-1], b[-1]) and len(a) != len(b) else None
    if same_word(a[0], b[0]):
        return 2.25, "same first name, family names nearly alike"  # blocked by the consonants of the family name
    if same_word(a[-1], b[-1]) and a[0][0] == b[0][0] and 1 in (len(a[0]), len(b[0])):
        return 3.0, "same family name and initial"
    return None


def _others(a: _Name, b: _Name) -> tuple[float, str] | None:
    x, y = a.words, b.words
    if a.scope or b.scope:
        return None
    if len(x) == len(y) and all(same_word(v, w) for v, w in zip(x, y, strict=True)):
        return 4.75, "names agree across spellings"
    short, long = sorted((x, y), key=len)
    if len(short) < len(long) and (short == long[: len(short)] or short == long[-len(short) :]):
        return 2.5, _PART
    if len(short) == 1 and len(long) > 1 and short[0] in _acronyms(long):
        return 2.75, "an acronym of the other"
    return None


def _acronyms(name: Words) -> frozenset[str]:
    if len(name) == 1:
        return frozenset(name) if len(name[0]) in _ACRONYM else frozenset()
    return initials(" ".join(name))


def _kind(cls: str) -> str:
    return next(top for top in _KINDS if is_a(cls, top))
