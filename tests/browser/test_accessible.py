"""What every page keeps: nothing that axe-core calls critical or serious, no page wider than its screen."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from browsing import watched
from playwright.sync_api import Browser, Page, expect
from serving import TOKEN

PAGES = {
    "start": "/",
    "api": "/docs",
    "nothing": "/nothing",
    "graph": "/explore/graph?at=entities/hamas",
    "incidents": "/explore/incidents",
    "incident": "/explore/incidents/2024-01-04-baghdad-drone-strike",
    "entity": "/explore/entities/hamas",
    "articles": "/explore/articles",
    "article": "/explore/articles/levant-wire-2024-01-04-baghdad#char=0,7",
    "changes": "/explore/changes?about=hamas",
    "query": "/explore/query?query=SELECT * WHERE { ?a kg:attacked ?b } LIMIT 5",
}
DESK = {
    "review": "/explore/review",
    "judgements": "/explore/judgements",
    "add": "/explore/add",
    "correct": "/explore/entities/kerman",
    "judge": "/explore/articles/levant-wire-2024-01-28-tower-22",
}
"""Pages for those who have signed in."""
DARK = ("start", "graph", "incident", "entity", "query", "review", "add", "correct")  # these have all that has colours
RUN = """async (rules) =>
  (await axe.run(document, {resultTypes: ['violations'], ...rules && {runOnly: rules}})).violations
  .filter(({impact}) => impact === 'critical' || impact === 'serious')
  .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map(({html}) => html.slice(0, 160)).join(' | ')}`)"""


@pytest.fixture(scope="session")
def axe(node_modules: Path) -> str:
    return (node_modules / "axe-core" / "axe.min.js").read_text()


def settled(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    expect(page.locator(".loading")).to_have_count(0, timeout=60_000)


def sign_in(page: Page) -> None:
    page.goto("/")
    page.evaluate("token => { sessionStorage.by = 'ada'; sessionStorage.token = token; }", TOKEN)


# In the dark only the colours are others.
@pytest.mark.parametrize(("scheme", "rules"), [("light", None), ("dark", ["color-contrast"])])
def test_axe_finds_nothing_critical_or_serious(
    scheme: Literal["light", "dark"], rules: list[str] | None, browser: Browser, server: str, axe: str
) -> None:
    looked_at = DARK if scheme == "dark" else (*PAGES, *DESK)
    with watched(browser, server, color_scheme=scheme, reduced_motion="reduce") as page:
        found = {}
        for name in looked_at:
            if name == "review":  # the first of those
                sign_in(page)
            settled(page, (PAGES | DESK)[name])
            if name == "graph":
                page.locator(".filter-box summary").click()
            if name == "correct":
                page.get_by_text("Split it …").click()
                page.locator(".joins summary").first.click()
                page.get_by_text("This place instead …").click()
                page.get_by_role("region", name="Correct it").get_by_role("button", name="Find").click()
                page.locator(".places").wait_for()
            page.evaluate(axe)
            found[name] = page.evaluate(RUN, rules)
        assert found == {name: [] for name in looked_at}


def test_no_page_is_wider_than_a_telephone_and_each_has_a_title_of_its_own(browser: Browser, server: str) -> None:
    with watched(browser, server, viewport={"width": 380, "height": 740}, reduced_motion="reduce") as page:
        widths, titles = {}, set()
        for name, address in (PAGES | DESK).items():
            if name == "review":
                sign_in(page)
            settled(page, address)
            widths[name] = page.evaluate("document.documentElement.scrollWidth")
            titles.add(page.title())
            assert page.locator("h1").count() == 1
            for scroller in page.locator("[data-head]").locator("xpath=ancestor::*[@role='region']").all()[:1]:
                if scroller.locator("table.stack").count():  # its cells stand one below the other
                    assert scroller.evaluate("one => one.scrollWidth - one.clientWidth") == 0
        assert widths == dict.fromkeys(PAGES | DESK, 380)
        assert len(titles) == len(PAGES | DESK)
        assert all("Sitrep" in title for title in titles)


def test_the_keyboard_alone_reaches_the_content(page: Page) -> None:
    settled(page, "/")
    heading = page.get_by_role("heading", level=1).element_handle()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#_main")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.id") == "_main"
    assert heading.evaluate("one => one.isConnected"), "the page was drawn anew"
