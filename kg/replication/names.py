"""Name look-up on a server store, for those without a folder and its name index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.query.names import looks_like_iri
from kg.rdf.iris import Iris
from kg.replication.queries import for_server
from kg.replication.server import Server
from kg.sparql.binding import Term, bind

_THERE: Final = "SELECT ?thing { VALUES ?thing { UNDEF } FILTER EXISTS { ?thing a ?class } }"
_CALLED: Final = """
SELECT DISTINCT ?thing {
  VALUES ?wanted { UNDEF }
  ?thing rdfs:label|skos:altLabel ?name .
  FILTER(LCASE(STR(?name)) = LCASE(?wanted))
} ORDER BY ?thing"""


def meant(server: Server, base: str, name: str) -> list[str]:
    """The IRIs of what has that slug or name, or is that IRI.

    Raises:
        ValueError: nothing has.
        ServerStoreError: the server does not answer.
    """
    if looks_like_iri(name):
        return [NamedNode(name.removeprefix("<").removesuffix(">")).value]
    slugs = [Iris(base).entity(name), Iris(base).event(name)]
    found = _things(server, base, _THERE, thing=slugs) or _things(server, base, _CALLED, wanted=[Literal(name)])
    if not found:
        raise ValueError(f"nothing on {server.url} goes by that name; give a whole name, a slug or an IRI")
    return found


def _things(server: Server, base: str, text: str, **terms: Sequence[Term]) -> list[str]:
    default = server.terms.default.value if server.terms.default else None
    return [str(row["thing"].value) for row in server.select(for_server(bind(text, terms), base, default))]
