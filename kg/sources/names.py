"""Names of fields: the table `data/sources.yaml`, and the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Final

import yaml

from kg.errors import ResourceError, SettingsError
from kg.resources import resource

FIELDS: Final = ("id", "text", "title", "date", "publisher", "url")
_DEEPEST: Final = 3  # objects in one another that are looked into for a field
_DATED: Final = frozenset({"year", "date-parts", "seconds", "_seconds"})
_RUNS: Final = frozenset({"text", "span"})  # kinds of runs in rich text
_LEVELS: Final = 4  # of objects and lists around articles
_FORMS: Final = frozenset({"contenttype", "mimetype", "role"})  # what tells forms of a text apart


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
        there = _by_plain_name(fields)
        found: dict[str, tuple[str, object]] = {}
        for wanted in FIELDS:
            own = self.chosen.get(wanted)
            known = [own] if own is not None and _plain(own) in there else _table()["fields"].get(wanted, ())
            told = (there[_plain(name)] for name in known if _plain(name) in there)
            told = ((name, _held(value, wanted)) for name, value in told)
            if (first := next((each for each in told if _says(each[1])), None)) is not None:
                found[wanted] = first
        return found


def fields_named(names: Iterable[str]) -> frozenset[str]:
    """The fields of an article that columns or keys of those names hold."""
    return frozenset(_USUAL.pick(dict.fromkeys(names, "x")))


def wrapped(document: Mapping[str, object]) -> tuple[list[object], str | None] | None:
    """The articles that an object wraps, and what the wrapper calls itself; None if it is an article, or nothing known.

    The title of a JSON Feed is the publisher of its items, the name of a channel that of its messages.
    """
    there = {_plain(name): value for name, value in _flat(document)}
    lists = (there.get(_plain(path)) for path in _table()["wrappers"])
    items = next(
        (each for each in lists if isinstance(each, list) and any(isinstance(one, dict) for one in each)), None
    )
    if items is None:
        return None
    titles = (document.get("title"), document.get("name"))
    return items, next((title for title in titles if isinstance(title, str) and title.strip()), None)


def buried(document: Mapping[str, object]) -> list[object]:
    """The articles in lists anywhere below an object that is none itself: {"data": {"posts": {"edges": [...]}}}.

    Of the first level that has any: all lists there, so that an object of lists by day or by outlet is read whole.
    """
    own = _USUAL.pick(document)
    if "text" in own or ("title" in own and ("url" in own or "date" in own)):
        return []
    level: list[object] = [document]
    for _ in range(_LEVELS):
        inner = [each for one in level for each in (one.values() if isinstance(one, Mapping) else one)]  # type: ignore[attr-defined]
        lists = [each for each in inner if isinstance(each, list)]
        if found := [item for each in lists if any(map(_is_article, each)) for item in each]:
            return found
        level = [each for each in inner if isinstance(each, Mapping | list)]
    return []


def _is_article(item: object) -> bool:
    return isinstance(item, Mapping) and "text" in _USUAL.pick(item)


def interstitials() -> tuple[str, ...]:
    """The words, in lower case, of pages that only ask for something before they show an article."""
    return tuple(_table()["interstitials"])


def deliveries() -> dict[str, Any]:
    """How archives of news lay out several documents in one text."""
    found: dict[str, Any] = _table()["deliveries"]
    return found


def holds_no_text(ending: str) -> bool:
    """Whether files of an ending are pictures, sound, programs or the like."""
    return ending.lstrip(".") in _table()["no_text"]


def _by_plain_name(fields: Mapping[str, object]) -> dict[str, tuple[str, object]]:
    """Every field and where it stands, by its plain name; those in an envelope by theirs, where none beside has it."""
    there = {_plain(name): (name, value) for name, value in _flat(fields)}
    for envelope in _table()["envelopes"]:
        if isinstance(inner := fields.get(envelope), Mapping):
            for name, value in _flat(inner):
                there.setdefault(_plain(name), (f"{envelope}.{name}", value))
    return there


def _held(value: object, field_: str, *, within: bool = False) -> object:
    """What an object holds as the one thing that it says: {"rendered": "Market hit"}; of a list, what its items hold.

    Of the same text in several forms, as ninjs has it, the first; pieces of one text, some of them marked, in one. Rich
    text, as editors keep it, is blocks of runs: `within` one object, a list is all of its text.
    """
    if isinstance(value, Mapping):
        inner = {_plain(str(name)): each for name, each in value.items()}
        holders = (
            _held(inner[holder], field_, within=True) for holder in _table()["holders"][field_] if holder in inner
        )
        return next((each for each in holders if _says(each)), value)
    if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        held = [each for each in (_held(each, field_) for each in value) if isinstance(each, str)]
        if any(isinstance(each, Mapping) and _FORMS & {_plain(str(name)) for name in each} for each in value):
            return next(iter(held), value)
        if any(isinstance(each, str) for each in value):
            return "".join(held)
        if within and field_ == "text" and held:
            return ("" if any(map(_is_run, value)) else "\n").join(held)
        return held or value
    return value


def _is_run(value: object) -> bool:
    """Whether it is a run of characters of a block, by the kind that it says it is."""
    return isinstance(value, Mapping) and (value.get("type") or value.get("_type")) in _RUNS


def _flat(fields: Mapping[str, object], above: str = "", depth: int = 1) -> Iterator[tuple[str, object]]:
    """Every field, and those of objects within under the path to them: ("source.name", "Daily")."""
    for name, value in fields.items():
        path = f"{above}{name}"
        yield path, value
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{path}.", depth + 1)


@lru_cache(maxsize=1_000)
def _plain(name: str) -> str:
    bare = name.lower().replace("_", "").replace("-", "").replace(" ", "").lstrip("\ufeff")
    return f"_{bare}" if name.startswith("_") else bare  # `_source` is another thing than `source`


def _says(value: object) -> bool:
    """Whether there is anything in a field; an object is not what a field holds, unless it is a date in some way."""
    if value is None or value != value:  # noqa: PLR0124  NaN, by which tables say "nothing"
        return False
    if isinstance(value, str):
        return bool(value.strip())
    return not isinstance(value, dict) or any(str(name).startswith("$") or name in _DATED for name in value)


_USUAL: Final = FieldNames()


@cache
def _table() -> Mapping[str, Any]:
    path = resource("data", "sources.yaml")
    try:
        table = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ResourceError(f"{path} cannot be read: {error}") from None
    missing: Iterable[str] = {"fields", "holders", "wrappers", "envelopes", "interstitials", "no_text"} - set(
        table or ()
    )
    if missing:
        raise ResourceError(f"{path} lacks {', '.join(sorted(missing))}")
    return dict(table)
