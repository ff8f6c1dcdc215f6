"""Time to the first picture: from following a link to a graph that is drawn, or the overview, in Chromium.

    .venv/bin/python benchmarks/first_picture.py [--data graph] [--runs 5]

    python benchmarks/corpus.py --articles 100000 --graph /tmp/large            a quarter of an hour
    python benchmarks/first_picture.py --data /tmp/large --keep                 the figures of docs/explorer.md

The page is the real one and comes from `kg serve`, and so does the overview. The network that is drawn is made here, of
the size that is named, so that the figure is the browser's alone: loading the scripts, reading the JSON, laying out,
drawing in software. A few hundred nodes the browser lays out; for more the server gives positions, as here. The clock
stops two frames after the picture was handed to the (software) graphics: it is on the screen then.

Each is measured in turns with an empty page of the same server, which has a heading and no script. A ratio is the
median over the rounds of the ratios within one round: other work on the machine slows both.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from figures import Row, keep
from playwright.sync_api import Browser, Route, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL
from serving import serving

BASE = "https://w3id.org/sitrep/id/entity/"
CLASSES = ("Person", "ArmedGroup", "MilitaryForce", "State", "Place", "Group")
ON_SCREEN = """
const now = () => { window.firstPicture ??= performance.now(); };
const seen = () => requestAnimationFrame(() => requestAnimationFrame(now));
addEventListener('drawn', seen);
if (location.pathname === '/') new MutationObserver((_, self) => {
  if (document.querySelector('.start .cards')) { self.disconnect(); seen(); }
}).observe(document, {childList: true, subtree: true});
if (location.pathname === '/empty') addEventListener('DOMContentLoaded', seen);
"""
EMPTY = "<!doctype html><html lang=en><title>Empty</title><h1>Nothing</h1>"
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


def first_picture(browser: Browser, address: str, **bodies: str) -> tuple[float, float]:
    """Seconds from the start of the navigation to the picture, in a browser that has nothing in its cache.

    Also those that the page's own thread was at work, which other programs on the machine hardly change.

    Args:
        bodies: what is answered here instead of by the server: `html` to the page, `json` to the graph's question.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()

    def answer(body: str, kind: str) -> Callable[[Route], None]:
        return lambda route: route.fulfill(body=body, content_type=kind)

    measures = context.new_cdp_session(page)
    measures.send("Performance.enable", {"timeDomain": "threadTicks"})
    if "html" in bodies:
        page.route("**/empty", answer(bodies["html"], "text/html"))
    if "json" in bodies:
        page.route("**/entities/n0/neighbours?*", answer(bodies["json"], "application/json"))
    page.add_init_script(ON_SCREEN)
    page.goto(address)
    milliseconds = page.wait_for_function("() => window.firstPicture", timeout=120_000).json_value()
    at_work = {one["name"]: one["value"] for one in measures.send("Performance.getMetrics")["metrics"]}["TaskDuration"]
    context.close()
    return float(milliseconds) / 1000, float(at_work)


def measured(browser: Browser, server: str, runs: int) -> list[Row]:
    """A row for each page: its times, and their ratio to the empty page of the same round."""
    pages: dict[str, tuple[str, dict[str, str]]] = {
        "empty page": ("/empty", {"html": EMPTY}), "overview": ("/", {}),
    }  # fmt: skip
    for nodes, edges in SIZES:
        name = f"graph of {nodes:,} nodes, {edges:,} ties"
        pages[name] = ("/explore/graph?at=entities/n0&limit=5000", {"json": json.dumps(network(nodes, edges))})
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    for _ in range(runs):
        for name, (path, bodies) in pages.items():
            took[name].append(first_picture(browser, server + path, **bodies))
    rows = []
    for name, all_ in took.items():
        seconds = [one for one, _ in all_]
        ratios = [one / empty for one, (empty, _) in zip(seconds, took["empty page"], strict=True)]
        rows.append({
            "page": name, "seconds": round(statistics.median(seconds), 3), "least": round(min(seconds), 3),
            "most": round(max(seconds), 3), "at_work": round(statistics.median(work for _, work in all_), 3),
            "to_empty": round(statistics.median(ratios), 1),
        })  # fmt: skip
    return rows


def main() -> None:
    """Measure each page, and print the median and the range."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="graph", help="any graph; its overview is measured")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", action="store_true", help="keep the figures beside this script")
    chosen = parser.parse_args()
    with serving(Path(chosen.data)) as served, sync_playwright() as playwright:
        start = time.perf_counter()
        graph = served.client.get("/overview").raise_for_status().json()["graph"]
        first = round(time.perf_counter() - start, 3)
        print(f"{graph['articles']:,} articles, {graph['incidents']:,} incidents; the first to ask waits {first} s")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *SOFTWARE_GL])
        rows = measured(browser, served.url, chosen.runs)
        browser.close()
    for row in rows:
        print(
            f"{row['page']:>35}: {row['seconds']:.2f} s ({row['least']:.2f} to {row['most']:.2f}), "
            f"its thread at work for {row['at_work']:.2f} s, {row['to_empty']:.1f} times the empty page"
        )
    if chosen.keep:
        keep("first_picture", [{"articles": graph["articles"], "server_first": first, "runs": chosen.runs}, *rows])


if __name__ == "__main__":
    main()
