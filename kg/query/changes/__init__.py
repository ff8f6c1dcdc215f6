"""Changes: two published states of a graph in; what differs, kept in a journal, out."""

from kg.query.changes.compare import Change, Kind, changes_between
from kg.query.changes.journal import (
    FOLDER,
    Publication,
    change_key,
    forget_changes,
    iris_of,
    note_changes,
    read_changes,
)

__all__ = [
    "FOLDER",
    "Change",
    "Kind",
    "Publication",
    "change_key",
    "changes_between",
    "forget_changes",
    "iris_of",
    "note_changes",
    "read_changes",
]
