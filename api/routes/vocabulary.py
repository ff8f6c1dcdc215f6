"""The vocabulary: its classes and properties in words, and the JSON-LD context."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from api.http.conditional import Conditional, reply
from api.http.problems import PROBLEMS
from kg.query import lookup
from kg.resources import resource

router = APIRouter(tags=["Vocabulary"], responses=PROBLEMS, route_class=Conditional)


@router.get("/vocabulary", response_model=lookup.Vocabulary)
def vocabulary(request: Request) -> Response:
    """List the classes and properties with their labels, comments and superclasses, and the declared prefixes."""
    return reply(lookup.vocabulary(request.app.state.settings.base), lookup.Vocabulary)


@router.get("/context.jsonld", response_class=Response, responses={200: {"content": {"application/ld+json": {}}}})
def context() -> Response:
    """The JSON-LD context: what the names in this server's JSON-LD mean."""
    return FileResponse(resource("ontology", "context.jsonld"), media_type="application/ld+json")
