"""Room on a page: texts with their sizes, and boxes moved apart until none lies on another."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import Final

import numpy as np

from kg.query.network.columns import Floats

_NARROW: Final = 0.58  # of the font's size: the mean letter of common sans-serif fonts, rather wide than narrow
_WIDE: Final = 1.0  # an ideograph, an emoji
_ROUNDS: Final = 400


def width(text: str, size: float) -> float:
    """About how wide a text is in a font of that size; no font is measured, since the viewer's is not known."""
    letters = (_WIDE if unicodedata.east_asian_width(c) in "WF" else _NARROW for c in text if c.isprintable())
    return size * sum(letters)


def lines(text: str, columns: int, at_most: int) -> list[str]:
    """A text in lines of about so many letters; what is too long ends in "…"."""
    return textwrap.wrap(text, columns, max_lines=at_most, placeholder="…", break_on_hyphens=False) or [""]


def apart(centres: Floats, sizes: Floats) -> Floats:
    """The centres of boxes, moved as little as it takes until no box lies on another.

    Args:
        centres: x and y of each box.
        sizes: width and height of each, with the room around it.
    """
    place = centres.astype(float)
    reach = (sizes[:, None, :] + sizes[None, :, :]) / 2
    upper = np.triu(np.ones((len(place), len(place)), dtype=bool), 1)
    for _ in range(_ROUNDS):
        offset = place[None, :, :] - place[:, None, :]
        over = reach - np.abs(offset)
        one, other = np.nonzero(upper & (over > 0.01).all(axis=2))
        if not len(one):
            break
        # Along the axis on which less has to be moved; half by each.
        axis = np.argmin(over[one, other], axis=1)
        sign = np.where(offset[one, other, axis] < 0, -1.0, 1.0)
        move = np.zeros_like(place)
        step = sign * over[one, other, axis] * 0.5
        np.add.at(move, (other, axis), step)
        np.add.at(move, (one, axis), -step)
        crowd = np.bincount(np.concatenate((one, other)), minlength=len(place))
        place += move / np.maximum(1, crowd)[:, None] ** 0.5
    return place
