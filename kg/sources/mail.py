"""Mail (RFC 5322): a message an article, of one file or of a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from pathlib import Path
from typing import Final

from kg.errors import EmptySource, SourceError
from kg.sources.encodings import decoded_by_guess, is_binary, is_surely_utf8
from kg.sources.files import whole
from kg.sources.markup import plain_text
from kg.sources.names import holds_no_text
from kg.sources.pages import html
from kg.sources.records import Location, Record

_LARGEST: Final = 500_000_000  # bytes of a mailbox
# Between the messages of a mailbox (RFC 4155): who and when, and a message's first header below.
# Some programs leave the time out: then a blank line stands above, and a year in the line.
_FROM: Final = re.compile(
    rb"(?:(?:\A|\n)From [^\n]*[0-9]:[0-9]{2}|(?:\A|\n\r?\n)From \S+ [^\n]*(?:19|20)[0-9]{2})[^\n]*\n(?=[\w-]+:|>?From )"
)
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)  # by mailboxes, where a line of text begins so
_HEAD: Final = re.compile(r"(?:[A-Za-z-]+: .*\n(?:[ \t]+.*\n)*){3,}\r?\n")
_OF_MAIL: Final = re.compile(
    r"^(?:Message-ID|MIME-Version|Received|Return-Path|Content-Type): ", re.MULTILINE | re.IGNORECASE
)
_ATTACHED: Final = "has files attached that are not read with it: {}; save them beside it"
_STUB: Final = 0.5  # of the length of a message's HTML: what is shorter only says that the mail is HTML


def records(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The one record of a message: its subject the title, its sender the publisher."""
    place = Location(name)
    yield from _records(whole(lines, place), place, stem)


def records_of_saved_page(lines: Iterable[bytes], name: str, stem: str) -> Iterator[Record | SourceError]:
    """The record of a page that a browser saved with all that belongs to it (MHTML, RFC 2557).

    Raises:
        EmptySource: it holds no article.
        SourceError: it holds no page.
    """
    place = Location(name)
    message = _message(whole(lines, place), place)
    page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        raise place.error("holds no page")
    address = str(page.get("Content-Location", message.get("Snapshot-Content-Location", "")))
    fields = html.fields_of(content, place, page.get_content_charset())
    yield Record(place, fields | ({"url": address} if address.startswith("http") else {}), stem)


def begins_message(text: str) -> bool:
    """Whether a text begins as a message does, with headers that only mail has."""
    head = _HEAD.match(text)
    return head is not None and _OF_MAIL.search(head[0]) is not None


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
            yield from _records(_ESCAPED.sub(rb"\1", message), Location(name, number, "message"), f"{stem}-{number}")
        except SourceError as error:
            yield error


def _records(data: bytes, place: Location, stem: str) -> Iterator[Record]:
    """The record of a message, and those of the messages that it passes on."""
    message = _message(data, place)
    inner = [part for part in message.walk() if part is not message and part.get_content_type() == "message/rfc822"]
    passed_on = [each for part in inner for each in part.iter_parts() if isinstance(each, EmailMessage)]
    own = _record(message, place, stem)
    if not passed_on or str(own.fields["text"]):
        yield own
    for number, each in enumerate(passed_on, 1):
        yield _record(each, place, f"{stem}-{number}")


def _message(data: bytes, place: Location) -> EmailMessage:
    if is_binary(data):
        raise place.error("is binary, not text")
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _record(message: EmailMessage, place: Location, stem: str) -> Record:
    try:
        content, doubt = _body(message, place)
        left = [name for name in map(MIMEPart.get_filename, message.iter_attachments()) if name and _is_document(name)]
        sender, address = parseaddr(str(message.get("From", "")))
        told = {name: str(message.get(name, "")) for name in ("Subject", "Date", "Message-ID")}
    except (MessageError, LookupError, ValueError, AttributeError, KeyError) as error:
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
        ((doubt,) if doubt else ()) + ((_ATTACHED.format(", ".join(left)),) if left else ()),
    )


def _is_document(name: str) -> bool:
    """Whether a file that is attached may hold an article."""
    ending = Path(name).suffix.lower()
    return bool(ending) and not holds_no_text(ending)


def _body(message: EmailMessage, place: Location) -> tuple[str, str | None]:
    """The text of a message, its HTML's where the plain text is but a stub; and what had to be guessed."""
    plain, page = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    text, doubt = _content(plain, place) if plain is not None else ("", None)
    if page is None:
        return text, doubt
    markup, of_page = _content(page, place)
    shown = plain_text(markup)
    return (text, doubt) if len(text.strip()) > _STUB * len(shown) else (shown, of_page)


def _content(part: MIMEPart, place: Location) -> tuple[str, str | None]:
    """The text of a part in the encoding that it declares; by a guess where it declares none, or a wrong one."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return "", None
    declared = part.get_content_charset()
    if declared and not is_surely_utf8(data):
        try:
            return data.decode(declared), None
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded_by_guess(data, place)
