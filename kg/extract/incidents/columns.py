"""Columns of figures: what one account's set has with those of each of several others."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

Column = Sequence[float] | float
"""A figure of one account with each of several before it; one number where it is the same with all."""


def meet(mine: Set[Any], others: Sequence[Set[Any]]) -> Column:
    """Of each of some sets, whether it has anything in common with one."""
    return [not mine.isdisjoint(theirs) for theirs in others] if mine else False


def part(mine: Set[Any], others: Sequence[Set[Any]]) -> Column:
    """Of each of some sets, whether both are told and have nothing in common."""
    return [bool(theirs) and mine.isdisjoint(theirs) for theirs in others] if mine else False


def part_or_silent(mine: Set[Any], others: Sequence[Set[Any]]) -> Column:
    """Of each of some sets, whether it has nothing of what is told in one."""
    return [mine.isdisjoint(theirs) for theirs in others] if mine else False


def in_common(most: int, mine: Set[Any], others: Sequence[Set[Any]]) -> Column:
    """Of each of some sets, how much it has in common with one, up to a number."""
    return [min(most, len(mine & theirs)) for theirs in others] if mine else 0


def either(some: Column, others: Column) -> Column:
    """Of each pair, whether either is the case."""
    if not isinstance(some, Sequence):
        return others
    return [bool(a or b) for a, b in zip(some, others, strict=True)] if isinstance(others, Sequence) else some
