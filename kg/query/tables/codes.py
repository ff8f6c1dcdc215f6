"""The codes that other event data sets have for our kinds of incident, as the ontology aligns them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

from pyoxigraph import RdfFormat, parse

from kg.resources import resource
from kg.vocab import KG, SKOS, SUPERCLASS

_SCHEMES: Final = "https://w3id.org/sitrep/codes/"
_MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch")  # the code is as wide as the kind, or wider


def code(cls: str, scheme: str) -> str | None:
    """The code of a class, or of the nearest class above it that has one.

    Args:
        cls: a class by local name.
        scheme: plover, acled or cameo.

    Returns:
        The code behind that of what it is a kind of, as in "ASSAULT > drone"; None where there is none.
    """
    codes = _codes(scheme)
    at: str | None = cls
    while at is not None:
        if at in codes:
            return codes[at]
        at = SUPERCLASS.get(at)
    return None


@cache
def _codes(scheme: str) -> dict[str, str]:
    told = defaultdict[str, defaultdict[str, list[str]]](lambda: defaultdict(list))
    for quad in parse(path=str(resource("ontology", "codes.ttl")), format=RdfFormat.TURTLE):
        told[getattr(quad.subject, "value", "")][quad.predicate.value].append(getattr(quad.object, "value", ""))
    below = f"{_SCHEMES}{scheme}"

    def written(iri: str) -> str:
        above = [other for other in told[iri][SKOS + "broader"] if below in told[other][SKOS + "inScheme"]]
        own = told[iri][SKOS + "notation"][0]
        return f"{written(above[0])} > {own}" if above and scheme != "cameo" else own  # CAMEO's say so themselves

    found = {}
    for iri, about in sorted(told.items()):
        if iri.startswith(KG):
            matches = [one for name in _MATCHES for one in sorted(about[SKOS + name])]
            if here := [one for one in matches if below in told[one][SKOS + "inScheme"]]:
                found[iri.removeprefix(KG)] = written(here[0])
    return found
