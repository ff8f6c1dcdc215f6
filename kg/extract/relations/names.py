"""Names that stand side by side: after a title, across a comma, one after the other in a list."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.drafts import MentionDraft
from kg.extract.participants import Fillers
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Words
from kg.vocab import is_a

_MARKS = frozenset((",", ";", "and", "&", "/"))
_INTRODUCTIONS = frozenset((":", "-", "–", "—", "--", "―"))
_MOST_TITLES = 4  # words between a position and the name: "Lt. Gen."
_LONGEST_ASIDE = 9  # tokens between two names of a list: "(KIA)", "alias Abu X"
_MOST_NAMES = 30


def name_from(doc: Doc, start: int, fillers: Fillers, honorifics: Words) -> MentionDraft | None:
    """The name that begins at a token, ranks and titles in front of it aside."""
    for at in range(start, min(start + _MOST_TITLES + 1, len(doc))):
        if doc[at].is_sent_start and at > 1 and not _is_abbreviated(doc[at - 1], honorifics):
            return None
        mention = fillers.mention(doc[at])
        if mention is not None and mention.kind == "name" and mention.span.start <= at < mention.span.end:
            return mention
        word = doc[at].lower_
        inside = doc[at].pos_ == "PROPN" and doc[at].dep_ == "compound" and doc[at].head.i > at  # cut off a name
        if word.rstrip(".") not in honorifics and word not in (".", "the") and not inside:
            return None
    return None


def _is_abbreviated(end: Token, honorifics: Words) -> bool:
    """Whether what seems to end a sentence is the full stop of a rank."""
    word = end.nbor(-1) if end.text == "." and end.i else end
    return bool(word.text[:1].isupper()) and word.lower_.rstrip(".") in honorifics


def enumerated(doc: Doc, start: int, fillers: Fillers, honorifics: Words) -> Iterator[MentionDraft]:
    """The names of a list that begins at a token, perhaps after a colon or a dash: ": A (B); C alias D and E"."""
    at: int | None = start + 1 if start < len(doc) and doc[start].text in _INTRODUCTIONS else start
    first: MentionDraft | None = None
    for _ in range(_MOST_NAMES):
        mention = name_from(doc, at, fillers, honorifics) if at is not None else None
        if mention is None or mention.entity is None or (first is not None and not _alike(mention, first)):
            return
        first = first or mention
        yield mention
        at = _next_item(doc, mention.span.end)


def _alike(a: MentionDraft, b: MentionDraft) -> bool:
    """Whether two names can stand in one list."""
    return a.cls == b.cls or (is_a(a.cls, "Organization") and is_a(b.cls, "Organization"))


def _next_item(doc: Doc, at: int) -> int | None:
    """Where the next name of a list begins; brackets and further names of the same one are passed over."""
    end = min(at + _LONGEST_ASIDE, len(doc))
    depth = 0
    for i in range(at, end):
        word = doc[i].lower_
        depth += (word == "(") - (word == ")")
        if depth == 0 and word in _MARKS:
            return next((j for j in range(i + 1, len(doc)) if doc[j].lower_ not in _MARKS), None)
        if depth == 0 and word not in (")", "alias", "aka") and not doc[i].text[:1].isupper():
            return None
    return None
