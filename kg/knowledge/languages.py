"""Language identification of a text, and the languages that are read."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from typing import Any, Final

from kg.knowledge.prepared import prepared

ENGLISH: Final = "en"
_READ: Final = frozenset({ENGLISH, "pcm", "sco"})  # with what is so near to it that short texts are taken for that
_LOOKED_AT: Final = 4000  # characters
_SURE: Final = 0.95  # a probability; of 455 English reports, capitals and broken ones among them, none is that sure
_EXCLUDED: Final = (
    0.001  # of English, however sure its neighbours are of each other's: Indonesian and Malay, Arabic's kinds
)
_ENOUGH: Final = 0.15  # the share of such words from which a text is English beyond doubt
_WORDS: Final = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS: Final = frozenset(
    "the of and to in that was for on with by from at said were had has his have which not been after who their".split()
)


def language_of(text: str) -> str:
    """The ISO 639 code of the language that a text is in: English unless it surely is in another.

    Told by function words, and where these do not tell by py3langid (Lui and Baldwin 2012, langid.py).
    """
    words = _WORDS.findall(text[:_LOOKED_AT].lower())
    if not words or sum(word in _FUNCTION_WORDS for word in words) >= _ENOUGH * len(words):
        return ENGLISH
    ranked = _identifier().rank(" ".join(words))
    code, probability = ranked[0]
    english = sum(each for name, each in ranked if name in _READ)
    return str(code) if code not in _READ and (probability >= _SURE or english < _EXCLUDED) else ENGLISH


def is_read(language: str) -> bool:
    """Whether texts in a language are read."""
    return language == ENGLISH


def language_name(code: str) -> str:
    """ "German", for "de"; the code of a language that has no name here."""
    return _NAMES.get(code, code)


_NAMES: Final = {
    "am": "Amharic", "ar": "Arabic", "bn": "Bengali", "de": "German", "en": "English", "es": "Spanish",
    "fa": "Persian", "fr": "French", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "ku": "Kurdish", "ms": "Malay", "my": "Burmese", "nl": "Dutch", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "so": "Somali", "sw": "Swahili", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "zh": "Chinese",
}  # fmt: skip


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  only texts in doubt need it

    def unpacked() -> Any:  # from LZMA, which takes half a second
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)

    return prepared("languages", version("py3langid"), unpacked)
