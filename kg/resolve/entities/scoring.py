"""Evidence for two entities being one: actor list, gazetteer, names, countries.

The actor list and the gazetteer decide where they know both. Else names do: persons by first and family name across
transliterations, everything else by its words. A bare family name, or the bare title of a body that every state has
("Ministry of Foreign Affairs"), says little by itself.

Forms that can have enough in common share a key (`keys`), so that no form is ever compared with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kg.knowledge.names import KUNYA, initials, same_person, same_word, skeleton, sound, words
from kg.model import Ref
from kg.resolve.clustering.evidence import RULED_OUT, Evidence, Reason
from kg.resolve.entities.signatures import BARE, EntitySignature, Name, SignatureBuilder, Words

_ACRONYM: Final = range(2, 7)
_FAMILY: Final = "same family name"
_PART: Final = "one name within the other"
_LONG: Final = 7  # letters from which one may be a slip of the pen


class EntityScorer:
    """Compares forms.

    Attributes:
        signatures: gives names their scope.
        only_one: whether just one person, under whatever spelling, has a family name, given as its consonants.
    """

    def __init__(self, signatures: SignatureBuilder, only_one: Callable[[str], bool]) -> None:
        self.signatures = signatures
        self.only_one = only_one

    def keys(self, form: EntitySignature) -> set[str]:
        """The blocking keys of a form.

        `a|` and `p|` are ids of the lists, `n|` whole names, `w|` those of several words, whatever kind of thing bears
        them; `s|`, `i|` and `o|` how names sound, `b|` and `k|` bare family names and known bearers, `f|` who bears a
        family name, for `only_one`.
        """
        found = {f"{mark}|{id_}" for mark, id_ in (("a", form.actor), ("p", form.place)) if id_}
        for spelled in form.names:
            name = self.signatures.name(form, spelled)
            if not name.words or (form.place and form.kind != "Place"):
                continue
            if name.scope == BARE:
                if form.kind == "Person":
                    found.add(f"b|{skeleton(name.words[-1])}")
                continue
            scope = "" if name.scope.startswith("place ") else name.scope
            found.add(f"n|{form.kind}|{scope}|{' '.join(name.words)}")
            if not scope:
                found |= _sounds(form, name.words)
                if name.long:
                    found.add(f"w|{' '.join(name.words)}")
        return found

    def acronyms(self, name: Words) -> frozenset[str]:
        """Acronyms that a name may have; of an acronym, its letters."""
        return _acronyms(name)

    def compare(self, a: Ref, x: EntitySignature, b: Ref, y: EntitySignature) -> Evidence:
        """The evidence for and against two entities, given with their forms, being one."""
        if b < a:
            a, x, b, y = b, y, a, x
        return Evidence(a, b, tuple(self._reasons(x, y)))

    def _reasons(self, left: EntitySignature, right: EntitySignature) -> Iterator[Reason]:
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
        yield from self._by_name(left, right)
        if left.country and right.country and not (left.place and right.place):
            if left.country == right.country:
                yield Reason("same country", 0.5, left.country)
            else:
                yield Reason("against: other country", -1.0, f"{left.country}, {right.country}")

    def _by_name(self, left: EntitySignature, right: EntitySignature) -> Iterator[Reason]:
        """The evidence of the two names that agree best."""
        pairs = [
            (found, x, y)
            for x in left.names
            for y in right.names
            if (found := _alike(self.signatures.name(left, x), self.signatures.name(right, y))) is not None
        ]
        if self._has_full_name(left) and self._has_full_name(right):
            pairs = [pair for pair in pairs if pair[0][1] != _FAMILY]  # by their full names they are two
        if pairs:
            (weight, what), x, y = max(pairs, key=lambda p: (p[0][0], p[1], p[2]))
            known = left.actor or right.actor
            if what == _PART and known:
                weight = 1.0  # the list would know it by that name
            if what == _FAMILY and not self.only_one(skeleton(words(x)[-1])):
                weight, what = 1.0, f"{_FAMILY}, which others have too"
            elif what == _FAMILY and known:
                weight, what = 3.75, f"{_FAMILY}, and the only one here of a known person's"
            yield Reason(what, weight, x if x == y else f"{x} ~ {y}")

    def _has_full_name(self, form: EntitySignature) -> bool:
        """Whether it is a person of whom more than a family name is told."""
        return any(len(self.signatures.name(form, spelled).words) > 1 for spelled in form.names)


def _sounds(form: EntitySignature, name: Words) -> set[str]:
    """Keys by which spellings of one name meet."""
    sounds = [skeleton(word) for word in name]
    if form.kind != "Person":
        found = {f"o|{form.kind}|{' '.join(sounds)}"}
        if len(name) > 1:
            slips = [n for n, word in enumerate(name) if len(sound(word)) >= _LONG]
            found |= {f"o|{form.kind}|{' '.join('?' if n == at else s for n, s in enumerate(sounds))}" for at in slips}
        return found
    if len(name) == 1:
        return set()
    first, last = sounds[0], sounds[-1]
    found = {f"s|{last}|{'k' + first[1:] if first[:1] == 'g' else first}", f"i|{last}|{name[0][0]}"}
    if name[0] not in KUNYA:
        found.add(f"f|{last}|{first}")
        if form.actor:
            found |= {f"k|{last}", f"b|{last}"}
    return found


def _alike(a: Name, b: Name) -> tuple[float, str] | None:
    """How much two names speak for one bearer, and why; None if nothing."""
    if a.words == b.words:
        if a.kind != b.kind:
            # Of several words, it is one name, which one of the two readings takes for another kind of thing.
            weight = 3.75 if a.long and b.long and not (a.scope or b.scope) else 2.75
            return weight, f"same name, but one is a {a.kind.lower()} and one a {b.kind.lower()}"
        if (a.scope != b.scope or a.scope == BARE) and not (a.scope + b.scope).startswith("place "):
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


def _others(a: Name, b: Name) -> tuple[float, str] | None:
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
