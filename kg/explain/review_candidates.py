"""Review candidates: pairs that resolution may have judged wrongly, those first that most could hang on.

A pair is worth at most what the lesser of the two weighs. So whoever wants the best need look only at the heaviest,
however many members there are; these lie in tables, so that memory does not grow with the articles.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from kg.knowledge.names import skeleton
from kg.model import Ref
from kg.resolve.entities.scoring import EntityScorer
from kg.resolve.entities.signatures import EntitySignature
from kg.resolve.events import serialization
from kg.resolve.events.signatures import EventSignature
from kg.resolve.register import queries
from kg.resolve.register.database import Register
from kg.resolve.register.membership import Kind
from kg.resolve.stories.incremental import Stories

_BLOCK: Final = 200  # a block of more than that is no reason to ask anyone
_Member = tuple[Ref, float, int, Iterable[tuple[str, ...]]]  # its weight, component and blocks

_TABLES: Final = """
DROP TABLE IF EXISTS temp.weighed_{kind};
DROP TABLE IF EXISTS temp.near_{kind};
CREATE TEMP TABLE weighed_{kind} (article TEXT, local TEXT, weight REAL, component INT, PRIMARY KEY (article, local))
    WITHOUT ROWID;
CREATE TEMP TABLE near_{kind} (block TEXT, article TEXT, local TEXT, PRIMARY KEY (block, article, local)) WITHOUT ROWID
"""
_CROWDED: Final = """
DELETE FROM near_{kind} WHERE block IN
    (SELECT block FROM near_{kind} GROUP BY block HAVING count(*) NOT BETWEEN 2 AND {most})
"""
_CONTESTED: Final = """
SELECT weight, article, local FROM (
    SELECT *, row_number() OVER (PARTITION BY component ORDER BY weight DESC, article, local) AS place
    FROM weighed_{kind}
) WHERE place = 2 ORDER BY weight DESC, article, local
"""
_NEAR: Final = """
SELECT block, weight, article, local FROM near_{kind} JOIN weighed_{kind} USING (article, local)
ORDER BY weight DESC, article, local
"""


class ReviewCandidates:
    """The forms (by their first entities), or the events, of a register, by their weights."""

    def __init__(self, register: Register, scorer: EntityScorer, kind: Kind) -> None:
        self._register = register
        self._kind = kind
        for statement in _TABLES.split(";"):
            self._run(statement)
        for ref, weight, component, blocks in _forms(register, scorer) if kind == "entity" else _events(register):
            register.run(f"INSERT INTO weighed_{kind} VALUES (?, ?, ?, ?)", ref.article, ref.local, weight, component)  # noqa: S608
            named = ((" ".join(block), ref.article, ref.local) for block in blocks)
            register.run_all(f"INSERT OR IGNORE INTO near_{kind} VALUES (?, ?, ?)", named)  # noqa: S608
        self._run(_CROWDED)

    def contested(self) -> Iterator[tuple[float, Ref]]:
        """One of each component that has several, and what any pair in it is worth at most; in the order of that."""
        return ((weight, Ref(article, local)) for weight, article, local in self._run(_CONTESTED))

    def pairs(self) -> Iterator[tuple[float, Ref, Ref]]:
        """Pairs that share a block, and what each is worth at most, in the order of that; some more than once."""
        met = defaultdict[str, list[Ref]](list)
        for block, weight, article, local in self._run(_NEAR):
            ref = Ref(article, local)
            yield from ((weight, min(ref, other), max(ref, other)) for other in met[block])
            met[block].append(ref)

    def _run(self, statement: str) -> Iterator[tuple[Any, ...]]:
        return self._register.run(statement.format(kind=self._kind, most=_BLOCK))


def weight_of_form(times: int) -> float:
    """How much hangs on who this is, by the number of articles with it."""
    return math.log2(1 + times)


def weight_of_event(told: EventSignature) -> float:
    """How much hangs on which incident this is, by what is told of it."""
    roles = (told.days - told.inferred, told.towns - told.inferred, told.attackers, told.targets, told.victims)
    return sum(map(bool, roles)) + math.log10(1 + max((*told.tolls, *told.hurt), default=0))


def _forms(register: Register, scorer: EntityScorer) -> Iterator[_Member]:
    for content, times, component, article, local in register.rows(queries.FORMS):
        form = EntitySignature.loads(content)
        yield Ref(article, local), weight_of_form(times), component, _named(form, scorer)


def _named(form: EntitySignature, scorer: EntityScorer) -> Iterator[tuple[str, ...]]:
    """What its names have in common with others': a word, a family name, letters that may be an acronym's."""
    for spelled in form.names:
        name = scorer.signatures.name(form, spelled)
        if not name.words or form.kind == "Group" or (form.place and form.kind != "Place"):
            continue
        yield "all", *name.words
        yield "last", form.kind, skeleton(name.words[-1])
        if form.kind != "Person":
            yield "first", form.kind, skeleton(name.words[0])
            yield from (("acronym", form.kind, letters) for letters in scorer.acronyms(name.words))


def _events(register: Register) -> Iterator[_Member]:
    stories = Stories(register)
    for article, local, component, text in list(register.rows(queries.PROFILES)):
        told = serialization.loads(text)
        blocks = () if told.recurring else chain(_event_keys(told), ((key,) for key in stories.keys(article)))
        yield Ref(article, local), weight_of_event(told), component, blocks


def _event_keys(p: EventSignature) -> Iterator[tuple[str, ...]]:
    """A day, a town, a victim."""
    yield from (("day", day[-5:]) for day in p.days if len(day) >= len("--02-07"))
    yield from (("town", town) for town in p.towns)
    yield from (("victim", victim) for victim in p.victims)
