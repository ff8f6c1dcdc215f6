"""The search: suggestions as you type, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_slash_focuses_and_enter_opens_the_nearest(page: Page) -> None:
    page.goto("/")
    page.get_by_role("heading", level=1).wait_for()
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    page.keyboard.type("arouri")
    expect(page.get_by_role("option").first).to_contain_text("Saleh al-Arouri")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/explore/entities/saleh-al-arouri")
    expect(page.get_by_role("heading", level=1)).to_have_text("Saleh al-Arouri")


def test_arrows_choose_among_suggestions_and_say_so_also_where_there_are_none(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox")
    field.fill("hezbol")
    options = page.get_by_role("option")
    expect(options.nth(1)).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    field.press("ArrowUp")
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", "")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("hezbol")
    field.fill("qqqqzzzzxxxx")
    expect(page.get_by_role("option").first).to_contain_text("Nothing by a name like")


def test_incidents_and_articles_are_found_too(page: Page, incident: Callable[[str, str], str]) -> None:
    page.goto("/")
    field = page.get_by_role("combobox")
    field.fill("drone strike baghdad")
    page.get_by_role("option", name=re.compile("drone strike .*Baghdad, 4 January 2024", re.IGNORECASE)).click()
    expect(page).to_have_url(f"/explore/incidents/{incident('2024-01-04', 'baghdad')}")
    field.fill("Drone strike kills militia commander")
    page.get_by_role("option", name="Drone strike kills militia commander in Iraqi capital").click()
    expect(page).to_have_url("/explore/articles/levant-wire-2024-01-04-baghdad")


def test_all_results_are_a_page_on_which_each_is_told_apart(page: Page) -> None:
    page.goto("/")
    field = page.get_by_role("combobox")
    field.fill("baghdad")
    page.get_by_role("option", name="All results for “baghdad”").click()
    expect(page).to_have_url("/explore/search?q=baghdad")
    city = page.locator(".results li", has=page.get_by_role("link", name="Baghdad", exact=True))
    expect(city).to_contain_text(re.compile(r"Place · Iraq · \d+ articles, last \d+ \w+ 2024"))
    page.get_by_role("link", name=re.compile(r"^Articles \d")).click()
    expect(page.locator(".results li").first).to_contain_text("Article · ")
