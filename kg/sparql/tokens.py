"""The tokenizer of SPARQL: cuts as the engine cuts, and writes tokens so that nobody can cut them otherwise.

The engine needs no gap between two tokens: `7SERVICE` is a number and a keyword, and so is what follows a boolean, a
string with a wrong escape, or a name whose prefix nobody declared. Whoever looks for keywords has to cut likewise. So
what was read here is handed on with a gap between any two tokens, and with names as whole IRIs; what cannot be
cut in just one way is refused.

One thing stays open: `<` may be less-than or begin an IRI. No bracket, quote or gap can stand in such an IRI; quotes
and number signs in it are escaped, so that neither a string nor a comment begins there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.errors import QueryError, TooDeep
from kg.sparql.words import LITERAL_WORDS, WORDS

# The terminals of SPARQL's grammar (SPARQL 1.2 Query Language, section 19.8), in the engine's reading: its names have
# one run of dots at most, and no characters beyond the basic plane.
_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
)
_MORE: Final = "0-9\u00b7\u0300-\u036f\u203f\u2040"
_CHARS: Final = rf"[{_BASE}_{_MORE}-]"
_LOCAL: Final = rf"(?:[{_BASE}_{_MORE}:-]|%[0-9A-Fa-f]{{2}}|\\[-_~.!$&'()*+,;=/?\#@%])"
_CODE: Final = r"\\u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}|\\U(?!0000[Dd][89A-Fa-f])00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}"
_ESCAPE: Final = rf"\\[tbnrf\"'\\]|{_CODE}"
_LONGEST: Final = 100  # characters of a prefix, and of words that are glued together: each is looked at several times
_TOKEN: Final = re.compile(
    rf"""
      (?P<gap>[\x20\t\r\n]+|\#[^\r\n]*)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_CODE})*+>)
    | (?P<string>\"{{3}}(?:\"{{0,2}}(?:[^"\\]|{_ESCAPE}))*\"{{3}}|'{{3}}(?:'{{0,2}}(?:[^'\\]|{_ESCAPE}))*'{{3}}
      |"(?:[^"\\\r\n]|{_ESCAPE})*"|'(?:[^'\\\r\n]|{_ESCAPE})*')
    | (?P<variable>[?$][{_BASE}_0-9][{_BASE}_{_MORE}]*)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*(?:--[A-Za-z]+)?)
    | (?P<blank>_:[{_BASE}_0-9]{_CHARS}*(?:\.+{_CHARS}+)*)
    | (?P<name>(?:[{_BASE}][{_BASE}_{_MORE}.-]{{0,{_LONGEST}}}+(?<!\.))?:
      (?:(?![-\u00b7\u0300-\u036f\u203f\u2040]){_LOCAL}+(?:\.+{_LOCAL}+)?)?)
    | (?P<number>(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)
    | (?P<word>[A-Za-z_][A-Za-z_0-9]*)
    | (?P<sign>[!$&()*+,./:;<=>?@^{{|}}~\[\]-])
    | (?P<unknown>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_TROUBLE: Final = re.compile("['#]")
_OPENING: Final = "{[("
_CLOSING: Final = "}])"
_APART: Final = frozenset(("iri", "string", "variable", "tag", "blank", "name", "number", "word"))


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a SPARQL text.

    Attributes:
        kind: iri, string, variable, tag, blank (a blank node's label), name (with a prefix), number, word, sign, or
            unknown, which SPARQL has not.
        text: as it stands there; of an IRI with what could be misread escaped.
        gap: what stands before it, with comments blanked out.
    """

    kind: str
    text: str
    gap: str = " "

    def says(self, word: str) -> bool:
        """Whether it is that keyword or sign."""
        return self.kind in ("word", "sign") and self.text.upper() == word


def tokens(text: str, depth: int) -> list[Token]:
    """All tokens of a text.

    Args:
        text: SPARQL.
        depth: how deep its brackets may be nested.

    Returns:
        The tokens; the last one is unknown where a sign is none of SPARQL's, or a string is not closed.

    Raises:
        TooDeep: they are nested more deeply.
    """
    found, gap, now = [], "", 0
    for match in _TOKEN.finditer(text):
        kind, piece = str(match.lastgroup), match[0]
        if kind == "gap":
            gap += _COMMENT.sub(lambda comment: " " * len(comment[0]), piece)
            continue
        if kind == "iri":
            piece = _plain(piece)
        elif kind == "sign":
            now += (piece in _OPENING) - (piece in _CLOSING)
            if now > depth:
                raise TooDeep(f"The brackets are nested more than {depth} deep (SITREP_QUERY_DEPTH)")
        if kind == "word":
            found += _words(piece, gap)
        else:
            found.append(Token(kind, piece, gap))
        if kind == "unknown":  # no engine gets past it, and what looks like a string might be read anew from each quote
            break
        gap = ""
    return found


def written(pieces: Iterable[Token]) -> str:
    """The tokens as text again, each in its place, with a gap before each."""
    parts, before = [], False
    for token in pieces:
        apart = token.kind in _APART
        glued = before and apart and not token.gap and token.kind != "tag"
        parts.append((" " if glued else token.gap) + token.text)
        before = apart or token.text == "<"
    return "".join(parts)


def spelled(pieces: Sequence[Token], names: Names) -> list[Token]:
    """The tokens with names as whole IRIs, so that no engine can read them in another way.

    Raises:
        QueryError: there is something that SPARQL has not, or a name of no IRI.
    """
    for token in pieces:
        if token.kind == "unknown":
            raise QueryError(_unknown(token.text))
    return [
        Token("iri", iri(names.resolve(token)).text, token.gap) if token.kind == "name" else token for token in pieces
    ]


def iri(text: str) -> Token:
    """An IRI as a token."""
    return Token("iri", _plain(f"<{text}>"))


class Names:
    """The prefixes and the base in force at one point of a text."""

    def __init__(self, base: str, prefixes: dict[str, str]) -> None:
        self._base = base
        self._prefixes = dict(prefixes)
        self._known: dict[str, str] = {}  # by name

    def rebase(self, token: Token) -> None:
        """BASE was said."""
        self._base = self.resolve(token)

    def declare(self, prefix: str, token: Token) -> None:
        """PREFIX was said."""
        self._prefixes[prefix] = self.resolve(token)
        self._known.clear()

    def resolve(self, token: Token) -> str:
        """The absolute IRI that a token names.

        Raises:
            QueryError: it names none.
        """
        if token.kind == "iri":
            try:
                # By the engine's own rules, so that it cannot mean another one.
                quad = next(iter(parse(f"<a:a> <a:a> {token.text} .", RdfFormat.TURTLE, base_iri=self._base)))
                return str(getattr(quad.object, "value", ""))
            except (SyntaxError, ValueError) as wrong:
                raise QueryError(f"{token.text} is no IRI: {wrong}") from None
        if token.kind != "name":
            raise QueryError(f"An IRI is expected where the text says {token.text!r}")
        if token.text not in self._known:
            self._known[token.text] = self._whole(*token.text.split(":", 1))
        return self._known[token.text]

    def _whole(self, prefix: str, local: str) -> str:
        if prefix not in self._prefixes:
            raise QueryError(f"The prefix {prefix}: is not declared; write PREFIX {prefix}: <…> in front")
        try:
            return NamedNode(self._prefixes[prefix] + local.replace("\\", "")).value
        except ValueError as wrong:
            raise QueryError(f"{prefix}:{local} is no IRI: {wrong}") from None


def _plain(piece: str) -> str:
    return _TROUBLE.sub(lambda found: f"\\u{ord(found[0]):04X}", piece)


def _words(piece: str, gap: str) -> list[Token]:
    """The keywords and numbers that are glued together in what looks like one word."""
    cut = _cut(piece) if len(piece) <= _LONGEST else None
    if cut is None:
        return [Token("unknown", piece, gap)]
    return [Token("number" if one.isdigit() else "word", one, "" if at else gap) for at, one in enumerate(cut)]


@lru_cache(maxsize=256)
def _cut(piece: str) -> tuple[str, ...] | None:
    """The only way to cut a word into those that SPARQL has and whole numbers; None if there is none, or several."""
    if _is_word(piece):
        return (piece,)
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in piece)]  # of cutting what is before each place
    for end in range(1, len(piece) + 1):
        for start in range(end):
            one = piece[start:end]
            whole = one.isdigit() and not piece[start - 1 : start].isdigit() and not piece[end : end + 1].isdigit()
            if ways[start] and (whole or _is_word(one)):
                ways[end] += [(*way, one) for way in ways[start]]
        del ways[end][2:]
    return ways[-1][0] if len(ways[-1]) == 1 else None


def _is_word(piece: str) -> bool:
    return piece.upper() in WORDS or piece in LITERAL_WORDS


def _unknown(text: str) -> str:
    if text in "\"'":
        return "A string is not closed, or has an escape that SPARQL does not know, such as \\x"
    return f"SPARQL has nothing that is written {text[:80]!r}"
