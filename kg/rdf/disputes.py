"""When accounts of an incident disagree: the one definition, written into the default graph as `kg:disputed`.

Counts disagree when two are given. Attackers disagree when not every article that names any names the same, or when
one of the accounts is a denial beside others. What is only planned or feared is no account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

DISPUTABLE: Final = ("killedCount", "woundedCount", "attacker")
BELIEVED: Final = ("Asserted", "Hedged")


class Account(NamedTuple):
    """What one article claims of an incident: the property's local name, its value as text, and the factuality."""

    article: str
    property: str
    value: str
    factuality: str


def disputed(accounts: Iterable[Account]) -> tuple[str, ...]:
    """The properties that the accounts of one incident disagree on, in the order of `DISPUTABLE`."""
    said: defaultdict[str, set[tuple[str, str, bool]]] = defaultdict(set)
    for told in accounts:
        if told.factuality != "Hypothetical":
            said[told.property].add((told.article, told.value, told.factuality == "Denied"))
    return tuple(name for name in DISPUTABLE if _disagree(name, said[name]))


def _disagree(property_: str, said: set[tuple[str, str, bool]]) -> bool:
    answers = {(value, denied) for _, value, denied in said}
    if len(answers) < 2:
        return False
    articles = {article for article, _, _ in said}
    one_denies = any(denied for _, denied in answers)
    return property_ != "attacker" or one_denies or len(said) < len(articles) * len(answers)
