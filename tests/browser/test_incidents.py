"""Incidents: on the timeline, on the map, in the list; and one whose accounts differ, down to the words."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

SPOTS = ".map .chosen[data-n]:not([data-n='0'])"  # the places of the incidents that are chosen


@pytest.fixture(scope="module")
def baghdad(incident: Callable[[str, str], str]) -> str:
    return f"/incidents/{incident('2024-01-04', 'baghdad')}"


def test_from_the_first_page_to_where_accounts_differ_to_the_words_in_the_article(page: Page) -> None:
    page.goto("/")
    section = page.locator("section", has=page.get_by_role("heading", name="Where accounts differ"))
    card = section.locator(".card", has=page.locator(".disputed")).first
    card.get_by_role("link").click()
    differing = page.locator(".differing")
    expect(differing.locator(".version")).not_to_have_count(0)
    assert differing.locator(".version").count() > 1
    saying = differing.locator(".sayings > li").first
    expect(saying.locator(".stance")).to_be_visible()
    quote = saying.locator(".quote")
    expect(quote).not_to_contain_text("…")  # the whole sentence has come
    words = quote.locator("mark").inner_text()
    quote.click()
    expect(page).to_have_url(re.compile(r"/explore/articles/.+#char=\d+,\d+"))
    marked = page.locator(".article-text mark")
    expect(marked.first).to_be_in_viewport()
    assert "".join(marked.all_inner_texts()) == words


def test_accounts_stand_side_by_side_with_the_columns_marked_in_which_they_differ(
    page: Page, incident: Callable[[str, str], str]
) -> None:
    page.goto(f"/explore/incidents/{incident('2024-01-03', 'kerman')}")
    expect(page.get_by_role("heading", name="What is agreed")).to_be_visible()
    table = page.get_by_role("region", name="Accounts")
    assert table.get_by_role("row").count() > 2
    for heading in table.locator("th.disputed-cell").all():
        expect(heading).to_contain_text("accounts differ")
    expect(table.locator("th.disputed-cell")).not_to_have_count(0)


def test_counts_are_drawn_with_a_dot_for_each_account_and_said_in_words(page: Page, baghdad: str) -> None:
    page.goto(f"/explore{baghdad}")
    figure = page.locator(".counts-picture figure").first
    expect(figure.locator("figcaption")).to_contain_text(re.compile(r"from \d+ to \d+, by \d+ accounts"))
    assert figure.locator(".count").count() == int(figure.locator("figcaption").inner_text().split()[-2])
    expect(figure.get_by_role("img")).to_have_attribute("aria-label", re.compile("at least 4"))


def test_a_denial_that_it_happened_stands_against_who_states_it(page: Page, baghdad: str) -> None:
    def denied(route: Route) -> None:
        incident = route.fetch().json()
        incident["disputed"] = ["factuality"]
        told = [one for one in incident["accounts"] if any(claim["predicate"] == "place" for claim in one["claims"])]
        told[0]["claims"] = [claim | {"factuality": "Denied"} for claim in told[0]["claims"]]
        told[0]["claims"] = [claim for claim in told[0]["claims"] if claim["predicate"] == "place"]
        route.fulfill(json=incident)

    page.route(lambda url: urlsplit(url).path == baghdad, denied)
    page.goto(f"/explore{baghdad}")
    aspect = page.locator(".differing .aspect")
    expect(aspect.get_by_role("heading")).to_have_text("Whether it happened")
    versions = aspect.locator(".version")
    expect(versions.locator(".version-value")).to_have_text(["It happened", "It did not happen"])
    expect(versions.last.locator(".stance")).to_have_text("denied")
    expect(versions.first.locator(".stance").first).to_have_text("stated")


def test_timeline_map_and_list_narrow_each_other(page: Page) -> None:
    page.goto("/explore/incidents")
    status, spots = page.locator(".toolbar .status"), page.locator(SPOTS)
    page.get_by_role("link", name=re.compile("^January 2024: ")).wait_for()
    expect(spots).not_to_have_count(0)
    everywhere = spots.count()

    page.get_by_role("link", name=re.compile("^January 2024: ")).click()
    expect(page).to_have_url(re.compile("since=2024-01-01&until=2024-01-31"))
    expect(status).to_have_text(re.compile(r"\d+ incidents of \d+"))
    page.wait_for_function(  # the map is drawn after the status is said
        """([spots, everywhere]) => {
            const there = document.querySelectorAll(spots).length;
            return 0 < there && there < everywhere;
        }""",
        arg=[SPOTS, everywhere],
    )
    dates = page.locator("tbody .date")
    expect(dates.filter(has_not_text="2024")).to_have_count(0)
    expect(dates).not_to_have_count(0)

    page.get_by_role("link", name=re.compile(r"^Kerman: \d+ incident")).click()
    expect(page.locator(".chips")).to_contain_text("Kerman")
    places = page.locator("tbody td:nth-child(3)")
    expect(places.filter(has_not_text="Kerman")).to_have_count(0)
    expect(places).not_to_have_count(0)

    name = page.locator(".map .spot .name[visibility=visible]").first
    before = name.bounding_box()
    page.locator(".map-frame").get_by_role("button", name="Nearer").click()
    expect(page.locator(".map > g").first).to_have_attribute("transform", re.compile(r"scale\(1\.6"))
    after = name.bounding_box()  # names keep their size
    assert before
    assert after
    assert abs(before["height"] - after["height"]) < 1

    for left in (1, 0):  # the month, and the place
        page.locator(".chip").first.click()
        expect(page.locator(".chip")).to_have_count(left)
    expect(page).to_have_url("/explore/incidents")


def test_the_newest_come_first_and_what_has_no_date_last(page: Page) -> None:
    page.goto("/explore/incidents")
    dates = page.locator("tbody .date")
    expect(dates.first).to_be_visible()
    listed = page.request.get("/incidents", params={"order": "newest", "limit": "500"}).json()["items"]
    assert [link.get_attribute("href") for link in page.locator("tbody td:nth-child(2) > a").all()] == [
        f"/explore{item['href']}" for item in listed[:50]
    ]
    assert dates.last.inner_text() == "no date"
    page.goto("/")
    latest = page.locator("section", has=page.get_by_role("heading", name="Latest incidents"))
    expect(latest.locator(".card a").first).to_have_attribute("href", f"/explore{listed[0]['href']}")


def test_only_the_part_of_the_map_that_is_in_view(page: Page) -> None:
    page.goto("/explore/incidents")
    status, only = page.locator(".toolbar .status"), page.get_by_role("button", name="Only this part of the map")
    nearer = page.locator(".map-frame").get_by_role("button", name="Nearer")
    expect(only).to_be_hidden()
    nearer.click()
    nearer.click()
    only.click()
    expect(page).to_have_url(re.compile("bbox="))
    bbox = unquote(page.url.partition("bbox=")[2])
    there = page.request.get("/incidents", params={"bbox": bbox, "limit": "500"}).json()["items"]
    assert there
    for _ in range(2):
        expect(status).to_have_text(re.compile(rf"^{len(there)} incidents? of \d+$"))
        expect(page.locator("tbody tr")).to_have_count(len(there))
        expect(page.locator(".map .part")).to_have_count(1)
        page.reload()
    page.get_by_role("link", name="this part of the map").click()
    expect(page).to_have_url("/explore/incidents")


NAMES = """() => [...document.querySelectorAll('.map text')]
  .filter((text) => getComputedStyle(text).visibility === 'visible')
  .map((text) => ({name: text.textContent, ...text.getBoundingClientRect().toJSON()}))"""
OVERLAPS = """boxes => boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) =>
  a.left + 1 < b.right && b.left + 1 < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
  .map((b) => `${a.name} over ${b.name}`))"""


def test_names_on_the_map_are_placed_anew_when_one_looks_nearer(page: Page) -> None:
    page.set_viewport_size({"width": 1240, "height": 900})  # the map has the whole width, and room for names
    page.goto("/explore/incidents")
    page.locator(".map .spot").first.wait_for()
    seen = []
    for _ in range(3):
        shown = page.evaluate(NAMES)
        assert page.evaluate(OVERLAPS, shown) == []
        seen.append({one["name"] for one in shown})
        page.locator(".map-frame").get_by_role("button", name="Nearer").click()
    assert "Iran" in seen[0] & seen[1] & seen[2], "a country keeps its name while some of it is in view"


def test_the_period_goes_along_from_the_incidents_to_the_graph_and_back(page: Page) -> None:
    page.goto("/explore/incidents?since=2024-01-01&until=2024-01-31")
    page.get_by_role("link", name=re.compile("Graph of .*drone strike.*Baghdad", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile(r"/explore/graph\?at=.*since=2024-01-01"))
    back = page.get_by_role("link", name="Timeline and map")
    expect(back).to_have_attribute("href", re.compile("since="))
    back.click()
    expect(page).to_have_url(re.compile(r"/explore/incidents\?since=2024-01-01"))


def test_filters_of_class_and_outlet_and_accounts_that_differ(page: Page) -> None:
    page.goto("/explore/incidents")
    status = page.locator(".toolbar .status")
    expect(status).to_have_text(re.compile(r"^\d+ incidents$"))
    everything = int(status.inner_text().split()[0])
    page.get_by_role("checkbox", name="accounts differ").check()
    expect(page).to_have_url(re.compile("disputed=true"))
    expect(status).to_have_text(re.compile(rf"^(?!{everything} )\d+ incidents$"))
    choice = page.get_by_role("navigation", name="Narrow down").get_by_role("link", name=re.compile(r"^Bombing \d"))
    expect(choice).to_have_attribute("href", re.compile("disputed=true"))  # it is counted among these by now
    said = choice.locator(".facet-n").inner_text()
    choice.click()
    expect(page).to_have_url(re.compile("class=Bombing"))
    expect(page.locator("tbody tr")).to_have_count(int(said))
    page.get_by_role("navigation").get_by_role("link", name="Bombing let it go").click()
    expect(page).not_to_have_url(re.compile("class="))


def test_a_period_is_chosen_with_the_keyboard_alone_and_shows_in_map_and_list_at_once(page: Page) -> None:
    page.goto("/explore/incidents")
    status, first = page.locator(".toolbar .status"), page.get_by_role("slider", name="From")
    first.focus()
    page.keyboard.press("End")
    expect(status).to_have_text(re.compile(r"^\d+ incidents? of \d+$"))
    expect(page).to_have_url(re.compile("since=20.*until=20"))
    expect(page.get_by_role("slider", name="From")).to_have_attribute("aria-valuetext", re.compile("20"))
    assert page.locator("tbody tr").count() == int(status.inner_text().split()[0])


def test_clusters_open_with_the_keyboard_until_each_place_stands_alone_or_is_listed(page: Page) -> None:
    page.goto("/explore/incidents")
    clusters = page.locator(".map .cluster")
    clusters.first.wait_for()
    said = clusters.first.get_attribute("aria-label") or ""
    assert re.fullmatch(r".+, \d+ places: \d+ incidents?( \(.+\))?", said)
    for _ in range(8):  # each look is nearer
        if not clusters.count():
            break
        clusters.first.focus()
        page.keyboard.press("Enter")
        if page.locator(".map-list a").count():
            break
        assert page.evaluate("document.activeElement.matches('.map .spot')"), "the focus stays on what was opened"
    listed = page.locator(".map-list a").first
    if listed.count():
        expect(listed).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(".map-list")).to_have_count(0)
    page.locator(".map-frame").get_by_role("button", name="All of it").click()
    page.locator(".map .spot:not(.cluster) .chosen path").first.click()
    expect(page).to_have_url(re.compile("at="))


def test_kinds_have_forms_that_the_legend_and_the_list_tell(page: Page) -> None:
    page.goto("/explore/incidents?class=Bombing")
    legend = page.locator(".map-legend")
    legend.wait_for()
    expect(legend).to_contain_text("Bombing")
    expect(legend).not_to_contain_text("Protest")
    form = legend.locator("li", has_text="Bombing").locator("path").get_attribute("d")
    assert form in {path.get_attribute("d") for path in page.locator("tbody .sign-mark path").all()}
    page.goto("/explore/incidents")
    legend.get_by_text("Strike or fire from afar").wait_for()
    forms = [path.get_attribute("d") for path in legend.locator("li:not(:has(path + path)) path").all()]
    assert len(set(forms)) == len(forms) > 3


def test_what_is_told_as_near_a_town_or_in_a_province_is_an_area(page: Page) -> None:
    page.goto("/explore/incidents")
    anbar = page.get_by_role("link", name=re.compile(r"^Anbar: \d+ incidents? of which no nearer place is told"))
    anbar.wait_for()
    expect(anbar).to_have_class(re.compile("area"))
    assert page.get_by_role("link", name=re.compile("^Anbar: .*incident")).count() == 1, "it is no dot besides"
    near = page.request.get("/incidents", params={"limit": "500"}).json()["items"]
    radius = next(item["radius"] for item in near if item["radius"])
    circle = page.get_by_role("link", name=re.compile(rf"^Within {radius:.0f} km of "))
    expect(circle).to_have_attribute("href", re.compile("/explore/incidents/"))
    expect(page.locator(".map-legend").get_by_role("link")).to_have_attribute("href", re.compile("^/methodology#dots"))


def test_an_incident_of_which_only_the_country_is_known_shades_the_country(page: Page) -> None:
    page.goto("/explore/incidents")
    area = page.get_by_role("link", name=re.compile("^Iraq: .* of which no nearer place is told"))
    said = int((area.get_attribute("aria-label") or "").split()[1])
    area.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chips")).to_contain_text("Iraq")
    assert 0 < said <= int(page.locator(".toolbar .status").inner_text().split()[0])


def test_an_incidents_toll_is_told_by_day_and_its_story_in_time_and_place(page: Page, baghdad: str) -> None:
    page.goto(f"/explore{baghdad}")
    history = page.locator(".toll-history figure").first
    caption = history.locator("figcaption")
    expect(caption).to_have_text(re.compile(r"Killed, by day of the report: \d+ reports on \d+ days"))
    reports = history.get_by_role("link")
    assert reports.count() == int(caption.inner_text().split()[-5])
    expect(reports.first).to_have_attribute("aria-label", re.compile(r"^\d January 2024, .+: .*\d+$"))
    story = page.locator(".story")
    story.locator(SPOTS).first.wait_for()
    expect(story.locator(SPOTS)).not_to_have_count(0)
    said = story.get_by_role("link", name=re.compile("incidents? in time and place"))
    others = int(said.inner_text().split()[0])
    said.click()
    expect(page.locator(".toolbar .status")).to_have_text(f"{others + 1} incidents", timeout=15_000)
    expect(page.locator(".chip")).to_contain_text("the story of")
