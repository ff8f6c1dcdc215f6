"""The pages of entities and articles."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

ARTICLE = "/explore/articles/levant-wire-2024-01-04-baghdad"


def test_an_entitys_page_leads_to_its_graph_its_ties_and_its_articles(page: Page) -> None:
    page.goto("/explore/entities/hamas")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hamas")
    ties = page.get_by_role("region", name="Relations")
    expect(ties).to_contain_text("Saleh al-Arouri")
    ties.get_by_role("link", name="leads").first.click()
    expect(page.locator(".panel .claim").first).to_be_visible()


def test_the_text_is_whole_and_pointing_at_a_shaded_stretch_shows_its_triple(page: Page) -> None:
    page.goto(ARTICLE)
    expect(page.locator(".article-text p").first).to_be_visible()
    shown = page.locator(".article-text p").all_inner_texts()
    text = page.evaluate("fetch('/articles/levant-wire-2024-01-04-baghdad').then(r => r.json()).then(a => a.text)")
    assert shown == [paragraph for paragraph in text.split("\n") if paragraph.strip()]
    page.locator(".article-text .said", has_text="Mushtaq Talib al-Saidi").first.hover()
    told = page.locator(".margin .told").first
    expect(told.locator(".predicate")).to_be_visible()
    expect(told.locator(".stance")).to_be_visible()


def test_mentions_are_links_their_focus_shows_the_triple_too_and_offsets_count_code_points(page: Page) -> None:
    page.goto(ARTICLE)
    mention = page.locator(".article-text .said .mention").first
    mention.focus()
    expect(page.locator(".margin .told").first).to_be_visible()
    page.goto(f"{ARTICLE}#char=0,7")
    expect(page.locator(".article-text mark").first).to_have_text("BAGHDAD")
    mention.click()
    expect(page).to_have_url(re.compile("/explore/(entities|incidents)/"))


def test_articles_are_listed_and_found_by_their_words(page: Page) -> None:
    page.goto("/explore/articles")
    expect(page.locator(".articles li")).to_have_count(20)
    page.get_by_role("searchbox").fill("Kerman")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url("/explore/articles?q=Kerman")
    expect(page.locator(".articles li").first).to_contain_text("Kerman")


def test_articles_are_narrowed_down_by_whom_they_mention_one_after_the_other(page: Page) -> None:
    page.goto("/explore/articles")
    facets = page.get_by_role("navigation", name="Narrow down")
    for name in ("Iran", "Baghdad"):
        choice = facets.get_by_role("link", name=re.compile(rf"^{name} \d"))
        said = choice.locator(".facet-n").inner_text()
        choice.click()
        expect(facets.get_by_role("link", name=f"{name} let it go")).to_be_visible()
        expect(page.locator(".articles li")).to_have_count(int(said))
    expect(page).to_have_url(re.compile("about=.*iran.*about=.*baghdad"))


def test_what_is_not_there_is_said(faulty_page: Page) -> None:
    page = faulty_page
    for address in ("/explore/entities/nobody", "/explore/articles/none", "/explore/nowhere"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_have_text("This page cannot be shown")
        said = page.get_by_role("alert")
        expect(said).to_contain_text("There is no")
        assert said.get_by_text("Request").count() == (address != "/explore/nowhere")  # its id in the server's log


def test_a_server_that_is_gone_is_said(faulty_page: Page) -> None:
    page = faulty_page
    page.goto("/")
    page.route("**/articles?*", lambda route: route.abort())
    page.get_by_role("link", name="Articles").first.click()
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")


def test_a_thing_can_be_followed(page: Page) -> None:
    page.goto("/explore/entities/hamas")
    page.get_by_role("link", name="Follow").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed of Hamas")
    expect(page.locator(".moment")).to_contain_text("Nothing changed since")  # the graph was published once
    feed = page.request.get(str(page.get_by_role("link", name="Atom feed").get_attribute("href")))
    assert (feed.status, "hamas" in feed.text()) == (200, True)


def test_an_accusation_tells_who_accuses_whom_and_leads_to_its_article(page: Page) -> None:
    page.goto("/explore/incidents?class=Accusation")
    page.locator("main table a[href*='/explore/incidents/']").first.click()
    expect(page.locator(".facts dt")).to_have_text(["Actor", "Recipient"])
    page.get_by_role("region", name="Accounts").get_by_role("rowheader").get_by_role("link").first.click()
    expect(page.locator(".article-text")).to_be_visible()
