"""Pages with several reports in full: posts one below another, or the next article under the one that was opened.

Each is a block that begins with a heading of its own and is marked as an article, or has a time of its own.
"""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import Any, Final
from urllib.parse import urljoin

from kg.sources.dates import published_day
from kg.sources.pages import metadata

_BLOCKS: Final = ("article", "section", "div", "li")
_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_PROSE: Final = 300  # characters of paragraphs that a report has at least; a teaser has fewer
_PARAGRAPH: Final = 60  # of one
_MARKED: Final = ("hentry", "newsarticle", "blogposting")  # in a class or type
_ASIDE: Final = (
    "ancestor-or-self::aside or ancestor-or-self::footer"
    " or ancestor-or-self::*[contains(@class, 'comment') or contains(@id, 'comment') or contains(@class, 'related')]"
)


def blocks(tree: Any) -> list[Any]:
    """The elements of a page that hold a report each; none where it has one report or no more."""
    found = [block for block in tree.xpath(f".//*[not({_ASIDE})]") if block.tag in _BLOCKS and _is_report(block)]
    inner = [block for block in found if not any(other is not block and _is_above(block, other) for other in found)]
    # What stands around reports is a frame; but prose there is a report that quotes others.
    if any(_prose(block) - sum(map(_prose, _within(block, inner))) >= _PROSE for block in found if block not in inner):
        return []
    return inner if len(inner) > 1 else []


def page_of(block: Any) -> str:
    """A page with that report alone."""
    from lxml.html import tostring  # noqa: PLC0415  only those who meet markup should wait for it

    alone = deepcopy(block)
    alone.tag, alone.tail = "article", None
    return f"<html><body>{tostring(alone, encoding='unicode')}</body></html>"


def headed(block: Any, address: str | None) -> dict[str, object]:
    """The title of a report, and its address where the title leads to it."""
    heading = next(block.iter(*_HEADINGS))
    links = [*heading.xpath("ancestor::a[@href]"), *heading.xpath(".//a[@href]")]
    link = urljoin(address or "", links[0].get("href")) if links else ""
    return {
        "title": " ".join(heading.text_content().split()),
        "url": link if "://" in link else address,
    }


def dated(tree: Any, parts: list[Any]) -> list[object]:
    """The day of each report: its own, or what the page's metadata state of one with its title.

    What they state of no one is the first's; or, where none has a day of its own, that of all.
    """
    by_title = {
        " ".join(str(thing["headline"]).split()): thing.get("datePublished")
        for thing in metadata.described(tree)
        if thing.get("headline")
    }
    page = metadata.about(tree).published
    days = [_own_day(part) or by_title.get(str(headed(part, None)["title"])) for part in parts]
    return [days[0] or page, *days[1:]] if any(days) else [page] * len(parts)


def _own_day(block: Any) -> dt.date | None:
    from lxml.html import document_fromstring  # noqa: PLC0415  only those who meet markup should wait for it

    return metadata.about(document_fromstring(page_of(block))).published


def _is_report(block: Any) -> bool:
    heading = next((part for part in block.iter("p", *_HEADINGS) if part.tag != "p" or _is_prose(part)), None)
    if heading is None or heading.tag == "p" or _prose(block) < _PROSE:
        return False
    if sum(1 for _ in block.iter(heading.tag)) > 1:
        return False
    kind = f"{block.get('class') or ''} {block.get('itemtype') or ''}".lower()
    return block.tag == "article" or any(mark in kind for mark in _MARKED) or len(_times(block)) == 1


def _times(block: Any) -> list[Any]:
    return [time for time in block.iter("time") if published_day(time.get("datetime") or time.text_content())]


def _prose(block: Any) -> int:
    """The characters of its paragraphs."""
    return sum(len(paragraph.text_content()) for paragraph in block.iter("p") if _is_prose(paragraph))


def _is_prose(paragraph: Any) -> bool:
    return len(paragraph.text_content().strip()) >= _PARAGRAPH


def _is_above(block: Any, other: Any) -> bool:
    return any(above is block for above in other.iterancestors())


def _within(block: Any, others: list[Any]) -> list[Any]:
    return [other for other in others if _is_above(block, other)]
