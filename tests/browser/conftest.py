"""A real Chromium before a real `kg serve`.

The policy: whatever a page asks of another machine, every error that it logs and every exception that it leaves
uncaught fails the test (see `browsing.opened`). Tests wait for what they expect to see, never for a time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL, WEB, npm, opened
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from serving import serving


@pytest.fixture(scope="package")
def folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of data/articles, in a folder of the browser's own: `past` puts a day into it."""
    return Path(shutil.copytree(sample_folder, tmp_path_factory.mktemp("served") / "graph"))


@pytest.fixture(scope="package")
def server(folder: Path) -> Iterator[str]:
    """The address of `kg serve` over that graph."""
    with serving(folder) as served:
        yield served.url


@pytest.fixture(scope="package")
def past(folder: Path, small_folder: Path) -> str:
    """A day of which it is known that the server's graph held half of its articles then."""
    kept = folder / "states" / "2024-06-01"
    shutil.copytree(small_folder / "snapshots" / "1", kept)
    (kept / "GENERATION").write_text("1\n")
    return kept.name


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is; without one, tests are skipped, but fail in CI, which is to install one."""
    if CHROMIUM is None:
        reason = "there is no Chromium on the PATH; on Debian: apt-get install chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return CHROMIUM


@pytest.fixture(scope="package")  # not longer: while it lives, an event loop runs, which other tests would meet
def playwright(chromium: str) -> Iterator[Playwright]:
    assert chromium
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, *SOFTWARE_GL])
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def desk(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """What the pages on a desk have in common: their size, what they fetched. Nothing else is kept between them."""
    context = browser.new_context(
        base_url=server, viewport={"width": 1280, "height": 900}, reduced_motion="reduce", accept_downloads=True
    )
    yield context
    context.close()


@pytest.fixture
def page(desk: BrowserContext, server: str) -> Iterator[Page]:
    """A page on a desk; pictures come to rest at once."""
    with opened(desk, server) as page:
        yield page


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The front end's packages, as its lock file has them."""
    kept, lock = WEB / "node_modules" / ".package-lock.json", WEB / "package-lock.json"
    with lock.open() as turn:
        flock(turn, LOCK_EX)  # another process may be at it
        if not kept.exists() or kept.stat().st_mtime < lock.stat().st_mtime:
            npm("ci")
    return WEB / "node_modules"
