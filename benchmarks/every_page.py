"""Opens every page of a graph in Chromium, at three widths, light and dark: pictures, and what a machine sees.

    python benchmarks/every_page.py --data graph --out FOLDER [NAME ...]

What it says of each page: what axe-core finds, of any weight and in both schemes; whether the page is wider than its
screen; words that are cut, lie over each other or should not be there ("NaN"); how many stops the Tab key makes, and
those that do not show where it is. A page that asks another machine or logs an error ends it. The pages are those of
what the graph has most of: its busiest actor, its most disputed incident. Pictures are cut after three screens.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL, WEB, watched
from serving import TOKEN, Served, serving

AXE: Final = WEB / "node_modules" / "axe-core" / "axe.min.js"
SIZES: Final = {1440: 900, 1024: 768, 380: 780}
PATIENCE: Final = 120_000  # milliseconds
SIGNED_IN: Final = ("review", "judgements", "add", "correct")
DRAWN: Final = "() => Number(document.querySelector('.canvas')?.dataset.drawn ?? 0) > 0"

RUN_AXE: Final = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .map(({id, impact, nodes}) => [id, impact, nodes.slice(0, 2).map(({html}) => html.slice(0, 140)).join(' | ')])
  .map(([id, impact, some]) => `axe, ${impact}: ${id}: ${some}`)"""
LOOK: Final = r"""() => {
  const found = [];
  const seen = (one) => one.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const said = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} "${told(one)}"`;
  const told = (one) => one.textContent.trim().slice(0, 60);
  const few = (name, some) => some.length && found.push(`${name} (${some.length}): ${some.slice(0, 4).join(' | ')}`);
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push(`wider than its screen by ${wide}`);
  const all = [...document.body.querySelectorAll('*')].filter(seen);
  few('cut', all.filter((one) => !one.childElementCount && told(one) && !one.matches('.visually-hidden, option')
    && one.clientWidth > 2 && one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).overflowX !== 'visible').map(said));
  const names = [...document.querySelectorAll('svg text')].filter((one) => seen(one) && told(one));
  const boxes = names.map((one) => one.getBoundingClientRect());
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
  const pairs = names.flatMap((_, i) => names.slice(i + 1).map((_, j) => [i, i + 1 + j]))
    .filter(([i, j]) => names[i].ownerSVGElement === names[j].ownerSVGElement && over(boxes[i], boxes[j]));
  few('over each other', pairs.map(([i, j]) => `${told(names[i])} / ${told(names[j])}`));
  few('outside its picture', names.filter((one, i) => {
    const a = boxes[i], b = one.ownerSVGElement.getBoundingClientRect();
    return a.width && (a.left < b.left - 1 || a.right > b.right + 1) && !one.closest('.map');
  }).map(said));
  const low = ({width, height}) => width > 0 && height < 20;
  few('low', all.filter((one) => one.matches('button, select, summary') && low(one.getBoundingClientRect())).map(said));
  const odd = /.{0,20}(NaN|undefined|\[object |--\d\d-\d\d|\bnull\b|Infinity).{0,20}/g;
  few('words', document.body.innerText.match(odd) ?? []);
  few('empty', [...document.querySelectorAll('main section:has(h2)')]
    .filter((one) => seen(one) && [...one.children].every((child) => child.matches('h2, .section-head'))).map(said));
  return found;
}"""
STOP: Final = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
    || one.matches('iframe, .cm-content, [type=date]');
  const said = (one.getAttribute('aria-label') ?? (one.textContent.trim() || one.name || '')).slice(0, 40);
  return [one === document.body, marked && box.width > 0 && box.height > 0, `${one.tagName.toLowerCase()} "${said}"`];
}"""


def addresses(served: Served) -> dict[str, str]:
    """Every page, of what the graph has most of."""

    def asked(path: str, **params: str) -> Any:
        return served.client.get(path, params=params).raise_for_status().json()

    graph = asked("/overview")["graph"]
    local = lambda one: one["iri"].rpartition("/")[2]  # noqa: E731
    actor, other, place = local(graph["actors"][0]), local(graph["actors"][1]), local(graph["places"][0])
    incident = local((graph["differing"] or graph["latest"])[0])
    article = graph["newest"][0]["id"]
    return {
        "start": "/",
        "docs": "/docs",
        "methodology": "/methodology",
        "nothing": "/nothing",
        "graph": f"/explore/graph?at=entities/{actor}",
        "path": f"/explore/graph?at=entities/{actor}&to={other}",
        "whole": "/explore/graph?named=true",
        "incidents": "/explore/incidents",
        "incident": f"/explore/incidents/{incident}",
        "actor": f"/explore/entities/{actor}",
        "place": f"/explore/entities/{place}",
        "articles": "/explore/articles",
        "article": f"/explore/articles/{article}#char=0,7",
        "search": f"/explore/search?q={graph['places'][0]['label']}",
        "changes": "/explore/changes",
        "query": "/explore/query?query=SELECT ?a ?b { ?a kg:attacked ?b } LIMIT 20",
        "review": "/explore/review",
        "judgements": "/explore/judgements",
        "add": "/explore/add",
        "correct": f"/explore/entities/{place}",
    }


def settle(page: Page, name: str, address: str) -> None:
    """Go to a page, and wait until all of it is there."""
    page.goto(address)
    page.get_by_role("heading", level=1).first.wait_for()
    expect(page.locator(".loading")).to_have_count(0, timeout=PATIENCE)
    if name in {"graph", "path", "whole"} and (page.viewport_size or {})["width"] > 600:
        page.wait_for_function(DRAWN)
    page.wait_for_load_state("networkidle")


def stops(page: Page, most: int = 80) -> str:
    """What the Tab key does: how many stops, which of them show nothing, and whether it gets stuck."""
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    hidden, said, n = [], "", 0
    for n in range(1, most + 1):
        page.keyboard.press("Tab")
        left, shown, now = page.evaluate(STOP)
        if left and n > 1:
            break
        if not shown:
            hidden.append(now)
        said = now
    return f"Tab: {n} stops, the last {said}" + (f"; unseen ({len(hidden)}): {hidden[:3]}" if hidden else "")


def visit(browser: Browser, served: Served, name: str, address: str, out: Path) -> None:
    """One page at all widths; each loaded anew, then shown in the dark as well."""
    for width, height in SIZES.items():
        begun = time.perf_counter()
        size = {"width": width, "height": height}
        with watched(browser, served.url, viewport=size, reduced_motion="reduce", color_scheme="light") as page:
            page.set_default_timeout(PATIENCE)
            if name in SIGNED_IN:
                page.goto("/nothing")
                page.evaluate("token => { sessionStorage.by = 'ada'; sessionStorage.token = token; }", TOKEN)
            settle(page, name, address)
            found = page.evaluate(LOOK)
            page.evaluate(AXE.read_text())
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                found += [f"{scheme}: {one}" for one in page.evaluate(RUN_AXE)]
                tall = min(page.evaluate("document.documentElement.scrollHeight"), 3 * height)
                box = {"x": 0, "y": 0, "width": width, "height": max(tall, height)}
                page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True, clip=box, timeout=PATIENCE)  # type: ignore[arg-type]
            if width == 1440:
                found.append(stops(page))
        took = time.perf_counter() - begun
        print(f"{name} at {width} ({took:.0f} s): {len(found)}", *found, sep="\n    ", flush=True)


def main() -> None:
    """Open every page, or the named ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="graph", help="any graph")
    parser.add_argument("--out", type=Path, required=True, help="where the pictures go")
    parser.add_argument("names", nargs="*", help="only these pages")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with serving(Path(chosen.data)) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *SOFTWARE_GL])
        for name, address in addresses(served).items():
            if not chosen.names or name in chosen.names:
                visit(browser, served, name, address, chosen.out)
        browser.close()


if __name__ == "__main__":
    main()
