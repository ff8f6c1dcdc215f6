"""Whether the explorer grows while it is worked with: 140 interactions in one page of Chromium, never loaded anew.

    python benchmarks/browser_memory.py [--data graph] [--rounds 14]

Each round is ten interactions, which end where they began: a search, an entity, its graph, a tie, an expansion, the
incidents, a facet, an incident, an article, back to the first page. After each round garbage is collected, and the
browser says (DevTools protocol) how much its scripts hold, how many nodes and listeners there are. What is fetched once
for good, such as the outlines of the map, comes in the first round, and for some fifty interactions the browser goes on
compiling what runs often: growth is what comes in the last third.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from figures import keep
from playwright.sync_api import CDPSession, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL, watched
from serving import serving

PATIENCE: Final = 120_000  # milliseconds
DRAWN: Final = "() => Number(document.querySelector('.canvas')?.dataset.drawn ?? 0) > 0"
COUNTERS: Final = {"documents": "documents", "nodes": "nodes", "listeners": "jsEventListeners"}


def steps(page: Page, actor: str) -> tuple[Callable[[], Any], ...]:
    """The ten interactions, in their order."""

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
        page.locator(".facets a").first.click()
        page.locator(".facets a[aria-current]").first.wait_for()

    def incident() -> None:
        page.locator("main table a[href*='/explore/incidents/']").first.click()
        page.wait_for_url("**/explore/incidents/**")
        page.locator("main h1").wait_for()

    def article() -> None:
        page.locator("main a[href*='/explore/articles/']").first.click()
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


def main() -> None:
    """Do the rounds, and print and keep what was held after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="graph", help="any graph with places")
    parser.add_argument("--rounds", type=int, default=14)
    chosen = parser.parse_args()
    rows = []
    with serving(Path(chosen.data)) as served, sync_playwright() as playwright:
        actor = served.client.get("/overview").json()["graph"]["actors"][0]["label"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *SOFTWARE_GL])
        size = {"width": 1280, "height": 900}
        with watched(browser, served.url, viewport=size, reduced_motion="reduce") as page:
            page.set_default_timeout(PATIENCE)
            page.goto("/")
            page.locator(".start .cards").first.wait_for()
            session = page.context.new_cdp_session(page)
            session.send("HeapProfiler.enable")
            for number in range(chosen.rounds + 1):
                rows.append({"interactions": number * 10} | held(session))
                print(rows[-1], flush=True)
                if number < chosen.rounds:
                    for step in steps(page, actor):
                        step()
                        print(step.__name__, end=" ", flush=True)
        browser.close()
    after = rows[-(len(rows) // 3) :]
    growth = statistics.linear_regression(
        [row["interactions"] for row in after], [row["megabytes"] * 1000 for row in after]
    )
    print(f"Growth after {after[0]['interactions']} interactions: {growth.slope:.1f} kB for each")
    keep("browser_memory", rows)


if __name__ == "__main__":
    main()
