"""The filter of incidents, as a part of a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from pyoxigraph import Literal as RdfLiteral

from kg.query.lookup.terms import meant
from kg.query.lookup.values import Order
from kg.rdf import literals
from kg.rdf.disputes import DISPUTABLE
from kg.rdf.iris import kg
from kg.sparql.binding import Term, select
from kg.store import Graph

TollBand = Literal["untold", "none", "1-9", "10-99", "100-up"]
"""How many were killed, by the lowest report; `untold` where none says."""

TOLL_BANDS: Final[tuple[TollBand, ...]] = get_args(TollBand)
LEAST: Final[Mapping[TollBand, int]] = {"none": 0, "1-9": 1, "10-99": 10, "100-up": 100}
"""From how many dead on a band reaches; it ends before the next."""

# A pattern for each variable that may be bound; those that leave the least stand first.
_PATTERNS: Final[Mapping[str, str]] = {
    "actor": """VALUES ?actor { UNDEF }
      ?incident kg:attacker|kg:target|kg:victim ?actor .""",
    "place": """VALUES ?place { UNDEF }
      ?where kg:within* ?place .
      ?incident kg:place ?where .""",
    "conflict": """VALUES ?conflict { UNDEF }
      ?incident kg:partOfConflict ?conflict .""",
    "outlet": """{ SELECT DISTINCT ?incident WHERE {
        VALUES ?outlet { UNDEF }
        GRAPH ?report { ?report schema:publisher ?outlet . ?account rdf:subject ?incident
          FILTER NOT EXISTS { ?account kg:believed|kg:generic ?withheld } }
      } }""",
    "related": """{ SELECT DISTINCT ?incident WHERE {
        VALUES ?related { UNDEF }
        GRAPH ?report {
          ?one rdf:subject ?related FILTER NOT EXISTS { ?one kg:believed|kg:generic ?withheld }
          ?account rdf:subject ?incident FILTER NOT EXISTS { ?account kg:believed|kg:generic ?withheld }
        }
        ?related kg:attacker|kg:target|kg:victim|kg:place ?shared .
        ?incident kg:attacker|kg:target|kg:victim|kg:place ?shared
      } }""",
    "west": """VALUES ?west { UNDEF }
      VALUES ?south { UNDEF }
      VALUES ?east { UNDEF }
      VALUES ?north { UNDEF }
      ?spot geo:lat ?lat ; geo:long ?long .
      FILTER(?lat >= ?south && ?lat <= ?north && (
        ?west <= ?east && ?long >= ?west && ?long <= ?east || ?west > ?east && (?long >= ?west || ?long <= ?east)))
      ?incident kg:place ?spot .""",
    "at": """VALUES ?at { UNDEF }
      ?incident kg:place ?at .""",
    "least": """VALUES ?least { UNDEF }
      VALUES ?below { UNDEF }
      ?incident kg:killedMin ?dead FILTER(?dead >= ?least && ?dead < ?below)""",
    "disputed": """VALUES ?disputed { UNDEF }
      ?incident kg:disputed ?disputed .""",
    "words": """VALUES ?words { UNDEF }
      ?incident rdfs:label ?label FILTER(CONTAINS(LCASE(?label), LCASE(?words)))""",
}

# The canned queries keep partial dates by the same rule: wherever they may lie.
_PERIOD: Final = """
  VALUES ?since { UNDEF }
  VALUES ?until { UNDEF }
  OPTIONAL { ?incident kg:date ?some }
  BIND(STR(?some) AS ?text)
  BIND(CONCAT(SUBSTR(?since, 1, 4), SUBSTR(?text, 2)) AS ?inFirstYear)
  BIND(CONCAT(SUBSTR(?until, 1, 4), SUBSTR(?text, 2)) AS ?inLastYear)
  FILTER(IF(STRSTARTS(?text, "--"),
    (?inFirstYear >= ?since && ?inFirstYear <= ?until) || (?inLastYear >= ?since && ?inLastYear <= ?until) ||
    xsd:integer(SUBSTR(?until, 1, 4)) - xsd:integer(SUBSTR(?since, 1, 4)) > 1,
    ?text >= SUBSTR(?since, 1, STRLEN(?text)) && ?text <= SUBSTR(?until, 1, STRLEN(?text))))
"""

_UNTOLD: Final = "FILTER NOT EXISTS { ?incident kg:killedMin ?dead }"
_MATCHING: Final = """
SELECT DISTINCT ?incident WHERE {
  %s
  VALUES ?class { UNDEF }
  ?incident a ?class .
  %s
}
"""
_MOST: Final = 10**9  # dead: more than anybody counts


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """A filter of incidents; empty fields restrict nothing.

    Attributes:
        cls: a class at or below Event, by local name.
        since, until: the first and the last day, as "2024-01-31". A partial date counts wherever it may lie.
        place, actor: names, slugs or IRIs; a place includes what lies within it, an actor is attacker, target or
            victim.
        at: a place, without what lies within it.
        conflict: the name, slug or IRI of a war that it is part of.
        related: an incident: that one, and those that the same articles tell of with a party or place in common.
        outlet: the name of an outlet that tells of it.
        bbox: west, south, east, north in degrees; where west is greater than east it goes across the 180th meridian.
        disputed: only those whose accounts disagree.
        differs: only those whose accounts disagree on this property.
        toll: only those of so many dead.
        words: what stands in the label.
        order: which come first, the oldest or the newest; what has no known year comes last in both.
    """

    cls: str = "Event"
    since: str | None = None
    until: str | None = None
    place: str | None = None
    at: str | None = None
    actor: str | None = None
    conflict: str | None = None
    related: str | None = None
    outlet: str | None = None
    bbox: tuple[float, float, float, float] | None = None
    disputed: bool = False
    differs: str | None = None
    toll: TollBand | None = None
    words: str | None = None
    order: Order = "oldest"


def _conditions(graph: Graph, wanted: IncidentFilter) -> tuple[str, str, dict[str, Sequence[Term]]]:
    """The patterns that bind ?incident, with what stands after its class, and the terms to bind in both.

    Raises:
        ParameterError: nothing goes by the name of the place, actor or war, or several things do.
    """
    terms: dict[str, Sequence[Term]] = {"class": [kg(wanted.cls)]}
    for name in ("place", "at", "actor", "conflict", "related"):
        if text := getattr(wanted, name):
            terms[name] = meant(graph, name, text)
    if wanted.outlet:
        terms["outlet"] = [RdfLiteral(wanted.outlet)]
    if wanted.differs or wanted.disputed:
        terms["disputed"] = [kg(name) for name in ([wanted.differs] if wanted.differs else DISPUTABLE)]
    if wanted.words:
        terms["words"] = [RdfLiteral(wanted.words)]
    if wanted.bbox:
        sides = zip(("west", "south", "east", "north"), wanted.bbox, strict=True)
        terms |= {side: [literals.decimal(degrees, places=5)] for side, degrees in sides}
    if wanted.toll is not None and wanted.toll in LEAST:
        least = LEAST[wanted.toll]
        below = min((other for other in LEAST.values() if other > least), default=_MOST)
        terms |= {"least": [literals.integer(least)], "below": [literals.integer(below)]}
    rest = _UNTOLD if wanted.toll == "untold" else ""
    if wanted.since or wanted.until:
        rest += _PERIOD
        terms["since"] = [RdfLiteral(wanted.since or "0000-01-01")]
        terms["until"] = [RdfLiteral(wanted.until or "9999-12-31")]
    return "\n      ".join(pattern for name, pattern in _PATTERNS.items() if name in terms), rest, terms


def matching(graph: Graph, wanted: IncidentFilter) -> set[str]:
    """The IRIs of all incidents that pass a filter.

    Raises:
        ParameterError: nothing goes by the name of the place, actor or war, or several things do.
    """
    patterns, rest, terms = _conditions(graph, wanted)
    return {row["incident"].value for row in select(graph, _MATCHING % (patterns, rest), **terms)}
