"""The picture in an analyst's hands: incidents folded and unfolded, the whole by communities, dots moved and hidden."""

from __future__ import annotations

import re
from typing import Any

from browsing import watched
from playwright.sync_api import Browser, Page, ViewportSize, expect

ENTITY = "https://w3id.org/sitrep/id/entity/"
WHOLE = "/explore/graph?named=true"
AROUND = "/explore/graph?at=entities/united-states-military"
PHONE = ViewportSize(width=380, height=740)


def pictured(page: Page) -> None:
    """Wait for the picture."""
    page.wait_for_function("() => Number(document.querySelector('.canvas')?.dataset.drawn) > 1")


def drawn(page: Page) -> dict[str, Any]:
    """What the server tells of the whole, once its picture is there."""
    pictured(page)
    return page.request.get("/network/communities?named=true").json()  # type: ignore[no-any-return]


def place(page: Page, key: str) -> tuple[float, float]:
    page.locator(".canvas").scroll_into_view_if_needed()  # a button far down may have had the keys
    at = page.evaluate("key => document.querySelector('.canvas').whereIs(key)", key)
    return round(at["x"]), round(at["y"])


def test_incidents_are_folded_into_ties_and_unfolded_by_click(page: Page) -> None:
    page.goto(AROUND)
    pictured(page)
    row = page.locator(".ties tbody tr", has_text="Kataib Hezbollah").filter(has_text="attacked").first
    kinds = page.locator(".ties tbody td:nth-child(2)")
    expect(row.locator("td").nth(3)).to_have_text(re.compile(r"^\d+$"))
    assert not {"attacker", "target"} & set(kinds.all_text_contents()), "their roles are not there"
    before = int(page.locator(".canvas").get_attribute("data-drawn") or 0)
    row.get_by_role("button", name="attacked").click()
    incidents = page.locator(".panel .behind li")
    expect(incidents.first).to_be_visible()
    behind = incidents.count()
    page.get_by_role("button", name="Show them in the picture").click()
    expect(page.locator(".canvas")).to_have_attribute("data-drawn", str(before + behind))
    assert {"attacker", "target"} <= set(kinds.all_text_contents())
    expect(page.get_by_label("Legend")).to_contain_text("has a part in an incident")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".canvas")).to_have_attribute("data-drawn", str(before))
    page.get_by_text("Look", exact=True).click()
    page.get_by_label("Incidents", exact=True).select_option("shown")
    expect(page).to_have_url(re.compile("incidents=shown"))
    expect(page.get_by_role("button", name="attacker").first).to_be_visible()


def test_what_is_tied_by_incidents_alone_keeps_them(page: Page) -> None:
    page.goto("/explore/graph?at=entities/kerman")
    pictured(page)
    expect(page.locator(".ties tbody td:nth-child(2)").first).to_have_text("place")


def test_the_whole_is_there_by_communities_that_close_and_open(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Site").get_by_role("link", name="Graph").click()
    expect(page).to_have_url(re.compile(re.escape(WHOLE)))
    told = drawn(page)
    expect(page.locator(".toolbar .status")).to_contain_text(f"{told['nodes']} actors, {told['edges']} ties")
    first = told["communities"][0]
    hub = first["top"][0]
    named = page.evaluate("document.querySelector('.canvas').names()")
    hubs = sorted(told["network"]["nodes"], key=lambda node: -node["attributes"]["degree"])[:5]
    assert {node["key"] for node in hubs} <= set(named), "hubs have their names, whatever is around them"
    page.get_by_role("button", name=f"Close {first['label']}").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"close={re.escape(first['key'])}"))
    left = told["nodes"] - first["members"] + 1
    expect(page.locator(".canvas")).to_have_attribute("data-drawn", str(left))
    page.mouse.click(*place(page, f"community:{first['key']}"))
    expect(page.locator(".canvas")).to_have_attribute("data-drawn", str(told["nodes"]))
    expect(page.locator(".panel h2")).to_have_text(first["label"])
    expect(page.locator(".panel .behind").get_by_role("link", name=hub["label"], exact=True)).to_be_visible()
    page.get_by_text("Look", exact=True).click()
    page.get_by_label("Communities", exact=True).select_option("all closed")
    expect(page.locator(".canvas")).to_have_attribute("data-drawn", str(len(told["communities"])))
    page.locator(".ties tbody button").first.click()
    page.get_by_role("button", name="Open both").click()
    expect(page.locator(".canvas")).not_to_have_attribute("data-drawn", str(len(told["communities"])))


def test_colours_and_sizes_tell_what_is_asked_for(page: Page) -> None:
    page.goto(WHOLE)
    drawn(page)
    legend = page.get_by_label("Legend")
    expect(legend).to_contain_text("Armed group")
    expect(legend).to_contain_text("attacked, killed")
    page.get_by_text("Look", exact=True).click()
    for colour, said in (("community", "Israel"), ("ties", "number of ties"), ("time", "2024")):
        page.get_by_label("Colour", exact=True).select_option(colour)
        expect(legend).to_contain_text(said)
        expect(page).to_have_url(re.compile(f"colour={colour}"))
    page.get_by_label("Size", exact=True).select_option("incidents")
    expect(legend).to_contain_text("Size: incidents in view")
    page.reload()
    expect(legend).to_contain_text("Size: incidents in view")


def test_a_dot_is_dragged_pinned_hidden_and_all_of_it_undone(page: Page) -> None:
    page.goto(WHOLE)
    told = drawn(page)
    israel = f"{ENTITY}israel"
    before = x, y = place(page, israel)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=8)
    page.mouse.up()
    assert place(page, israel) == (x + 60, y + 40)
    expect(page).to_have_url(re.compile("pin=[^&]+israel$"))  # a drag is no click, and the link has it
    page.reload()
    drawn(page)
    assert place(page, israel) == (x + 60, y + 40), "who is sent the link sees the same"
    page.go_back()
    assert place(page, israel) == before
    page.go_forward()
    assert place(page, israel) == (x + 60, y + 40)
    page.go_back()
    page.wait_for_timeout(600)  # a click right after a drag would be the second of two, which zooms
    page.mouse.click(x, y)
    page.get_by_role("button", name="Move down").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pin")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Move down")).to_be_focused()  # ready for the next step
    assert place(page, israel) == (x, y + 24)
    page.get_by_role("button", name="Hide").click()
    expect(page.locator(".canvas")).to_have_attribute("data-drawn", str(told["nodes"] - 1))
    expect(page.locator(".toolbar .status")).to_contain_text("1 hidden")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".canvas")).to_have_attribute("data-drawn", str(told["nodes"]))
    page.keyboard.press("Control+z")
    assert place(page, israel) == before
    expect(page.get_by_role("button", name="Pin")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_on_a_telephone_lists_come_first_and_the_picture_when_asked_for(browser: Browser, server: str) -> None:
    with watched(browser, server, viewport=PHONE, reduced_motion="reduce", has_touch=True) as page:
        page.goto(AROUND)
        row = page.locator(".ties tbody tr", has_text="attacked").first
        expect(row).to_be_in_viewport()
        assert page.locator(".canvas canvas").count() == 0, "nothing is drawn that nobody looks at"
        assert row.bounding_box()["height"] < 160  # type: ignore[index]
        row.get_by_role("button", name="attacked").tap()
        expect(page.locator(".panel .claim, .panel .behind li").first).to_be_in_viewport()
        page.get_by_role("link", name="Close").tap()
        page.get_by_role("button", name="Picture").tap()
        pictured(page)
        expect(page.locator(".canvas")).to_be_in_viewport()
        expect(page.locator(".ties")).to_be_hidden()
        page.get_by_role("button", name="List").tap()
        expect(row).to_be_visible()
        page.goto(WHOLE)
        expect(page.locator(".communities li").first).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
