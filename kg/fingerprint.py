"""Fingerprints of code and data: what was made by other code, or from other lists, is made again."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from types import ModuleType


def code_fingerprint(*packages: ModuleType) -> str:
    """Hex digits that change with any Python file of the packages, sub-packages included."""
    return _fingerprint((Path(str(package.__file__)).parent for package in packages), "*.py")


def data_fingerprint(folders: Iterable[Path]) -> str:
    """Hex digits that change with any file of the folders, and with a file's name."""
    return _fingerprint(folders, "*")


def fingerprint_of(values: Iterable[object]) -> str:
    """Hex digits that change with any of some values, as they are written out, and with their order."""
    digest = sha256()
    for value in values:
        digest.update(repr(value).encode())
    return digest.hexdigest()


def _fingerprint(folders: Iterable[Path], pattern: str) -> str:
    digest = sha256()
    for folder in folders:
        for file in sorted(file for file in folder.rglob(pattern) if file.is_file()):
            digest.update(f"{file.relative_to(folder)}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
