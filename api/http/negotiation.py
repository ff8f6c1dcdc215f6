"""Content negotiation: the best of the offered forms for the client's Accept header (RFC 9110, section 12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

F = TypeVar("F")

_MOST_RANGES: Final = 100  # of a header; each is compared with each offer
_MOST_PARAMETERS: Final = 8  # of a range


@dataclass(frozen=True, slots=True)
class Offer(Generic[F]):
    """One form of an answer.

    Attributes:
        name: what `format=` calls it.
        media_type: how it is labelled.
        form: what writes it.
        also: other media types that clients ask for it by.
        names: what else `format=` may call it, as clients and file endings do.
    """

    name: str
    media_type: str
    form: F
    also: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


SOLUTIONS: Final = (
    Offer("json", "application/sparql-results+json", QueryResultsFormat.JSON, ("application/json",), ("srj",)),
    Offer("xml", "application/sparql-results+xml", QueryResultsFormat.XML, (), ("srx",)),
    Offer("csv", "text/csv", QueryResultsFormat.CSV),
    Offer("tsv", "text/tab-separated-values", QueryResultsFormat.TSV),
)
"""For SELECT and ASK; the first is what those get who accept anything."""

TRIPLES: Final = (
    Offer("turtle", "text/turtle", RdfFormat.TURTLE, ("application/x-turtle", "text/n3"), ("ttl", "n3")),
    Offer("ntriples", "application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",), ("nt", "n-triples")),
    Offer("rdfxml", "application/rdf+xml", RdfFormat.RDF_XML, (), ("xml", "rdf", "rdf+xml")),
    Offer("jsonld", "application/ld+json", RdfFormat.JSON_LD, ("application/json",), ("json-ld", "json", "ld+json")),
    Offer("nquads", "application/n-quads", RdfFormat.N_QUADS, (), ("nq", "n-quads")),
    Offer("trig", "application/trig", RdfFormat.TRIG),
)
"""For CONSTRUCT and DESCRIBE."""


class NotAcceptable(Exception):
    """The client accepts none of the forms that are offered; the message lists them."""


def choose(accept: str | None, offers: Sequence[Offer[F]], name: str | None = None) -> tuple[Offer[F], str]:
    """The form that the client likes best, and the media type to label it with.

    Args:
        accept: the Accept header; None or an empty one accepts anything.
        offers: what there is, the server's own favourite first.
        name: the value of `format=`. It outranks the header, unless it is unknown and the header names an offered form.

    Raises:
        NotAcceptable: there is no form of that name, or none that the header accepts.
    """
    if name:
        asked = name.strip().lower().replace(" ", "+")  # a plus sign in an address is a blank, unless it is escaped
        for offer in offers:
            if asked in (offer.name, offer.media_type, *offer.also, *offer.names):
                return offer, offer.media_type
        if not _names_one(accept, offers):
            raise NotAcceptable(f"There is no format {name!r} here; there are {', '.join(o.name for o in offers)}.")
    ranges = _ranges(accept or "*/*") or _ranges("*/*")
    # By another name an offer is found only where it is asked for by just that name.
    candidates = [(_quality(o.media_type, ranges), -rank, o, o.media_type) for rank, o in enumerate(offers)]
    candidates += [
        (weight, -rank, offer, other)
        for rank, offer in enumerate(offers)
        for other in offer.also
        for kind, subtype, weight in ranges
        if other == f"{kind}/{subtype}"
    ]
    best = max(candidates, key=lambda found: found[:2])
    if best[0] <= 0:
        raise NotAcceptable(
            f"None of what you accept is offered here; offered: {', '.join(o.media_type for o in offers)}."
        )
    return best[2], best[3]


def _names_one(accept: str | None, offers: Sequence[Offer[F]]) -> bool:
    """Whether a header names one of the forms, and does not only accept anything."""
    named = {f"{kind}/{subtype}" for kind, subtype, weight in _ranges(accept or "") if weight}
    return any(named & {offer.media_type, *offer.also} for offer in offers)


def weight_of(coding: str, header: str) -> float:
    """The weight that an Accept-Encoding header gives a coding; 0 if it does not name it."""
    weights = {kind: weight for kind, _, weight in _ranges(header, slashed=False)}
    return weights.get(coding, weights.get("*", 0.0))


def _ranges(accept: str, *, slashed: bool = True) -> list[tuple[str, str, float]]:
    """Media ranges (or other things, without a slash) with their weights; what makes no sense is left out."""
    ranges = []
    for item in accept.split(",", _MOST_RANGES)[:_MOST_RANGES]:
        media, *parameters = (part.strip() for part in item.split(";", _MOST_PARAMETERS))
        kind, slash, subtype = media.lower().partition("/")
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value.strip())))
                except ValueError:
                    weight = 0.0
        if slash or not slashed:
            ranges.append((kind, subtype, weight))
    return ranges


def _quality(media_type: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """The weight of the most specific range that holds the media type; 0 if none does."""
    kind, _, subtype = media_type.partition("/")
    fitting = [
        ((one != "*") + (other != "*"), weight)
        for one, other, weight in ranges
        if (one, other) == ("*", "*") or (one == kind and other in ("*", subtype))
    ]
    return max(fitting, key=lambda found: found[0])[1] if fitting else 0.0
