"""Structured logs: one event with its fields for each thing that happens.

Events go through the standard library's logging, where uvicorn's and every other library's go, so that one formatter
writes them all: for people on a terminal, as JSON lines otherwise.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
import sys
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from structlog.typing import EventDict

    from kg.settings import Settings

# What every record has; whatever else it has is an event's field.
_COMMON: Final = frozenset((*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "color_message"))
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_C1: Final = re.compile(r"[\x7f-\x9f\u2028\u2029]")  # which JSON leaves as they are, and terminals and editors do not
_json: Final = json.JSONEncoder(ensure_ascii=False, default=str).encode
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

    structlog's own renderer takes three times as long, of which a busy server's log of requests is made.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        when = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="microseconds")
        event: dict[str, object] = {
            "event": record.getMessage(), "level": record.levelname.lower(), "logger": record.name,
            "timestamp": when.replace("+00:00", "Z"),
        }  # fmt: skip
        event.update((name, value) for name, value in vars(record).items() if name not in _COMMON)
        if record.exc_info:
            event["exception"] = self.formatException(record.exc_info)
        return _C1.sub(lambda found: f"\\u{ord(found[0]):04x}", _json(event))


def configure_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Have every log of this process written in one form.

    Args:
        settings: `log_format` and `log_level`.
        stream: where to, standard error by default.
    """
    stream = stream or sys.stderr
    human = settings.log_format == "human" or (settings.log_format == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_for_people(colours=stream.isatty()) if human else JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level.upper())
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
