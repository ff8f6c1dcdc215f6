"""The graph as N-Quads, in shards: any store can load them.

`articles` holds the articles' named graphs, each whole and in one piece; `described` what the default graph says of
entities and incidents, each in one piece too; `direct` the triples of the default graph that articles state, with
repetitions where several do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from kg.knowledge.conflicts import conflicts
from kg.model import Canonical, DisputableClaim, Event, Ref
from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.rows import Row, Rows, mapped
from kg.rdf import facts_json
from kg.rdf.believed import entity_quads, event_quads
from kg.rdf.conflicts import conflict_quads
from kg.rdf.iris import Iris, kg
from kg.rdf.project import article_quads, record_quads
from kg.resolve.entities.signatures import EntitySignature
from kg.vocab import DIRECT

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

ARTICLES: Final = "articles"
DESCRIBED: Final = "described"
DIRECTLY: Final = "direct"
_LINES: Final = "kind string, quads string"


def project(tables: dict[str, DataFrame], known: BroadcastContext) -> DataFrame:
    """The whole graph: a row an article, entity or incident, its `quads`, and the `kind` of shard they belong in.

    Args:
        tables: `facts`, `who`, `events` and `copies`, by article; `entities` and `incidents`.
        known: the workers' knowledge.
    """
    told = tables["facts"]
    for name in ("who", "events", "copies"):
        told = told.join(tables[name], "id", "left")
    states = _states(tables["entities"], known)
    parts = (
        mapped(told, _articles(known), _LINES),
        mapped(tables["entities"], _entities(known, states, _provinces(tables["entities"], known)), _LINES),
        mapped(tables["incidents"], _incidents(known), _LINES),
        mapped(_wars(tables["incidents"]), _conflicts(known), _LINES),
    )
    return reduce(lambda a, b: a.union(b), parts)


def _states(entities: DataFrame, known: BroadcastContext) -> dict[str, str]:
    """The states that the graph holds: their slugs by country. There are two hundred in the world."""
    actors, _ = known.lists()
    countries = {actor.country for actor in actors if actor.country}
    states = {state.id: country for country in countries if (state := actors.state(country)) is not None}
    found = entities.where("slug = plain").where(entities.actor.isin(list(states))).select("actor", "slug").collect()
    return {states[row.actor]: row.slug for row in found}


def _provinces(entities: DataFrame, known: BroadcastContext) -> dict[str, str]:
    """The provinces that the graph holds: their slugs by the gazetteer's ids. There are some thousands in the world."""
    _, gazetteer = known.lists()
    ids = [province.id for province in gazetteer.provinces]
    found = entities.where(entities.place.isin(ids)).select("place", "slug", "plain").collect()
    # Of several, that with the plain slug stays, else the first by alphabet: as a register has it.
    ranked = sorted(found, key=lambda row: (row.slug != row.plain, row.slug), reverse=True)
    return {row.place: row.slug for row in ranked}


def _articles(known: BroadcastContext) -> Callable[[Rows], Rows]:
    base, direct = Iris(known.settings.base), set(map(kg, DIRECT))

    def run(rows: Rows) -> Rows:
        for row in rows:
            read = facts_json.loads(row["facts"], row["text"])  # what is kept is as it was read, whatever people said
            facts = known.claims.over(read)
            id_ = facts.article.id
            who = {
                Ref(id_, one["local"]): Canonical(one["slug"], one["cls"], one.get("label") or "", (), ())
                for one in (*(row["entities"] or ()), *(row["events"] or ()))
            }
            original = row["original"] if row["original"] != id_ else None
            quads = article_quads(facts, who, base, original, record_quads(read, base))
            yield _lines(ARTICLES, quads)
            yield _lines(DIRECTLY, {Quad(*quad.triple) for quad in quads if quad.predicate in direct})

    return run


def _entities(known: BroadcastContext, states: dict[str, str], provinces: dict[str, str]) -> Callable[[Rows], Rows]:
    base = Iris(known.settings.base)

    def state(country: str) -> NamedNode | None:
        return base.entity(states[country]) if country in states else None

    def located(place: str) -> NamedNode | None:
        return base.entity(provinces[place]) if place in provinces else None

    def run(rows: Rows) -> Rows:
        actors, gazetteer = known.lists()
        for row in rows:
            members = [EntitySignature.loads(content).entity() for content in row["contents"]]
            yield _lines(
                DESCRIBED,
                entity_quads(
                    *(_canonical(row), members, base),
                    actors=actors,
                    gazetteer=gazetteer,
                    state=state,
                    located=located,
                ),
            )

    return run


def _incidents(known: BroadcastContext) -> Callable[[Rows], Rows]:
    base = Iris(known.settings.base)

    def run(rows: Rows) -> Rows:
        _, gazetteer = known.lists()
        for row in rows:
            members = [Event("", row["cls"], row["label"], row["recurring"], row["withheld"])]
            accounts = [disputable_of(said) for said in row["said"]]
            yield _lines(DESCRIBED, event_quads(_canonical(row), members, accounts, base, gazetteer))

    return run


def _wars(incidents: DataFrame) -> DataFrame:
    return incidents.where("conflict IS NOT NULL").select("conflict").distinct()


def _conflicts(known: BroadcastContext) -> Callable[[Rows], Rows]:
    base = Iris(known.settings.base)

    def run(rows: Rows) -> Rows:
        for row in rows:
            if (war := conflicts().get(row["conflict"])) is not None:
                yield _lines(DESCRIBED, conflict_quads(war, base))

    return run


def disputable_of(row: Row) -> DisputableClaim:
    """A claim that others may contradict, as a row holds it."""
    values = {name: row[name] for name in DisputableClaim._fields}
    return DisputableClaim(**{**values, "wholes": tuple(values["wholes"])})


def _canonical(row: Row) -> Canonical:
    return Canonical(
        row["slug"], row["cls"], row["label"], tuple(row["names"]), (), row["actor"], row["place"], row.get("conflict")
    )


def _lines(kind: str, quads: Iterable[Quad]) -> Row:
    return {"kind": kind, "quads": (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode().rstrip("\n")}
