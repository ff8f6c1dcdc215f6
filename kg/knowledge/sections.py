"""Files of the lexicon as they stand: YAML whose every part knows where it is, so that errors can say so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from kg.errors import ResourceError
from kg.vocab import SUPERCLASS


class LexiconSection(dict[str, Any]):
    """A mapping in a lexicon file; where it lacks a key, it says so with its own place ("events.yaml, verbs, 3")."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        super().__init__(values)
        self.where = where

    def __missing__(self, key: str) -> Any:
        raise ResourceError(f"{self.where}: the lexicon lacks {key!r}; compare with the file that ships")


def read_yaml(path: Path) -> Any:
    """A file's content, each mapping as a `LexiconSection`.

    Raises:
        ResourceError: it cannot be read, or is no YAML.
    """
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
    return LexiconSection({key: _located(value, f"{where}, {key}") for key, value in node.items()}, where)


def section_of(path: Path) -> LexiconSection:
    """A file that holds 'key: value' pairs.

    Raises:
        ResourceError: it cannot be read, is no YAML, or holds something else.
    """
    return _section(read_yaml(path), str(path))


def within(section: LexiconSection, key: str) -> LexiconSection:
    """The section under a key.

    Raises:
        ResourceError: there is none.
    """
    return _section(section[key], f"{section.where}, {key}")


def _section(node: Any, where: str) -> LexiconSection:
    if not isinstance(node, LexiconSection):
        raise ResourceError(f"{where}: must hold 'key: value' pairs; compare with the file that ships")
    return node


def _text(node: Any, where: str) -> str:
    if not isinstance(node, str):
        raise ResourceError(f'{where}: {node!r} is no word; in YAML, words such as "on" and "no" need quotes')
    return node


def words_in(node: Any, where: str) -> list[str]:
    """A list of words.

    Raises:
        ResourceError: it is something else; `where` says in which file and under which keys.
    """
    if not isinstance(node, list):
        raise ResourceError(f"{where}: must be a list of words like [one, two]")
    return [_text(word, where) for word in node]


def groups_in(node: Any, where: str) -> list[LexiconSection]:
    """A list of groups, each a section.

    Raises:
        ResourceError: it is something else.
    """
    if not isinstance(node, list) or not all(isinstance(group, LexiconSection) for group in node):
        raise ResourceError(f"{where}: must be a list of groups like {{class: Attack, lemmas: [strike, raid]}}")
    return node


def lemmas_of(group: LexiconSection) -> list[str]:
    """The lemmas that a group lists.

    Raises:
        ResourceError: it lists none.
    """
    return words_in(group["lemmas"], f"{group.where}, lemmas")


def class_of(group: LexiconSection) -> str:
    """The class that a group names.

    Raises:
        ResourceError: it names none, or one that the vocabulary does not have.
    """
    return known_class(group["class"], group.where)


def known_class(cls: str, where: str) -> str:
    """The class itself.

    Raises:
        ResourceError: the vocabulary does not have it.
    """
    if cls not in SUPERCLASS:
        raise ResourceError(f"{where}: no such class in the vocabulary: {cls}")
    return cls
