"""Text with markup left in it: tags, and characters spelled as entities, once or twice over."""

from __future__ import annotations

import re
from typing import Final

_BLOCKS: Final = "p div br li h1 h2 h3 h4 h5 h6 tr blockquote pre section article figcaption hl1 hl2".split()
_SPACES: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r"\s*\n\s*")
_UNPRINTED: Final = dict.fromkeys({*range(32)} - {9, 10, 11, 12, 13})  # control characters that no text has
_TAG: Final = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|u|li|ul|ol|h[1-6]|img|figure|blockquote|table|tr|td)\b[^<>]*/?>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}[0-9]?|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});")
_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]{4})|([0-9]{5}));")
# UTF-8 that a program read as Windows' Western encoding, and wrote so: "â€™" for an apostrophe. Bytes that it
# lacks are control characters there.
_WINDOWS: Final = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0x100)}
_CONTINUED: Final = "".join(map(re.escape, (sign for sign, byte in _WINDOWS.items() if byte < 0xC0)))
_GARBLED: Final = re.compile(
    f"[\u00c2-\u00df][{_CONTINUED}]|[\u00e0-\u00ef][{_CONTINUED}]{{2}}|[\u00f0-\u00f4][{_CONTINUED}]{{3}}"
)
_FEW: Final = 2  # garbled characters that chance may bring about are fewer
_SURROGATES: Final = range(0xD800, 0xE000)


def has_markup(text: str) -> bool:
    """Whether a text holds tags or entities, left in by a careless export from a page or feed."""
    return ("<" in text and _TAG.search(text) is not None) or ("&" in text and _ENTITY.search(text) is not None)


def plain_text(markup: str) -> str:
    """The text of a piece of HTML, a paragraph a line; of one that was escaped twice, too."""
    once = _plain(markup)
    return _plain(once) if has_markup(once) else once


def ungarbled(text: str) -> str:
    """A text whose UTF-8 was taken for another encoding, as it was meant; any other text as it is."""
    if sum(1 for _ in _GARBLED.finditer(text)) < _FEW:
        return text
    return _GARBLED.sub(lambda match: _as_utf8(match[0]), text)


def _as_utf8(signs: str) -> str:
    try:
        return bytes(_WINDOWS[sign] for sign in signs).decode()
    except (UnicodeDecodeError, KeyError):
        return signs


def without_surrogates(data: str) -> str:
    """A document whose references to half characters are whole ("&#xd83d;&#xde80;" is one emoji) or gone."""
    halves: list[tuple[int, int, int]] = []
    for match in _REFERENCE.finditer(data):
        code = int(match[1], 16) if match[1] else int(match[2])
        if code in _SURROGATES:
            halves.append((match.start(), match.end(), code))
    parts, at = list[str](), 0
    for index, (start, end, code) in enumerate(halves):
        parts.append(data[at:start])
        at = end
        following = halves[index + 1] if index + 1 < len(halves) else None
        if following and following[0] == end and code < 0xDC00 <= following[2]:
            parts.append(chr(0x10000 + ((code - 0xD800) << 10) + (following[2] - 0xDC00)))
    return "".join([*parts, data[at:]])


def _plain(markup: str) -> str:
    from lxml.html import fragment_fromstring  # noqa: PLC0415  only those who meet markup should wait for it

    if "<" not in markup and "&" not in markup:
        return _tidy(markup)
    try:
        tree = fragment_fromstring(markup, create_parent="div")
    except (ValueError, AssertionError):  # nothing in it but a comment, or what no text may hold
        return ""
    for unseen in tree.xpath(".//script | .//style | .//comment()"):
        unseen.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text = "\n" + (element.text or "")
        element.tail = "\n" + (element.tail or "")
    return _tidy(tree.text_content())


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _SPACES.sub(" ", text.translate(_UNPRINTED))).strip()
