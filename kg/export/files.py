"""Writing a graph to a file or a stream."""

from __future__ import annotations

import gzip
import os
import tempfile
from pathlib import Path
from typing import IO, cast

from kg.errors import ExportError
from kg.export.formats import FORMATS, Wanted, format_of
from kg.store import Graph


def export(graph: Graph, target: Path | IO[bytes], name: str | None = None, wanted: Wanted = None) -> None:
    """Write the graph to a file or a binary stream.

    A file appears when it is complete, or stays as it was.

    Args:
        graph: what is written.
        target: where to.
        name: what says the format: an ending of `FORMATS`, or a file name with one; compressed if it ends in ".gz".
            None for the file's own.
        wanted: which part of its network; None for the whole graph.

    Raises:
        ExportError: the format is unknown, or the file cannot be written.
    """
    if not isinstance(target, Path):
        if name is None:
            raise ExportError("A stream has no name that says the format; give one of " + ", ".join(FORMATS) + ".")
        write(graph, target, name, wanted)
        return
    format_of(name or target.name)
    try:
        # In the same folder, since only there is renaming one step.
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as out:
            unfinished = Path(out.name)
            try:
                write(graph, out, name or target.name, wanted)
                unfinished.chmod(0o666 & ~_umask())  # temporary files are made for their owner's eyes only
                unfinished.replace(target)
            except BaseException:
                unfinished.unlink()
                raise
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror or error}.") from error


def write(graph: Graph, out: IO[bytes], name: str, wanted: Wanted = None) -> None:
    """Write the graph to a binary stream, in the form that a name ends in.

    Raises:
        ExportError: there is none.
    """
    form = format_of(name)
    if not name.endswith(".gz"):
        form.write(graph, out, wanted)
        return
    # No name and no time in it, so that equal graphs give equal bytes.
    with gzip.GzipFile("", "wb", fileobj=out, mtime=0, compresslevel=6) as packed:
        form.write(graph, cast("IO[bytes]", packed), wanted)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
