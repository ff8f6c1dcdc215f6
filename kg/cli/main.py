"""The program: all commands, and the handling of errors as one line and an exit code."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from kg.cli import (
    ask,
    audit,
    backup,
    change,
    changes,
    check,
    compare,
    export,
    judge,
    keep,
    mcp,
    plugins,
    review,
    stores,
    train,
    watch,
    webhooks,
    why,
)
from kg.cli.output import complain
from kg.errors import SitrepError

INTERRUPTED = 130  # what typer makes of Ctrl-C, as shells do
EXIT_CODES = (
    "Exit codes: 0 done; 1 done, but some inputs could not be read, or the graph does not pass; "
    "2 wrong usage, or nothing could be done; 130 stopped with Ctrl-C."
)

app = typer.Typer(
    name="kg",
    help="A knowledge graph of news about armed conflict: who did what to whom, where, when, and who says so.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain text: quick to start, and the same in a pipe
)


@app.callback()
def program(
    version: Annotated[bool, typer.Option("--version", help="Say which version this is, and end.")] = False,
) -> None:
    """A knowledge graph of news about armed conflict: who did what to whom, where, when, and who says so."""
    if version:
        keep.version()
        raise typer.Exit


for module in (
    change, watch, ask, review, judge, why, changes, webhooks, keep, mcp, plugins, backup, stores, export, compare,
    check, audit, train,
):  # fmt: skip
    module.register(app)


def run() -> None:
    """The program: `main`, and an end at once.

    To take apart a language model and the lists, object by object, costs Python two seconds after the answer. So once
    all that others have to do at the end is done (what is registered first is called last), the process leaves.
    """
    _speak_utf8()
    gc.set_threshold(
        10_000, 10, 10
    )  # a document is thousands of values that stay: by default, all are looked through often
    code = 1

    def leave() -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)

    atexit.register(leave)
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        raise


def _speak_utf8() -> None:
    """Take and write names in UTF-8 whatever the environment says: Python would take their bytes apart otherwise."""
    if sys.getfilesystemencoding() != "utf-8":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606  this very program
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Runs the command line; never returns.

    With SITREP_DEBUG=1 an error shows where it arose. With SITREP_LOG_FORMAT set, all commands log what happens, not
    only those that go on until they are stopped.
    """
    try:
        if os.environ.get("SITREP_LOG_FORMAT"):
            _log()
        app()
    except SitrepError as error:
        if os.environ.get("SITREP_DEBUG") == "1":
            raise
        complain(str(error), *getattr(error, "__notes__", ()))
        sys.exit(2)
    except SystemExit as end:
        if end.code == INTERRUPTED:
            complain("stopped")
        raise


def _log() -> None:
    from kg.cli.output import settings  # noqa: PLC0415 - heavy
    from kg.observe import configure_logs  # noqa: PLC0415

    configure_logs(settings())
