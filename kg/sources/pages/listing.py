"""Pages that only list articles: front pages, sections, results of a search.

Each article there is a headline that leads elsewhere, with a line or two below it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_FEWEST: Final = 4  # articles that a list has
_HEADLINE: Final = 20  # characters of a link that is one
_TEASER: Final = 400  # characters of a headline and what stands below it, at most
_KICKER: Final = 40  # of a word or two above a headline, in the same line
_LINE: Final = 20  # characters of a line that tells where it stands; shorter ones, as names of sections, do not
_SHARE: Final = 0.9  # of the lines, in teasers
_SENTENCE: Final = ("p", "blockquote")  # what holds links within prose


@dataclass(frozen=True, slots=True)
class HeadlineLayout:
    """A page's text without blanks, and where in it the headlines begin that lead elsewhere."""

    text: str
    starts: list[int]

    def is_listing(self, article: str) -> bool:
        """Whether what was taken for the page's article, a paragraph a line, is teasers of articles elsewhere."""
        if len(self.starts) < _FEWEST:
            return False
        lines = [line for each in article.split("\n") if len(line := _packed(each.lstrip("-•* "))) >= _LINE]
        stand = [at for line in lines if (at := self._teaser(line)) is not None]
        return len(set(stand)) >= _FEWEST and len(stand) >= _SHARE * len(lines)

    def _teaser(self, line: str) -> int | None:
        """The number of the teaser that a line stands in."""
        at = self.text.find(line)
        while at >= 0:
            number = bisect_right(self.starts, at + len(line) // 2) - 1
            if number >= 0 and at >= self.starts[number] - _KICKER and at + len(line) <= self._end(number):
                return number
            at = self.text.find(line, at + 1)
        return None

    def _end(self, number: int) -> int:
        after = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return min(after, self.starts[number] + _TEASER)


def layout_of(tree: Any) -> HeadlineLayout:
    """The layout of a page."""
    parts, starts, seen, at = list[str](), list[int](), set[str](), 0
    for event, element in _walk(tree):
        piece = _packed((element.text if event == "start" else element.tail) or "")
        if event == "start" and element.tag == "a" and _is_headline(element) and element.get("href") not in seen:
            seen.add(element.get("href"))
            starts.append(at)
        parts.append(piece)
        at += len(piece)
    return HeadlineLayout("".join(parts), starts)


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree  # noqa: PLC0415  only those who meet markup should wait for it

    unseen = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        hidden = element.tag in ("script", "style", "noscript", "head")
        unseen += hidden and event == "start"
        if not unseen or (hidden and event == "end" and unseen == 1):
            yield event, element
        unseen -= hidden and event == "end"


def _is_headline(link: Any) -> bool:
    """Whether a link is a line of its own or begins one; others are words of a sentence."""
    words = _packed(link.text_content())
    if len(words) < _HEADLINE or (link.get("href") or "#").startswith(("#", "mailto:", "javascript:")):
        return False
    holder = next(link.iterancestors(*_SENTENCE), None)
    return holder is None or _packed(holder.text_content()).startswith(words)


def _packed(text: str) -> str:
    return "".join(text.split())
