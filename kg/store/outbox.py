"""The outbox of a server store: quads that may have changed since the last push.

    outbox/open.nq    noted since the last publication
    outbox/<n>.nq     noted before publication n, and to be sent once n is published
    outbox/sent       the last publication that the server holds; missing while nobody knows

A quad is noted before the transaction that adds or removes it, so that no crash can hide the change. The note does not
say which of the two: the published state tells, at the time of sending. So a quad may be noted or sent twice, or noted
without being written.

There is no such folder without a server store, or while the server's state is unknown.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import StoreError
from kg.store.folder_locks import own

OUTBOX: Final = "outbox"
_OPEN: Final = "open.nq"
_GRAPH: Final = "# graph "  # a comment to N-Quads: a graph that is to be sent as a whole
_ANY: Final = "*"
_TARGET: Final = re.compile(r"\b(?:GRAPH|WITH)\s+(?:<([^\x00-\x20<>]*)>|[?$])", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\[uU]([0-9A-Fa-f]{4}(?:[0-9A-Fa-f]{4})?)")  # as kg.updates writes what could be misread
_WHOLE: Final = re.compile(r"\b(?:CLEAR|DROP)\s+(?:SILENT\s+)?(?:ALL|NAMED)\b", re.IGNORECASE)


class Outbox:
    """The outbox in a graph's folder. One process writes to it, that which writes to the graph; another may read."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / OUTBOX

    @property
    def kept(self) -> bool:
        """Whether there is one."""
        return self.path.is_dir()

    def begin(self) -> None:
        """Note from now on, with nothing noted yet. To be called by who has the store open, all of it published."""
        self.lose()
        self.path.mkdir()

    def lose(self) -> None:
        """Forget all: something changed that was not noted, so whoever sends next is to compare everything."""
        if self.kept:
            gone = own(self.path.parent, OUTBOX)
            self.path.rename(gone)  # at once, so that no half of it can be taken for the whole
            shutil.rmtree(gone, ignore_errors=True)

    def note(self, quads: Iterable[Quad]) -> None:
        """These are about to come or go.

        Raises:
            OSError: it cannot be written; neither should they be.
        """
        if self.kept:
            self._append(serialize(quads, format=RdfFormat.N_QUADS) or b"")

    def note_update(self, text: str) -> None:
        """A SPARQL update is about to write to the named graphs that it names.

        Raises:
            OSError: likewise.
        """
        if not self.kept:
            return
        if _WHOLE.search(text):
            self.lose()
            return
        names = {_unescaped(found) or _ANY for found in _TARGET.findall(text)}
        self._append("".join(f"{_GRAPH}{name}\n" for name in sorted(names)).encode())

    def seal(self, generation: int) -> None:
        """Closes the notes so far: they are about to be published.

        Raises:
            OSError: it cannot be written.
        """
        noted = self.path / _OPEN
        if not noted.exists():
            return
        sealed = self.path / f"{generation}.nq"
        if sealed.exists():  # of a process that died before it had published
            with sealed.open("ab") as out, noted.open("rb") as more:
                shutil.copyfileobj(more, out)
                _to_disk(out.fileno())
            noted.unlink()
        else:
            noted.rename(sealed)

    @property
    def sent(self) -> int | None:
        """The publication that the server holds; None where that is not known."""
        try:
            return int((self.path / "sent").read_text())
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None

    def acknowledge(self, generation: int) -> None:
        """The server holds that publication.

        Raises:
            StoreError: the outbox was given up meanwhile.
        """
        draft = self.path / "sent.draft"
        try:
            draft.write_text(f"{generation}\n")
            draft.replace(self.path / "sent")
        except FileNotFoundError:
            raise StoreError("The graph was replaced while it was being sent; send it again") from None
        for file in self._sealed(generation):
            file.unlink(missing_ok=True)

    def waiting(self, generation: int) -> int:
        """How many bytes are noted that publication has, or could have."""
        return sum(file.stat().st_size for file in self._sealed(generation))

    def quads(self, generation: int) -> Iterator[Quad]:
        """The quads that were noted up to a publication, some perhaps more than once."""
        for file in self._sealed(generation):
            yield from parse(path=str(file), format=RdfFormat.N_QUADS)

    def graphs(self, generation: int) -> tuple[set[NamedNode], bool]:
        """The named graphs that updates wrote to up to a publication, and whether there may be others beside these."""
        names = {
            line.removeprefix(_GRAPH).strip()
            for file in self._sealed(generation)
            for line in _lines(file)
            if line.startswith(_GRAPH)
        }
        return {NamedNode(name) for name in names if name != _ANY}, _ANY in names

    def _sealed(self, generation: int) -> list[Path]:
        numbered = [(int(file.stem), file) for file in self.path.glob("*.nq") if file.stem.isdecimal()]
        return [file for number, file in sorted(numbered) if number <= generation]

    def _append(self, data: bytes) -> None:
        if data:
            with (self.path / _OPEN).open("ab") as out:
                out.write(data)
                out.flush()
                _to_disk(out.fileno())


def _unescaped(name: str) -> str:
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), name)


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        yield from lines


def _to_disk(handle: int) -> None:
    with contextlib.suppress(OSError):  # not every file system can say
        os.fsync(handle)
