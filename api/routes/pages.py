"""The pages for people: the start page and the documentation, with nothing from other servers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import fastapi_offline
from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

_WEB: Final = Path(__file__).resolve().parent.parent / "web"
_SWAGGER: Final = Path(fastapi_offline.__file__).parent / "static"
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# Swagger UI sets styles of its own from its script.
_DOCS_HEADERS: Final = _HEADERS | {
    "Content-Security-Policy": _HEADERS["Content-Security-Policy"] + "; style-src 'self' 'unsafe-inline'"
}

router = APIRouter(include_in_schema=False)


@router.get("/")
def start() -> Response:
    """The start page."""
    return FileResponse(_WEB / "index.html", headers=_HEADERS)


@router.get("/docs")
def docs() -> Response:
    """The documentation, which reads /openapi.json."""
    return FileResponse(_WEB / "docs.html", headers=_DOCS_HEADERS)


def install(app: FastAPI) -> None:
    """Add the pages and the files that they load."""
    app.include_router(router)
    app.mount("/assets/swagger", StaticFiles(directory=_SWAGGER), name="swagger")
    app.mount("/assets", StaticFiles(directory=_WEB), name="assets")
