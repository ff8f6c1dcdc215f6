"""What is shown is taken away: links, files and pictures on every view; a view inside a page of somebody else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from browsing import watched
from playwright.sync_api import Browser, Page, expect

VIEWS = {
    "/": {"The dead by month as CSV", "JSON"},
    "/explore/graph?at=entities/hamas": {"The ties as CSV", "JSON, for graphology", "GEXF, for Gephi"},
    "/explore/incidents?class=AirStrike": {"CSV", "GeoJSON", "JSON", "Turtle"},
    "/explore/incidents/{incident}": {"Claims as CSV", "JSON", "Turtle"},
    "/explore/entities/hamas": {
        "Claims as CSV",
        "JSON",
        "Turtle",
        "Its graph as GEXF",
        "Its graph as SVG",
        "Its graph as PNG",
    },
    "/explore/articles?q=Kerman": {"CSV", "JSON"},
    "/explore/articles/levant-wire-2024-01-04-baghdad": {"Claims as CSV", "JSON", "Turtle", "BibTeX", "RIS"},
    "/explore/search?q=baghdad": {"CSV", "JSON"},
    "/explore/changes?about=hamas": {"CSV", "JSON"},
}
TYPES = {"CSV": "text/csv", "JSON": "application/json", "Turtle": "text/turtle", "GEXF": "application/gexf+xml"}


@pytest.fixture
def baghdad(incident: Callable[[str, str], str]) -> str:
    return incident("2024-01-04", "baghdad")


def test_every_view_is_a_link_a_table_and_json_and_each_file_is_what_it_is_called(page: Page, baghdad: str) -> None:
    for view, named in VIEWS.items():
        page.goto(view.format(incident=baghdad))
        away = page.locator(".away").first
        away.locator("summary").click()
        expect(away.get_by_label("Link", exact=True)).to_have_value(re.compile(re.escape(view.split("{")[0])))
        expect(away.get_by_label("Embed", exact=True)).to_have_count(0)  # no setting allows it
        files = away.locator("a")
        assert {*files.all_inner_texts(), *away.locator("li > .as-link:only-child").all_inner_texts()} == named
        for file in files.all():
            answer = page.request.get(file.get_attribute("href") or "")
            wanted = next((kind for name, kind in TYPES.items() if re.search(rf"\b{name}$", file.inner_text())), None)
            assert answer.status == 200, view
            assert wanted is None or answer.headers["content-type"].startswith(wanted), view
        page.keyboard.press("Escape")
        expect(away).not_to_have_attribute("open", "")


def test_the_graph_is_taken_away_as_it_is_seen(page: Page, tmp_path: Path) -> None:
    page.goto("/explore/graph?at=entities/hamas&hide=entities/israel")
    page.wait_for_function("() => Number(document.querySelector('.canvas')?.dataset.drawn) > 1")
    shown = int(page.locator(".canvas").get_attribute("data-drawn") or 0)
    ties = page.locator(".ties tbody tr").count()
    page.locator(".away summary").click()
    saved = {}
    for name in ("SVG", "The ties as CSV"):
        with page.expect_download() as download:
            page.locator(".away").get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / "file")
        saved[name] = (tmp_path / "file").read_text()
    picture = ET.fromstring(saved["SVG"])
    space = "{http://www.w3.org/2000/svg}"
    assert len(picture.findall(f"{space}circle") + picture.findall(f"{space}rect")) == shown + 1  # and the paper
    assert len(picture.findall(f"{space}g")) == ties
    assert "Hamas" in {text.text for text in picture.findall(f"{space}text")}
    rows = list(csv.DictReader(io.StringIO(saved["The ties as CSV"])))
    assert len(rows) == ties
    assert not [row for row in rows if "Israel" in (row["source_name"], row["target_name"])]


def test_words_lead_to_what_they_mean(page: Page, baghdad: str) -> None:
    page.goto(f"/explore/incidents/{baghdad}")
    stance = page.locator(".sayings .stance").first
    word = stance.inner_text()
    stance.click()
    expect(page).to_have_url(re.compile(f"/methodology#{word}$"))
    expect(page.get_by_role("heading", name=word.capitalize(), exact=True)).to_be_in_viewport()
    page.go_back()
    page.get_by_role("link", name=re.compile("independent outlets?$")).click()
    expect(page.get_by_role("heading", name="Corroborated")).to_be_in_viewport()


def test_an_embedded_view_keeps_to_itself_and_leads_out_beside_its_page(browser: Browser, server: str) -> None:
    with watched(browser, server, reduced_motion="reduce") as page:
        page.goto("/explore/incidents?embed=true")
        page.locator(".map .spot").first.wait_for()
        assert page.get_by_role("navigation", name="Site").count() == page.locator("#site-search").count() == 0
        assert page.get_by_text("Sign in to correct").count() == 0
        page.get_by_role("link", name=re.compile("^January 2024: ")).click()
        expect(page).to_have_url(re.compile("embed=true.*since=2024-01-01"))
        expect(page.get_by_role("link", name="Open it in Sitrep")).to_have_attribute("href", re.compile(r"31$"))
        with page.expect_popup() as opened:
            page.locator("tbody td:nth-child(2) a").first.click()
        expect(opened.value).to_have_url(re.compile("/explore/incidents/[^?]+$"))
        expect(opened.value.get_by_role("navigation", name="Site")).to_be_visible()
        opened.value.close()
