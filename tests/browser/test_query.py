"""The query page: a question to start from, edited, run, and taken away."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Page, expect

CONSTRUCT = "CONSTRUCT { ?a kg:attacked ?b } WHERE { ?a kg:attacked ?b }"


def write(page: Page, query: str) -> None:
    editor = page.get_by_role("textbox", name="SPARQL query")
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def test_a_canned_question_is_asked_edited_and_asked_again(page: Page) -> None:
    page.goto("/explore/query")
    page.get_by_label("Start from a question").select_option("outlets")
    page.get_by_role("button", name="Ask it").click()
    status = page.locator(".result p[role=status]")
    expect(status).to_contain_text(re.compile(r"^\d+ rows"))
    expect(page.locator(".cm-content")).to_contain_text("SELECT ?outlet")
    rows = status.inner_text()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Shift+Home")  # its last line is the limit
    page.keyboard.insert_text("LIMIT 3")
    page.keyboard.press("Control+Enter")
    expect(status).to_contain_text("3 rows")
    page.go_back()
    expect(status).to_contain_text(rows.split(",")[0])


def test_the_answer_of_a_canned_question_is_followed_by_its_feeds(page: Page) -> None:
    page.goto("/explore/query")
    page.get_by_label("Start from a question").select_option("members-and-leaders")
    group = page.locator(".params [name=group]")
    group.fill("Hamas")
    for name, kind in (("Atom feed", "application/atom+xml"), ("JSON Feed", "application/feed+json")):
        address = page.locator(".feeds").get_by_role("link", name=name).get_attribute("href") or ""
        assert address.startswith("/queries/members-and-leaders/changes.")
        assert "group=Hamas" in address
        answer = page.request.get(address)
        assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_results_are_downloaded_as_csv(page: Page, tmp_path: Path) -> None:
    page.goto(
        "/explore/query?query=SELECT ?name WHERE { ?x a kg:ArmedGroup ; rdfs:label ?name } ORDER BY ?name LIMIT 4"
    )
    shown = page.locator(".result tbody td")
    expect(shown).to_have_count(4)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "rows.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "rows.csv").read_text())))
    assert rows == [["name"], *([name] for name in shown.all_inner_texts())]


def test_the_editor_completes_from_the_vocabulary_and_triples_are_looked_at_as_a_graph(page: Page) -> None:
    page.goto("/explore/query")
    write(page, "SELECT * WHERE { ?x kg:kill")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("kg:killedCount")
    page.keyboard.press("Escape")
    write(page, CONSTRUCT)
    page.get_by_role("button", name="Run").click()
    page.wait_for_function("() => Number(document.querySelector('.canvas')?.dataset.drawn) > 5")
    expect(page.get_by_role("region", name="Triples")).to_contain_text("attacked")


def test_a_wrong_query_is_told_with_the_servers_words(faulty_page: Page) -> None:
    page = faulty_page
    page.goto("/explore/query")
    for query, why in (("SELECT WHERE", "error at 1:"), ("SELECT ?x WHERE { ?x a nothing:Known }", "[Pp]refix")):
        write(page, query)
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("alert")).to_contain_text(re.compile(why))


def test_no_row_is_not_an_error(page: Page) -> None:
    page.goto("/explore/query?query=SELECT ?x WHERE { ?x a <https://example.org/nothing> }")
    expect(page.locator(".result")).to_contain_text("nothing in the graph matches it")


def test_rows_with_coordinates_are_a_map_and_numbers_are_bars(page: Page) -> None:
    where = "?i kg:killedMax ?dead ; rdfs:label ?name ; kg:place ?place . ?place geo:lat ?lat ; geo:long ?long"
    page.goto(f"/explore/query?query=SELECT ?name ?dead ?lat ?long WHERE {{ {where} }} ORDER BY ?name")
    rows = page.locator(".result tbody tr")
    expect(page.locator(".result-map .spot").first).to_be_visible(timeout=20_000)  # its first answer may wait
    counted = page.locator(".result-map .spot").evaluate_all(
        "spots => spots.map(each => parseInt(/: ([0-9]+) row/.exec(each.getAttribute('aria-label'))[1]))"
    )
    assert sum(counted) == rows.count()
    bars = page.locator(".charts figure")
    expect(bars.locator("figcaption")).to_have_text("dead")
    expect(bars.locator("li")).to_have_count(rows.count())
