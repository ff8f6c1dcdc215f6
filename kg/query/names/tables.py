"""The tables of an index of names: a base that never changes, and over it a layer of later changes.

    base.things    every entity, incident and article; `place` is where it stands in the list of its kind, `about` what
                   lists show of it besides, as JSON
    base.names     every name of theirs; an article's is its headline
    base.grams     for each stretch of three letters, the ascending ids of the names that hold it
    base.told      which article, of which outlet, tells of which incident
    base.output    what each article adds to its outlet's output; narrow, since it is read from end to end
    base.held      how many things there are
    layer.things, layer.names, layer.told, layer.output   likewise, of the things that changed
    layer.gone     their ids, whether they are there still or not: what the base says of these does not count
    layer.grams    which names came to hold a stretch (1) or ceased to (-1)
    things, known, told, output   views: what is there now

Ids are made of what they stand for, so that an index holds the same whether it was made at once or step by step.
"""

from __future__ import annotations

import sqlite3
from hashlib import blake2b
from pathlib import Path
from typing import Final

_BOTH: Final = """
CREATE TABLE {0}.things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
  class TEXT NOT NULL, named INTEGER NOT NULL, mentions INTEGER NOT NULL, place TEXT NOT NULL, day TEXT, outlet TEXT,
  about TEXT NOT NULL);
CREATE TABLE {0}.told (article INTEGER NOT NULL, incident TEXT NOT NULL, outlet TEXT);
CREATE TABLE {0}.output (article INTEGER PRIMARY KEY, outlet TEXT, extractor TEXT, day TEXT, copy INTEGER NOT NULL,
  claims INTEGER NOT NULL, withheld INTEGER NOT NULL);
CREATE TABLE {0}.names (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, name TEXT NOT NULL, plain TEXT NOT NULL,
  sound TEXT NOT NULL);
"""

_BASE: Final = """
CREATE TABLE base.grams (gram TEXT PRIMARY KEY, names BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE base.held (things INTEGER NOT NULL);
"""

_LAYER: Final = """
CREATE TABLE layer.gone (id INTEGER PRIMARY KEY);
CREATE TABLE layer.grams (gram TEXT, name INTEGER, sign INTEGER NOT NULL, PRIMARY KEY (gram, name)) WITHOUT ROWID;
"""

_INDEXES: Final = """
CREATE UNIQUE INDEX {0}.things_by_iri ON things (iri);
CREATE INDEX {0}.things_in_order ON things (kind, place, iri);
CREATE INDEX {0}.names_by_form ON names (plain);
CREATE INDEX {0}.names_of_things ON names (thing);
CREATE INDEX {0}.told_of ON told (incident);
CREATE INDEX {0}.told_by ON told (article);
"""

# Each arm of a view is joined and filtered by itself, so that it is looked up by its own indexes.
_VIEWS: Final = """
CREATE TEMP VIEW things AS
  SELECT * FROM base.things WHERE id NOT IN (SELECT id FROM layer.gone)
  UNION ALL SELECT * FROM layer.things;
CREATE TEMP VIEW told AS
  SELECT * FROM base.told WHERE article NOT IN (SELECT id FROM layer.gone)
  UNION ALL SELECT * FROM layer.told;
CREATE TEMP VIEW output AS
  SELECT * FROM base.output WHERE article NOT IN (SELECT id FROM layer.gone)
  UNION ALL SELECT * FROM layer.output;
CREATE TEMP VIEW known AS
  SELECT n.id AS name_id, name, plain, sound, iri, kind, label, class, named, mentions
  FROM base.names n JOIN base.things t ON t.id = n.thing WHERE n.thing NOT IN (SELECT id FROM layer.gone)
  UNION ALL SELECT n.id, name, plain, sound, iri, kind, label, class, named, mentions
  FROM layer.names n JOIN layer.things t ON t.id = n.thing;
"""

_MADE: Final = "SELECT 1 FROM {}.sqlite_master WHERE name = 'things'"


def read(base: Path, layer: Path) -> sqlite3.Connection:
    """The index in two files that nobody writes to any more, so that nobody needs to lock them.

    Raises:
        sqlite3.Error: one is not there, or is broken.
    """
    found = _connect(_address(base, "immutable=1"), _address(layer, "immutable=1"))
    if not (_begun(found, "base") and _begun(found, "layer")):
        found.close()
        raise sqlite3.DatabaseError(f"{base} and {layer} are no index of names")
    return found


def write(base: Path | None, layer: Path | None, *, onto: Path | None = None) -> sqlite3.Connection:
    """An index in two files, or in memory, to write to; nobody reads them before they are whole.

    Args:
        base: its file; begun if it is missing.
        layer: likewise.
        onto: a base that stays as it is, in place of `base`.
    """
    below = _address(onto, "immutable=1") if onto else _address(base, "mode=rwc")
    made = _connect(below, _address(layer, "mode=rwc"))
    for name in ("base", "layer"):
        if not (name == "base" and onto):
            made.execute(f"PRAGMA {name}.journal_mode = OFF")
            made.execute(f"PRAGMA {name}.synchronous = OFF")
    if not _begun(made, "base"):
        made.executescript(_BOTH.format("base") + _BASE)
    if not _begun(made, "layer"):
        made.executescript(_BOTH.format("layer") + _LAYER)
        sort(made, "layer")
    return made


def sort(database: sqlite3.Connection, name: str) -> None:
    """Make the indexes of the base or the layer: of the base once it is filled, which is quicker."""
    database.executescript(_INDEXES.format(name))


def id_of(iri: str, name: str = "") -> int:
    """The number of a thing, or of one of its names: of 63 bits, so that two of a million are hardly ever one."""
    return int.from_bytes(blake2b(f"{iri}\n{name}".encode(), digest_size=8).digest()) >> 1


def _connect(base: str, layer: str) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:", uri=True, check_same_thread=False)
    try:
        made.execute("ATTACH ? AS base", (base,))
        made.execute("ATTACH ? AS layer", (layer,))
        made.executescript(_VIEWS)
    except BaseException:
        made.close()
        raise
    return made


def _address(file: Path | None, how: str) -> str:
    return f"{file.absolute().as_uri()}?{how}" if file else ":memory:"


def _begun(database: sqlite3.Connection, name: str) -> bool:
    return database.execute(_MADE.format(name)).fetchone() is not None
