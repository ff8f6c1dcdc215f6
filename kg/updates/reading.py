"""A reader of an update's tokens."""

from __future__ import annotations

from kg.errors import QueryError
from kg.sparql.tokens import Names, Token, spelled, written
from kg.updates.refusals import not_offered


class UpdateReader:
    """One reading of an update, from its first token to its last.

    Attributes:
        names: what prefixed names and relative IRIs stand for at this point.
    """

    def __init__(self, pieces: list[Token], names: Names) -> None:
        self.names = names
        self._pieces = pieces
        self._at = 0

    @property
    def over(self) -> bool:
        """Whether all tokens were read."""
        return self._at == len(self._pieces)

    def look(self) -> Token:
        """The token that comes next."""
        return self._pieces[self._at] if not self.over else Token("end", "the end")

    def next(self) -> Token:
        """Step over the token that comes next."""
        token = self.look()
        self._at += 1
        return token

    def accept(self, *words: str) -> bool:
        """Step over a keyword or sign if it comes next."""
        if any(self.look().says(word) for word in words):
            self._at += 1
            return True
        return False

    def expect(self, word: str) -> None:
        """Step over a keyword or sign.

        Raises:
            QueryError: something else comes next.
        """
        if not self.accept(word):
            raise QueryError(f"The update says {self.look().text!r} where {word} is expected")

    def group(self) -> list[Token]:
        """Step over a `{ … }`; its tokens, with the braces, and with names as whole IRIs.

        Raises:
            QueryError: none comes next, or something in it is no SPARQL or would call another server.
        """
        start, depth = self._at, 0
        self.expect("{")
        self._at = start
        while not self.over:
            token = self.next()
            if token.says("LOAD") or token.says("SERVICE"):
                raise not_offered(token.text.upper())
            depth += token.says("{") - token.says("}")
            if depth == 0:
                return spelled(self._pieces[start : self._at], self.names)
        raise QueryError("The update ends before a { is closed")

    def prologue(self) -> str:
        """Step over what is said of names before an operation.

        Returns:
            That, where it is in front of all operations; elsewhere the engine would not have it, nor need it: names are
            handed on as whole IRIs.

        Raises:
            QueryError: relative IRIs are to be below another base from here on.
        """
        start = self._at
        while True:
            if self.accept("BASE"):
                if start:
                    raise QueryError("BASE stands in front of all operations, not between two of them")
                self.names.rebase(self.next())
            elif self.accept("PREFIX"):
                prefix = self.next().text.removesuffix(":")
                self.names.declare(prefix, self.next())
            elif self.look().says("VERSION"):
                self._at += 2
            else:
                return "" if start else written(self._pieces[: self._at]) + "\n"
