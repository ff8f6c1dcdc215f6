"""News agencies' XML: NITF and NewsML-G2, the formats of the IPTC; an item an article.

NITF: https://iptc.org/standards/nitf/; NewsML-G2: https://iptc.org/standards/newsml-g2/. Their JSON, ninjs, is read as
JSON is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from kg.errors import EmptySource, SourceError
from kg.sources.files import reason_of, whole
from kg.sources.records import Location, Record

_ANYWHERE: Final = "//*[local-name()='{}']"
_PARAGRAPHS: Final = {"p", "hl2", "h1", "h2", "h3", "h4", "li", "br", "lede"}


def records_of_nitf(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The one record of a NITF document.

    Raises:
        EmptySource: its body holds no text.
        SourceError: it is not well-formed XML.
    """
    place = Location(name)
    yield Record(place, _nitf(_tree(whole(lines, place), place)), stem)


def records_of_newsml(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every news item of a NewsML-G2 document that holds text; what it calls itself is the id.

    Raises:
        EmptySource: no item holds text, as where they are pictures.
        SourceError: it is not well-formed XML.
    """
    place = Location(name)
    items = _tree(whole(lines, place), place).xpath("//*[local-name()='newsItem']")
    told = [(number, fields) for number, item in enumerate(items, 1) if (fields := _news_item(item))["text"]]
    if not told:
        raise place.error("is NewsML-G2 without an item that holds text", EmptySource)
    for number, fields in told:
        where = place if len(items) == 1 else Location(name, number, "item")
        yield Record(where, fields, stem if len(items) == 1 else f"{stem}-{number}")


def _nitf(document: Any) -> dict[str, object]:
    content = _first(document, "body.content")
    return {
        "id": _attribute(document, "doc-id", "id-string"),
        "title": _text(_first(document, "hl1")) or _text(_first(document, "title")),
        "date": _attribute(document, "date.issue", "norm")
        or _attribute(document, "date.release", "norm")
        or _attribute(document, "pubdata", "date.publication")
        or _attribute(document, "story.date", "norm"),
        "publisher": _attribute(document, "pubdata", "name")
        or _text(_first(document, "distributor"))
        or _text(_first(document, "doc.rights"))
        or _attribute(document, "doc-id", "regsrc"),
        "url": _attribute(document, "pubdata", "ex-ref"),
        "text": _paragraphs(content),
    }


def _news_item(item: Any) -> dict[str, object]:
    inline = _first(item, "inlineXML")
    if inline is None:
        inline = _first(item, "inlineData")
    body = inline
    if inline is not None:
        body = next((found for name in ("body.content", "body") if (found := _first(inline, name)) is not None), inline)
    provider = _first(item, "provider")
    return {
        "id": item.get("guid"),
        "title": _text(_first(item, "headline")) or _text(_first(inline, "title")),
        "date": _text(_first(item, "contentCreated"))
        or _text(_first(item, "firstCreated"))
        or _text(_first(item, "versionCreated")),
        "publisher": _text(_first(provider, "name")) or (provider.get("literal") if provider is not None else None),
        "text": _paragraphs(body),
    }


def _first(element: Any, name: str) -> Any:
    if element is None:
        return None
    found = element.xpath(f".{_ANYWHERE.format(name)}")
    return found[0] if found else None


def _attribute(element: Any, name: str, attribute: str) -> str | None:
    found = element.xpath(f".{_ANYWHERE.format(name)}/@{attribute}")
    return str(found[0]).strip() or None if found else None


def _text(element: Any) -> str | None:
    return " ".join(str(element.xpath("string()")).split()) or None if element is not None else None


def _paragraphs(body: Any) -> str:
    """The text of an element, a paragraph a line; of one without paragraphs, its lines as they are."""
    if body is None:
        return ""
    found = [each for each in body.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] in _PARAGRAPHS]
    inner = [each for each in found if not any(above in found for above in each.iterancestors())]
    lines = [line for each in inner if (line := _text(each))]
    return "\n".join(lines) if lines else str(body.xpath("string()")).strip()


def _tree(data: bytes, place: Location) -> Any:
    from lxml import etree  # noqa: PLC0415  only those who read XML should wait for it

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, recover=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise place.error(f"is not well-formed XML: {reason_of(error)}") from None
