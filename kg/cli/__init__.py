"""The command line: `kg`.

Each module holds the commands of one kind, and does no more than read arguments, call the library and say what came of
it. The library's heavy parts are imported inside the commands, so that `kg --help` answers at once.
"""

from kg.cli.main import app, main, run

__all__ = ["app", "main", "run"]
