"""Finding files, opening them, and telling text from other bytes."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import EmptySource, SourceError
from kg.sources.records import Location

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters that no text has: all but those that move the cursor or, with escape, colour a terminal.
_CONTROLS = bytes(set(range(32)) - set(b"\a\b\t\n\v\f\r\x1b"))
_TOLERATED = 0.1  # of all bytes
_GUESSED_BY = 200_000  # bytes that an encoding is guessed by


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
        """What tells the format: the last ending in lower case, without a `.gz` behind it."""
        return ending_of(self.path)

    @property
    def stem(self) -> str:
        """The name without its endings, with the folder that it is in: "a/index" beside "b/index"."""
        return f"{self.within}/{stem_of(self.path)}" if self.within else stem_of(self.path)

    @contextmanager
    def open(self, *, packed: bool = False) -> Iterator[BinaryIO]:
        """Its bytes, unpacked if it is a `.gz`, unless they are wanted as they are.

        Raises:
            SourceError: it cannot be opened, read or unpacked, here or where the stream is read.
        """
        try:
            with self.open_packed() as stream:
                if self.path.suffix.lower() == ".gz" and not packed:
                    yield cast("BinaryIO", gzip.GzipFile(fileobj=stream))
                else:
                    yield stream
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise SourceError(self.name, "is not a whole gzip file") from None
        except FileNotFoundError:
            raise SourceError(self.name, "does not exist") from None
        except OSError as error:
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
    """What tells the format: the last ending in lower case, without a `.gz` behind it."""
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


def is_utf16(data: bytes) -> bool:
    """Whether the bytes begin with UTF-16's byte order mark."""
    return data.startswith(_UTF16)


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding that we read: a NUL among them, or many control characters."""
    if is_utf16(data):
        return False
    return b"\0" in data or len(data) - len(data.translate(None, _CONTROLS)) > _TOLERATED * len(data)


def decode(data: bytes, place: Location, encoding: str = "UTF-8") -> str:
    """Bytes as text, without a byte order mark.

    Args:
        data: the bytes; with UTF-16's byte order mark they are that.
        place: where they stood, for the message.
        encoding: what they are otherwise.

    Raises:
        EmptySource: there are none, or only blanks.
        SourceError: they are binary, or not of that encoding.
    """
    if is_binary(data):
        raise place.error("is binary, not text")
    encoding = "UTF-16" if is_utf16(data) else encoding
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        where = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        raise place.error(f"is not {encoding.upper()} ({where}); save it as UTF-8") from None
    if "\0" in text:
        raise place.error("is binary, not text")
    if not text.strip():
        raise place.error("is empty", EmptySource)
    return text


def decoded_by_guess(data: bytes, place: Location) -> tuple[str, str | None]:
    """Bytes as text: UTF-8 if possible, else the likeliest encoding, with a warning.

    For what programs export without a word about its encoding: tables, pages, feeds.

    Returns:
        The text; and, where the encoding is a guess, what to say about that.

    Raises:
        EmptySource: there are none, or only blanks.
        SourceError: they are binary, or of no encoding that can be told.
    """
    try:
        return decode(data, place), None
    except EmptySource:
        raise
    except SourceError:
        if is_binary(data):
            raise
    from charset_normalizer import from_bytes  # noqa: PLC0415  only those who need it should wait for it

    likely = [guess.encoding for guess in from_bytes(data[:_GUESSED_BY])]
    # Windows' Western one is the commonest by far, so it is chosen where it is as likely as others.
    encoding = "cp1252" if not likely or "cp1252" in likely else likely[0]
    return decode(data, place, encoding), f"is not UTF-8, and is read as {encoding.upper()}"


def _uncompressed(path: Path) -> str:
    name = name_of(Path(path.name))
    return name[:-3] if name.lower().endswith(".gz") else name


def _is_special(path: Path) -> bool:
    """Whether it is a pipe or device, which might keep us waiting for ever, or a link to a folder; not a dead link."""
    try:
        return path.exists() and not path.is_file()
    except OSError:
        return False  # opening it will say what is wrong
