"""Values of explanations: members, pairs of them, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.query.lookup.quotes import Quote
from kg.resolve import Reason

if TYPE_CHECKING:
    from kg.extract.reasons import JoinedAccounts


@dataclass(frozen=True, slots=True)
class Member:
    """An entity or incident as one article has it.

    Attributes:
        reference: how `kg judge` and `kg why` name it: ARTICLE#NAME, or ARTICLE#OFFSET for an incident.
        names: what the article calls it; for an incident the words of its trigger.
        quote: the first sentence that mentions it.
        accounts: of an incident whose article was read once more, why its tellings there are one.
    """

    reference: str
    article: str
    published: str | None
    publisher: str | None
    cls: str
    country: str | None
    names: tuple[str, ...]
    quote: Quote | None
    accounts: tuple[JoinedAccounts, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two members, what speaks for and against their being one, and what came of it.

    Attributes:
        joined: whether they are one now.
        score: 0 (surely two) to 1 (surely one); from 0.5 on they join, if nothing forbids it.
        slugs: what each of them is part of now; `labels` are the names of that.
    """

    left: Member
    right: Member
    joined: bool
    score: float
    reasons: tuple[Reason, ...]
    slugs: tuple[str, str]
    labels: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An entity or incident with all that made it.

    Attributes:
        kind: what there are many of: "entities" or "incidents".
        members: one for each of its articles, or more if an article does not tell that they are one.
        joins: the evidence that made them one.
        judgements: what people said of its members, in words.
    """

    kind: str
    slug: str
    label: str
    cls: str
    actor: str | None
    place: str | None
    members: tuple[Member, ...]
    joins: tuple[Pair, ...]
    judgements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Why two are one (the chain of joins between them), or why not (the pair for which most speaks)."""

    one: bool
    pairs: tuple[Pair, ...]
    judgements: tuple[str, ...]
