"""Addresses of entities, incidents and articles, and links to them.

A slug or id stands there percent-encoded. Slashes in it may also stand as they are: a page's id is its whole address.
"""

from __future__ import annotations

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import Path

from kg.query.names import Kind

Slug = Annotated[str, Path(min_length=1, description="the last part of its IRI, or another's whole IRI")]
ArticleId = Annotated[str, Path(min_length=1, description="its id")]

NOUNS: Final[dict[Kind, str]] = {"entity": "entities", "incident": "incidents", "article": "articles"}
_SAFE: Final = "-._~:@,;="  # what stands in an IRI as it is stands so in an address too


def href(kind: Kind, slug: str) -> str:
    """The address of all that is known of a thing."""
    return f"/{NOUNS[kind]}/{quote(slug, safe=_SAFE)}"
