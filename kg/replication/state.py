"""The state of a server store, noted on the server: its owner, its publication, people's own graphs.

In a graph of its own, `<base>graph/server`:

    <graph/server> schema:version "ID/N/REVISION" ;  publication N of the folder that is called ID
                   schema:hasPart <graph> .          a graph of people's own in it

The version ends in `+` while the server is being brought from there to a later one. The revision is another whenever
the server was written to, even if the publication is the same: kg.replication.log tells what lies between two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import ServerStoreError
from kg.replication.server import Server
from kg.vocab import SCHEMA

_VERSION: Final = f"<{SCHEMA}version>"
_PART: Final = f"<{SCHEMA}hasPart>"
_FORM: Final = re.compile(r"(\w+)/(\d+)/(\w+)(\+?)")


@dataclass(frozen=True, slots=True)
class SyncState:
    """The state of a server.

    Attributes:
        owner: the name of the folder that is kept in step.
        generation: the publication that it held last; 0 for none, since it is being filled.
        revision: a name for what it held then.
        changing: whether it is on its way to another one.
    """

    owner: str
    generation: int
    revision: str
    changing: bool = False

    def __str__(self) -> str:
        return f"{self.owner}/{self.generation}/{self.revision}{'+' if self.changing else ''}"


def state_of(server: Server) -> SyncState | None:
    """The state of a server; None if the server notes none.

    Raises:
        ServerStoreError: it does not answer.
    """
    name = server.terms.state
    for row in server.select(f"SELECT ?version {{ GRAPH {name} {{ {name} {_VERSION} ?version }} }}"):
        if form := _FORM.fullmatch(str(row["version"].value)):
            return SyncState(form[1], int(form[2]), form[3], bool(form[4]))
    return None


def stating(server: Server, state: SyncState) -> str:
    """The update that makes it say that."""
    name = server.terms.state
    return (
        f"DELETE WHERE {{ GRAPH {name} {{ {name} {_VERSION} ?version }} }} ;\n"
        f'INSERT DATA {{ GRAPH {name} {{ {name} {_VERSION} "{state}" }} }}'
    )


def parts_of(server: Server) -> list[NamedNode]:
    """The graphs of people's own that it says it holds.

    Raises:
        ServerStoreError: it does not answer.
    """
    name = server.terms.state
    return [row["part"] for row in server.select(f"SELECT ?part {{ GRAPH {name} {{ {name} {_PART} ?part }} }}")]


def naming(server: Server, come: Iterable[NamedNode], gone: Iterable[NamedNode]) -> list[str]:
    """Updates that note which users' graphs the server holds, and which no more."""
    name = server.terms.state
    return [
        f"{word} DATA {{ GRAPH {name} {{ {name} {_PART} {', '.join(map(str, names))} }} }}"
        for word, names in (("DELETE", list(gone)), ("INSERT", list(come)))
        if names
    ]


def check_default_graph(server: Server) -> None:
    """Check that the default graph is not the union of all graphs.

    Raises:
        ServerStoreError: it is the union of all graphs, and no other is to stand for it.
    """
    name = server.terms.state
    if server.terms.default is None and server.ask(f"ASK {{ {name} {_VERSION} ?version }}"):
        raise ServerStoreError(
            f"The default graph of {server.url} is the union of all graphs, where what is believed would be mixed with "
            f"what articles say; set SITREP_STORE_DEFAULT_GRAPH={server.terms.base}graph/believed to keep it apart"
        )
