"""Columns of values side by side, kept in files that processes share: arrays, lists of varying length, and texts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import Field, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.floating[Any]]
Mask = npt.NDArray[np.bool_]

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


_LISTED: Final = ("Texts", "Lists")  # types of columns that take two files
_RUN: Final = 8  # rows that are worth a step of their own in Python


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists end to end: the nth is `values[bounds[n]:bounds[n + 1]]`."""

    bounds: Ints
    values: npt.NDArray[Any]

    @classmethod
    def grouped(cls, rows: Ints, values: npt.NDArray[Any], count: int) -> Lists:
        """For each row below `count` its values, in the order in which they are given."""
        order = np.argsort(rows, kind="stable")
        return cls(np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=count)))), values[order])

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __getitem__(self, n: int) -> npt.NDArray[Any]:
        return self.values[self.bounds[n] : self.bounds[n + 1]]

    def lengths(self, rows: Ints | None = None) -> Ints:
        """How many values each list has, or each of those rows."""
        return np.diff(self.bounds) if rows is None else self.bounds[rows + 1] - self.bounds[rows]

    def of(self, rows: Ints) -> Lists:
        """The lists of those rows alone, in that order."""
        starts, lengths = self.bounds[rows], self.lengths(rows)
        bounds = np.concatenate(([0], np.cumsum(lengths)))
        breaks = np.flatnonzero(np.diff(rows) != 1) + 1
        if len(breaks) * _RUN < len(rows):  # neighbours mostly stay neighbours: much quicker run by run
            runs = zip([0, *breaks.tolist()], [*breaks.tolist(), len(rows)], strict=True)
            pieces = [self.values[self.bounds[rows[a]] : self.bounds[rows[b - 1] + 1]] for a, b in runs]
            return Lists(bounds, np.concatenate(pieces))
        return Lists(bounds, self.values[np.arange(bounds[-1]) + np.repeat(starts - bounds[:-1], lengths)])

    def joined(self, other: Lists) -> Lists:
        """These lists, and others after them."""
        bounds = np.concatenate((self.bounds, self.bounds[-1] + other.bounds[1:]))
        return Lists(bounds, np.concatenate((self.values, other.values)))

    def any(self, marked: Mask) -> Mask:
        """For each list, whether one of its values is marked; there is a mark for each value."""
        hits = np.concatenate(([0], np.cumsum(marked)))
        found: Mask = hits[self.bounds[1:]] > hits[self.bounds[:-1]]
        return found


class Texts(Sequence[str]):
    """Texts as UTF-8, end to end."""

    def __init__(self, utf8: Lists) -> None:
        self.utf8 = utf8

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Those texts."""
        # Lone surrogates, which a JSON file can smuggle in, become what U+FFFD stands for: unreadable text.
        encoded = [text.encode("utf-8", "replace") for text in texts]
        bounds = np.concatenate(([0], np.cumsum([len(text) for text in encoded], dtype=np.int64)))
        return cls(Lists(bounds.astype(np.int64), np.frombuffer(b"".join(encoded), dtype=np.uint8)))

    def __len__(self) -> int:
        return len(self.utf8)

    def __getitem__(self, n: Any) -> Any:
        return self.utf8[n].tobytes().decode()

    def at(self, rows: Ints) -> list[str]:
        """The texts of those rows, in that order: much quicker than one by one."""
        whole = memoryview(self.utf8.values)  # type: ignore[arg-type]
        starts, ends = self.utf8.bounds[rows].tolist(), self.utf8.bounds[rows + 1].tolist()
        return [str(whole[start:end], "utf-8") for start, end in zip(starts, ends, strict=True)]

    def find(self, text: str) -> int | None:
        """Where a text stands among texts that are sorted; None if it is not there."""
        at = bisect_left(self, text)
        return at if at < len(self) and self[at] == text else None


def save(record: DataclassInstance, folder: Path) -> None:
    """Write each column of a record into a file of its own, or two.

    Raises:
        OSError: they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for field in fields(record):
        column = getattr(record, field.name)
        lists = column.utf8 if isinstance(column, Texts) else column
        if isinstance(lists, Lists):
            np.save(folder / f"{field.name}.bounds.npy", lists.bounds)
            np.save(folder / f"{field.name}.values.npy", lists.values)
        else:
            np.save(folder / f"{field.name}.npy", column)


def files(kind: type[DataclassInstance]) -> list[str]:
    """The names of the files that a record of that kind is saved in."""
    return [
        f"{field.name}{part}.npy"
        for field in fields(kind)
        for part in ((".bounds", ".values") if field.type in _LISTED else ("",))
    ]


def load(kind: type[T], folder: Path) -> T:
    """A record that was saved. It is read from its files as it is needed; processes that load it share the memory.

    Raises:
        OSError, ValueError: it is not there, or broken.
    """
    return kind(**{field.name: _column(field, folder) for field in fields(kind)})


def _column(field: Field[Any], folder: Path) -> Any:
    if field.type not in _LISTED:
        return _array(folder / f"{field.name}.npy")
    lists = Lists(_array(folder / f"{field.name}.bounds.npy"), _array(folder / f"{field.name}.values.npy"))
    return Texts(lists) if field.type == "Texts" else lists


def _array(path: Path) -> npt.NDArray[Any]:
    column: npt.NDArray[Any] = np.load(path, mmap_mode="r")
    return column.view(np.ndarray)
