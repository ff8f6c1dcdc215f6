"""Takes the pictures in this folder: of `kg serve` over the graph of data/articles, in Chromium.

.venv/bin/kg build data/articles
.venv/bin/python docs/screenshots/make.py [--data graph] [NAME ...]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, expect, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "tests"))
from browsing import ARGUMENTS, CHROMIUM, SOFTWARE_GL, watched  # noqa: E402
from serving import TOKEN, serving  # noqa: E402

DESK, TALL = {"width": 970, "height": 620}, {"width": 970, "height": 960}
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 380, "height": 780}
BAGHDAD = "incidents/2024-01-04-baghdad-drone-strike"
LEADERS = """\
# Who leads or belongs to whom: triples, so that they can be looked at as a graph
CONSTRUCT { ?person kg:memberOf ?group . ?person ?p ?a . ?group ?q ?b }
WHERE {
  ?person kg:memberOf ?group ; ?p ?a .
  ?group ?q ?b .
  VALUES (?p ?q) { (rdfs:label rdfs:label) (rdf:type rdf:type) }
}"""
NEWS = """\
Two people were killed and five wounded on Tuesday when a drone struck a bus near Kherson, officials said.

The governor, Oleksandr Prokudin, blamed Russian forces for the strike. Moscow has not commented. Ukraine's air force \
said it had shot down 40 of 52 drones launched overnight by Russia, most of them over Odesa."""
LONG = 90_000  # milliseconds: what resolution needs, or the language model, is loaded first
ENTITY = "https://w3id.org/sitrep/id/entity/"


def graph(page: Page) -> None:
    """An actor's neighbourhood without the unnamed, one of its ties opened down to who says so."""
    tie = f"{ENTITY}united-states killed {ENTITY}mushtaq-talib-al-saidi".replace(" ", "+")
    page.goto(f"/explore/graph?at=entities/united-states&named=true&edge={tie}")
    page.wait_for_function("() => document.querySelector('.canvas')?.dataset.drawn > 5")
    expect(page.locator(".panel blockquote").first).not_to_contain_text("…")


def whole(page: Page) -> None:
    """All named actors by communities, one of which is looked at."""
    page.goto("/explore/graph?named=true")
    page.wait_for_function("() => document.querySelector('.canvas')?.dataset.drawn > 5")


def listed(page: Page) -> None:
    """A neighbourhood on a telephone, and what is behind one of its ties."""
    page.goto("/explore/graph?at=entities/united-states&named=true")
    page.locator(".ties tbody tr", has_text="Kataib").get_by_role("button", name="attacked").first.click()
    page.locator(".panel .behind li").first.wait_for()
    expect(page.locator(".panel blockquote").first).not_to_contain_text("…")


def incident(page: Page) -> None:
    """What is agreed, and where accounts differ."""
    page.goto(f"/explore/{BAGHDAD}")
    page.locator(".differing .quote").first.wait_for()
    expect(page.locator(".differing .quote", has_text="… ")).to_have_count(0)  # every sentence has come
    page.evaluate("scrollTo(0, document.querySelector('.differing').offsetTop - 80)")


def incidents(page: Page) -> None:
    """Timeline and map of a month."""
    page.goto("/explore/incidents?since=2024-01-01&until=2024-01-31")
    page.locator(".map .spot").first.wait_for()


def article(page: Page) -> None:
    """An article, a quote marked in it, and what it says."""
    page.goto("/explore/articles/levant-wire-2024-01-04-baghdad")
    page.locator(".article-text .said", has_text="Mushtaq Talib al-Saidi").first.hover()
    page.locator(".margin .told").first.wait_for()


def query(page: Page) -> None:
    """A query that makes triples, looked at as a graph."""
    page.goto(f"/explore/query?{urlencode({'query': LEADERS})}")
    page.wait_for_function("() => document.querySelector('.canvas')?.dataset.drawn > 5")
    page.evaluate("document.querySelector('.editor').scrollIntoView()")


def sign_in(page: Page) -> None:
    """As the forms for it do, for this page alone."""
    page.goto("/")
    page.evaluate("token => { sessionStorage.by = 'Ada'; sessionStorage.token = token; }", TOKEN)


def review(page: Page) -> None:
    """A pair of which joining is unsure."""
    sign_in(page)
    page.goto("/explore/review?kind=incidents")
    page.locator(".pair").wait_for(timeout=LONG)


def add(page: Page) -> None:
    """An article before it is kept."""
    sign_in(page)
    page.goto("/explore/add")
    page.get_by_label("The article's text").fill(NEWS)
    page.get_by_label("Headline").fill("Drone hits bus near Kherson")
    page.get_by_role("button", name="Read it").click()
    page.locator(".reading .said").first.wait_for(timeout=LONG)
    page.evaluate("scrollTo(0, document.querySelector('.add .params').offsetTop - 90)")
    page.locator(".reading .said").first.hover()


PICTURES: dict[str, tuple[Callable[[Page], None], dict[str, int], str]] = {
    "graph": (graph, DESK, "light"),
    "whole": (whole, {"width": 1240, "height": 800}, "light"),
    "graph-phone": (listed, PHONE, "light"),
    "incident": (incident, DESK, "light"),
    "incidents": (incidents, WIDE, "dark"),
    "article": (article, DESK, "light"),
    "query": (query, DESK, "light"),
    "review": (review, TALL, "light"),
    "add": (add, TALL, "light"),
    "phone": (incident, PHONE, "dark"),
}


def main() -> None:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="graph", help="the graph of data/articles")
    parser.add_argument("names", nargs="*", help="only these pictures")
    chosen = parser.parse_args()
    with serving(Path(chosen.data)) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *SOFTWARE_GL])
        for name in chosen.names or PICTURES:
            show, size, scheme = PICTURES[name]
            with watched(browser, served.url, viewport=size, color_scheme=scheme, reduced_motion="reduce") as page:
                show(page)
                page.screenshot(path=HERE / f"{name}.png", animations="disabled")
            print(f"{name}.png: {(HERE / f'{name}.png').stat().st_size // 1024} kB")
        browser.close()


if __name__ == "__main__":
    main()
