"""The forms that the graph can be written in, by file ending."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Final

from pyoxigraph import RdfFormat

from kg.errors import ExportError
from kg.export import gexf, tables
from kg.network import edges, nodes
from kg.store import Graph


@dataclass(frozen=True, slots=True)
class Format:
    """One form of the graph.

    Attributes:
        ending: of files, without its dot.
        media_type: for HTTP.
        description: what of the graph is in it.
        write: writes it to a stream.
    """

    ending: str
    media_type: str
    description: str
    write: Callable[[Graph, IO[bytes]], None]


def _rdf(graph: Graph, out: IO[bytes], *, form: RdfFormat) -> None:
    graph.dump(out, form)


def _gexf(graph: Graph, out: IO[bytes]) -> None:
    gexf.write(out, nodes(graph), edges(graph))


_ALL: Final = "everything: what is believed, and what each article says in its named graph"
_BELIEVED: Final = "what is believed (the default graph) alone, since the format knows no named graphs"
_NETWORK: Final = "entities, incidents and the ties between them"

FORMATS: Final[dict[str, Format]] = {
    form.ending: form
    for form in (
        Format("nq", "application/n-quads", f"N-Quads: {_ALL}", partial(_rdf, form=RdfFormat.N_QUADS)),
        Format("trig", "application/trig", f"TriG: {_ALL}", partial(_rdf, form=RdfFormat.TRIG)),
        Format("jsonld", "application/ld+json", f"JSON-LD: {_ALL}", partial(_rdf, form=RdfFormat.JSON_LD)),
        Format("nt", "application/n-triples", f"N-Triples: {_BELIEVED}", partial(_rdf, form=RdfFormat.N_TRIPLES)),
        Format("ttl", "text/turtle", f"Turtle: {_BELIEVED}", partial(_rdf, form=RdfFormat.TURTLE)),
        Format("rdf", "application/rdf+xml", f"RDF/XML: {_BELIEVED}", partial(_rdf, form=RdfFormat.RDF_XML)),
        Format("gexf", "application/gexf+xml", f"GEXF 1.3 for Gephi: {_NETWORK}", _gexf),
        Format("graphml", "application/graphml+xml", f"GraphML: {_NETWORK}", tables.write_graphml),
        Format("csv", "text/csv", "CSV: the ties alone, one a line, as Gephi imports them", tables.write_csv),
    )
}


def format_of(name: str) -> Format:
    """The format that a file name ends in, or that an ending names.

    Raises:
        ExportError: there is none of that ending; lists those that there are.
    """
    ending = name.rpartition(".")[2].lower()
    if ending not in FORMATS:
        offered = ", ".join("." + known for known in FORMATS)
        raise ExportError(f"{name}: the ending says the format, and there is none for that one. Use one of {offered}.")
    return FORMATS[ending]


def export(graph: Graph, target: Path | IO[bytes], format: str | None = None) -> None:  # noqa: A002  as in `Graph.dump`
    """Write the graph to a file or a binary stream.

    A file appears when it is complete, or stays as it was.

    Args:
        graph: what is written.
        target: where to.
        format: an ending of `FORMATS`; None for that of the file's name.

    Raises:
        ExportError: the format is unknown, or the file cannot be written.
    """
    if not isinstance(target, Path):
        if format is None:
            raise ExportError("A stream has no name that says the format; give one of " + ", ".join(FORMATS) + ".")
        format_of(format).write(graph, target)
        return
    form = format_of(format or target.name)
    try:
        # In the same folder, since only there is renaming one step.
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as out:
            unfinished = Path(out.name)
            try:
                form.write(graph, out)
                unfinished.chmod(0o666 & ~_umask())  # temporary files are made for their owner's eyes only
                unfinished.replace(target)
            except BaseException:
                unfinished.unlink()
                raise
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror or error}.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
