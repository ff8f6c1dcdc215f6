"""The register's tables: the one list of their columns, from which they are made and filled.

| table | holds |
|---|---|
| `meta` | values by name: version, counts, what a bulk load has put so far |
| `articles`, `bands`, `story_terms` | articles; by what near duplicates and stories find each other |
| `forms`, `entities`, `form_keys` | entity signatures, the entities that have them, their blocking keys |
| `events`, `event_keys` | events with account and signature (`profile`), their blocking keys |
| `clusters` | what forms or events are joined to |

`forms` and `events` name their component and their cluster. A form's `article` and `local` are of the first entity that
has the form. An id is never given twice (AUTOINCREMENT): forms may still point to a cluster that was deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the register.

    Attributes:
        declared: its columns with their types, as SQL declares them.
        key: its primary key, of a table that is sorted by that; empty where a column says so itself.
    """

    name: str
    declared: tuple[str, ...]
    key: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Their names, in order."""
        return tuple(column.partition(" ")[0] for column in self.declared)

    def made(self) -> str:
        """The statement that makes it."""
        if not self.key:
            return f"CREATE TABLE {self.name} ({', '.join(self.declared)});"
        return f"CREATE TABLE {self.name} ({', '.join(self.declared)}, PRIMARY KEY ({self.key})) WITHOUT ROWID;"

    def put(self, *columns: str) -> str:
        """The statement that inserts a row, given these columns' values or, if none is named, all columns' values."""
        names = columns or self.columns
        assert set(names) <= set(self.columns), names
        return f"INSERT INTO {self.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - names of ours


META: Final = Table("meta", ("name TEXT", "value TEXT"), "name")
ARTICLES: Final = Table(
    "articles",
    ("article TEXT PRIMARY KEY", "day TEXT", "original TEXT", "bands TEXT", "sketch BLOB", "terms TEXT", "vague INT"),
)
BANDS: Final = Table("bands", ("band TEXT", "day TEXT", "article TEXT"), "band, day, article")
STORY_TERMS: Final = Table("story_terms", ("term TEXT", "day TEXT", "article TEXT", "vague INT"), "term, day, article")
FORMS: Final = Table(
    "forms",
    (
        "id INTEGER PRIMARY KEY AUTOINCREMENT",
        *("content TEXT UNIQUE", "times INT", "day TEXT", "article TEXT", "local TEXT"),
        *("component INT", "cluster INT"),
    ),
)
ENTITIES: Final = Table("entities", ("article TEXT", "local TEXT", "form INT"), "article, local")
FORM_KEYS: Final = Table("form_keys", ("key TEXT", "form INT"), "key, form")
EVENTS: Final = Table(
    "events",
    (
        *("article TEXT", "local TEXT", "day TEXT", "account TEXT", "profile TEXT"),
        *("component INT", "cluster INT"),
    ),
    "article, local",
)
EVENT_KEYS: Final = Table("event_keys", ("key TEXT", "article TEXT", "local TEXT"), "key, article, local")
CLUSTERS: Final = Table(
    "clusters",
    (
        "id INTEGER PRIMARY KEY AUTOINCREMENT",
        *("kind TEXT", "plain TEXT", "slug TEXT", "cls TEXT", "label TEXT", "names TEXT"),
        *("actor TEXT", "place TEXT", "country TEXT", "named INT", "day TEXT", "article TEXT", "local TEXT"),
        "conflict TEXT",
    ),
)
FILLED: Final = (ARTICLES, BANDS, STORY_TERMS, FORMS, ENTITIES, FORM_KEYS, EVENTS, EVENT_KEYS, CLUSTERS)
"""All that hold what was resolved."""

INDEXES: Final = """
CREATE INDEX IF NOT EXISTS reports ON articles (original);
CREATE UNIQUE INDEX IF NOT EXISTS firsts ON forms (article, local);
CREATE INDEX IF NOT EXISTS joined_forms ON forms (cluster);
CREATE INDEX IF NOT EXISTS linked_forms ON forms (component);
CREATE INDEX IF NOT EXISTS bearers ON entities (form, article, local);
CREATE INDEX IF NOT EXISTS joined_events ON events (cluster);
CREATE INDEX IF NOT EXISTS linked_events ON events (component);
CREATE INDEX IF NOT EXISTS plain_slugs ON clusters (kind, plain);
CREATE INDEX IF NOT EXISTS slugs ON clusters (kind, slug);
CREATE INDEX IF NOT EXISTS countries ON clusters (country, kind);
CREATE INDEX IF NOT EXISTS actors ON clusters (actor);
CREATE INDEX IF NOT EXISTS places ON clusters (place);
CREATE INDEX IF NOT EXISTS conflicts ON clusters (conflict);
"""
