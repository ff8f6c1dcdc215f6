"""Names of fields: the table `data/sources.yaml`, and the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import yaml

from kg.errors import ResourceError, SettingsError
from kg.resources import resource

FIELDS: Final = ("id", "text", "title", "date", "publisher", "url")
_DEEPEST: Final = 3  # objects in one another that are looked into for a field


@dataclass(frozen=True, slots=True)
class FieldNames:
    """The fields of an article, by a source's names for them.

    Attributes:
        chosen: by field, the one name that counts where a source has it, as the user says; elsewhere the usual ones do.
    """

    chosen: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> FieldNames:
        """Names as a user writes them: "text=maintext,date=pub_date".

        Raises:
            SettingsError: it is not made of such pairs, or names a field that articles lack.
        """
        chosen: dict[str, str] = {}
        for pair in filter(None, (part.strip() for part in text.split(","))):
            name, equals, given = (part.strip() for part in pair.partition("="))
            if not equals or not given or name not in FIELDS:
                raise SettingsError(
                    f"{pair!r} names no field: write --fields text=NAME,date=NAME, with any of {', '.join(FIELDS)}"
                )
            chosen[name] = given
        return cls(chosen)

    def pick(self, fields: Mapping[str, object]) -> dict[str, tuple[str, object]]:
        """The article's fields among those of a source: by field, the name that it has there, and its value.

        A field that nothing is said in is left out.
        """
        there = {_plain(name): (name, value) for name, value in _flat(fields)}
        found: dict[str, tuple[str, object]] = {}
        for wanted in FIELDS:
            own = self.chosen.get(wanted)
            known = [own] if own is not None and _plain(own) in there else _table()["fields"].get(wanted, ())
            told = (there[_plain(name)] for name in known if _plain(name) in there)
            if (first := next((each for each in told if _says(each[1])), None)) is not None:
                found[wanted] = first
        return found


def wrapped(document: Mapping[str, object]) -> tuple[list[object], str | None] | None:
    """The articles that an object wraps, and what the wrapper calls itself; None if it is an article, or nothing known.

    The title of a JSON Feed is the publisher of its items.
    """
    there = {_plain(name): value for name, value in _flat(document)}
    lists = (there.get(_plain(path)) for path in _table()["wrappers"])
    items = next(
        (each for each in lists if isinstance(each, list) and any(isinstance(one, dict) for one in each)), None
    )
    if items is None:
        return None
    title = document.get("title")
    return [_opened(item) for item in items], title if isinstance(title, str) and title.strip() else None


def interstitials() -> tuple[str, ...]:
    """The words, in lower case, of pages that only ask for something before they show an article."""
    return tuple(_table()["interstitials"])


def _opened(item: object) -> object:
    """A thing of a list, without the envelope that its fields are in; what stands beside that counts, too."""
    if isinstance(item, dict):
        for name in _table()["envelopes"]:
            if isinstance(inner := item.get(name), dict):
                return {**item, **inner}
    return item


def _flat(fields: Mapping[str, object], above: str = "", depth: int = 1) -> Iterator[tuple[str, object]]:
    """Every field, and those of objects within under the path to them: ("source.name", "Daily")."""
    for name, value in fields.items():
        path = f"{above}{name}"
        yield path, value
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{path}.", depth + 1)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "").lstrip("\ufeff")


def _says(value: object) -> bool:
    """Whether there is anything in a field; objects are not what a field holds, but a date that MongoDB wrote."""
    if value is None or value != value:  # noqa: PLR0124  NaN, by which tables say "nothing"
        return False
    if isinstance(value, str):
        return bool(value.strip())
    return not isinstance(value, dict) or any(str(name).startswith("$") for name in value)


@cache
def _table() -> Mapping[str, Any]:
    path = resource("data", "sources.yaml")
    try:
        table = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ResourceError(f"{path} cannot be read: {error}") from None
    missing: Iterable[str] = {"fields", "wrappers", "envelopes", "interstitials"} - set(table or ())
    if missing:
        raise ResourceError(f"{path} lacks {', '.join(sorted(missing))}")
    return dict(table)
