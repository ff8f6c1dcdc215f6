"""The lexicon: words that tell of attacks, positions, alliances, sources and doubt; `data/lexicon` explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ResourceError
from kg.vocab import SUPERCLASS

Words = frozenset[str]
_SETS = ("honorifics", "collectives", "soil", "forces", "parts_of_towns", "dealings", "plain")


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a trigger word says: its event class, and which argument plays which role."""

    cls: str
    subject: str | None = None
    object: str | None = None
    of: str | None = None
    possessive: str | None = None
    between: str | None = None
    at: str | None = None
    together: str | None = None
    harm: str | None = None
    concrete: bool = True
    needs_cause: bool = False
    needs_weapon: bool = False
    transitive: bool | None = None


@dataclass(frozen=True, slots=True)
class Modifier:
    """What a noun before a trigger noun adds: a class, perhaps a weapon."""

    cls: str
    weapon: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, ready to look up by lemma."""

    verbs: Mapping[str, Trigger]
    nouns: Mapping[str, Trigger]
    modifiers: Mapping[str, Modifier]
    weapons: Mapping[str, str]
    nominals: Mapping[str, str]
    bodies: Mapping[str, str]
    sets: Mapping[str, Words] = field(repr=False)
    events: Mapping[str, Any] = field(repr=False)
    relations: Mapping[str, Any] = field(repr=False)
    attribution: Mapping[str, Any] = field(repr=False)

    def words(self, table: str, *path: str) -> Words:
        """A word list as a set: `words("events", "light_verbs")`."""
        node: Any = getattr(self, table)
        for key in path:
            node = node[key]
        return frozenset(node)


@cache
def load_lexicon(folder: Path) -> Lexicon:
    """Read a folder of lexicon files.

    Raises:
        ResourceError: a file is missing, is no YAML, or names a class that the vocabulary does not have.
    """
    events, weapons, nominals = (_read(folder / f"{name}.yaml") for name in ("events", "weapons", "nominals"))
    try:
        lexicon = Lexicon(
            verbs=_triggers(events["verbs"]),
            nouns=_triggers(events["nouns"]),
            modifiers={word: Modifier(m["class"], m.get("weapon")) for word, m in events["modifiers"].items()},
            weapons={lemma: group["class"] for group in weapons for lemma in group["lemmas"]},
            bodies=nominals.pop("bodies"),
            sets={name: frozenset(nominals.pop(name)) for name in _SETS},
            nominals={lemma: cls for cls, lemmas in nominals.items() for lemma in lemmas},
            events=events,
            relations=_read(folder / "relations.yaml"),
            attribution=_read(folder / "attribution.yaml"),
        )
    except (KeyError, TypeError) as error:
        raise ResourceError(f"{folder}: the lexicon lacks {error}; compare with the files that ship") from error
    classes = {t.cls for t in (*lexicon.verbs.values(), *lexicon.nouns.values())}
    classes |= {m.cls for m in lexicon.modifiers.values()} | {*lexicon.weapons.values(), *lexicon.nominals.values()}
    if unknown := classes - SUPERCLASS.keys():
        raise ResourceError(f"{folder}: no such class in the vocabulary: {', '.join(sorted(unknown))}")
    return lexicon


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except OSError as error:
        raise ResourceError(
            f"{path}: cannot be read ({error.strerror}); SITREP_LEXICON names another folder"
        ) from error
    except yaml.YAMLError as error:
        raise ResourceError(f"{path}: is not YAML: {error}") from error


def _triggers(groups: list[dict[str, Any]]) -> dict[str, Trigger]:
    table: dict[str, Trigger] = {}
    for group in groups:
        trigger = Trigger(
            cls=group["class"],
            subject=group.get("subject"),
            object=group.get("object"),
            of=group.get("of"),
            possessive=group.get("possessive"),
            between=group.get("between"),
            at=group.get("at"),
            together=group.get("with"),
            harm=group.get("harm"),
            concrete=group.get("concrete", True),
            needs_cause=group.get("needs_cause", False),
            needs_weapon=group.get("needs_weapon", False),
            transitive=True if group.get("transitive") else False if group.get("intransitive") else None,
        )
        for lemma in group["lemmas"]:
            table.setdefault(lemma, trigger)
    return table
