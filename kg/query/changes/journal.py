"""The journal of a graph: what each publication changed, a line each, in a file a day.

    changes/2024-01-05.jsonl     in the graph's folder; days by UTC

The one writer of a graph appends before readers see the state; whoever reads meanwhile sees whole lines. A state whose
publication was cut off is published again under its number: then the later line counts. Old days are removed whole.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from kg.errors import SitrepError
from kg.observe import logger
from kg.query.changes.compare import Change, changes_between
from kg.rdf.iris import Iris
from kg.store import Graph
from kg.store.reading import reader_of

FOLDER: Final = "changes"
_MOST: Final = 2000  # changes of one publication that are worth telling one by one
_log: Final = logger("kg.query.changes")


@dataclass(frozen=True, slots=True)
class Publication:
    """The changes of one publication.

    Attributes:
        generation: the number of the published state.
        at: when, ISO 8601.
        changes: sorted by kind and IRI.
        more: how many changes are left out, since they were too many.
    """

    generation: int
    at: str
    changes: tuple[Change, ...]
    more: int = 0


_LINE: Final = TypeAdapter(Publication)


def note_changes(graph: Graph, snapshot: Path) -> None:
    """Add to the journal what a state changes that is about to be published; nothing where it is the first.

    A journal that cannot be written, or a state before that cannot be read, keeps nothing from being published.

    Args:
        graph: open for writing.
        snapshot: the folder of the new state.
    """
    before = graph.published
    if before is None or not before.is_dir():
        return
    try:
        changes = changes_between(reader_of(before, graph.iris), graph, graph.touched)
        if changes:
            now = dt.datetime.now(dt.UTC)
            more = max(0, len(changes) - _MOST)
            line = Publication(int(snapshot.name), now.isoformat(timespec="seconds"), tuple(changes[:_MOST]), more)
            folder = snapshot.parent.parent / FOLDER
            folder.mkdir(exist_ok=True)
            with (folder / f"{now.date()}.jsonl").open("ab") as file:
                file.write(_LINE.dump_json(line, exclude_defaults=True) + b"\n")
                file.flush()
                os.fsync(file.fileno())
    except (OSError, RuntimeError, SitrepError) as failed:
        _log.warning("changes not noted", reason=str(failed))


def change_key(publication: Publication, change: Change) -> str:
    """A key that tells a change from all others of its graph: the same in each feed and for each webhook."""
    return sha256(repr((publication.generation, publication.at, change)).encode()).hexdigest()[:20]


def read_changes(folder: Path, since: dt.date | int, about: Collection[str] = ()) -> list[Publication]:
    """The changes of publications, oldest first.

    Args:
        folder: the graph's.
        since: a day, which counts too; or the number of a published state, which does not.
        about: only what changed of things with these IRIs, or of incidents that they have a part in; empty for all.
    """
    found: dict[int, Publication] = {}
    for day, file in _days(folder):
        if isinstance(since, int) or day >= since:
            for line in file.read_bytes().splitlines():
                try:
                    told = _LINE.validate_json(line)
                except ValidationError:  # half a line, of a process that died
                    continue
                if not isinstance(since, int) or told.generation > since:
                    found[told.generation] = told
    told_of = [found[number] for number in sorted(found)]
    if not about:
        return told_of
    wanted = frozenset(about)
    chosen = ((one, tuple(c for c in one.changes if not wanted.isdisjoint((c.iri, *c.about)))) for one in told_of)
    return [replace(one, changes=changes, more=0) for one, changes in chosen if changes]


def iris_of(name: str, iris: Iris) -> tuple[str, ...]:
    """The IRIs that a slug, an article's id or an IRI may stand for, as `read_changes` takes them."""
    if name.startswith(iris.base):
        return (name,)
    return tuple(make(name).value for make in (iris.entity, iris.event, iris.article))


def forget_changes(folder: Path, days: int) -> None:
    """Remove what the journal of a graph says of days that are longer past than so many."""
    least = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=days)
    for day, file in _days(folder):
        if day < least:
            file.unlink(missing_ok=True)


def _days(folder: Path) -> Iterator[tuple[dt.date, Path]]:
    for file in sorted((folder / FOLDER).glob("*.jsonl")):
        try:
            yield dt.date.fromisoformat(file.stem), file
        except ValueError:  # none of ours
            continue
