"""Logs: one event for each thing that happened, ours and other libraries' in one form."""

from __future__ import annotations

import asyncio
import io
import json
import logging
from collections.abc import Iterator

import pytest

from kg.observe import configure_logs, logger
from kg.observe.logs import quick_info
from kg.settings import Settings


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_outside_of_a_terminal_an_event_is_a_line_of_json() -> None:
    out = io.StringIO()
    configure_logs(Settings(log_format="auto"), out)
    logger("kg.watch").info("looked", source="Al-Saïdi's", articles=3)
    told = json.loads(out.getvalue())
    assert told.pop("timestamp").endswith("Z")
    assert told == {"event": "looked", "level": "info", "logger": "kg.watch", "source": "Al-Saïdi's", "articles": 3}


def test_other_libraries_logs_come_in_the_same_form_and_errors_with_where_they_arose() -> None:
    out = io.StringIO()
    configure_logs(Settings(log_format="json"), out)
    logging.getLogger("uvicorn.error").warning("Shutting down in %d s", 3, extra={"color_message": "in colours"})
    try:
        int("no such number")
    except ValueError:
        logger("kg").exception("failed")
    first, second = map(json.loads, out.getvalue().splitlines())
    assert "color_message" not in first
    assert (first["event"], first["logger"], first["level"]) == ("Shutting down in 3 s", "uvicorn.error", "warning")
    assert "ValueError: invalid literal" in second["exception"]


def test_people_on_a_terminal_get_lines_to_read() -> None:
    out = Terminal()
    configure_logs(Settings(log_format="auto"), out)
    logger("kg.watch").warning("not read", reason="does not exist")
    assert "not read" in out.getvalue()
    with pytest.raises(json.JSONDecodeError):
        json.loads(out.getvalue())


def test_what_strangers_ask_for_cannot_command_the_terminal() -> None:
    out = Terminal()
    configure_logs(Settings(log_format="human"), out)
    logger("sitrep.requests").info("request", path="/\x1b[2Jfalse")
    assert "\x1b[2J" not in out.getvalue()
    assert r"/\x1b[2Jfalse" in out.getvalue()


def test_what_is_below_the_level_is_left_out_and_so_are_chatty_libraries() -> None:
    out = io.StringIO()
    configure_logs(Settings(log_format="json", log_level="info"), out)
    logger("kg").debug("details")
    logging.getLogger("httpx").info("HTTP Request: GET https://a.example")
    assert out.getvalue() == ""


def test_a_library_that_nobody_configured_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger().handlers = []
    logging.getLogger().level = logging.WARNING
    logger("kg.pipeline.build").info("run", command="build")
    assert capsys.readouterr() == ("", "")


def test_quick_lines_are_those_of_any_event_and_stay_in_order() -> None:
    out = io.StringIO()
    configure_logs(Settings(log_format="json"), out)
    fields = {"path": "/\x9bJ\u2028é\n", "status": 200, "seconds": 0.5, "gone": None}

    async def turn() -> None:
        quick_info(logging.getLogger("sitrep.requests"), "request", fields)
        logger("sitrep.requests").info("request", **fields)

    asyncio.run(turn())
    first, second = out.getvalue().splitlines()
    assert {**json.loads(first), "timestamp": ""} == {**json.loads(second), "timestamp": ""}
    assert not {"\x9b", "\u2028"} & {*first}
