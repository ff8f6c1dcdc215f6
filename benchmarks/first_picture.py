"""Time to the first picture: from following a link to a graph that is drawn, in Chromium, drawing in software.

    .venv/bin/python benchmarks/first_picture.py [--data graph] [--runs 5]

The page is the real one and comes from `kg serve`; only the network that it draws is made here, of the size that is
named, so that the figure is the browser's alone: loading the scripts, reading the JSON, laying out, drawing. A few
hundred nodes the browser lays out; for more the server gives positions, as here. The clock stops two frames after
the picture was handed to the (software) graphics: it is on the screen then.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Route, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL
from serving import serving

BASE = "https://w3id.org/sitrep/id/entity/"
CLASSES = ("Person", "ArmedGroup", "MilitaryForce", "State", "Place", "Group")
ON_SCREEN = """
addEventListener('drawn', () => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.firstPicture ??= performance.now();
})))
"""
SIZES = ((150, 200), (300, 400), (5_000, 20_000))  # nodes, edges


def network(nodes: int, edges: int) -> dict[str, Any]:
    """A network in graphology's form: a few hubs, many leaves; with positions where the server would give them."""
    chance = random.Random(nodes)
    keys = [f"{BASE}n{i}" for i in range(nodes)]
    placed = nodes > 300

    def place(i: int) -> dict[str, float]:
        angle, radius = i * math.pi * (3 - math.sqrt(5)), 10 * math.sqrt(i)
        return {"x": radius * math.cos(angle), "y": radius * math.sin(angle)} if placed else {}

    pairs = {(0, i) for i in range(1, min(nodes, edges + 1))}
    while len(pairs) < edges:
        pairs.add((int(nodes * chance.random() ** 3), chance.randrange(nodes)))
    return {
        "attributes": {"centre": keys[0], "truncated": False, "total_edges": edges, "next": None},
        "options": {"type": "directed", "multi": True, "allowSelfLoops": True},
        "nodes": [
            {"key": key, "attributes": {"iri": key, "label": f"Node {i}", "class": CLASSES[i % 6], **place(i)}}
            for i, key in enumerate(keys)
        ],
        "edges": [
            {
                "key": f"{keys[a]} attacked {keys[b]}", "source": keys[a], "target": keys[b],
                "attributes": {"kind": "attacked", "weight": 1, "confidence": 0.8, "articles": ["a"]},
            }
            for a, b in sorted(pairs)
        ],
    }  # fmt: skip


def first_picture(browser: Browser, server: str, body: str) -> tuple[float, float]:
    """Seconds from the start of the navigation to the picture, in a browser that has nothing in its cache.

    Also those that the page's own thread was at work, which other programs on the machine hardly change.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="application/json")

    measures = context.new_cdp_session(page)
    measures.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.route("**/entities/n0/neighbours?*", answer)
    page.add_init_script(ON_SCREEN)
    page.goto(f"{server}/explore/graph?at=entities/n0&limit=5000")
    milliseconds = page.wait_for_function("() => window.firstPicture", timeout=120_000).json_value()
    at_work = {one["name"]: one["value"] for one in measures.send("Performance.getMetrics")["metrics"]}["TaskDuration"]
    context.close()
    return float(milliseconds) / 1000, float(at_work)


def main() -> None:
    """Measure each size, and print the median and the range."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="graph", help="any graph; what it holds does not matter")
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    with serving(Path(chosen.data)) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *SOFTWARE_GL])
        for nodes, edges in SIZES:
            body = json.dumps(network(nodes, edges))
            times = sorted(first_picture(browser, served.url, body) for _ in range(chosen.runs))
            print(
                f"{nodes:>5,} nodes, {edges:>6,} edges ({len(body) / 1e6:.1f} MB of JSON): "
                f"{statistics.median(time for time, _ in times):.2f} s ({times[0][0]:.2f} to {times[-1][0]:.2f}), "
                f"its thread at work for {statistics.median(work for _, work in times):.2f} s"
            )
        browser.close()


if __name__ == "__main__":
    main()
