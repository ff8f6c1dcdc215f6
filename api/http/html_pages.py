"""HTML pages that need no script: the list of what the API offers, the methodology, and the 404 page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from http import HTTPStatus
from itertools import pairwise
from typing import Any, Final

from markdown_it import MarkdownIt

_METHODS: Final = ("get", "post", "put", "patch", "delete")
_CODE: Final = re.compile(r"`([^`]+)`")
_ADDRESS: Final = re.compile(r"&lt;(https?://[^&\s]+)&gt;")
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")


def api_page(document: Mapping[str, Any], stylesheet: str) -> str:
    """The operations of an OpenAPI document, each to be unfolded.

    Args:
        document: the OpenAPI document.
        stylesheet: the address of the explorer's.
    """
    by_tag: dict[str, list[str]] = {}
    for path, operations in document["paths"].items():
        for method in _METHODS:
            if method in operations:
                operation = operations[method]
                tag = (operation.get("tags") or ["Others"])[0]
                by_tag.setdefault(tag, []).append("".join(_operation(method, path, operation)))
    about = document["info"]
    parts = [
        f"<h1>{escape(about['title'])}: the API</h1>",
        _prose(about.get("description", "")),
        '<p>The same as a document for programs: <a href="/openapi.json">/openapi.json</a>. '
        'To try queries out: <a href="/explore/query">the query editor</a>.</p>',
    ]
    for tag, operations in by_tag.items():
        parts += [f"<section><h2>{escape(tag)}</h2>", *operations, "</section>"]
    return _page("Sitrep: the API", stylesheet, "\n".join(parts))


def prose_page(markdown: str, stylesheet: str) -> str:
    """A page of the docs: its headings are places to link to ("### Hedged" is `#hedged`), and listed at its head."""
    reader = MarkdownIt("commonmark", {"html": False})
    tokens = reader.parse(markdown)
    contents, title = [], ""
    for heading, text in pairwise(tokens):
        if heading.type != "heading_open":
            continue
        if heading.tag == "h1":
            title = text.content
            continue
        anchor = _NO_WORD.sub("-", text.content.lower()).strip("-")
        heading.attrSet("id", anchor)
        if heading.tag == "h2":
            contents.append(f'<li><a href="#{anchor}">{escape(text.content)}</a></li>')
    body = str(reader.renderer.render(tokens, reader.options, {}))
    listed = f'</h1>\n<nav aria-label="On this page"><ul class="on-this-page">{"".join(contents)}</ul></nav>'
    return _page(f"Sitrep: {title}", stylesheet, f'<div class="prose">{body.replace("</h1>", listed, 1)}</div>')


def error_page(status: int, detail: str, stylesheet: str) -> str:
    """The error page of an address, with ways back."""
    title = HTTPStatus(status).phrase
    return _page(
        f"Sitrep: {title}",
        stylesheet,
        f'<h1>{escape(title)}</h1><p class="standfirst">{escape(detail)}</p>'
        '<form class="inline" action="/explore/search" role="search"><input type="search" name="q" '
        'aria-label="Actors, places, incidents, articles" placeholder="Actors, places, incidents, articles">'
        '<button type="submit">Find</button></form>'
        '<ul class="ways"><li><a href="/">The whole graph at a glance</a></li>'
        '<li><a href="/explore/incidents">Incidents in time and place</a></li>'
        '<li><a href="/explore/articles">Articles</a>, the newest first</li>'
        '<li><a href="/explore/query">Questions</a> that the graph answers</li>'
        '<li><a href="/docs">The API</a>, for programs</li></ul>',
    )


def _page(title: str, stylesheet: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{escape(stylesheet)}">
</head>
<body>
<header class="site"><a class="site-name" href="/">Sitrep</a>
<nav class="site-nav" aria-label="Site"><a href="/explore/incidents">Incidents</a>
<a href="/explore/graph?named=true">Graph</a> <a href="/explore/articles">Articles</a>
<a href="/explore/changes">Changes</a> <a href="/explore/query">Query</a></nav></header>
<main class="page">
{body}
</main>
</body>
</html>
"""


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> Iterator[str]:
    named = f"{method.upper()} {path}"
    yield f"<details><summary><code>{escape(named)}</code> {escape(operation.get('summary', ''))}</summary>"
    yield _prose(operation.get("description", ""))
    if parameters := operation.get("parameters"):
        yield "<table><thead><tr><th>Parameter</th><th>What it is</th></tr></thead><tbody>"
        for one in parameters:
            needed = " (needed)" if one.get("required") else ""
            yield f"<tr><th scope=row><code>{escape(one['name'])}</code>{needed}</th>"
            yield f"<td>{_words(one.get('description', one['in']))}</td></tr>"
        yield "</tbody></table>"
    if body := operation.get("requestBody"):
        yield f"<p>Its body is {_listed(body.get('content', {}))}.</p>"
    answers = operation.get("responses", {})
    forms = {form: None for answer in answers.values() for form in answer.get("content", {})}
    yield f"<p>It answers {_listed(answers)}{f', as {_listed(forms)}' if forms else ''}.</p></details>"


def _listed(names: Mapping[str, Any]) -> str:
    return ", ".join(f"<code>{escape(name)}</code>" for name in names)


def _prose(text: str) -> str:
    return "".join(f"<p>{_words(paragraph)}</p>" for paragraph in text.split("\n\n") if paragraph.strip())


def _words(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", _ADDRESS.sub(r"`\1`", escape(text, quote=False)))
