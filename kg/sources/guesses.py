"""What encoding bytes are likely in that say nothing of it and are not UTF-8."""

from __future__ import annotations

import re
from typing import Final

# What browsers read, too; so no `unicode_escape` or `idna`, which Python also counts as encodings.
OF_PAGES: Final = tuple("ascii big5 cp125 cp874 euc gb iso2022 iso8859 koi8 mac shift_jis utf-8".split())
_GUESSED_BY: Final = 200_000  # bytes that an encoding is guessed by
_ASCII: Final = bytes(range(128))
# Bytes beyond ASCII that are too few to guess by: so many, or such a share; of a text in Latin letters, which has less.
_FEW: Final = 20
_SHARE: Final = 0.05
_LATIN: Final = 0.2
# Two whose bytes count as Chinese too, told by their own letters: such a share of what is beyond ASCII.
_BY_LETTERS: Final = (
    ("cp949", re.compile("[가-힣]"), 0.9),  # Korean; of Chinese text read so, half is Hangul
    ("cp932", re.compile("[ぁ-ヿ]"), 0.3),  # Japanese, a third of which is kana at least
)
_WESTERN: Final = ("cp1252", "mac_roman")
# Signs that stand where none does in Western text: a capital or symbol after a small letter, a symbol before a letter,
# a lone letter behind a mark or between blanks, a capital after a digit, a quotation mark that opens behind a word or
# closes before one; an accent on no letter.
_MISPLACED: Final = re.compile(
    r"""(?<=[a-zà-öø-ÿš])(?:[À-ÖØ-ÞŠŒŽŸ]|[^\w\s\x00-\x7f’”»…–—°‰²³ªº])
    |[^\w\s\x00-\x7f‘’“„«»…–—¿¡€£¢°§©](?=\w)|(?<=[.,!?])[^\W\x00-\x7f](?!\w)|(?<=\d)[À-ÖØ-Þ]
    |(?<=\s)[Â-ÇÊ-ÒÔ-ÖØÙÛ-Þ](?=\s)|(?<!\w)[À-ÖØ-ÞŠŒŽŸ](?=[A-Z][a-z])
    |[”»](?=\w)|(?<=\w)[“«](?=\w)|[ˆˇ˘˙˚˛˜˝]""",
    re.VERBOSE,
)
_MOST_MISPLACED: Final = 0.1  # of the signs beyond ASCII, in what is taken for Western text


def likeliest(data: bytes) -> str:
    """The encoding, by Python's name; empty where none can be told.

    Windows' Western one is the commonest by far, so it is chosen where it is as likely as others.
    """
    beyond = len(data.translate(None, _ASCII))
    if beyond < min(max(_FEW, _SHARE * len(data)), _LATIN * len(data)):
        return _western(data) or "cp1252"
    if told := _told_by_letters(data):
        return told
    from charset_normalizer import from_bytes  # noqa: PLC0415  only those who need it should wait for it

    likely = [each.encoding for each in from_bytes(data[:_GUESSED_BY]) if each.encoding.startswith(OF_PAGES)]
    if not likely or "cp1252" in likely:
        return _western(data) or next(iter(likely), "")
    return likely[0]


def _told_by_letters(data: bytes) -> str | None:
    for encoding, letter, share in _BY_LETTERS:
        text = _decoded(data, encoding)
        beyond = sum(not sign.isascii() for sign in text)
        if beyond and len(letter.findall(text)) >= share * beyond:
            return encoding
    return None


def _western(data: bytes) -> str | None:
    """The one of the Western encodings in which the fewest signs are out of place, unless many are."""
    counts = {each: len(_MISPLACED.findall(text)) for each in _WESTERN if (text := _decoded(data, each))}
    best = min(counts, key=counts.__getitem__, default=None)
    beyond = len(data.translate(None, _ASCII))
    return best if best and counts[best] <= _MOST_MISPLACED * beyond else None


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""
