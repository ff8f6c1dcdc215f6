"""The headline as a sentence that the parser can read: without labels and outlets round it, in usual capitals."""

from __future__ import annotations

import re
from typing import Final

from kg.extract.text.aligned import Aligned, Edit
from kg.extract.text.casing import Caser, manner, spellings
from kg.extract.text.cleaning import cleaned, ended, even
from kg.knowledge.names import fold

# "The Latest: ", "UPDATE 2-", "Breaking: " before it, " | Daily Ledger" behind it.
_LABEL: Final = re.compile(
    r"\A(?:(?:the latest|breaking(?: news)?|update[ds]?(?: \d+)?|live(?: updates?)?|watch|video|photos?|exclusive|"
    r"urgent|developing|just in|factbox|explainer|analysis|timeline|opinion|alert)\s*[:|–-]\s*)+(?=\S)",
    re.IGNORECASE,
)
_OUTLET: Final = re.compile(r"\s+[|»]\s+[^|»]{2,60}\Z|\s+[-–—]\s+(?P<name>[^-–—]{2,60})\Z")
# "Officials: bombs kill nine", "Bombs kill nine: monitor": who says so.
_FIRST: Final = re.compile(
    r"\A(?:Officials?|Police|Army|Military|Reports?|Witnesses|Monitors?|Ministry|Sources?|UN|U\.N\.)(?P<colon>\s*:\s*)",
    re.IGNORECASE,
)
_LAST: Final = re.compile(r"(?P<colon>\s*:\s*)(?P<who>[^\W\d_][\w.’']*(?: [^\W\d_][\w.’']*){0,2})\Z")
_LINES: Final = re.compile(r"\s*\n\s*")
_FEWEST: Final = 3  # words of a headline that says something
_OPENING: Final = 400  # characters of a body within which it may repeat its headline


def headline_of(title: str | None, publisher: str | None, body: str, caser: Caser) -> Aligned | None:
    """The headline as it is read; None where there is none, or the body opens with it.

    Args:
        title: the article's, as it stands.
        publisher: who published it.
        body: the text as it is read, in usual capitals: how it writes a word tells how the headline means it.
        caser: knows how words are usually written.
    """
    if title is None:
        return None
    made = even(cleaned(Aligned(title)).replaced(_LINES, " ")).replaced(_LABEL, "")
    outlet = _OUTLET.search(made.text)
    if outlet is not None and (outlet["name"] is None or fold(outlet["name"]) == fold(publisher or "")):
        made = made.replaced(_OUTLET, "")
    if len(made.text.split()) < _FEWEST or _squeezed(made.text) in _squeezed(body[:_OPENING]):
        return None
    written = manner(made.text, headline=True)
    if written != "usual":
        made = made.recased(caser(made.text, spellings(body), acronyms=written == "titles"))
    return ended(_attributed(made))


def _attributed(made: Aligned) -> Aligned:
    """The headline with its source in a clause of its own, as sentences have it."""
    first, last = _FIRST.search(made.text), _LAST.search(made.text)
    if first is not None:
        return made.edited([Edit(*first.span("colon"), " say ")])
    if last is not None and last.start() > len(made.text) // 2:
        end = len(made.text)
        return made.edited([Edit(*last.span("colon"), ", "), Edit(end, end, " says")])
    return made


def _squeezed(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
