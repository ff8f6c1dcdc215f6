"""A SPARQL text as tokens, and tokens as a text that no engine can read in another way.

A text can be cut in more than one way where `<` may be less-than or open an IRI: `1<'x>'` compares with a string, or
names the IRI `'x`. So whatever was read here is handed on as it was read: comments are gone, and characters in an IRI
that would open a string or a comment are escaped, so that what was cut in the wrong way is an error and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import RdfFormat, parse

from kg.errors import QueryError, TooDeep

_ESCAPE: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_TOKEN: Final = re.compile(
    rf"""
      (?P<gap>[\x20\t\r\n]+|\#[^\r\n]*)
    | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|{_ESCAPE})*>)
    | (?P<string>\"{{3}}(?:\"{{0,2}}(?:[^"\\]|\\.))*\"{{3}}|'{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
      |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z][\w-]*)
    | (?P<name>(?:[\w.-]*[\w-])?:(?:[\w:%-]|\\.|\.+(?=[\w:%\\-]))*)
    | (?P<word>\w+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_TROUBLE: Final = re.compile("['#]")
_OPENING: Final = "{[("
_CLOSING: Final = "}])"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a SPARQL text.

    Attributes:
        kind: iri, string, variable, tag, name (with a prefix), word or sign.
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
        found.append(Token(kind, piece, gap))
        gap = ""
    return found


def written(pieces: Iterable[Token]) -> str:
    """The tokens as a text again, each where it stood."""
    return "".join(token.gap + token.text for token in pieces)


def iri(text: str) -> Token:
    """An IRI as a token."""
    return Token("iri", _plain(f"<{text}>"))


class Names:
    """What prefixed names and relative IRIs stand for, at one point of a text."""

    def __init__(self, base: str, prefixes: dict[str, str]) -> None:
        self._base = base
        self._prefixes = dict(prefixes)

    def rebase(self, token: Token) -> None:
        """BASE was said."""
        self._base = self.resolve(token)

    def declare(self, prefix: str, token: Token) -> None:
        """PREFIX was said."""
        self._prefixes[prefix] = self.resolve(token)

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
        prefix, colon, local = token.text.partition(":")
        if token.kind != "name" or not colon:
            raise QueryError(f"An IRI is expected where the update says {token.text!r}")
        if prefix not in self._prefixes:
            raise QueryError(f"The prefix {prefix}: is not declared")
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _plain(piece: str) -> str:
    return _TROUBLE.sub(lambda found: f"\\u{ord(found[0]):04X}", piece)
