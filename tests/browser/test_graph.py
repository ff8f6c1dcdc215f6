"""The graph around a thing: drawn, expanded, filtered, shared by its address, and what is behind each tie."""

from __future__ import annotations

import re

from browsing import ARGUMENTS, watched
from playwright.sync_api import Browser, Page, Playwright, expect

ENTITY = "https://w3id.org/sitrep/id/entity/"
AROUND_HAMAS = "/explore/graph?at=entities/hamas"


def drawn(page: Page, at_least: int = 1) -> int:
    """How many nodes the picture has, once it has so many."""
    page.wait_for_function("n => Number(document.querySelector('.canvas')?.dataset.drawn ?? 0) >= n", arg=at_least)
    return int(page.locator(".canvas").get_attribute("data-drawn") or 0)


def click_node(page: Page, iri: str) -> None:
    at = page.evaluate("iri => document.querySelector('.canvas').whereIs(iri)", iri)
    page.mouse.move(at["x"], at["y"])
    page.mouse.click(at["x"], at["y"])


def test_a_node_is_expanded_by_click_and_the_way_back_folds_it_up(page: Page) -> None:
    page.goto(AROUND_HAMAS)
    before = drawn(page, 3)
    click_node(page, f"{ENTITY}israel")
    expect(page).to_have_url(re.compile("open=entities%2Fisrael"))
    expect(page.locator(".panel h2")).to_have_text("Israel")
    after = drawn(page, before + 1)
    assert after > before
    page.go_back()
    expect(page.locator(".toolbar .status")).to_contain_text(f"{before} nodes")


def test_a_view_is_shared_by_its_address(page: Page) -> None:
    page.goto(f"{AROUND_HAMAS}&open=entities/israel&predicate=attacked")
    drawn(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Around Hamas")
    kinds = page.locator(".ties tbody td:nth-child(2)")
    expect(kinds.first).to_have_text("attacked")
    assert set(kinds.all_text_contents()) == {"attacked"}
    page.get_by_text("Filters (1)").click()
    expect(page.get_by_role("checkbox", name="attacked")).to_be_checked()


def test_filters_narrow_the_picture_and_are_let_go(page: Page) -> None:
    page.goto(AROUND_HAMAS)
    everything = drawn(page, 3)
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("checkbox", name="leads").check()
    expect(page).to_have_url(re.compile("predicate=leads"))
    page.wait_for_function("n => Number(document.querySelector('.canvas').dataset.drawn) < n", arg=everything)
    page.get_by_role("button", name="Clear all").click()
    page.wait_for_function("n => Number(document.querySelector('.canvas').dataset.drawn) === n", arg=everything)


def test_no_tie_passing_the_filters_is_said_with_a_way_out(page: Page) -> None:
    page.goto(f"{AROUND_HAMAS}&outlet=No+such+outlet")
    expect(page.get_by_text("No tie passes these filters.")).to_be_visible()
    page.get_by_role("link", name="Clear them").click()
    drawn(page, 3)


def test_a_tie_leads_to_its_claims_and_these_to_their_words(page: Page) -> None:
    page.goto(AROUND_HAMAS)
    drawn(page, 3)
    row = page.locator(".ties tr", has_text="Saleh al-Arouri")
    row.get_by_role("button", name="leads").click()
    claim = page.locator(".panel .claim").first
    expect(claim.locator(".stance")).to_be_visible()
    expect(claim.locator(".claim-source")).to_contain_text("confidence")
    quoted = claim.locator("mark").inner_text()
    expect(claim.locator("blockquote")).not_to_contain_text("…")  # the sentence has come
    claim.locator(".to-article").click()
    expect(page.locator(".article-text mark").first).to_be_visible()
    assert "".join(page.locator(".article-text mark").all_inner_texts()) == quoted


def test_a_derived_tie_shows_the_claims_that_it_follows_from(page: Page) -> None:
    page.goto(f"{AROUND_HAMAS}&edge={ENTITY}israel+attacked+{ENTITY}hamas")
    expect(page.locator(".panel .claim").first).to_contain_text("Israel")


def test_what_is_nowhere_is_said_with_the_servers_words(browser: Browser, server: str) -> None:
    with watched(browser, server, errors=True) as page:
        page.goto("/explore/graph?at=entities/nobody-of-that-name")
        expect(page.get_by_role("alert")).to_contain_text("nobody-of-that-name")


def test_without_webgl_the_table_holds_it_all(playwright: Playwright, chromium: str, server: str) -> None:
    browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, "--disable-3d-apis"])
    with watched(browser, server) as page:
        page.goto(AROUND_HAMAS)
        expect(page.get_by_text("This browser draws no WebGL")).to_be_visible()
        page.get_by_role("button", name="Expand Israel").first.click()
        expect(page).to_have_url(re.compile("open=entities%2Fisrael"))
        page.locator(".ties tr", has_text="Saleh al-Arouri").get_by_role("button", name="leads").click()
        expect(page.locator(".panel .claim").first).to_be_visible()
    browser.close()
