"""Archives, ZIP and tar: the files in them, and in archives within."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from kg.errors import SourceError
from kg.sources.files import Input, whole
from kg.sources.records import Location

TAR: Final = ".tar"
ENDINGS: Final = (".zip", TAR)
_LARGEST: Final = 2_000_000_000  # bytes of an archive
_UNPACKED: Final = 200_000_000  # bytes of a file in it; a small one can unpack to more than memory holds
_MOST: Final = 1_000_000  # files in it


def members(found: Input, stream: BinaryIO, wanted: Callable[[Path], bool]) -> Iterator[Input | SourceError]:
    """The wanted files of an archive, named "all.zip/2024/a.txt"; those of a ZIP archive sorted by path.

    Raises:
        SourceError: it is no archive, or one of too many files.
    """
    return (_in_tar if found.ending == TAR else _in_zip)(found, stream, wanted)


def _in_zip(found: Input, stream: BinaryIO, wanted: Callable[[Path], bool]) -> Iterator[Input | SourceError]:
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
        name = f"{found.name}/{entry.filename}"
        if not _is_seen(entry.filename) or not wanted(Path(entry.filename)):
            continue
        if entry.file_size > _UNPACKED:
            yield _too_long(name, entry.file_size)
        elif entry.flag_bits & 1:
            yield SourceError(name, "is locked by a password")
        else:
            yield Input(name, Path(entry.filename), partial(_open, archive, entry))


def _in_tar(found: Input, stream: BinaryIO, wanted: Callable[[Path], bool]) -> Iterator[Input | SourceError]:
    """The same of a tar archive, in its own order, since it is read as it comes."""
    place = Location(found.name)
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for number, entry in enumerate(archive):
                if number == _MOST:
                    raise place.error(f"holds more than {_MOST:,} files")
                inside = entry.name.removeprefix("./")
                if not entry.isfile() or not _is_seen(inside) or not wanted(Path(inside)):
                    continue
                name = f"{found.name}/{inside}"
                if entry.size > _UNPACKED:
                    yield _too_long(name, entry.size)
                elif content := archive.extractfile(entry):
                    yield Input(name, Path(inside), partial(io.BytesIO, content.read()))
    except tarfile.TarError as error:
        raise place.error(f"is not readable as a tar archive: {error}") from None


def _is_seen(path: str) -> bool:
    parts = [part for part in PurePosixPath(path).parts if part not in (".", "..")]
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return bool(parts) and not hidden and not parts[-1].upper().startswith("README")


def _too_long(name: str, size: int) -> SourceError:
    return SourceError(name, f"unpacks to {size:,} bytes; at most {_UNPACKED:,} are read")


def _open(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    try:
        return cast("BinaryIO", io.BytesIO(archive.read(entry)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise OSError(str(error)) from None
