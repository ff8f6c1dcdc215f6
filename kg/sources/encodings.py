"""Text and other bytes told apart, and text decoded, whatever encoding it is in and says that it is in."""

from __future__ import annotations

import codecs
from typing import Final

from kg.errors import EmptySource, SourceError
from kg.sources.guesses import likeliest
from kg.sources.records import Location

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
# Control characters that no text has: all but those that move the cursor or, with escape, colour a terminal.
_CONTROLS: Final = bytes(set(range(32)) - set(b"\a\b\t\n\v\f\r\x1b"))
_TOLERATED: Final = 0.1  # of all bytes
_WIDE_BY: Final = 4000  # bytes that tell whether every other one is zero, as in western text of two bytes a character
_ZEROS: Final = 0.7  # of those at least: typographic signs and letters of other scripts have none
_SHORTEST: Final = 8  # bytes that tell as much
_BROKEN: Final = 0.1  # of a UTF-8 text's characters beyond ASCII at most; with more it is in another encoding


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, told by the mark at the beginning or, without one, by the zeros in western text; else None."""
    if data.startswith(_UTF32):
        return "UTF-32"
    if data.startswith(_UTF16):
        return "UTF-16"
    first, second = data[0:_WIDE_BY:2], data[1:_WIDE_BY:2]
    if len(data) < _SHORTEST:
        return None
    if not first.count(0) and second.count(0) >= _ZEROS * len(second):
        return "UTF-16-LE"
    return "UTF-16-BE" if not second.count(0) and first.count(0) >= _ZEROS * len(first) else None


def is_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding that we read: a NUL among them, or many control characters."""
    if wide_encoding(data):
        return False
    return b"\0" in data or len(data) - len(data.translate(None, _CONTROLS)) > _TOLERATED * len(data)


def is_surely_utf8(data: bytes) -> bool:
    """Whether the bytes hold characters beyond ASCII, all of them UTF-8: text of another encoding hardly ever is."""
    if data.isascii():
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes, place: Location, encoding: str = "UTF-8") -> str:
    """Bytes as text, without a byte order mark.

    Args:
        data: the bytes; where they are UTF-16 or UTF-32 by how they begin, they are that.
        place: where they stood, for the message.
        encoding: what they are otherwise.

    Raises:
        EmptySource: there are none, or only blanks.
        SourceError: they are binary, or not of that encoding.
    """
    if is_binary(data):
        raise place.error("is binary, not text")
    encoding = wide_encoding(data) or encoding
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        where = f"byte 0x{data[error.start]:02x} at offset {error.start}"
        raise place.error(f"is not {encoding.upper()} ({where}); save it as UTF-8") from None
    if "\0" in text:
        raise place.error("is binary, not text")
    if not text.strip():
        raise place.error("is empty", EmptySource)
    return text


def decoded_by_guess(data: bytes, place: Location) -> tuple[str, str | None]:
    """Bytes as text: UTF-8 if possible, else the likeliest encoding, with a warning.

    For what programs write without a word about its encoding. UTF-8 with a broken character or two is still that.

    Returns:
        The text; and, where the encoding is a guess, what to say about that.

    Raises:
        EmptySource: there are none, or only blanks.
        SourceError: they are binary, or of no encoding that can be told.
    """
    try:
        return decode(data, place), None
    except EmptySource:
        raise
    except SourceError as error:
        if is_binary(data) or wide_encoding(data):
            raise
        no_utf8 = error
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    broken, beyond = text.count("\ufffd"), sum(not sign.isascii() for sign in text)
    if broken <= _BROKEN * beyond:
        return text, f"is UTF-8, but for {broken:,} broken {'character' if broken == 1 else 'characters'}"
    data = data.removeprefix(codecs.BOM_UTF8)
    encoding = likeliest(data)
    try:
        return data.decode(encoding or "ascii"), f"is not UTF-8, and is read as {encoding.upper()}"
    except UnicodeDecodeError:
        raise no_utf8 from None
