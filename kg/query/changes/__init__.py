"""Changes from one published state of a graph to the next: compared at publication, and kept in a journal."""

from kg.query.changes.compare import Change, Kind, changes_between
from kg.query.changes.journal import FOLDER, Publication, forget_changes, note_changes, read_changes

__all__ = [
    "FOLDER",
    "Change",
    "Kind",
    "Publication",
    "changes_between",
    "forget_changes",
    "note_changes",
    "read_changes",
]
