"""The limit of an answer's size."""

from __future__ import annotations

from kg.errors import ResultTooLarge


class Size:
    """An answer's bytes, counted as they come."""

    def __init__(self, most: int | None) -> None:
        """Count from nothing; `most` is None for any number."""
        self._most = most
        self._counted = 0

    def add(self, more: int) -> None:
        """Count some more.

        Raises:
            ResultTooLarge: that is more than the answer may have.
        """
        self._counted += more
        if self._most is not None and self._counted > self._most:
            raise ResultTooLarge(
                f"The answer has more than {self._most:,} bytes (SITREP_RESULT_SIZE): ask for less, such as with LIMIT"
            )
