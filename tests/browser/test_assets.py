"""What is built: it is what the sources give, named by its contents, and free to be passed on."""

from __future__ import annotations

import filecmp
import json
import re
from pathlib import Path

import pytest
from browsing import WEB, node, npm, watched
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from api import create_app
from kg.settings import Settings
from kg.store import Graph

DIST = WEB / "dist"


@pytest.fixture(scope="module")
def client(two_outlets: Graph, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(create_app(Settings(data=tmp_path_factory.mktemp("none")), two_outlets))


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_the_sources_pass_their_types(node_modules: Path) -> None:
    assert node_modules.exists()
    npm("run", "--silent", "check")


def test_the_built_files_are_what_the_sources_give_to_the_byte(node_modules: Path, tmp_path: Path) -> None:
    assert node_modules.exists()
    node("build.mjs", "--out", str(tmp_path / "dist"))
    built = files(tmp_path / "dist")
    assert built == files(DIST), "npm run build in api/web brings dist/ up to date"
    assert filecmp.cmpfiles(DIST, tmp_path / "dist", built, shallow=False)[0] == sorted(built, key=list(built).index)


def test_modules_stay_small_enough_to_read_at_one_sitting() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in (WEB / "src").rglob("*.ts")}
    assert len(lengths) > 20
    assert not {path.name: length for path, length in lengths.items() if length > 300}


def test_every_package_that_ships_is_listed_with_its_licence() -> None:
    listed = (DIST / "LICENSES.txt").read_text()
    wanted = json.loads((WEB / "package.json").read_text())["dependencies"]
    for name in wanted:
        assert re.search(rf"^{re.escape(name)} \S+ \((MIT|ISC|BSD-\d-Clause|Apache-2.0)\)$", listed, re.MULTILINE), name
    assert "axe-core" not in listed  # used in tests, and shipped to nobody


def test_the_lock_file_names_no_registry() -> None:
    assert "://" not in re.sub(r'"(url|funding)": .*', "", (WEB / "package-lock.json").read_text())


def test_pages_keep_the_browser_to_this_server(client: TestClient) -> None:
    for page in ("/", "/explore/incidents/anything", "/docs"):
        headers = client.get(page).headers
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'self'"
        assert policy["style-src"] == "'self' 'unsafe-inline'"
        assert policy["worker-src"] == "'self' blob:"
        assert policy["img-src"] == "'self' data: blob:"
        assert "script-src" not in policy  # so scripts are files of ours alone
        assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-cache"


def test_a_page_that_asks_another_machine_fails_its_test(browser: Browser, server: str) -> None:
    def visit() -> None:
        with watched(browser, server) as page:
            page.route("http://elsewhere.example/**", lambda route: route.fulfill(body="Something from elsewhere"))
            page.goto("http://elsewhere.example/")

    with pytest.raises(AssertionError, match=r"asks another machine: http://elsewhere\.example/"):
        visit()


def test_assets_are_kept_for_good_since_their_names_change_with_them(client: TestClient) -> None:
    for address in re.findall(r'"(/assets/[^"]+)"', client.get("/").text):
        assert re.search(r"-[A-Z0-9]{8}\.(js|css)$", address)
        headers = client.get(address).headers
        assert headers["cache-control"] == "public, max-age=31536000, immutable"
        assert headers["x-content-type-options"] == "nosniff"
    missing = client.get("/assets/none.js")
    assert missing.status_code == 404
    assert "immutable" not in missing.headers.get("cache-control", "")
