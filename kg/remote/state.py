"""What a server store says that it holds: whose graph, and which publication of it.

One triple in a graph of its own, `<base>graph/server`. It is `schema:version "ID/N"` while the server holds publication
N of the folder that is called ID, and `"ID/N+"` while it is being brought from there to a later one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.errors import ServerStoreError
from kg.remote.server import Server
from kg.vocab import SCHEMA

_VERSION: Final = f"<{SCHEMA}version>"
_FORM: Final = re.compile(r"(\w+)/(\d+)(\+?)")


@dataclass(frozen=True, slots=True)
class State:
    """What a server holds.

    Attributes:
        owner: the name of the folder that is kept in step.
        generation: the publication that it held last; 0 for none, since it is being filled.
        changing: whether it is on its way to another one.
    """

    owner: str
    generation: int
    changing: bool = False

    def __str__(self) -> str:
        return f"{self.owner}/{self.generation}{'+' if self.changing else ''}"


def state_of(server: Server) -> State | None:
    """What it says; None if it says nothing.

    Raises:
        ServerStoreError: it does not answer.
    """
    name = server.terms.state
    for row in server.select(f"SELECT ?version {{ GRAPH {name} {{ {name} {_VERSION} ?version }} }}"):
        if form := _FORM.fullmatch(str(row["version"].value)):
            return State(form[1], int(form[2]), bool(form[3]))
    return None


def stating(server: Server, state: State) -> str:
    """The update that makes it say that."""
    name = server.terms.state
    return (
        f"DELETE WHERE {{ GRAPH {name} {{ {name} {_VERSION} ?version }} }} ;\n"
        f'INSERT DATA {{ GRAPH {name} {{ {name} {_VERSION} "{state}" }} }}'
    )


def check_default_graph(server: Server) -> None:
    """See that the default graph is one of its own, once the server says what it holds.

    Raises:
        ServerStoreError: it is the union of all graphs, and no other is to stand for it.
    """
    name = server.terms.state
    if server.terms.default is None and server.ask(f"ASK {{ {name} {_VERSION} ?version }}"):
        raise ServerStoreError(
            f"The default graph of {server.url} is the union of all graphs, where what is believed would be mixed with "
            f"what articles say; set SITREP_STORE_DEFAULT_GRAPH={server.terms.base}graph/believed to keep it apart"
        )
