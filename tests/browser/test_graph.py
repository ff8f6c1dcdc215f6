"""The graph around a thing: drawn, expanded, filtered, shared by its address, and what is behind each tie."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal
from urllib.parse import urlencode

import pytest
from browsing import ARGUMENTS, watched
from playwright.sync_api import Locator, Page, Playwright, expect

ENTITY = "https://w3id.org/sitrep/id/entity/"
AROUND_HAMAS = "/explore/graph?at=entities/hamas"
AROUND_THE_STATES = "/explore/graph?at=entities/united-states"
OVERLAPS = """boxes => boxes.flatMap((a, i) => boxes.slice(i + 1).filter(
  b => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length"""


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


Control = Callable[[Locator], Locator]
FILTERS: dict[str, tuple[str, Control]] = {
    "predicate": ("attacked", lambda form: form.get_by_role("checkbox", name="attacked")),
    "class": ("ArmedGroup", lambda form: form.get_by_role("checkbox", name="Armed group")),
    "outlet": ("Levant Wire", lambda form: form.get_by_role("checkbox", name="Levant Wire")),
    "named": ("true", lambda form: form.get_by_role("checkbox", name="hide the unnamed")),
    "since": ("2024-02-01", lambda form: form.get_by_label("from", exact=True)),
    "until": ("2024-01-31", lambda form: form.get_by_label("to", exact=True)),
    "min_confidence": ("0.8", lambda form: form.get_by_role("slider", name="Confidence, at least")),
}
TOGETHER = {"predicate": "attacked", "named": "true", "since": "2024-01-01", "until": "2024-01-31"}


def is_box(control: Locator) -> bool:
    return control.get_attribute("type") == "checkbox"


def narrowed(page: Page, asked: dict[str, str]) -> int:
    """How many nodes pass filters; the picture, its table and what is said of them have just those."""
    told = page.request.get("/entities/united-states/neighbours", params=dict(asked) | {"fold": "true"}).json()
    nodes, ties = len(told["nodes"]), len(told["edges"])
    expect(page.locator(".toolbar .status")).to_have_text(f"{nodes} nodes, {ties} tie{'s' * (ties > 1)}")
    expect(page.locator(".canvas")).to_have_attribute("data-drawn", str(nodes))
    expect(page.locator(".ties tbody tr")).to_have_count(ties)
    return nodes


def test_each_filter_narrows_the_picture_and_its_table_is_in_the_address_and_is_let_go(page: Page) -> None:
    page.goto(AROUND_THE_STATES)
    everything = drawn(page, 3)
    page.get_by_text("Filters", exact=True).click()
    form = page.get_by_role("form", name="Filters")
    for name, (value, control) in FILTERS.items():
        wanted = control(form)
        if is_box(wanted):
            wanted.check()
        else:
            wanted.fill(value)
        expect(page).to_have_url(re.compile(re.escape(urlencode({name: value}))))
        assert 1 < narrowed(page, {name: value}) < everything, "the filter leaves something, but not all"
        page.get_by_role("button", name="Clear all").click()
        expect(page).not_to_have_url(re.compile(name))
        assert narrowed(page, {}) == everything


def test_filters_are_read_from_the_address(page: Page) -> None:
    page.goto(f"{AROUND_THE_STATES}&{urlencode(TOGETHER)}&min_confidence=0.6&class=ArmedGroup&outlet=Levant+Wire")
    asked = TOGETHER | {"min_confidence": "0.6", "class": "ArmedGroup", "outlet": "Levant Wire"}
    assert narrowed(page, asked) > 1
    page.get_by_text(f"Filters ({len(asked) - 1})", exact=True).click()  # a period is one
    form = page.get_by_role("form", name="Filters")
    for name, value in asked.items():
        control = FILTERS[name][1](form)
        if is_box(control):
            expect(control).to_be_checked()
        else:
            expect(control).to_have_value(value)


def test_the_keyboard_alone_filters_expands_and_reads(page: Page) -> None:
    page.goto(AROUND_HAMAS)
    before = drawn(page, 3)
    page.get_by_text("Filters", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".filters input").first).to_be_checked()
    expect(page).to_have_url(re.compile("predicate="))
    page.locator(".filters input").first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".toolbar .status")).to_contain_text(f"{before} nodes")
    page.get_by_role("button", name="leads").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel .claim").first).to_be_visible()
    page.get_by_role("button", name="Expand Israel", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("open=entities%2Fisrael"))
    assert drawn(page, before + 1) > before


def names(page: Page) -> dict[str, dict[str, float]]:
    """The names that are written on the picture, by node: where each stands."""
    return page.evaluate("document.querySelector('.canvas').names()")  # type: ignore[no-any-return]


def test_names_are_placed_anew_where_there_is_room_when_one_looks_nearer(page: Page) -> None:
    page.goto("/explore/graph?at=entities/israel&depth=2&incidents=shown")
    drawn(page, 50)
    width, height = page.evaluate("(({clientWidth: w, clientHeight: h}) => [w, h])(document.querySelector('.canvas'))")
    seen, left_out = [], page.evaluate("Number(document.querySelector('.canvas').dataset.drawn)")
    for _ in range(3):
        shown = names(page)
        boxes = list(shown.values())
        assert page.evaluate(OVERLAPS, boxes) == 0
        assert all(0 <= b["left"] < b["right"] <= width and 0 <= b["top"] < b["bottom"] <= height for b in boxes)
        assert f"{ENTITY}israel" in shown, "what is looked at has its name"
        if not seen:
            around = page.request.get("/entities/israel/neighbours?depth=2").json()["nodes"]
            hubs = sorted((node["attributes"]["degree"], node["key"]) for node in around)[-4:]
            assert len({key for _, key in hubs} & set(shown)) >= 3, "the largest dots have theirs, but where two meet"
        seen.append(set(shown))
        before = page.evaluate("JSON.stringify(document.querySelector('.canvas').names())")
        page.get_by_role("button", name="Nearer").click()
        page.wait_for_function("old => JSON.stringify(document.querySelector('.canvas').names()) !== old", arg=before)
    assert len(seen[0]) < left_out
    assert (seen[1] | seen[2]) - seen[0], "names that had no room before have it now"


def test_a_path_is_found_by_name_and_its_claims_are_read_step_by_step(page: Page) -> None:
    page.goto("/explore/graph?at=entities/iran")
    drawn(page, 2)
    page.get_by_role("searchbox", name="Path to").fill("United States")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("From Iran to United States")
    expect(page).to_have_url(re.compile(r"at=entities%2Firan&to=United\+States"))
    steps = page.locator(".panel .along > li")
    expect(steps.first.locator("blockquote")).to_be_visible()
    assert page.locator(".ties tbody tr").count() == steps.count()
    steps.first.locator("a.predicate").click()
    expect(page.locator(".panel .claims > li").first).to_be_visible()


def test_on_paper_there_are_dots_and_lines_and_no_buttons(page: Page) -> None:
    page.goto(AROUND_HAMAS)
    drawn(page, 3)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    picture = page.locator(".canvas .printed")
    expect(picture).to_be_visible()
    colours = picture.evaluate("""async image => {
      await image.decode();
      const [width, height] = [image.naturalWidth, image.naturalHeight];
      const context = Object.assign(document.createElement('canvas'), {width, height}).getContext('2d');
      context.drawImage(image, 0, 0);
      const {data} = context.getImageData(0, 0, width, height), found = new Set();
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250) found.add([...data.slice(i, i + 3)].join());
      return [...found];
    }""")
    assert "230,159,0" in colours, "the dot of an armed group"
    for button in page.locator("button:not(.as-link)").all():  # those are words of the table
        expect(button).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_stand_out_from_the_paper(scheme: Literal["light", "dark"], page: Page) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(AROUND_HAMAS)
    drawn(page, 3)
    darkest, lightest = page.evaluate("""() => {
      const {left, top, right, bottom} = Object.values(document.querySelector('.canvas').names())[0];
      const ink = document.querySelector('canvas.sigma-labels').getContext('2d');
      const {data} = ink.getImageData(left, top, right - left, bottom - top);
      const light = [];
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) light.push(data[i + 1]);
      return [Math.min(...light), Math.max(...light)];
    }""")
    assert darkest < 60
    assert lightest > 200, "the letters and their rim are as far apart as ink and paper"


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


def test_what_is_nowhere_is_said_with_the_servers_words(faulty_page: Page) -> None:
    page = faulty_page
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
