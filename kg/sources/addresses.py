"""Sources at addresses: on the web, in an object store, in a ZIP archive; wherever fsspec reaches.

An address is what fsspec takes: `https://…`, `s3://bucket/2024/*.jsonl.gz`, `zip://wire.jsonl::s3://bucket/all.zip`.
Credentials are those that each protocol's own package finds in the environment.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final, cast
from urllib.parse import urlsplit

from kg.errors import SourceError
from kg.sources.files import Input, reason_of

_WEB: Final = ("http", "https")
# The extra of this package that brings what a protocol needs; other protocols name their package themselves.
_EXTRAS: Final = {"http": "http", "https": "http", "s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}


def is_address(source: str) -> bool:
    """Whether a source is an address and no path."""
    return "://" in source


def find(address: str) -> Input | Iterator[Input]:
    """The file at an address; or, if it is a folder or a pattern with `*`, those below it, sorted by path.

    Raises:
        SourceError: nothing is there, it cannot be reached, or the package of its protocol is not installed.
    """
    protocol = address.split("://", 1)[0]
    try:
        found = _find(address, in_web=protocol in _WEB)
    except ImportError as missing:
        extra = _EXTRAS.get(protocol)
        how = f"pip install 'fsspec[{extra}]'" if extra else str(missing)
        raise SourceError(address, f"needs a package that is not installed: {how}") from None
    except Exception as error:  # noqa: BLE001  each protocol's package raises errors of its own
        raise SourceError(address, f"cannot be reached: {reason_of(error)}") from None
    if found is None:
        raise SourceError(address, "does not exist")
    return found


def _find(address: str, *, in_web: bool) -> Input | Iterator[Input] | None:
    from fsspec.core import url_to_fs  # noqa: PLC0415  only those who read from elsewhere should wait for it

    fs, path = url_to_fs(address)
    if in_web:  # where every page with links on it would pass for a folder
        at = urlsplit(address)
        return _input(fs, address, at.path, path, f"{at.netloc}{PurePosixPath(at.path).parent}".rstrip("/"))
    root = path.partition("*")[0].rpartition("/")[0] if "*" in path else path
    if "*" in path:
        below = fs.glob(path)
    elif fs.isdir(path):
        below = fs.find(path)
    else:
        return _input(fs, address, path, path) if fs.exists(path) else None
    return (
        _input(fs, fs.unstrip_protocol(each), each, each, _below(each, root))
        for each in sorted(below) if not _is_hidden(each)
    )  # fmt: skip


def _below(path: str, root: str) -> str:
    """The folder of a file, below another one."""
    return path.rpartition("/")[0].removeprefix(root.rstrip("/")).strip("/")


def _input(fs: Any, name: str, path: str, at: str, within: str = "") -> Input:
    def open_packed() -> BinaryIO:
        try:
            stream = fs.open(at, "rb")
        except FileNotFoundError:
            raise
        except Exception as error:  # noqa: BLE001  likewise
            raise OSError(reason_of(error)) from None
        # Some of these streams know no longest line.
        return cast("BinaryIO", stream if isinstance(stream, io.BufferedIOBase) else io.BufferedReader(stream))

    return Input(name, Path(PurePosixPath(path).name or "index"), open_packed, within)


def _is_hidden(path: str) -> bool:
    name = PurePosixPath(path).name
    return name.startswith(".") or name.upper().startswith("README")
