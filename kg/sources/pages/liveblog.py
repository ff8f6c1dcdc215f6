"""Live blogs: each update is a report of its own, with its own time (schema.org's LiveBlogPosting).

A page lists its updates in its metadata, or marks each in the text as a block with one <time> of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Final

from kg.sources.dates import published_day
from kg.sources.markup import has_markup, plain_text
from kg.sources.pages import metadata

_MARK: Final = "LiveBlogPosting"


def updates(page: str) -> list[dict[str, object]]:
    """The fields of each update of a page that is a live blog, in the page's order; none if it is another page."""
    if _MARK not in page:
        return []
    import trafilatura  # noqa: PLC0415  half a second that only those who read HTML should wait

    tree = trafilatura.load_html(page)
    if tree is None:
        return []
    things = metadata.described(tree)
    about = metadata.about(tree)
    blogs = [thing for thing in things if _MARK in str(thing.get("@type"))]
    found = [update for blog in blogs for update in _listed(blog.get("liveBlogUpdate"))]
    found = found or list(_marked(tree) if blogs else ())
    return [fields for update in found if (fields := _fields(update, about.publisher))["text"]]


def _fields(update: dict[str, object], publisher: str | None) -> dict[str, object]:
    body = str(update.get("articleBody") or update.get("text") or "")
    return {
        "text": (plain_text(body) if has_markup(body) else body).strip(),
        "title": update.get("headline"),
        "date": update.get("datePublished") or update.get("dateModified"),
        "url": update.get("url") if isinstance(update.get("url"), str) else None,
        "publisher": publisher,
    }


def _marked(tree: Any) -> Iterator[dict[str, object]]:
    """The blocks of a page that have a time each, of those that look alike, as the metadata would list them."""
    blocks = [
        block
        for block in tree.iter("div", "article", "section", "li")
        if len(_times(block)) == 1 and len(_times(block.getparent())) > 1
    ]
    alike = Counter(map(_looks, blocks))
    for block in blocks:
        if alike[_looks(block)] > 1:
            [time], heading = _times(block), next(block.iter("h2", "h3", "h4"), None)
            body = deepcopy(block)
            for part in [*body.iter("time"), *(body.iter(heading.tag) if heading is not None else ())]:
                part.drop_tree()
            yield {
                "headline": heading.text_content().strip() if heading is not None else None,
                "articleBody": plain_text(_source(body)),
                "datePublished": time.get("datetime") or time.text_content(),
            }


def _times(block: Any) -> list[Any]:
    """The times in a block that name a day, as machines or as people read it."""
    return [time for time in block.iter("time") if time.get("datetime") or published_day(time.text_content())]


def _looks(block: Any) -> tuple[object, ...]:
    return block.getparent(), block.tag, block.get("class")


def _source(block: Any) -> str:
    from lxml.html import tostring  # noqa: PLC0415  only those who meet markup should wait for it

    return str(tostring(block, encoding="unicode"))


def _listed(value: object) -> list[dict[str, object]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
