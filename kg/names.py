"""Finding an actor, place or incident by what people call it: exactly, or nearly."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kg import vocab
from kg.sparql import select
from kg.store import Graph

_NAMES = """
SELECT ?thing ?preferred ?name ?type WHERE {
  { ?thing rdfs:label ?name BIND(true AS ?preferred) } UNION { ?thing skos:altLabel ?name BIND(false AS ?preferred) }
  ?thing a ?type .
}
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity or incident with its preferred name and its most specific class, by local name."""

    iri: str
    label: str
    cls: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search: what was found, under which of its names, and how near that is, 0 to 100."""

    thing: Named
    name: str
    score: float


def plain(name: str) -> str:
    """A name without case, diacritics and punctuation: what two spellings of it share."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare.casefold()).strip()


def most_specific(classes: Iterable[str]) -> str:
    """The class that lies deepest, among local names of one thing's classes; "Thing" where none is of ours.

    Two equally deep ones, which only a contradictory graph has, are told apart by name, so that answers do not vary.
    """
    ours = sorted(c for c in classes if c in vocab.SUPERCLASS)
    return max(ours, key=lambda c: len(vocab.superclasses(c)), default="Thing")


class NameIndex:
    """Every name in a graph's default graph. It does not follow later changes: make one for each snapshot."""

    def __init__(self, graph: Graph) -> None:
        labels: dict[str, str] = {}
        classes: dict[str, set[str]] = defaultdict(set)
        names: dict[str, set[str]] = defaultdict(set)
        for row in select(graph, _NAMES):
            iri, name = row["thing"].value, row["name"].value
            classes[iri].add(row["type"].value.removeprefix(vocab.KG))
            names[iri].add(name)
            if row["preferred"].value == "true":
                labels[iri] = min(name, labels.get(iri, name))
        self._things = {
            iri: Named(iri, labels.get(iri, min(known)), most_specific(classes[iri])) for iri, known in names.items()
        }
        self._entries = sorted((plain(name), name, iri) for iri, known in names.items() for name in known)
        self._choices = [form for form, _, _ in self._entries]
        self._exact: dict[str, list[str]] = defaultdict(list)
        for form, _, iri in self._entries:
            if iri not in self._exact[form]:
                self._exact[form].append(iri)

    def __len__(self) -> int:
        return len(self._things)

    def __contains__(self, iri: object) -> bool:
        return iri in self._things

    def get(self, iri: str) -> Named | None:
        """What has that IRI, if it has a name at all."""
        return self._things.get(iri)

    def exact(self, name: str) -> list[str]:
        """IRIs of all that go by that name, give or take case, diacritics and punctuation."""
        return list(self._exact.get(plain(name), ()))

    def search(self, text: str, *, cls: str | None = None, apart_from: str | None = None, limit: int = 20) -> list[Hit]:
        """What is called something like the text, nearest first.

        Args:
            text: a name, part of one, or one with typing errors; an empty one lists all by name.
            cls: only things of that class or below it, by local name.
            apart_from: no things of that class or below it.
            limit: at most so many.
        """

        def fits(thing: Named) -> bool:
            return (cls is None or _below(thing.cls, cls)) and not (apart_from and _below(thing.cls, apart_from))

        wanted = plain(text)
        if not wanted:
            all_of = sorted(filter(fits, self._things.values()), key=lambda t: (t.label.casefold(), t.iri))
            return [Hit(thing, thing.label, 100.0) for thing in all_of[:limit]]
        best: dict[str, Hit] = {}
        # Several entries may be names of one thing, and the class is not in the index: hence no limit at this point.
        for form, score, at in process.extract(wanted, self._choices, scorer=fuzz.WRatio, score_cutoff=60, limit=None):
            _, name, iri = self._entries[at]
            thing = self._things[iri]
            if not fits(thing):
                continue
            near = 0.9 * score + (10.0 if form == wanted else 5.0 if form.startswith(wanted) else 0.0)
            if iri not in best or near > best[iri].score:
                best[iri] = Hit(thing, name, round(near, 1))
        return sorted(best.values(), key=lambda hit: (-hit.score, hit.thing.label, hit.thing.iri))[:limit]


def _below(cls: str, ancestor: str) -> bool:
    return cls == ancestor or (cls in vocab.SUPERCLASS and vocab.is_a(cls, ancestor))
