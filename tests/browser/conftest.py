"""A real Chromium before a real `kg serve`.

The policy: whatever a page asks of another machine, every error that it logs and every exception that it leaves
uncaught fails the test (see `browsing.watching`). Tests wait for what they expect to see, never for a time.
One server, and one page of one browser, serve all tests, since the first look at a page costs three times the next one:
what a test leaves in its page is cleared away. What `test_desk` writes stays in the graph, so it comes last.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL, WEB, cleared, npm, watching
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, sync_playwright
from serving import Served, serving

DESK = ViewportSize(width=1280, height=900)


@pytest.fixture(scope="package")
def folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of data/articles, in a folder of the browser's own: `past` puts a day into it."""
    return Path(shutil.copytree(sample_folder, tmp_path_factory.mktemp("served") / "graph"))


@pytest.fixture(scope="package")
def served(folder: Path) -> Iterator[Served]:
    """`kg serve` over that graph."""
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="package")
def server(served: Served) -> str:
    """Its address."""
    return served.url


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
        reason = "there is no Chromium on the PATH; on Debian: apt-get install chromium-headless-shell"
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
    """What the pages on a desk have in common: their size, what they fetched. Pictures come to rest at once."""
    context = browser.new_context(base_url=server, viewport=DESK, reduced_motion="reduce", accept_downloads=True)
    yield context
    context.close()


@pytest.fixture(scope="package")
def _page(desk: BrowserContext) -> Page:
    return desk.new_page()


@pytest.fixture
def page(_page: Page, server: str) -> Iterator[Page]:
    """The page on the desk."""
    with watching(_page, server):
        yield _page
        cleared(_page, DESK)


@pytest.fixture
def faulty_page(_page: Page, server: str) -> Iterator[Page]:
    """The same, of a test that provokes errors: they may be logged."""
    with watching(_page, server, errors=True):
        yield _page
        cleared(_page, DESK)


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The front end's packages, as its lock file has them."""
    kept, lock = WEB / "node_modules" / ".package-lock.json", WEB / "package-lock.json"
    with lock.open() as turn:
        flock(turn, LOCK_EX)  # another process may be at it
        if not kept.exists() or kept.stat().st_mtime < lock.stat().st_mtime:
            npm("ci")
    return WEB / "node_modules"
