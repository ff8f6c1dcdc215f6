"""The start page: the whole graph at a glance, each bar and row a way to the list behind it."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_each_bar_and_row_leads_to_as_many_incidents_as_it_says(page: Page) -> None:
    ways = [
        page.get_by_role("group", name=re.compile("Incidents by (month|year)")).get_by_role("link").last,
        page.locator(".kinds").get_by_role("link").first,
        page.get_by_role("link", name=re.compile("^Attack, kind unknown")),
        page.locator("section", has=page.get_by_role("heading", name="Most active actors")).locator(".row-bar").first,
        page.locator("section", has=page.get_by_role("heading", name="Places with most")).locator(".row-bar").first,
        page.get_by_role("link", name=re.compile("^Accounts differ on")).first,
    ]
    page.goto("/")
    for way in ways:
        said = re.search(r": (\d+) incidents?", way.get_attribute("aria-label") or "")
        assert said
        way.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".toolbar .status")).to_have_text(re.compile(rf"^{said[1]} incidents?\b"))
        page.go_back()
