"""What every page keeps: nothing that axe-core calls critical or serious, no page wider than its screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from browsing import watching
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect
from serving import TOKEN

PAGES = {
    "start": "/",
    "api": "/docs",
    "nothing": "/nothing",
    "graph": "/explore/graph?at=entities/hamas",
    "whole": "/explore/graph?named=true&colour=time",
    "incidents": "/explore/incidents",
    "incident": "/explore/incidents/{incident}",
    "articles": "/explore/articles",
    "search": "/explore/search?q=baghdad",
    "changes": "/explore/changes?about=hamas",
    "query": "/explore/query?query=SELECT * {{?a kg:attacked ?b; a ?c; kg:named ?d. ?b a ?e; kg:named ?f}} LIMIT 5",
}
DESK = {
    "review": "/explore/review",
    "judgements": "/explore/judgements",
    "add": "/explore/add",
    "correct": "/explore/entities/kerman",
    "judge": "/explore/articles/levant-wire-2024-01-04-baghdad#char=0,7",
}
"""Pages for those who have signed in: among them what others see of an entity and of an article."""
DARK = (
    "start",
    "graph",
    "whole",
    "incident",
    "query",
    "review",
    "add",
    "correct",
)  # these have all that has colours
PHONE, SCREEN = ViewportSize(width=380, height=740), ViewportSize(width=1280, height=720)
GRAVE = """axe._audit.rules
  .filter(({impact}) => impact === 'critical' || impact === 'serious')
  .filter(({enabled, tags}) => enabled && !tags.includes('experimental') && !tags.includes('deprecated'))
  .map(({id}) => id)"""
RUN = """async (rules) =>
  (await axe.run(document, {resultTypes: ['violations'], runOnly: rules})).violations
  .filter(({impact}) => impact === 'critical' || impact === 'serious')
  .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map(({html}) => html.slice(0, 160)).join(' | ')}`)"""
BESIDE = """() => [...document.querySelectorAll('[role=region]:has([data-head]):has(table.stack)')].slice(0, 1)
  .map((one) => one.scrollWidth - one.clientWidth)"""


@dataclass(frozen=True)
class Visit:
    """What was seen of a page: on a telephone, then on a screen, in the light and, of some, in the dark."""

    title: str
    headings: int
    width: int
    beside: list[int]
    rules: int
    found: list[str]
    found_in_the_dark: list[str]


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


def unfolded(page: Page, name: str) -> None:
    """Open what a page keeps folded."""
    if name in {"incidents", "articles", "search"}:  # it was made on a telephone
        page.get_by_text("Narrow down", exact=True).click()
    if name == "graph":
        page.get_by_text("Filters", exact=True).click()
    if name == "whole":
        page.get_by_text("Look", exact=True).click()
    if name == "correct":
        page.get_by_text("Split it …").click()
        page.locator(".joins summary").first.click()
        page.get_by_text("This place instead …").click()
        page.get_by_role("region", name="Correct it").get_by_role("button", name="Find").click()
        page.locator(".places").wait_for()


@pytest.fixture(scope="module")
def visits(desk: BrowserContext, server: str, axe: str, incident: Callable[[str, str], str]) -> dict[str, Visit]:
    """Every page, each opened once."""
    seen = {}
    with watching(desk.new_page(), server) as page:
        page.set_default_timeout(90_000)  # the first who asks for joins waits for what resolution needs
        for name, address in (PAGES | DESK).items():
            if name == next(iter(DESK)):
                sign_in(page)
            page.set_viewport_size(PHONE)
            settled(page, address.format(incident=incident("2024-01-04", "baghdad")))
            width, beside = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(BESIDE)
            page.set_viewport_size(SCREEN)
            unfolded(page, name)
            page.evaluate(axe)
            rules = page.evaluate(GRAVE)
            found, dark = page.evaluate(RUN, rules), []
            if name in DARK:
                page.emulate_media(color_scheme="dark")
                dark = page.evaluate(RUN, ["color-contrast"])
                page.emulate_media(color_scheme="light")
            seen[name] = Visit(page.title(), page.locator("h1").count(), width, beside, len(rules), found, dark)
        page.close()
    return seen


def test_axe_finds_nothing_critical_or_serious(visits: dict[str, Visit]) -> None:
    assert {name: seen.rules for name, seen in visits.items() if seen.rules < 50} == {}, "axe has that many"
    assert {name: seen.found for name, seen in visits.items() if seen.found} == {}
    assert {name: seen.found_in_the_dark for name, seen in visits.items() if seen.found_in_the_dark} == {}


def test_no_page_is_wider_than_a_telephone_and_each_has_a_title_of_its_own(visits: dict[str, Visit]) -> None:
    assert {name: seen.width for name, seen in visits.items()} == dict.fromkeys(PAGES | DESK, PHONE["width"])
    assert {seen.headings for seen in visits.values()} == {1}
    assert len({seen.title for seen in visits.values()}) == len(PAGES | DESK)
    assert all("Sitrep" in seen.title for seen in visits.values())
    tables = [seen.beside for seen in visits.values() if seen.beside]
    assert tables
    assert all(beside == [0] for beside in tables), "cells stand one below the other"


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
