"""The pages for people: the explorer and what the API offers, with nothing from other servers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.types import Scope

from api.http.html_pages import api_page, error_page, prose_page
from kg.resources import resource
from kg.settings import Settings

DIST: Final = Path(__file__).resolve().parent.parent / "web" / "dist"
"""What `api/web/build.mjs` built."""

_STYLESHEET: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)">')
_COMMON: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
HEADERS: Final = _COMMON | {
    # Styles: the editor and the canvas set their own. Workers: the layout of a graph runs in one that is
    # made from a blob. Nothing comes from, or goes to, another server.
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",  # a page names its assets by their hashes, so it alone has to be fresh
}
_FOR_GOOD: Final = _COMMON | {"Cache-Control": "public, max-age=31536000, immutable"}
_A_DAY: Final = _COMMON | {"Cache-Control": "public, max-age=86400"}

router = APIRouter(include_in_schema=False)


@cache
def stylesheet() -> str:
    """The address of the explorer's stylesheet, which its build names."""
    found = _STYLESHEET.search(_document())
    return found[1] if found else ""


@cache
def _document() -> str:
    return (DIST / "index.html").read_text(encoding="utf-8")


@cache
def _methodology() -> str:
    return resource("docs", "methodology.md").read_text(encoding="utf-8")


def _framed(origins: str) -> str:
    """The policy of a page that pages of some origins may show in a frame."""
    return HEADERS["Content-Security-Policy"].replace("frame-ancestors 'none'", f"frame-ancestors {origins}")


class _Files(StaticFiles):
    """Files with headers of their own on every answer."""

    def __init__(self, directory: Path, headers: dict[str, str]) -> None:
        super().__init__(directory=directory)
        self._headers = headers

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(self._headers)
        return response


@router.get("/")
@router.get("/explore/{page:path}")
def explorer(request: Request) -> Response:
    """The explorer: one document, whose script shows what the address asks for.

    Where a setting allows it, the document says that views can be embedded, and an address with `embed=true` may be
    shown in a frame of the origins that the setting names.
    """
    settings: Settings = request.app.state.settings
    if not settings.embed:
        return FileResponse(DIST / "index.html", headers=HEADERS)
    headers = dict(HEADERS)
    if request.query_params.get("embed") == "true":
        headers["Content-Security-Policy"] = _framed(settings.embed)
    return HTMLResponse(_document().replace('<html lang="en">', '<html lang="en" data-embed>', 1), headers=headers)


@router.get("/methodology")
def methodology() -> Response:
    """What the words of the explorer mean, and how right the reading is, for people."""
    return HTMLResponse(prose_page(_methodology(), stylesheet()), headers=HEADERS)


@router.get("/docs")
def docs(request: Request) -> Response:
    """The API's operations, on a page for people."""
    return HTMLResponse(api_page(request.app.openapi(), stylesheet()), headers=HEADERS)


@router.get("/favicon.svg")
@router.get("/favicon.ico")
def icon() -> Response:
    """The sign that browsers show beside a page's name."""
    return FileResponse(DIST / "favicon.svg", media_type="image/svg+xml", headers=_A_DAY)


@router.get("/assets/LICENSES.txt")
def licences() -> Response:
    """The licences of the libraries in the explorer."""
    return FileResponse(DIST / "LICENSES.txt", media_type="text/plain; charset=utf-8", headers=_A_DAY)


def install(app: FastAPI) -> None:
    """Add the pages and the files that they load, and have errors told to people as a page."""
    app.state.error_page = _error_page
    app.include_router(router)
    app.mount("/assets", _Files(DIST / "assets", _FOR_GOOD), name="assets")


def _error_page(status: int, detail: str) -> Response:
    return HTMLResponse(error_page(status, detail, stylesheet()), status, HEADERS | {"Vary": "Accept"})
