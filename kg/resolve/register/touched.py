"""The dirty set: what a change leaves to be decided again."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model import Ref


@dataclass(slots=True)
class DirtySet:
    """The members and articles to be decided again.

    Attributes:
        articles: put or taken out.
        forms: ids of those that came, or were seen first elsewhere; `counted`: only more or less often.
        families: names of which there may be other bearers now.
        events: those that came.
        components: of forms (or events) in which one has gone or moved; `clusters`: in which one was.
        reports: originals of which a copy has gone.
    """

    articles: set[str] = field(default_factory=set)
    forms: set[int] = field(default_factory=set)
    counted: set[int] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    form_components: set[int] = field(default_factory=set)
    form_clusters: set[int] = field(default_factory=set)
    events: set[Ref] = field(default_factory=set)
    event_components: set[int] = field(default_factory=set)
    event_clusters: set[int] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
