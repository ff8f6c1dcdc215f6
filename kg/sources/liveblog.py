"""Live blogs: each update is a report of its own, with its own time (schema.org's LiveBlogPosting)."""

from __future__ import annotations

from typing import Final

from kg.sources import metadata
from kg.sources.markup import has_markup, plain_text

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


def _listed(value: object) -> list[dict[str, object]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
