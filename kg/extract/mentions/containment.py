"""What the text says that a place lies in: "X, Iraq", "X in Idlib province", "Iraq's Anbar", "the Syrian town of X"."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.drafts import MentionDraft
from kg.extract.tokens import Doc
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.places import fold
from kg.knowledge.provinces import NOUNS, bare


def containers(mention: MentionDraft, starts: Mapping[int, MentionDraft], lexicon: Lexicon) -> list[MentionDraft]:
    """What the text says that a place lies in."""
    doc, found = mention.span.doc, list[MentionDraft]()
    at = mention.span.end
    if at < len(doc) and lexicon.nominals.get(doc[at].lower_) == "Place":  # "X district, Y"
        at += 1
    comma = at < len(doc) and doc[at].text == ","
    at += comma
    preposition = at < len(doc) and doc[at].lower_ in ("in", "of")
    at += preposition
    if comma or preposition:
        at = _over_description(doc, at)
        after = starts.get(at)
        if after is not None and after.head.sent.start == mention.head.sent.start and _holds(after, preposition):
            found.append(after)
    start = mention.span.start
    if start >= 2 and doc[start - 1].lower_ in ("'s", "’s"):  # "Iraq's Anbar"
        found += [m for m in (_ending_at(start - 1, starts),) if m is not None and _is_place_or_state(m)]
    elif start >= 1:  # "the Syrian town of X", "the Iraqi city X"
        at = start - 1 - (doc[start - 1].lower_ == "of")
        while at > 0 and doc[at].pos_ in ("NOUN", "ADJ") and at not in starts and start - at < 6:
            at -= 1
        m = starts.get(at)
        if (
            m is not None
            and m.adjective
            and m.country
            and at < start - 1
            and any(lexicon.nominals.get(t.lower_) == "Place" for t in doc[at:start])
        ):
            found.append(m)
    return found


def _over_description(doc: Doc, at: int) -> int:
    """Past "the", "southern" and the like."""
    end = min(at + 3, len(doc))
    while at < end and not doc[at].text[:1].isupper() and doc[at].pos_ in ("DET", "ADJ", "ADV", "NOUN"):
        at += 1
    return at


def _is_place_or_state(mention: MentionDraft) -> bool:
    return mention.cls in ("Place", "State")


def _ending_at(end: int, starts: Mapping[int, MentionDraft]) -> MentionDraft | None:
    return next(
        (m for i in range(end - 1, max(end - 5, -1), -1) if (m := starts.get(i)) is not None and m.span.end == end),
        None,
    )


def _holds(outer: MentionDraft, preposition: bool) -> bool:
    """Whether "X, Y" says where X is; in "X, Y and Z" it is a list, unless Y is a state or called a province."""
    if not _is_place_or_state(outer) or outer.adjective:
        return False
    doc, end = outer.span.doc, outer.span.end
    if preposition or outer.cls == "State" or bare(fold(outer.span.text)) != fold(outer.span.text):
        return True
    if end < len(doc) and doc[end].lower_ in NOUNS:
        return True
    listed = end < len(doc) - 1 and doc[end].lower_ in ("and", "or", ",") and doc[end + 1].text[:1].isupper()
    return not listed
