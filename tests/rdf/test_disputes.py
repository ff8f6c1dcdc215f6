"""What counts as a disagreement between accounts."""

from __future__ import annotations

import pytest

from kg.rdf.disputes import Account, disputed


def told(*accounts: str) -> tuple[str, ...]:
    """What is disputed, where each account is "article property value", with a factuality after it if not Asserted."""
    return disputed(Account(*[*one.split(), "Asserted"][:4]) for one in accounts)


@pytest.mark.parametrize(
    ("accounts", "disputed"),
    [
        (["a killedCount 2", "b killedCount 2"], ()),
        (["a killedCount 2", "b killedCount 3"], ("killedCount",)),
        (["a killedCount 2", "a killedCount 3"], ("killedCount",)),
        (["a killedCount 2", "b killedCount 9 Hypothetical"], ()),
        (["a killedCount 2", "b killedCount 2 Denied"], ("killedCount",)),
        (["a attacker x", "b attacker x"], ()),
        (["a attacker x", "b attacker y"], ("attacker",)),
        (["a attacker x", "a attacker y", "b attacker y", "b attacker x"], ()),  # a joint attack
        (["a attacker x", "a attacker y", "b attacker x"], ("attacker",)),
        (["a attacker x", "b attacker x Denied"], ("attacker",)),
        (["a attacker x Denied"], ()),  # one account alone
        (["a place x", "b place y"], ()),
        (["a woundedCount 1", "b woundedCount 2", "a attacker x", "b attacker y"], ("woundedCount", "attacker")),
    ],
)
def test_accounts_disagree(accounts: list[str], disputed: tuple[str, ...]) -> None:
    assert told(*accounts) == disputed
