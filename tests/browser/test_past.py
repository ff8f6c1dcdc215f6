"""What was known on a day: any page, and any question."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?article { ?article a kg:Article } }"


def test_a_day_chosen_once_goes_along_through_pages_lists_and_downloads(page: Page, past: str) -> None:
    page.goto("/explore/articles")
    expect(page.locator(".articles li")).to_have_count(20)
    page.get_by_label("As known on").fill(past)
    expect(page).to_have_url(f"/explore/articles?as_of={past}")
    expect(page.locator(".articles li")).to_have_count(10)
    expect(page.locator(".as-of")).to_have_text(re.compile("As known at the end of 1 June 2024"))
    page.get_by_role("link", name="Incidents").first.click()
    expect(page).to_have_url(f"/explore/incidents?as_of={past}")
    status = page.locator(".toolbar .status")
    expect(status).to_have_text(re.compile(r"^\d+ incidents$"))
    then = int(status.inner_text().split()[0])
    with page.expect_download() as download:
        page.get_by_role("link", name="All as TriG").click()
    assert download.value.url.endswith(f"?as_of={past}")
    page.get_by_role("link", name="Back to now").click()
    expect(page.locator(".as-of")).to_be_hidden()
    expect(status).to_have_text(re.compile(rf"^(?!{then} )\d+ incidents$"))


def test_sparql_canned_questions_and_lists_answer_of_a_day(page: Page, past: str) -> None:
    def counted(**asked: str) -> int:
        answer = page.request.get("/sparql", params={"query": COUNT, "format": "json", **asked})
        return int(answer.json()["results"]["bindings"][0]["n"]["value"])

    assert (counted(as_of=past), counted()) == (10, 20)
    answer = page.request.get("/queries/outlets", params={"format": "json", "as_of": past})
    assert answer.headers["graph-generation"] == "1"
    assert len(page.request.get("/articles", params={"as_of": past}).json()["items"]) == 10
    rows = page.request.get("/queries/outlets/changes", params={"since": past}).json()
    assert rows["items"]
    assert "row-new" in {one["kind"] for one in rows["items"]}, "half of the articles came since"
    assert rows["items"][0]["words"] in page.request.get(f"/queries/outlets/changes.atom?since={past}").text()
    assert past in page.request.get("/changes/days").json()["days"]


def test_a_day_that_is_not_kept_is_said_on_the_page_with_the_way_back(faulty_page: Page, past: str) -> None:
    page = faulty_page
    page.goto("/explore/incidents?as_of=2024-05-01")
    expect(page.get_by_role("alert")).to_contain_text(f"not kept: the oldest state is that of {past}")
    assert page.request.get("/articles?as_of=2024-05-01").status == 404
    assert page.request.get("/articles?as_of=yesterday").status == 422
    page.get_by_role("link", name="Back to now").click()
    expect(page.locator("tbody tr")).not_to_have_count(0)
