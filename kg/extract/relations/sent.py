"""Where somebody is sent, and whom he serves there: "the envoy for Mali X", "an adviser to the ministry"."""

from __future__ import annotations

from collections.abc import Collection

from kg.extract.drafts import EntityDraft, MentionDraft

_EMPLOYERS = ("Organization", "StateBody", "MediaOrganization")


def is_posting(mention: MentionDraft, body: EntityDraft, start: int) -> bool:
    """Whether a state's name right before a title says where somebody is sent: "for Mali Ambassador X"."""
    before = mention.span.doc[mention.span.start - 1] if mention.span.start else None
    if before is None or mention.adjective or body.cls != "State" or mention.span.end != start:
        return False
    return before.lower_ in ("for", "to")


def employs(body: EntityDraft, preposition: str, with_whom: Collection[str]) -> bool:
    """Whether a body that somebody is "for" or "with" is whose he is: "an adviser for the government of X"."""
    return preposition in with_whom and body.cls in _EMPLOYERS
