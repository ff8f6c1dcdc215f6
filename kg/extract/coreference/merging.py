"""Putting mentions into entities, and entities together."""

from __future__ import annotations

import re

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.knowledge.names import same_spelling
from kg.vocab import is_a

_POSSESSIVE = re.compile("ʼs$")  # the tokenizer parts the other apostrophes
_NICKNAME = re.compile(' ["“][^"“”]+["”] ')
_TOPS = ("Organization", "Place", "Person", "Group", "State", "Event")


def join(mention: MentionDraft, entity: EntityDraft) -> None:
    """Let a mention refer to an entity, which learns from it."""
    mention.entity = entity
    entity.mentions.append(mention)
    entity.actor = entity.actor or mention.actor
    entity.place = entity.place or mention.place
    entity.country = entity.country or mention.country
    entity.within = entity.within or mention.within
    if mention.kind == "name":
        if mention.naming and not mention.adjective:
            entity.names += [n for n in _names(mention.span.text) if n not in entity.names]
        if mention.actor is not None:
            entity.cls = mention.cls


def _names(text: str) -> list[str]:
    """What a mention calls somebody: its words without a possessive, and without a nickname in quotes."""
    text = _POSSESSIVE.sub("", re.sub(r"\s+", " ", text))
    plain = _NICKNAME.sub(" ", text)
    return [plain, text] if plain != text else [text]


def merge(kept: EntityDraft, gone: EntityDraft, entities: list[EntityDraft]) -> None:
    """Make two entities one."""
    if gone.actor and not kept.actor:
        kept.cls = gone.cls
    for mention in gone.mentions:
        join(mention, kept)
    entities.remove(gone)


def top(cls: str) -> str:
    """The class at the top of a class's line."""
    return next(t for t in _TOPS if is_a(cls, t))


def same_kind(a: str, b: str) -> bool:
    """Whether two classes lie below the same top."""
    return top(a) == top(b)


def may_be_one(a: EntityDraft, b: EntityDraft) -> bool:
    """Whether nothing known rules out that two entities are one; people without a name may be an organisation."""
    if a.actor and b.actor:
        return a.actor == b.actor
    return same_kind(a.cls, b.cls) or {top(a.cls), top(b.cls)} == {"Group", "Organization"}


def spelled_alike(mention: MentionDraft, entities: list[EntityDraft]) -> EntityDraft | None:
    """The one that goes by another spelling of a name, where lists do not know both: "Debaltsevo ... Debaltseve"."""
    text = mention.span.text
    unknown = (e for e in entities if e.actor is None and None in (mention.place, e.place))
    fits = [e for e in unknown if any(same_spelling(text, name) for name in e.names)]
    return fits[0] if len(fits) == 1 else None
