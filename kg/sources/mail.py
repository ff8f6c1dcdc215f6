"""Mail (RFC 5322): a message an article, of one file or of a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final

from kg.errors import EmptySource, SourceError
from kg.sources.files import whole
from kg.sources.markup import plain_text
from kg.sources.records import Location, Record

_LARGEST: Final = 500_000_000  # bytes of a mailbox
_FROM: Final = re.compile(rb"(?:\A|\n)From [^\n]*\n")  # between the messages of a mailbox (RFC 4155)


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The one record of a message: its subject the title, its sender the publisher."""
    place = Location(name)
    yield _record(whole(lines, place), place, stem)


def records_of_mailbox(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """A record for every message of an mbox file.

    Raises:
        EmptySource: it has none.
    """
    messages = [each for each in _FROM.split(whole(lines, Location(name), _LARGEST)) if each.strip()]
    if not messages:
        raise EmptySource(name, "is empty")
    for number, message in enumerate(messages, 1):
        try:
            yield _record(message, Location(name, number, "message"), f"{stem}-{number}")
        except SourceError as error:
            yield error


def _record(data: bytes, place: Location, stem: str) -> Record:
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(preferencelist=("plain", "html"))
        content = str(body.get_content()) if body is not None else ""
        if body is not None and body.get_content_type() == "text/html":
            content = plain_text(content)
        sender, address = parseaddr(str(message.get("From", "")))
        told = {name: str(message.get(name, "")) for name in ("Subject", "Date", "Message-ID")}
    except (MessageError, LookupError, ValueError, AttributeError, AssertionError, KeyError) as error:
        raise place.error(f"is not readable as mail: {str(error) or type(error).__name__}") from None
    return Record(
        place,
        {
            "id": told["Message-ID"].strip("<> \t") or None,
            "title": told["Subject"],
            "date": told["Date"],
            "publisher": sender or address.rpartition("@")[2],
            "text": content.replace("\r\n", "\n").strip(),
        },
        stem,
    )
