"""Things in the forms of RDF: JSON-LD, Turtle, N-Triples and RDF/XML, beside the JSON that their routes answer in."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request, Response
from fastapi.responses import JSONResponse

from api.http.negotiation import TRIPLES, Offer, choose
from api.readers import Readers
from kg.query import lookup

FORMS: Final[tuple[Offer[Any], ...]] = (
    Offer("json", "application/json", None),
    Offer("jsonld", "application/ld+json", None, (), ("json-ld", "ld+json")),
    *(offer for offer in TRIPLES if offer.name in ("turtle", "ntriples", "rdfxml")),
)
"""The first is what those get who accept anything."""

Form = Annotated[
    Literal["json", "jsonld", "turtle", "ntriples", "rdfxml"] | None,
    Query(alias="format", description="the form of the answer, where an Accept header is out of reach"),
]
LINKED: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {offer.media_type: {} for offer in FORMS[1:]}}}
"""For the OpenAPI document of routes that answer in RDF too."""


def rdf_form(request: Request, form: str | None) -> Offer[Any] | None:
    """The form of RDF that the client wants; None if it wants JSON.

    Raises:
        NotAcceptable: it wants neither.
    """
    offer, _ = choose(request.headers.get("accept"), FORMS, form)
    return None if offer.name == "json" else offer


async def reply_rdf(
    request: Request,
    readers: Readers,
    offer: Offer[Any],
    parts: lookup.Parts,
    *,
    following: str | None = None,
    alone: bool = False,
) -> Response:
    """Things and claims, or an article's named graph, as RDF; JSON-LD refers to the published context.

    Args:
        request: whose answer it is.
        readers: who look them up.
        offer: the form.
        parts: what is told.
        following: the address of the next page.
        alone: whether JSON-LD has the one node bare.
    """
    if offer.name == "jsonld":
        told = await readers.call(lookup.linked, parts)
        body = told if isinstance(told, dict) else told[0] if alone else {"@graph": told}
        document = {"@context": str(request.url_for("context")), **body}
        response: Response = JSONResponse(document, media_type=offer.media_type)
    else:
        response = Response(await readers.call(lookup.described, parts, offer.name), media_type=offer.media_type)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response
