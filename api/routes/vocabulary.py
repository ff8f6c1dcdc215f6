"""The vocabulary, in words and as RDF; the JSON-LD context; and what of the vocabulary the data set really holds."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse
from pyoxigraph import RdfFormat, parse, serialize

from api.http.conditional import Conditional, reply
from api.http.negotiation import TRIPLES, Offer, choose
from api.http.problems import PROBLEMS
from api.params.state import CannedQueries
from api.sparql.described import shapes_of
from api.sparql.void import description
from kg.query import lookup
from kg.resources import resource
from kg.vocab import PREFIXES

router = APIRouter(tags=["Vocabulary"], responses=PROBLEMS, route_class=Conditional)

_WORDS: Final[Offer[RdfFormat | None]] = Offer("json", "application/json", None)
_OFFERS: Final[tuple[Offer[Any], ...]] = (_WORDS, *TRIPLES)
_RDF: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "RDF", "content": {offer.media_type: {} for offer in TRIPLES}}
}


def _form(offers: tuple[Offer[Any], ...]) -> Any:
    return Query(
        alias="format",
        description="the form of the answer, where an Accept header is out of reach",
        json_schema_extra={"enum": [offer.name for offer in offers]},
    )


@router.get("/vocabulary", response_model=lookup.Vocabulary, responses=_RDF)
def vocabulary(request: Request, form: Annotated[str | None, _form(_OFFERS)] = None) -> Response:
    """List the classes and properties with their labels, comments and superclasses, and the declared prefixes.

    In the forms of RDF it is the ontology itself.
    """
    offer, media_type = choose(request.headers.get("accept"), _OFFERS, form)
    if offer.form is None:
        return reply(lookup.vocabulary(request.app.state.settings.base), lookup.Vocabulary)
    return Response(_ontology(offer.form), media_type=media_type)


@router.get("/.well-known/void", response_class=Response, responses=_RDF)
async def void(
    request: Request,
    questions: CannedQueries,
    form: Annotated[str | None, _form(TRIPLES)] = None,
) -> Response:
    """Describe the data set: which classes and properties it really holds, how often, and example queries (VoID)."""
    offer, media_type = choose(request.headers.get("accept"), TRIPLES, form)
    told = await shapes_of(request)
    root, base = str(request.base_url).rstrip("/"), request.app.state.settings.base
    return Response(description(root, base, told, questions.values(), offer.form), media_type=media_type)


@router.get("/context.jsonld", response_class=Response, responses={200: {"content": {"application/ld+json": {}}}})
def context() -> Response:
    """The JSON-LD context: what the names in this server's JSON-LD mean."""
    return FileResponse(resource("ontology", "context.jsonld"), media_type="application/ld+json")


@cache
def _ontology(form: RdfFormat) -> bytes:
    file = resource("ontology", "sitrep.ttl")
    if form == RdfFormat.TURTLE:
        return file.read_bytes()
    triples = (quad.triple for quad in parse(path=str(file), format=RdfFormat.TURTLE))
    return serialize(triples, format=form, prefixes=PREFIXES) or b""
