"""The last part of an IRI: readable, and of its own for everyone."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256

from kg.knowledge.names import fold
from kg.model import Canonical

_LONGEST = 80


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; a hash where nothing is left ("???")."""
    made = "-".join(fold(text).split())[:_LONGEST].strip("-")
    return made or sha256(text.encode()).hexdigest()[:8]


def distinct_slugs(drafts: Iterable[Canonical]) -> list[Canonical]:
    """Give those that share a slug one of their own: known actors keep it, else the first member tells them apart."""
    by_slug: dict[str, list[Canonical]] = defaultdict(list)
    for draft in drafts:
        by_slug[draft.slug].append(draft)
    kept: list[Canonical] = []
    for same in by_slug.values():
        ranked = sorted(same, key=lambda c: (c.actor is None, c.place is None, c.members))
        kept.append(ranked[0])
        for other in ranked[1:]:
            first = other.members[0]
            mark = sha256(f"{first.article}\0{first.local}".encode()).hexdigest()[:6]
            kept.append(dataclasses.replace(other, slug=f"{other.slug}-{mark}"))
    return sorted(kept, key=lambda c: c.slug)
