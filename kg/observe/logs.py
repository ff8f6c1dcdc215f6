"""Structured logs: one event with its fields for each thing that happens.

Events go through the standard library's logging, where uvicorn's and every other library's go, so that one formatter
writes them all: for people on a terminal, as JSON lines otherwise.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import re
import sys
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from structlog.typing import EventDict

    from kg.settings import Settings

# What every record has; whatever else it has is an event's field.
_COMMON: Final = frozenset((*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "color_message"))
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_C1: Final = re.compile(r"[\x7f-\x9f\u2028\u2029]")  # which JSON leaves as they are, and terminals and editors do not
_json: Final = json.JSONEncoder(ensure_ascii=False, default=str).encode
_text: Final = json.encoder.encode_basestring
_MOST_WAITING: Final = 64  # lines that wait for the end of a turn
# Libraries that tell of every request or page at `info`.
_SERVER: Final = ("uvicorn", "uvicorn.error", "uvicorn.access")
_CHATTY: Final = ("httpx", "httpcore", "trafilatura", "htmldate", "fsspec", "asyncio")


class EventLogger:
    """Logs events with their fields: `logger("kg.watch").info("polled", source=url, entries=3)`.

    Fields are kept from the record's own attributes: `name`, `message`, `args` and the like are no fields.
    """

    def __init__(self, name: str) -> None:
        self._to = logging.getLogger(name)

    def debug(self, event: str, **fields: object) -> None:
        """What only those who look for a fault want to know."""
        self._to.debug(event, extra=fields)

    def info(self, event: str, **fields: object) -> None:
        """What is as it should be."""
        self._to.info(event, extra=fields)

    def warning(self, event: str, **fields: object) -> None:
        """What people should know of."""
        self._to.warning(event, extra=fields)

    def error(self, event: str, **fields: object) -> None:
        """What was not done."""
        self._to.error(event, extra=fields)

    def exception(self, event: str, **fields: object) -> None:
        """What was not done, with the error that is being handled."""
        self._to.exception(event, extra=fields)


def logger(name: str) -> EventLogger:
    """The logger of a module."""
    return EventLogger(name)


class JsonLines(logging.Formatter):
    """An object a line: what happened, how grave it is, who says so and when, and its fields.

    structlog's own renderer takes ten times as long, and this line is most of what a remembered answer costs a server.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        fields = {name: value for name, value in vars(record).items() if name not in _COMMON}
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return _line(record.getMessage(), record.levelname.lower(), record.name, record.created, fields)


def quick_info(log: logging.Logger, event: str, fields: Mapping[str, object]) -> None:
    """Log an event that is as it should be, as `log.info(event, extra=fields)` does, in a fraction of the time.

    A busy server has one for each request. Only where lines of JSON are all that is made of events, the way is short:
    the lines of one turn of the event loop are written at its end, together.
    """
    if not log.isEnabledFor(logging.INFO):
        return
    handlers = logging.getLogger().handlers
    handler = handlers[0] if len(handlers) == 1 and not log.handlers else None
    if isinstance(handler, _LinesHandler):
        handler.add(_line(event, "info", log.name, time.time(), fields))
    else:
        log.info(event, extra=fields)


class _LinesHandler(logging.StreamHandler[TextIO]):
    """Writes lines of JSON, of which some may wait for the end of the event loop's turn."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self.setFormatter(JsonLines())
        self._waiting: list[str] = []

    def add(self, line: str) -> None:
        """Write a line when this turn of the event loop ends; at once where there is none."""
        self._waiting.append(line)
        try:
            if len(self._waiting) == 1:
                asyncio.get_running_loop().call_soon(self.flush)
        except RuntimeError:
            self.flush()
        if len(self._waiting) >= _MOST_WAITING:
            self.flush()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, after what waits."""
        self.flush()
        super().emit(record)

    def flush(self) -> None:
        """Write what waits."""
        lines, self._waiting = self._waiting, []
        try:
            self.stream.write("".join(f"{line}{self.terminator}" for line in lines))
            super().flush()
        except (OSError, ValueError):
            self.handleError(logging.makeLogRecord({"msg": "%d lines could not be written", "args": (len(lines),)}))


def _line(event: str, level: str, name: str, created: float, fields: Mapping[str, object]) -> str:
    whole, part = divmod(int(created * 1_000_000), 1_000_000)
    said = "".join([f", {_value(key)}: {_value(value)}" for key, value in fields.items()])
    head = f'"event": {_value(event)}, "level": "{level}", "logger": {_value(name)}'
    line = f'{{{head}, "timestamp": "{_second(whole)}.{part:06d}Z"{said}}}'
    return line if line.isascii() and "\x7f" not in line else _C1.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _value(value: object) -> str:
    """A value as JSON."""
    if isinstance(value, str):
        return _text(value)
    return str(value) if type(value) is int else _json(value)


@lru_cache(maxsize=2)
def _second(since: int) -> str:
    return dt.datetime.fromtimestamp(since, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")


def configure_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Have every log of this process written in one form.

    Args:
        settings: `log_format` and `log_level`.
        stream: where to, standard error by default.
    """
    stream = stream or sys.stderr
    human = settings.log_format == "human" or (settings.log_format == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream) if human else _LinesHandler(stream)
    if human:
        handler.setFormatter(_for_people(colours=stream.isatty()))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
    # What no line of ours says need not be found out for each (the standard library's own advice).
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logging._srcfile = None  # noqa: SLF001  as its documentation says
    for name in _SERVER:  # whatever uvicorn set up for itself
        own = logging.getLogger(name)
        own.handlers, own.propagate, own.disabled = [], True, False
        own.setLevel(logging.NOTSET)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _for_people(*, colours: bool) -> logging.Formatter:
    import structlog  # noqa: PLC0415 - heavy, and only people need it

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.ExtraAdder(),
            _without_colours,
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _printable,
            structlog.dev.ConsoleRenderer(colors=colours),
        ],
    )


def _printable(_: object, __: str, event: EventDict) -> EventDict:
    """An event that cannot command the terminal: its fields hold what strangers ask for."""
    return {
        name: _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", value) if isinstance(value, str) else value
        for name, value in event.items()
    }


def _without_colours(_: object, __: str, event: EventDict) -> EventDict:
    """An event without uvicorn's second text of itself, in colours."""
    event.pop("color_message", None)
    return event
