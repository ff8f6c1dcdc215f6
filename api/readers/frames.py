"""The protocol between server and readers: frames with a kind, a length and a payload, pickled or plain.

    JOB     to a reader: what to run (see `Job`)
    VALUE   from it: the value that `call` asked for
    WHOLE   all that a stream writes, as it was so little
    FIRST   the first part of what a stream writes; PART follows, any number of times, then END
    FAILED  the error that ended the job, at whatever point

Only the server and processes that it started hold the ends of the socket; hence pickles are safe here.
"""

from __future__ import annotations

import datetime as dt
import pickle
import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import Any, Final, NamedTuple

PART_SIZE: Final = 64 * 1024
"""Bytes of a stream that travel together; the first such part is held back until it is full."""

_HEAD: Final = struct.Struct("!BI")


class FrameKind(IntEnum):
    """The kind of a frame."""

    JOB = 1
    VALUE = 2
    WHOLE = 3
    FIRST = 4
    PART = 5
    END = 6
    FAILED = 7


class Job(NamedTuple):  # which pickles in a third of a dataclass' time
    """A job for a reader.

    Attributes:
        run: a function, pickled by its name, so that it has to stand in a module; or a `StreamJob`.
        args, kwargs: what the function is given after the graph.
        streams: whether the answer is written, instead of returned.
        snapshot: marks the newest published snapshot; whoever has another one opened opens it anew.
        day: asks for what was known when that day ended, and not for the newest; None for the newest.
        seconds: of processor time, at most.
        size: bytes that a stream may have, at most; None for any number.
    """

    run: Any
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    streams: bool
    snapshot: Any
    day: dt.date | None
    seconds: float
    size: int | None


def pack(kind: FrameKind, payload: bytes = b"") -> bytes:
    """One frame."""
    return _HEAD.pack(kind, len(payload)) + payload


def pickled(kind: FrameKind, value: Any) -> bytes:
    """One frame that holds a value."""
    return pack(kind, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


class Frames:
    """Cuts what arrives into frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[FrameKind, bytes]]:
        """The frames that are complete with these bytes."""
        self._buffer += data
        while len(self._buffer) >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._buffer)
            end = _HEAD.size + length
            if len(self._buffer) < end:
                return
            payload = bytes(memoryview(self._buffer)[_HEAD.size : end])
            del self._buffer[:end]
            yield FrameKind(kind), payload
