"""Walks through ten tasks of a newsroom in a real browser, and counts the clicks and fields that each takes.

.venv/bin/kg build data/articles
.venv/bin/python docs/screenshots/walk.py [--data graph]

It prints the table that stands in docs/explorer.md. A task begins on the first page and ends when its answer is seen.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "tests"))
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL, watched
from serving import TOKEN, serving

PATIENCE = 60_000  # milliseconds


class Person:
    """Someone at the keyboard, whose actions are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = self.fields = 0

    def click(self, what: Locator) -> None:
        """Click something once it is there."""
        what.click()
        self.clicks += 1

    def link(self, name: str, exact: bool = False) -> None:
        """Click a link by its name, the first of several."""
        self.click(self.page.get_by_role("link", name=name if exact else re.compile(name)).first)

    def search(self, text: str, choose: str = "") -> None:
        """Type into the search, and choose a suggestion by its words; or press Enter, and the nearest opens."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        self.fields += 1
        if choose:
            self.click(self.page.get_by_role("option", name=re.compile(choose)).first)
            return
        self.page.get_by_role("option").first.wait_for()
        self.page.keyboard.press("Enter")

    def fill(self, label: str, value: str) -> None:
        """Fill a field in."""
        self.page.get_by_label(label, exact=True).first.fill(value)
        self.fields += 1


def toll_of_an_incident(me: Person) -> None:
    """How many were killed in Kerman, by which report?"""
    me.search("bombing kerman", "bombing.*Kerman")
    expect(me.page.locator(".counts-picture")).to_be_visible()


def who_says_otherwise(me: Person) -> None:
    """On what do accounts differ most, and in whose words?"""
    section = me.page.locator("section", has=me.page.get_by_role("heading", name="Where accounts differ"))
    me.click(section.locator(".card").first.get_by_role("link"))
    me.click(me.page.locator(".differing .quote").first)
    expect(me.page.locator(".article-text mark").first).to_be_visible()


def deadly_attacks_in_a_country(me: Person) -> None:
    """Which attacks in Iraq in January 2024 killed anybody, as a table for a spreadsheet?"""
    me.link("^Incidents$")
    me.link("^Iraq [0-9]+$")
    me.fill("From", "2024-01-01")
    me.fill("To", "2024-01-31")
    me.link("^1 to 9 [0-9]")
    me.click(me.page.get_by_text("Take away"))
    expect(me.page.get_by_role("link", name="CSV")).to_be_visible()
    with me.page.expect_download():
        me.link("^CSV$")


def who_is_behind_an_actor(me: Person) -> None:
    """Who leads and who backs Kataib Hezbollah?"""
    me.search("kataib hezbollah")
    expect(me.page.get_by_role("region", name="Relations")).to_be_visible()


def which_of_one_name(me: Person) -> None:
    """Which Baghdad is meant of all that are called so?"""
    me.page.keyboard.press("/")
    me.page.keyboard.type("baghdad")
    me.fields += 1
    me.click(me.page.get_by_role("option", name=re.compile("^All results")))
    expect(me.page.locator(".results li").first).to_contain_text("article")


def articles_on_two(me: Person) -> None:
    """Which articles mention both Iran and Baghdad?"""
    me.link("^Articles$")
    me.link("^Iran [0-9]")
    me.link("^Baghdad [0-9]")
    expect(me.page.get_by_role("link", name="Baghdad let it go")).to_be_visible()


def story_of_an_incident(me: Person) -> None:
    """What else belongs to the story of the strike on al-Arouri, in time and place?"""
    me.search("strike beirut", "strike.*Beirut")
    me.click(me.page.get_by_role("link", name=re.compile("in time and place$")))
    expect(me.page.locator(".chip")).to_contain_text("the story of")


def follow(me: Person) -> None:
    """How is a feed reader told what changes of Hamas?"""
    me.search("hamas")
    me.link("^Follow$")
    expect(me.page.get_by_role("link", name="Atom feed")).to_be_visible()


def as_known_then(me: Person) -> None:
    """What was known when yesterday ended?"""
    me.fill("As known on", me.page.evaluate("new Date(Date.now() - 864e5).toISOString().slice(0, 10)"))
    expect(me.page.locator(".as-of")).to_be_visible()


def correct_a_reading(me: Person) -> None:
    """A claim is read wrongly: say so, signed in already."""
    me.page.evaluate("token => { sessionStorage.by = 'ada'; sessionStorage.token = token; }", TOKEN)
    me.page.reload()
    me.link("^Articles$")
    me.click(me.page.locator(".articles h2 a").first)
    me.click(me.page.locator(".judging button").first)
    expect(me.page.locator(".judging button[aria-pressed=true]").first).to_be_visible()


TASKS: tuple[Callable[[Person], None], ...] = (
    toll_of_an_incident, who_says_otherwise, deadly_attacks_in_a_country, who_is_behind_an_actor, which_of_one_name,
    articles_on_two, story_of_an_incident, follow, as_known_then, correct_a_reading,
)  # fmt: skip


def main() -> None:
    """Do every task, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="graph", help="the graph of data/articles")
    print("| task | clicks | fields filled |\n|---|---|---|")
    with serving(Path(parser.parse_args().data)) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *SOFTWARE_GL])
        for task in TASKS:
            with watched(browser, served.url, errors=True, reduced_motion="reduce", accept_downloads=True) as page:
                page.set_default_timeout(PATIENCE)
                expect.set_options(timeout=PATIENCE)
                page.goto("/")
                page.get_by_role("heading", level=2).first.wait_for()
                me = Person(page)
                task(me)
                print(f"| {(task.__doc__ or '').strip()} | {me.clicks} | {me.fields} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
