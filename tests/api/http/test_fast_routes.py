"""The short way to some routes: the same answers, without the framework."""

from __future__ import annotations

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.testclient import TestClient

from api.http.fast_routes import FastRoutes


def _app() -> FastAPI:
    app = FastAPI()

    @app.get("/short", response_class=Response)
    async def short(request: Request, by: str = "short way") -> Response:
        if "fail" in request.query_params:
            raise HTTPException(418, "as asked")
        return Response(f"by the {by} to {request.url_for('long')}")

    @app.get("/long")
    async def long(request: Request) -> dict[str, str]:
        return {"path": request.scope["route"].path}

    app.router.routes.insert(0, FastRoutes(app.routes))
    return app


def test_a_route_that_needs_only_the_request_is_called_without_the_rest() -> None:
    client = TestClient(_app())
    assert client.get("/short?by=framework").text == "by the short way to http://testserver/long"
    assert client.get("/long").json() == {"path": "/long"}


def test_errors_other_methods_and_the_description_are_the_frameworks() -> None:
    client = TestClient(_app())
    assert (client.get("/short?fail=1").status_code, client.put("/short").status_code) == (418, 405)
    assert set(client.get("/openapi.json").json()["paths"]) == {"/short", "/long"}
