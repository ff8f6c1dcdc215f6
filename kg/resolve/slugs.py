"""The last part of an IRI: readable, and of its own for everyone."""

from __future__ import annotations

from hashlib import sha256

from kg.knowledge.names import fold
from kg.model import Ref

_LONGEST = 80


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; a hash where nothing is left ("???")."""
    made = "-".join(fold(text).split())[:_LONGEST].strip("-")
    return made or sha256(text.encode()).hexdigest()[:8]


def own_slug(shared: str, first: Ref) -> str:
    """The slug of one that has to leave the plain one to another: its first member tells them apart."""
    mark = sha256(f"{first.article}\0{first.local}".encode()).hexdigest()[:6]
    return f"{shared}-{mark}"
