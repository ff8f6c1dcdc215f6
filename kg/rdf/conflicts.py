"""Wars, insurgencies and campaigns in the default graph: those that incidents are part of."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad

from kg.knowledge.conflicts import Conflict
from kg.rdf import iris, literals
from kg.rdf.iris import Iris, kg
from kg.vocab import WIKIDATA


def conflict_quads(conflict: Conflict, base: Iris) -> Iterator[Quad]:
    """The quads of a conflict: its names, its beginning and its end."""
    node = base.conflict(conflict.id)
    yield Quad(node, iris.TYPE, kg("Conflict"))
    yield Quad(node, iris.LABEL, literals.text(conflict.name))
    for name in conflict.aliases:
        yield Quad(node, iris.ALT_LABEL, literals.text(name))
    yield Quad(node, kg("named"), literals.boolean(True))
    yield Quad(node, kg("began"), literals.date(conflict.began))
    if conflict.ended:
        yield Quad(node, kg("ended"), literals.date(conflict.ended))
    if conflict.wikidata:
        yield Quad(node, iris.SAME_AS, NamedNode(WIKIDATA + conflict.wikidata))
