"""ZIP archives: the files in them, and in archives within."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from kg.errors import SourceError
from kg.sources.files import Input, whole
from kg.sources.records import Location

_LARGEST: Final = 2_000_000_000  # bytes of an archive
_UNPACKED: Final = 200_000_000  # bytes of a file in it; a small one can unpack to more than memory holds
_MOST: Final = 1_000_000  # files in it


def members(found: Input, stream: BinaryIO, wanted: Callable[[Path], bool]) -> Iterator[Input | SourceError]:
    """The wanted files of an archive, sorted by path, named "all.zip/2024/a.txt".

    Raises:
        SourceError: it is no archive, or one of too many files.
    """
    place = Location(found.name)
    kept = stream if stream.seekable() else io.BytesIO(whole(stream, place, _LARGEST))
    try:
        archive = zipfile.ZipFile(kept)
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise place.error(f"is not readable as a ZIP archive: {error}") from None
    entries = sorted((each for each in archive.infolist() if not each.is_dir()), key=lambda each: each.filename)
    if len(entries) > _MOST:
        raise place.error(f"holds {len(entries):,} files; at most {_MOST:,} are read")
    for entry in entries:
        path = PurePosixPath(entry.filename)
        name = f"{found.name}/{entry.filename}"
        if any(part.startswith((".", "__MACOSX")) for part in path.parts) or path.name.upper().startswith("README"):
            continue
        if not wanted(Path(entry.filename)):
            continue
        if entry.file_size > _UNPACKED:
            yield SourceError(name, f"unpacks to {entry.file_size:,} bytes; at most {_UNPACKED:,} are read")
        elif entry.flag_bits & 1:
            yield SourceError(name, "is locked by a password")
        else:
            yield Input(name, Path(entry.filename), partial(_open, archive, entry))


def _open(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    try:
        return cast("BinaryIO", io.BytesIO(archive.read(entry)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise OSError(str(error)) from None
