"""Finding files, and opening them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from kg.errors import SourceError
from kg.sources.records import Location

# What a file is packed by, by its last ending; and endings that stand for two.
_PACKERS: Final = {".gz": "gzip", ".bz2": "bzip2", ".xz": "xz"}
_UNPACKING: Final[dict[str, Callable[[BinaryIO], Any]]] = {
    ".gz": lambda stream: gzip.GzipFile(fileobj=stream),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
_SHORT: Final = {".tgz": ".tar.gz", ".tbz": ".tar.bz2", ".tbz2": ".tar.bz2", ".txz": ".tar.xz"}


@dataclass(frozen=True, slots=True)
class Input:
    """One file, on this machine or elsewhere.

    Attributes:
        name: as the user named it, for messages.
        path: its place; where it is elsewhere, only the ending and the stem of it tell.
        open_packed: opens its bytes as they are kept; what it raises is an OSError.
        within: the folder that it is in, below the one that was named; empty where it is in that, or was named itself.
    """

    name: str
    path: Path
    open_packed: Callable[[], BinaryIO]
    within: str = ""

    @classmethod
    def local(cls, path: Path, within: str = "") -> Input:
        """A file of this machine."""
        return cls(name_of(path), path, lambda: path.open("rb"), within)

    @property
    def ending(self) -> str:
        """What tells the format: the last ending in lower case, without that of its packing (`.gz`) behind it."""
        return ending_of(self.path)

    @property
    def stem(self) -> str:
        """The name without its endings, with the folder that it is in: "a/index" beside "b/index"."""
        return f"{self.within}/{stem_of(self.path)}" if self.within else stem_of(self.path)

    @contextmanager
    def open(self, *, packed: bool = False) -> Iterator[BinaryIO]:
        """Its bytes, unpacked if it is a `.gz`, `.bz2` or `.xz`, unless they are wanted as they are.

        Raises:
            SourceError: it cannot be opened, read or unpacked, here or where the stream is read.
        """
        packing = Path(_spelled_out(self.path)).suffix.lower()
        try:
            with self.open_packed() as stream:
                unpacking = None if packed else _UNPACKING.get(packing)
                yield unpacking(stream) if unpacking else stream
        except (gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError):
            raise SourceError(self.name, f"is not a whole {_PACKERS.get(packing, 'packed')} file") from None
        except FileNotFoundError:
            raise SourceError(self.name, "does not exist") from None
        except OSError as error:
            if str(error) == "Invalid data stream":  # what bz2 says of damage
                raise SourceError(self.name, "is not a whole bzip2 file") from None
            raise unreadable(error, self.name) from None


def whole(lines: Iterable[bytes], place: Location, most: int = 20_000_000) -> bytes:
    """All of a file that is read at once.

    Args:
        lines: the file, or its lines.
        place: where it stood, for the message.
        most: bytes that it may have; a small packed file can unpack to more than memory holds.

    Raises:
        SourceError: it has more.
    """
    data = cast("BinaryIO", lines).read(most + 1) if isinstance(lines, io.IOBase) else b"".join(lines)
    if len(data) > most:
        raise place.error(f"is longer than {most:,} bytes")
    return data


def name_of(path: Path) -> str:
    """A path as text that can be printed and kept, whatever bytes the file system has in it."""
    return str(path).encode("utf-8", "backslashreplace").decode()


def ending_of(path: Path) -> str:
    """What tells the format: the last ending in lower case, without that of its packing (`.gz`) behind it."""
    return Path(_uncompressed(path)).suffix.lower()


def stem_of(path: Path) -> str:
    """The name without its endings: "003" for `articles/003.txt.gz`."""
    return Path(_uncompressed(path)).stem


def walk(folder: Path, wanted: Callable[[Path], bool], within: str = "") -> Iterator[Input | SourceError]:
    """The wanted files below a folder, sorted by path, but hidden ones and READMEs; linked folders are not entered.

    Args:
        folder: the folder.
        wanted: whether a file is.
        within: where the folder is below that which was named.

    Yields:
        A file; or, for a folder that cannot be listed, the error.
    """
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        yield unreadable(error, name_of(folder))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from walk(path, wanted, f"{within}/{name_of(Path(entry.name))}".lstrip("/"))
        elif not entry.name.upper().startswith("README") and wanted(path) and not _is_special(path):
            yield Input.local(path, within)


def unreadable(error: OSError, name: str) -> SourceError:
    """The error for what the operating system will not let us read."""
    return SourceError(name, f"is not readable: {(error.strerror or str(error)).lower()}")


def reason_of(error: Exception) -> str:
    """Why something failed, in a line: what the error says first, or what it is called."""
    return (str(error).splitlines() or [""])[0] or type(error).__name__


def _uncompressed(path: Path) -> str:
    name = _spelled_out(path)
    packing = Path(name).suffix
    return name.removesuffix(packing) if packing.lower() in _PACKERS else name


def _spelled_out(path: Path) -> str:
    """The name, with both endings where one stands for two: "all.tar.gz" for "all.tgz"."""
    name = name_of(Path(path.name))
    short = Path(name).suffix
    return name.removesuffix(short) + _SHORT.get(short.lower(), short)


def _is_special(path: Path) -> bool:
    """Whether it is a pipe or device, which might keep us waiting for ever, or a link to a folder; not a dead link."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        return False  # opening it will say what is wrong
