"""Whether the explorer grows while it is worked with: 300 interactions in one page of Chromium, never loaded anew.

    python benchmarks/browser_memory.py [--data graph] [--rounds 30]

Each round is ten interactions, which end where they began: a search, an entity, its graph, a tie, the incidents, a
facet, an incident, an article, back, the first page; each time with another actor, facet and incident, as long as there
are more. After each round garbage is collected, and the browser says (DevTools protocol) how much its scripts hold, how
many nodes and listeners there are. Some of them end with a picture of the heap, which parts that: `data` is objects,
arrays, strings and functions, all that a program can keep; the rest is what the browser compiled, and keeps for itself.
Outlines of the map, fetched for good, come in the first round.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from figures import keep
from playwright.sync_api import CDPSession, Locator, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL, watched
from serving import serving

PATIENCE: Final = 120_000  # milliseconds
DRAWN: Final = "() => Number(document.querySelector('.canvas')?.dataset.drawn ?? 0) > 0"
SNAPSHOTS: Final = (2, 6, 14, 30)  # rounds after which the heap is looked at
DATA: Final = {"object", "closure", "array", "string", "concatenated string", "sliced string", "number", "regexp"}
COUNTERS: Final = {"documents": "documents", "nodes": "nodes", "listeners": "jsEventListeners"}


def steps(page: Page, actor: str, turn: int) -> tuple[Callable[[], Any], ...]:
    """The ten interactions, in their order; each turn with others."""

    def nth(found: Locator) -> Locator:
        found.first.wait_for()
        return found.nth(turn % found.count())

    def search() -> None:
        page.keyboard.press("/")
        page.keyboard.type(actor)
        page.get_by_role("option").first.wait_for()

    def entity() -> None:
        page.keyboard.press("Enter")
        page.wait_for_url("**/explore/entities/**")
        page.get_by_role("region", name="Relations").wait_for()

    def graph() -> None:
        page.locator("main a[href*='/explore/graph?at=']").first.click()
        page.wait_for_function(DRAWN)

    def tie() -> None:
        page.locator(".ties tbody td:nth-child(2) button").first.click()
        page.locator(".panel blockquote").first.wait_for()

    def incidents() -> None:
        page.locator(".site-nav").get_by_role("link", name="Incidents").click()
        page.locator(".map .spot").first.wait_for()

    def narrowed() -> None:
        nth(page.locator(".facets a:visible")).click()
        page.locator(".facets a[aria-current]").first.wait_for()

    def incident() -> None:
        nth(page.locator("main table a[href*='/explore/incidents/']:visible")).click()
        page.wait_for_url("**/explore/incidents/**")
        page.locator("main h1").wait_for()

    def article() -> None:
        page.locator("main a[href*='/explore/articles/']:visible").first.click()
        page.locator(".article-text").wait_for()

    def back() -> None:
        page.go_back()
        page.locator("main h1").wait_for()

    def start() -> None:
        page.locator("header a[href='/']").first.click()
        page.locator(".start .cards").first.wait_for()

    return search, entity, graph, tie, incidents, narrowed, incident, article, back, start


def held(session: CDPSession) -> dict[str, float]:
    """What the page holds after its garbage was collected."""
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.collectGarbage")
    counted = session.send("Memory.getDOMCounters")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    return {"megabytes": round(heap, 2)} | {name: counted[key] for name, key in COUNTERS.items()}


def kinds(session: CDPSession) -> dict[str, float]:
    """Megabytes of the heap that are data, and that are compiled."""
    parts: list[str] = []
    keep_part = lambda event: parts.append(event["chunk"])  # noqa: E731
    session.on("HeapProfiler.addHeapSnapshotChunk", keep_part)
    session.send("HeapProfiler.takeHeapSnapshot")
    session.remove_listener("HeapProfiler.addHeapSnapshotChunk", keep_part)
    told = json.loads("".join(parts))
    fields, kinds = told["snapshot"]["meta"]["node_fields"], told["snapshot"]["meta"]["node_types"][0]
    rows, at, size = told["nodes"], fields.index("type"), fields.index("self_size")
    held = Counter[str]()
    for start in range(0, len(rows), len(fields)):
        held[kinds[rows[start + at]]] += rows[start + size]
    return {"data": round(sum(held[kind] for kind in DATA) / 1e6, 3), "compiled": round(held["code"] / 1e6, 2)}


def main() -> None:
    """Do the rounds, and print and keep what was held after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="graph", help="any graph with places")
    parser.add_argument("--rounds", type=int, default=30)
    chosen = parser.parse_args()
    rows = []
    with serving(Path(chosen.data)) as served, sync_playwright() as playwright:
        actors = [one["label"] for one in served.client.get("/overview").json()["graph"]["actors"]]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *SOFTWARE_GL])
        size = {"width": 1280, "height": 900}
        with watched(browser, served.url, viewport=size, reduced_motion="reduce") as page:
            page.set_default_timeout(PATIENCE)
            page.goto("/")
            page.locator(".start .cards").first.wait_for()
            session = page.context.new_cdp_session(page)
            session.send("HeapProfiler.enable")
            for number in range(chosen.rounds + 1):
                seen = kinds(session) if number in SNAPSHOTS else {}
                rows.append({"interactions": number * 10} | held(session) | seen)
                print(rows[-1], flush=True)
                if number < chosen.rounds:
                    for step in steps(page, actors[number % len(actors)], number):
                        step()
                        print(step.__name__, end=" ", flush=True)
        browser.close()
    keep("browser_memory", rows)


if __name__ == "__main__":
    main()
