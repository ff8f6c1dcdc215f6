"""Review candidates: pairs with something in common that resolution did not join.

The blocks lie in a table, so that memory does not grow with the articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations, groupby
from typing import Final

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
Pair = tuple[Ref, Ref]


def review_candidates(register: Register, scorer: EntityScorer, kind: Kind) -> Iterator[Pair]:
    """Pairs of forms (by their first entities), or of events, that share a block; some more than once."""
    found = _forms(register, scorer) if kind == "entity" else _events(register)
    register.run("DROP TABLE IF EXISTS temp.near")
    register.run(
        "CREATE TEMP TABLE near (block TEXT, article TEXT, local TEXT, PRIMARY KEY (block, article, local))"
        " WITHOUT ROWID"
    )
    register.run_all(
        "INSERT OR IGNORE INTO near VALUES (?, ?, ?)",
        ((" ".join(block), ref.article, ref.local) for ref, blocks in found for block in blocks),
    )
    for _, rows in groupby(register.rows("SELECT block, article, local FROM near ORDER BY block"), lambda row: row[0]):
        refs = [Ref(article, local) for _, article, local in rows]
        if len(refs) <= _BLOCK:
            yield from combinations(sorted(refs), 2)


def _forms(register: Register, scorer: EntityScorer) -> Iterator[tuple[Ref, Iterable[tuple[str, ...]]]]:
    for content, article, local in register.rows(queries.FORMS):
        yield Ref(article, local), _named(EntitySignature.loads(content), scorer)


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


def _events(register: Register) -> Iterator[tuple[Ref, Iterable[tuple[str, ...]]]]:
    stories = Stories(register)
    for article, local, text in list(register.rows(queries.PROFILES)):
        told = serialization.loads(text)
        if not told.recurring:
            yield Ref(article, local), chain(_event_keys(told), ((key,) for key in stories.keys(article)))


def _event_keys(p: EventSignature) -> Iterator[tuple[str, ...]]:
    """A day, a town, a victim."""
    yield from (("day", day[-5:]) for day in p.days if len(day) >= len("--02-07"))
    yield from (("town", town) for town in p.towns)
    yield from (("victim", victim) for victim in p.victims)
