"""Queries of a name index."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from operator import itemgetter
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from pydantic_core import from_json
from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from kg.query.names.values import (
    Hit,
    Kind,
    ListedThing,
    Named,
    OutletOutput,
    at_or_below,
    grams,
    looks_like_iri,
    plain,
    sounding,
)
from kg.rdf.iris import Iris

HitKey = tuple[float, int, str]
"""Where a hit stands among others: its score and its number of mentions, both negative, and its IRI."""

_POSTINGS: Final = 60_000  # numbers of names that one search counts, the rarest stretches of letters first
_CANDIDATES: Final = 400  # names that one search compares letter by letter
_NEAR: Final = 60.0  # what is less like the text than this is not meant
_UNLIKE: Final = 55.0  # likeness before weighing, below which no weight makes it near
_TOLD: Final = 8  # candidates that a message lists

_EXACT: Final = """
SELECT DISTINCT iri, kind, label, class, named FROM known
WHERE plain = ? ORDER BY named DESC, mentions DESC, iri
"""
_ABOUT: Final = """
SELECT iri, kind, label, class, day, outlet, about FROM things WHERE iri IN (SELECT value FROM json_each(?))
"""
# Each arm is filtered by itself: under a GROUP BY the view would be read from end to end.
_TOLD_IN: Final = """
WITH wanted AS (SELECT value FROM json_each(?))
SELECT incident, COUNT(*), COUNT(DISTINCT outlet) FROM (
  SELECT incident, outlet FROM base.told
  WHERE incident IN wanted AND article NOT IN (SELECT id FROM layer.gone)
  UNION ALL SELECT incident, outlet FROM layer.told WHERE incident IN wanted
) GROUP BY incident
"""
_LABELS: Final = "SELECT iri, label FROM things WHERE iri IN (SELECT value FROM json_each(?))"
_TOLD_MUCH: Final = """
SELECT iri, class, about FROM things
WHERE kind = 'incident' AND (about LIKE '%"killedMin"%' OR about LIKE '%"disputed"%')
"""
_PUBLISHED: Final = """
SELECT outlet, extractor, COUNT(*), SUM(copy), MIN(day), MAX(day), SUM(claims), SUM(withheld)
FROM output GROUP BY 1, 2
"""
_BEGINNING: Final = "SELECT name_id FROM known WHERE plain >= ? AND plain < ? ORDER BY mentions DESC, name_id LIMIT 200"
_RAREST: Final = """
WITH wanted AS (SELECT value FROM json_each(?))
SELECT gram, SUM(held) AS held FROM (
  SELECT gram, LENGTH(names) / 8 AS held FROM base.grams WHERE gram IN wanted
  UNION ALL SELECT gram, sign FROM layer.grams WHERE gram IN wanted
) GROUP BY gram ORDER BY held, gram
"""
_HELD: Final = "SELECT names FROM base.grams WHERE gram = ?"
_CHANGED: Final = "SELECT name, sign FROM layer.grams WHERE gram = ?"
_NAMES: Final = """
SELECT name, plain, sound, mentions, iri, kind, label, class FROM known
WHERE name_id IN (SELECT value FROM json_each(?))
"""


class NameIndex:
    """Every name in one state of a graph."""

    def __init__(self, database: sqlite3.Connection, base: Iris) -> None:
        self._database = database
        self._iris = base
        self._asking = threading.Lock()

    def __len__(self) -> int:
        return int(self.rows("SELECT COUNT(*) FROM things")[0][0])

    def __contains__(self, iri: object) -> bool:
        return bool(self.rows("SELECT 1 FROM things WHERE iri = ?", iri))

    def rows(self, question: str, *values: Any) -> list[Any]:
        """The rows that an SQL query finds."""
        with self._asking:
            return self._database.execute(question, values).fetchall()

    def about(self, iris: Iterable[str]) -> dict[str, ListedThing]:
        """What lists show of the things with these IRIs; those that are not there are left out."""
        return {
            iri: ListedThing(iri, kind, label, cls, day, outlet, from_json(about))
            for iri, kind, label, cls, day, outlet, about in self.rows(_ABOUT, _json(set(iris)))
        }

    def labels(self, iris: Iterable[str]) -> dict[str, str]:
        """The preferred names of the things with these IRIs; those that are not there are left out."""
        return dict(self.rows(_LABELS, _json(set(iris))))

    def told(self, incidents: Iterable[str]) -> dict[str, tuple[int, int]]:
        """How many articles, and how many outlets, tell of each of these incidents."""
        rows = self.rows(_TOLD_IN, _json(incidents))
        return {incident: (articles, outlets) for incident, articles, outlets in rows}

    def attacks(self) -> Iterator[tuple[str, str, Mapping[str, Sequence[str]]]]:
        """The incidents of which a toll or a dispute is known: IRI, class, and what lists show."""
        return ((iri, cls, from_json(about)) for iri, cls, about in self.rows(_TOLD_MUCH))

    def published(self) -> list[OutletOutput]:
        """What each outlet published."""
        return [OutletOutput(*row) for row in self.rows(_PUBLISHED)]

    def exact(self, name: str) -> list[tuple[Named, bool]]:
        """All things with this name, whatever its case and diacritics, and whether the name is a proper one.

        Named things come before described ones, often mentioned ones before rare ones.
        """
        return [(Named(*thing), bool(proper)) for *thing, proper in self.rows(_EXACT, plain(name))]

    def meant(self, text: str) -> list[str]:
        """The IRIs of what a person means by a name, slug or IRI.

        A proper name is one thing's, or it is ambiguous; words for unnamed ones ("soldiers") stand for all of these.

        Raises:
            ValueError: nothing goes by that name, or several things do; says which.
        """
        if looks_like_iri(text):
            return [NamedNode(text.removeprefix("<").removesuffix(">")).value]
        slugs = [node.value for node in (self._iris.entity(text), self._iris.event(text)) if node.value in self]
        if slugs:
            return slugs
        found = [(thing, proper) for thing, proper in self.exact(text) if thing.kind != "article"]
        named = [thing for thing, proper in found if proper]
        if len(named) > 1:
            several = "; ".join(f"{t.label} ({t.cls}): {t.iri.rpartition('/')[2]}" for t in named[:_TOLD])
            raise ValueError(f"{len(named)} go by that name, so give the slug of one: {several}")
        if not found:
            close = [hit.name for hit in self.search(text, limit=3)]
            raise ValueError(f"nothing here goes by that name; close ones: {', '.join(close) or 'none'}")
        return [thing.iri for thing in named or [thing for thing, _ in found]]

    def search(
        self,
        text: str,
        *,
        kinds: Sequence[Kind] = ("entity", "incident"),
        cls: str | None = None,
        among: Iterable[str] | None = None,
        after: HitKey | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """The things with names similar to the text: nearest first, then by mentions.

        Args:
            text: a name, part of one, or one with typing errors.
            kinds: what is looked for.
            cls: only things of that class or below it, by local name.
            among: only things with these IRIs.
            after: where the hit stands that these are to follow.
            limit: at most so many.
        """
        wanted = plain(text)
        classes = frozenset(at_or_below(cls)) if cls else None
        only = None if among is None else frozenset(among)
        candidates = [
            row
            for row in (self._candidates(wanted) if wanted else ())
            if row[5] in kinds and (classes is None or row[7] in classes) and (only is None or row[4] in only)
        ]
        scores = _likeness(wanted, [row[1] for row in candidates], [row[2] for row in candidates])
        best: dict[str, tuple[HitKey, Any]] = {}
        for row, score in zip(candidates, scores, strict=True):
            iri = row[4]
            if score >= _NEAR and (iri not in best or -score < best[iri][0][0]):
                best[iri] = (-score, -row[3], iri), row
        following = (each for each in best.values() if after is None or each[0] > after)
        nearest = nsmallest(limit, following, key=itemgetter(0))
        return [Hit(Named(*row[4:]), row[0], -key[0], row[3]) for key, row in nearest]

    def _candidates(self, wanted: str) -> list[Any]:
        """The names that begin with the text or share most with it: of all others, none can be near."""
        shared: list[npt.NDArray[np.int64]] = []
        counted = 0
        for gram, held in self.rows(_RAREST, _json(grams(wanted))):
            counted += held
            if counted > _POSTINGS and shared:
                break
            shared.append(self.holding(gram))
        numbers, times = np.unique(np.concatenate([*shared, np.empty(0, np.int64)]), return_counts=True)
        close = numbers[np.lexsort((numbers, -times))[:_CANDIDATES]].tolist()
        begun = [number for (number,) in self.rows(_BEGINNING, wanted, wanted + "\U0010ffff")]
        return self.rows(_NAMES, _json({*close, *begun}))

    def holding(self, gram: str) -> npt.NDArray[np.int64]:
        """The numbers of the names that hold a stretch of letters."""
        found, changed = self.rows(_HELD, gram), dict(self.rows(_CHANGED, gram))
        held = np.frombuffer(found[0][0] if found else b"", np.int64)
        went, came = (
            np.array([name for name, sign in changed.items() if sign == one], dtype=np.int64) for one in (-1, 1)
        )
        return np.concatenate((held[~np.isin(held, went)], came)) if changed else held


def _likeness(wanted: str, forms: Sequence[str], sounds: Sequence[str]) -> list[float]:
    """How like a plain form others are, by their letters or by their sound: 0 to 100 each."""
    if not forms:
        return []
    spelled, by_sound = (
        process.cdist([one], others, scorer=fuzz.WRatio, score_cutoff=_UNLIKE, dtype=np.float64)[0]
        for one, others in ((wanted, forms), (sounding(wanted), sounds))
    )
    scores = (0.9 * np.maximum(spelled, 0.97 * by_sound)).tolist()
    return [round(_raised(score, wanted, form), 1) for score, form in zip(scores, forms, strict=True)]


def _raised(score: float, wanted: str, form: str) -> float:
    if wanted not in form:
        return score
    if f" {wanted}" in form:  # a word in the middle begins with it
        score = max(score, 70.0)
    return score + (10.0 if form == wanted else 5.0 if form.startswith(wanted) else 0.0)


def _json(values: Iterable[object]) -> str:
    return json.dumps(sorted(values, key=str))
