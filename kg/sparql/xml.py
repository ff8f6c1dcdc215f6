"""XML that parsers take: an article's text may hold form feeds and other controls, which XML has no way to write."""

from __future__ import annotations

from typing import IO, Final

from pyoxigraph import QueryResultsFormat, RdfFormat

_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r"))
_BLANKED: Final = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))


def blanked(data: bytes) -> bytes:
    """UTF-8 with a blank for each control character; it may be cut anywhere, since these are of one byte."""
    return data.translate(_BLANKED)


class WellFormed:
    """A stream of bytes in UTF-8, with a blank for each control character on its way to another stream."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, data: bytes, /) -> int:
        """Write on."""
        self._out.write(blanked(bytes(data)))
        return len(data)

    def flush(self) -> None:
        """Write on what waits."""
        self._out.flush()


def well_formed(out: IO[bytes], form: RdfFormat | QueryResultsFormat) -> IO[bytes] | WellFormed:
    """Where to write in this form: the stream itself, or one that keeps XML well-formed."""
    return WellFormed(out) if form in (RdfFormat.RDF_XML, QueryResultsFormat.XML) else out
