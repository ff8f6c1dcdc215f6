"""What a register holds: for tests that compare two, or fill one with what another holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

from kg.resolve.register.bulk_load import RegisterPart
from kg.resolve.register.schema import FILLED

_ASKED: Final = {
    "articles": "SELECT * FROM articles",
    "bands": "SELECT * FROM bands",
    "forms": "SELECT f.content, f.times, f.day, f.article, f.local, c.kind, c.slug"
    " FROM forms f JOIN clusters c ON c.id = f.cluster",
    "components of forms": "SELECT f.content, min(g.content) FROM forms f JOIN forms g USING (component) GROUP BY f.id",
    "entities": "SELECT e.article, e.local, f.content FROM entities e JOIN forms f ON f.id = e.form",
    "keys of forms": "SELECT k.key, f.content FROM form_keys k JOIN forms f ON f.id = k.form",
    "events": "SELECT e.article, e.local, e.day, e.account, e.profile, c.kind, c.slug"
    " FROM events e JOIN clusters c ON c.id = e.cluster",
    "components of events": "SELECT e.article, e.local, min(g.article || '#' || g.local)"
    " FROM events e JOIN events g USING (component) GROUP BY e.article, e.local",
    "keys of events": "SELECT * FROM event_keys",
    "clusters": "SELECT kind, plain, slug, cls, label, names, actor, place, country, named, day, article, local"
    " FROM clusters",
    "by name": "SELECT * FROM meta WHERE name NOT IN ('components', 'filled', 'generation', 'counted')",
    "tables": "SELECT name, sql FROM sqlite_master",
}


def remembered(register: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All of it but the numbers by which it knows forms, components and clusters: they may be any; and of which
    published state it is, which follows from how often its graph was published."""
    with closing(sqlite3.connect(register)) as db:
        return {what: sorted(db.execute(query), key=repr) for what, query in _ASKED.items()}


def taken_apart(register: Path, size: int) -> list[RegisterPart]:
    """Its rows, so many a part; the columns in another order than the tables'."""
    with closing(sqlite3.connect(register)) as db:
        whole = {t: db.execute(f"SELECT {', '.join(reversed(t.columns))} FROM {t.name}").fetchall() for t in FILLED}
    return [
        RegisterPart(f"{table.name}/{at}", table, table.columns[::-1], partial(list, rows[at : at + size]))
        for table, rows in whole.items()
        for at in range(0, len(rows), size)
    ]


def kept(register: Path) -> dict[str, str]:
    """What it keeps by name, but what it is itself to know."""
    with closing(sqlite3.connect(register)) as db:
        return dict(db.execute("SELECT * FROM meta WHERE name NOT IN ('components', 'filled', 'version')"))
