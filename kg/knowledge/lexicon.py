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
_SETS = (
    "honorifics",
    "collectives",
    "soil",
    "dominion",
    "forces",
    "parts_of_towns",
    "dealings",
    "plain",
    "animals",
    "directions",
    "anybody",
)

_KEYS = (
    *("class", "lemmas", "subject", "object", "of", "possessive", "between", "at", "with", "from", "harm"),
    *("concrete", "needs_cause", "needs_weapon", "transitive", "intransitive"),
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a trigger word says: its event class, and which argument plays which role.

    Attributes:
        subject, object: the roles of a verb's own arguments ("X bombed Y").
        of, possessive, between: the roles around a noun ("the killing of X", "X's raid", "clashes between X and Y").
        at, together, origin: the roles of what follows "at", "with" or "from" a verb ("X fired at Y", "X clashed with
            Y", "X was abducted from Y").
        harm: killed or wounded, where the word itself says that people were.
        concrete: False for words that may sum up years ("campaign").
        needs_cause: whether it counts only beside the attack that it came of ("fell", "death").
        needs_weapon: whether its object must be a weapon ("fired rockets").
        transitive: whether it must, or must not, have an object; None if it does not matter.
    """

    cls: str
    subject: str | None = None
    object: str | None = None
    of: str | None = None
    possessive: str | None = None
    between: str | None = None
    at: str | None = None
    together: str | None = None
    origin: str | None = None
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
        """A word list as a set: `words("events", "light_verbs")`.

        Raises:
            ResourceError: the file has no such list.
        """
        node: Any = getattr(self, table)
        where = node.where
        for key in path:
            node, where = node[key], f"{where}, {key}"
        return frozenset(_words(node, where))


@cache
def load_lexicon(folder: Path) -> Lexicon:
    """Read a folder of lexicon files.

    Raises:
        ResourceError: a file is missing, is no YAML, lacks a key, holds something else than words, or names a class
            that the vocabulary does not have; the message says which file, and where in it.
    """
    events, nominals = _file(folder / "events.yaml"), _file(folder / "nominals.yaml")
    weapons = folder / "weapons.yaml"
    return Lexicon(
        verbs=_triggers(events["verbs"], f"{events.where}, verbs"),
        nouns=_triggers(events["nouns"], f"{events.where}, nouns"),
        modifiers=_modifiers(_within(events, "modifiers")),
        weapons={lemma: _class(group) for group in _groups(_read(weapons), str(weapons)) for lemma in _lemmas(group)},
        bodies=_within(nominals, "bodies"),
        sets={name: frozenset(_words(nominals[name], f"{nominals.where}, {name}")) for name in _SETS},
        nominals=_nominals(nominals),
        events=events,
        relations=_file(folder / "relations.yaml"),
        attribution=_file(folder / "attribution.yaml"),
    )


class _Section(dict[str, Any]):
    """A mapping in a lexicon file; where it lacks a key, it says so with its own place ("events.yaml, verbs, 3")."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        super().__init__(values)
        self.where = where

    def __missing__(self, key: str) -> Any:
        raise ResourceError(f"{self.where}: the lexicon lacks {key!r}; compare with the file that ships")


def _read(path: Path) -> Any:
    try:
        node = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"{path}: cannot be read ({error}); SITREP_LEXICON names another folder") from error
    except yaml.YAMLError as error:
        raise ResourceError(f"{path}: is not YAML: {error}") from error
    return _located(node, str(path))


def _located(node: Any, where: str) -> Any:
    """The same values, their mappings knowing where they stand."""
    if isinstance(node, list):
        return [_located(each, f"{where}, {n}") for n, each in enumerate(node, 1)]
    if not isinstance(node, dict):
        return node
    for key in node:
        _text(key, where)
    return _Section({key: _located(value, f"{where}, {key}") for key, value in node.items()}, where)


def _file(path: Path) -> _Section:
    return _section(_read(path), str(path))


def _within(section: _Section, key: str) -> _Section:
    return _section(section[key], f"{section.where}, {key}")


def _section(node: Any, where: str) -> _Section:
    if not isinstance(node, _Section):
        raise ResourceError(f"{where}: must hold 'key: value' pairs; compare with the file that ships")
    return node


def _text(node: Any, where: str) -> str:
    if not isinstance(node, str):
        raise ResourceError(f'{where}: {node!r} is no word; in YAML, words such as "on" and "no" need quotes')
    return node


def _words(node: Any, where: str) -> list[str]:
    if not isinstance(node, list):
        raise ResourceError(f"{where}: must be a list of words like [one, two]")
    return [_text(word, where) for word in node]


def _groups(node: Any, where: str) -> list[_Section]:
    if not isinstance(node, list) or not all(isinstance(group, _Section) for group in node):
        raise ResourceError(f"{where}: must be a list of groups like {{class: Attack, lemmas: [strike, raid]}}")
    return node


def _lemmas(group: _Section) -> list[str]:
    return _words(group["lemmas"], f"{group.where}, lemmas")


def _class(group: _Section) -> str:
    return _known(group["class"], group.where)


def _known(cls: str, where: str) -> str:
    if cls not in SUPERCLASS:
        raise ResourceError(f"{where}: no such class in the vocabulary: {cls}")
    return cls


def _modifiers(file: _Section) -> dict[str, Modifier]:
    parts = {word: _within(file, word) for word in file}
    return {word: Modifier(_class(part), part.get("weapon")) for word, part in parts.items()}


def _nominals(file: _Section) -> dict[str, str]:
    """Common noun -> class; of two classes with one noun, the later one counts."""
    classes = [cls for cls in file if cls not in (*_SETS, "bodies")]
    return {noun: _known(cls, file.where) for cls in classes for noun in _words(file[cls], f"{file.where}, {cls}")}


def _triggers(groups: Any, where: str) -> dict[str, Trigger]:
    """Lemma -> trigger; of two groups with one lemma, the earlier one counts."""
    table: dict[str, Trigger] = {}
    for group in _groups(groups, where):
        trigger = _trigger(group)
        for lemma in _lemmas(group):
            table.setdefault(lemma, trigger)
    return table


def _trigger(group: _Section) -> Trigger:
    if unknown := group.keys() - _KEYS:
        raise ResourceError(f"{group.where}: unknown key {min(unknown)!r}; the keys are {', '.join(_KEYS)}")
    return Trigger(
        cls=_class(group),
        subject=group.get("subject"),
        object=group.get("object"),
        of=group.get("of"),
        possessive=group.get("possessive"),
        between=group.get("between"),
        at=group.get("at"),
        together=group.get("with"),
        origin=group.get("from"),
        harm=group.get("harm"),
        concrete=group.get("concrete", True),
        needs_cause=group.get("needs_cause", False),
        needs_weapon=group.get("needs_weapon", False),
        transitive=_transitive(group),
    )


def _transitive(group: _Section) -> bool | None:
    if group.get("transitive"):
        return True
    return False if group.get("intransitive") else None
