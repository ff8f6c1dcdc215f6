"""A folder or a single file, polled for added, changed and removed articles."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from kg.errors import SourceError, SourceWarning
from kg.model import Article
from kg.sources import files_in, read
from kg.watch.batch import LARGEST, Batch, reachable
from kg.watch.state import WatchState

SETTLED: Final = 2.0  # seconds for which a file has not changed when it is taken for whole


class FolderSource:
    """The articles of all files below a folder, as `kg.sources.read` finds them.

    A file is read when it has been left alone for a while; better still, a file is written under another ending or in
    another folder, and moved here when it is whole.
    """

    kind = "folder"

    def __init__(self, path: Path, state: WatchState, *, every: float, retract: bool, settled: float = SETTLED) -> None:
        """Watch a folder.

        Args:
            path: the folder, or one file.
            state: what was read before.
            every: seconds between two looks.
            retract: whether articles of files that are gone, or no longer in a changed file, are taken back.
            settled: seconds for which a file has not changed when it is read.
        """
        self.name = str(path)
        self._path = path
        self._state = state
        self._every = every
        self._retract = retract
        self._settled = settled
        self._looked = 0.0
        self._next = 0.0
        self._unsettled: dict[str, tuple[int, int, float]] = {}  # size, time of modification, and since when so

    def due(self) -> float:
        """When the time between two looks is over; as soon as they may be whole where files are still written."""
        if self._unsettled:
            return reachable(min(self._next, self._looked + self._settled / 4), self._settled)
        return reachable(self._next, self._every)

    def unfinished(self) -> bool:
        """Whether a file had not been left alone for long enough at the last look."""
        return bool(self._unsettled)

    def poll(self) -> Iterator[Batch]:
        """Every file that is new or changed, then those that are gone."""
        self._looked = time.time()
        self._next = self._looked + self._every
        if not self._path.exists():
            # The disk may be off: that is no reason to take anything back.
            yield Batch(time.time(), failed=[SourceError(self.name, "does not exist")], outcome="failed")
            return
        batch, there, complete, changed = Batch(time.time()), set[str](), True, False
        for found in files_in(self._path):
            if isinstance(found, SourceError):
                batch.failed.append(found)
                complete = False
                continue
            name = str(found)
            there.add(name)
            now = self._now(found)
            if now is None or self._state.file(name) == now:
                continue
            changed = True
            yield from self._read(found, now, batch)
            if len(batch.articles) >= LARGEST:
                yield batch
                batch.clear()
        if self._retract and complete and self._path.is_dir():
            for name in self._state.files_below(self.name):
                if name not in there:
                    changed = True
                    self._take_back(name, batch)
        for name in self._unsettled.keys() - there:
            del self._unsettled[name]
        batch.outcome = "changed" if changed else "unchanged"
        yield batch

    def _now(self, file: Path) -> tuple[int, int] | None:
        """A file's size and time of modification; None while it is being written, or gone."""
        try:
            at = file.stat()
        except OSError:
            return None
        now, name = time.time(), str(file)
        before = self._unsettled.get(name)
        same_since = before[2] if before and before[:2] == (at.st_size, at.st_mtime_ns) else now
        if 0 <= now - at.st_mtime < self._settled or (at.st_mtime > now and now - same_since < self._settled):
            self._unsettled[name] = (at.st_size, at.st_mtime_ns, same_since)
            return None
        self._unsettled.pop(name, None)
        return at.st_size, at.st_mtime_ns

    def _read(self, file: Path, now: tuple[int, int], batch: Batch) -> Iterator[Batch]:
        """Put a file's articles into the batch; one that holds very many is handed over in several."""
        name, ids, skipped, readable = str(file), set[str](), 0, True
        batch.since = min(batch.since, now[1] / 1e9)
        for found in read(file, below=self._path):
            if isinstance(found, SourceWarning):
                batch.warnings.append(found)
            elif isinstance(found, SourceError):
                batch.failed.append(found)
                readable = readable and not found.reason.startswith("is not readable: ")
            elif self._is_anothers(found, name, batch):
                skipped += 1
                batch.skipped += 1
            else:
                ids.add(found.id)
                batch.articles.append(found)
                batch.gone = [id_ for id_ in batch.gone if id_ != found.id]
                batch.notes.append(partial(WatchState.note_article, id_=found.id, place=name))
            if len(batch.articles) >= LARGEST:
                yield batch
                batch.clear()
        if not readable:  # for now: a disk or a network may have failed
            return
        if self._retract:
            for id_ in self._state.articles_of(name) - ids:
                self._forget(id_, batch)
        batch.notes.append(partial(WatchState.note_file, path=name, size=now[0], modified=now[1], skipped=skipped))

    def _is_anothers(self, article: Article, name: str, batch: Batch) -> bool:
        """Whether another file that is still there gave an article of that id: that one keeps it."""
        known = None if article.id in batch.gone else self._state.article(article.id)
        if known is None or known[0] == name or (known[1] is None and not Path(known[0]).exists()):
            earlier = next((other for other in batch.articles if other.id == article.id), None)
            if earlier is None:
                return False
            known = ("another file of the same batch", None)
        batch.failed.append(SourceError(name, f"id {article.id!r} is already that of {known[0]}"))
        return True

    def _take_back(self, name: str, batch: Batch) -> None:
        for id_ in self._state.articles_of(name):
            self._forget(id_, batch)
        batch.notes.append(partial(WatchState.forget_file, path=name))

    def _forget(self, id_: str, batch: Batch) -> None:
        if any(article.id == id_ for article in batch.articles):
            return  # another file of this batch has it now: the article was moved
        batch.gone.append(id_)
        batch.notes.append(partial(WatchState.forget_article, id_=id_))
