"""What round a report is no report: links to others, invitations, credits, bylines, notes of transcribers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg.extract.text.aligned import Aligned, Edit
from kg.extract.text.lines import Line, lines_of
from kg.knowledge.lexicon import load_lexicon

_LONGEST_LINK: Final = 160  # characters
_LONGEST_NOTE: Final = 60
_BYLINE: Final = re.compile(
    r"(?:By|BY|by|From|FROM) [^\W\d_a-z][\w'’.-]*"
    r"(?:[ ,/|]+(?:(?:and|in|of|at|for|with|the|de|al|el|bin|van|von)\b|[^\W\d_a-z][\w'’.&-]*)){1,14},?"
)
_TERMINAL: Final = re.compile(r"[.!?][\"'”’)]*$")


class Layout:
    """Tells the report from what stands round it, by the words of `layout.yaml`."""

    def __init__(self, folder: Path) -> None:
        lexicon = load_lexicon(folder)

        def words(key: str) -> str:
            listed = sorted(lexicon.words("layout", key), key=lambda w: (-len(w), w))
            return "|".join(re.escape(w).replace("'", "['’]").replace(r"\ ", r"\s+") for w in listed)

        links, asides, credits_, stamps, notes = map(words, ("links", "asides", "credits", "stamps", "notes"))
        self._link = re.compile(rf"[\W_]*(?:{links})\s*(?:[:|»>→]|$|[-–—]\s)", re.IGNORECASE)
        self._heads_links = re.compile(rf"[\W_]*(?:{links})\s*[:|»>→.…]*$", re.IGNORECASE)
        self._aside = re.compile(rf"[\W_]*(?:{asides})(?!\w)", re.IGNORECASE)
        self._credit = re.compile(rf"[\W_]*(?:{credits_})(?:(?<=\W)|\b)", re.IGNORECASE)
        self._stamp = re.compile(rf"[\W_]*(?:{stamps})\b\W", re.IGNORECASE)
        self._note = re.compile(rf"\s?[\[](?:{notes})\b[\w, -]{{0,{_LONGEST_NOTE}}}\]", re.IGNORECASE)
        self._credit_note = re.compile(rf"\s?[(\[](?:{credits_})\b[^()\[\]\n]{{0,300}}[)\]]", re.IGNORECASE)

    def report(self, text: Aligned) -> Aligned:
        """The report alone.

        Args:
            text: with each paragraph in one line.
        """
        text = text.replaced(self._note, "").replaced(self._credit_note, "")
        return text.edited(Edit(line.start, line.end) for line in self._others(text.text))

    def _others(self, text: str) -> Iterator[Line]:
        """The lines that are no report."""
        above: Line | None = None  # the last line of a list of links
        for line in lines_of(text):
            words = text[line.start : line.end]
            beneath = above is not None and text.count("\n", above.end, line.start) == 1 and not _TERMINAL.search(words)
            if self._is_link(words) or (beneath and len(words) <= _LONGEST_LINK):
                above = line if beneath or self._heads_links.match(words) else None
                yield line
                continue
            above = None
            if self._is_about_report(words):
                yield line

    def _is_link(self, words: str) -> bool:
        return len(words) <= _LONGEST_LINK and not words.endswith(".") and self._link.match(words) is not None

    def _is_about_report(self, words: str) -> bool:
        if len(words) > _LONGEST_LINK:
            return False
        if _BYLINE.fullmatch(words) is not None:
            return True
        if self._credit.match(words) is not None:
            return True
        dated = self._stamp.match(words) is not None and any(c.isdigit() for c in words)
        return not words.endswith(".") and (dated or self._aside.match(words) is not None)
