"""A comparison as links: an incident of ours and an event of theirs that are one, with what speaks for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.query.compare.comparison import EventPair
from kg.query.network.dates import day
from kg.rdf.iris import Iris
from kg.rdf.iris import kg as term
from kg.rdf.literals import decimal
from kg.vocab import DCTERMS, PROV, RDF, RDFS

_SAME: Final = term("sameIncidentAs")


def graph_of(codebook: str) -> NamedNode:
    """The name of the graph that the links to a data set stand in."""
    return NamedNode(f"urn:{codebook}")


def links(found: Iterable[EventPair], codebook: str, iris: Iris) -> Iterator[Triple]:
    """The links of what both have, each with a statement that says how sure it is, and why.

    Args:
        found: the comparison.
        codebook: the data set, by which its events are named (`urn:ucdp-ged:7`).
        iris: of our incidents.
    """
    for pair in found:
        if pair.ours is None or pair.theirs is None:
            continue
        event = NamedNode(f"{graph_of(codebook).value}:{quote(pair.theirs.id)}")
        incident, link = iris.event(str(pair.ours["id"])), NamedNode(f"{event.value}#link")
        yield Triple(incident, _SAME, event)
        yield Triple(event, NamedNode(DCTERMS + "identifier"), Literal(pair.theirs.id))
        yield Triple(link, NamedNode(RDF + "type"), NamedNode(RDF + "Statement"))
        yield Triple(link, NamedNode(RDF + "subject"), incident)
        yield Triple(link, NamedNode(RDF + "predicate"), _SAME)
        yield Triple(link, NamedNode(RDF + "object"), event)
        yield Triple(link, NamedNode(PROV + "value"), decimal(pair.score or 0, places=3))
        yield Triple(link, NamedNode(RDFS + "comment"), Literal(evidence(pair)))


def evidence(pair: EventPair) -> str:
    """What speaks for a pair and what against it: days, distance, tolls and culprits."""
    assert pair.ours
    assert pair.theirs
    first, last = day(pair.theirs.first), day(pair.theirs.last)
    said = [f"{pair.ours['date']} here, {first if first == last else f'{first} to {last}'} there"]
    if pair.km is not None:
        said.append(f"{pair.km:,} km apart")
    if pair.toll:
        said.append("tolls agree" if pair.toll == "same" else "tolls differ")
    if pair.attacker:
        which = "none of theirs" if pair.attacker == "neither" else f"their {pair.attacker} actor"
        said.append(f"our attacker is {which}")
    return "; ".join(said)
