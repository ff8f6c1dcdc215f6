"""What counts as a disagreement between accounts, and which tolls a range is of."""

from __future__ import annotations

from typing import Any

import pytest

from kg.knowledge import Actor, ActorList
from kg.model import DisputableClaim
from kg.rdf.disputes import disputed
from kg.rdf.tolls import toll_range
from kg.resolve.events.statements import Filler, RoleStatement, Standpoint, disputable


def account(text: str) -> DisputableClaim:
    """One claim, as "article property value", then its factuality if not Asserted, then "field=value" for more."""
    article, property_, value, *rest = text.split()
    more: dict[str, Any] = dict(part.split("=") for part in rest if "=" in part)
    factuality = next((part for part in rest if "=" not in part), "Asserted")
    if "wholes" in more:
        more["wholes"] = tuple(more["wholes"].split(","))
    flags = {name: more.get(name) == "yes" for name in ("copy", "inferred")}
    return DisputableClaim(article, property_, value, factuality, **{**more, **flags})


@pytest.mark.parametrize(
    ("accounts", "found"),
    [
        (["a killedCount 2", "b killedCount 2"], ()),
        (["a killedCount 2", "b killedCount 3"], ("killedCount",)),
        (["a killedCount 2", "b killedCount 9 Hypothetical"], ()),
        (["a killedCount 2", "b killedCount 2 Denied"], ("killedCount",)),
        (["a woundedCount 1", "b woundedCount 2", "a attacker x", "b attacker y"], ("woundedCount", "attacker")),
        # One voice corrects or adds up, and contradicts nobody.
        (["a killedCount 2", "a killedCount 3"], ()),
        (["a killedCount 2 outlet=Post", "b killedCount 3 outlet=Post"], ()),
        (["a killedCount 2 source=police", "b killedCount 3 source=police"], ()),
        (["a killedCount 2", "b killedCount 3 copy=yes"], ()),
        (["a killedCount 3 source=police", "a killedCount 5 source=army"], ("killedCount",)),
        # Nor does an article whom it quotes; whom it quotes may contradict each other.
        (["a killedCount 3", "a killedCount 5 source=army"], ()),
        (["a killedCount 3 source=SANA", "b killedCount 5 source=the_SANA_reporter"], ()),
        (["a attacker x", "a attacker y source=army"], ()),
        (["a attacker x", "a attacker x Denied source=x"], ("attacker",)),
        # How the number is meant.
        (["a killedCount 8", "b killedCount 8 bound=AtLeast"], ()),
        (["a killedCount 8 bound=AtLeast", "b killedCount 21"], ()),
        (["a killedCount 21 bound=AtLeast", "b killedCount 8"], ("killedCount",)),
        (["a killedCount 100 bound=About", "b killedCount 95"], ()),
        (["a killedCount 150 bound=AtMost", "b killedCount 45"], ()),
        # Whose number it is.
        (["a killedCount 12", "a killedCount 5", "b killedCount 5"], ()),  # five in the lobby
        (["a killedCount 12", "b killedCount 3 counted=soldier"], ()),
        (["a killedCount 30 counted=militant", "b killedCount 4 counted=soldier"], ()),
        (["a killedCount 30 counted=militant", "b killedCount 4 counted=militant"], ("killedCount",)),
        (["a killedCount 30", "b killedCount 45 counted=civilian"], ("killedCount",)),
        (["a killedCount 30 source=army", "a killedCount 45 counted=rebel source=medics"], ("killedCount",)),
        (["a killedCount 30 source=x", "a killedCount 45 counted=rebel source=y", "b killedCount 30"], ()),  # elsewhere
        # Far less than the article gives otherwise is of some of them; but not what the accused count for themselves.
        (["a killedCount 104 source=officials", "a killedCount 26 source=ministry"], ()),
        (["a killedCount 26 source=officials", "a killedCount 3", "b killedCount 27 source=police"], ("killedCount",)),
        (
            ["a killedCount 5 source=army", "a killedCount 50 source=rebels", "a attacker rebels source=rebels"],
            ("killedCount",),
        ),
        # Nor do numbers that add up to another, or one number that its article rounds.
        (["a killedCount 7 source=office", "a killedCount 4 source=police", "a killedCount 3 source=police"], ()),
        (["a woundedCount 1700 bound=AtLeast source=officials", "a woundedCount 1643 source=medics"], ()),
        (["a killedCount 2 source=governor", "a killedCount 1 source=police"], ()),
        # A toll that grows is a history; two parties' numbers are not.
        (["a killedCount 7 day=2024-01-03", "b killedCount 21 day=2024-01-05"], ()),
        (["a killedCount 21 day=2024-01-03", "b killedCount 7 day=2024-01-05"], ("killedCount",)),
        (
            [
                "a killedCount 7 day=2024-01-03 source=army side=state",
                "b killedCount 21 day=2024-01-05 source=rebels side=rebels",
            ],
            ("killedCount",),
        ),
        (
            [
                "a killedCount 7 day=2024-01-03 source=army side=state",
                "b killedCount 21 day=2024-01-05 source=ministry side=state",
            ],
            (),
        ),
        (["a killedCount 7 day=2024-01-03", "b killedCount 9"], ()),  # which may have come later
        (["a killedCount 26 day=2024-01-03", "b killedCount 64 day=2024-01-05 counted=inhabitant"], ()),
        (["a killedCount 7 day=2024-01-03", "b killedCount 21 day=2024-01-03"], ()),  # the first count of the day
        (["a killedCount 19 day=2024-01-03", "b killedCount 21 day=2024-01-03"], ("killedCount",)),
        (["a killedCount 7 day=2024-01-03 source=army", "a killedCount 21 day=2024-01-03 source=police"], ()),
        (
            ["a killedCount 7 day=2024-01-03 source=a-officials", "b killedCount 21 day=2024-01-05 source=army"],
            (),
        ),
        # Two articles that agree on one number tell of something else by others.
        (["a killedCount 4", "a killedCount 9 source=police", "b killedCount 9", "b killedCount 6"], ()),
        # Who did it. A man may have acted for a group, a battalion for a government.
        (["a attacker omar cls=Person", "b attacker front cls=ArmedGroup"], ()),
        (["a attacker omar cls=Person", "b attacker zaid cls=Person"], ("attacker",)),
        (["a attacker battalion cls=MilitaryForce", "b attacker cabinet cls=StateBody"], ()),
        (
            ["a attacker guard cls=MilitaryForce wholes=here", "b attacker army cls=MilitaryForce wholes=there"],
            ("attacker",),
        ),
        (
            ["a attacker army cls=MilitaryForce wholes=state", "b attacker cabinet cls=StateBody wholes=state"],
            (),
        ),
        (
            [
                "a attacker battalion cls=MilitaryForce wholes=army",
                "a attacker army cls=MilitaryForce wholes=state",
                "b attacker cabinet cls=StateBody wholes=state",
            ],
            (),
        ),
        # Who names three sides tells of several acts.
        (["a attacker x source=y", "a attacker y source=x", "a attacker z"], ()),
        (["a attacker x", "b attacker x"], ()),
        (["a attacker x", "b attacker x Hedged"], ()),
        (["a attacker x", "b attacker y"], ("attacker",)),
        (["a attacker x", "a attacker y", "b attacker y", "b attacker x"], ()),  # a joint attack
        (["a attacker x", "a attacker y", "b attacker x"], ()),
        (["a attacker x", "b attacker x Denied"], ("attacker",)),
        (["a attacker x Denied"], ()),  # one account alone
        (["a attacker x source=x", "a attacker x Denied source=x", "a attacker x source=z"], ()),  # of rebels only
        (["a attacker soldier Denied counted=soldier", "a attacker troops source=witness counted=troops"], ()),
        (["a attacker x Denied source=x", "b attacker y source=y"], ()),  # both may be right
        (["a attacker x Denied source=x", "b attacker gunmen counted=gunmen"], ("attacker",)),
        (["a attacker x Denied source=x cls=State", "b attacker gunmen counted=gunmen", "a attacker y"], ()),
        (["a attacker gunmen counted=gunmen", "b attacker y"], ()),
        (["a attacker army wholes=state", "b attacker state"], ()),
        (["a attacker x Hedged source=police", "b attacker y Hedged source=army"], ()),  # both may be suspected
        (["a attacker x source=y", "a attacker z source=x", "b attacker x"], ("attacker",)),  # each blames another
        (["a attacker x source=x", "a attacker al-y source=an_al-y-linked_group"], ()),  # both claim it
        (["a attacker x source=x", "a attacker y Hedged source=officials"], ("attacker",)),  # one claims it
        (["a attacker x source=x", "b attacker x source=x", "b attacker police"], ()),  # who fought the attackers
        (["a attacker gunmen counted=gunmen", "b attacker y Denied source=ministry"], ()),
        (["a attacker spokesman wholes=group source=spokesman", "b attacker group"], ()),
        # When, and whether at all.
        (["a date 2024-01-03", "b date 2024-01-04"], ()),
        (["a date 2024-01-03", "b date 2024-01"], ()),
        (["a date 2024-01-03", "b date 2024-01-09"], ("date",)),
        (["a date 2024-01-03", "a target x", "b target x Denied", "b date 2024-01-03 Denied"], ("factuality",)),
        (["a target x", "b target x Denied", "b attacker y Denied"], ()),
        (["a target x", "b target y Denied"], ()),  # who foiled another plot denies no attack
        (["a date 2024-01-03", "a target x", "b date 2024-01-03 Denied"], ()),
        # What an account only supports contradicts nothing.
        (["a date 2024-01-03", "b date 2024-01-09 inferred=yes"], ()),
    ],
)  # fmt: skip
def test_accounts_disagree(accounts: list[str], found: tuple[str, ...]) -> None:
    assert disputed(map(account, accounts)) == found


def test_in_fighting_both_sides_attack() -> None:
    fighting = [account("a attacker x source=y"), account("b attacker y source=x")]
    assert disputed(fighting) == ("attacker",)
    assert disputed(fighting, clash=True) == ()
    assert disputed([*fighting, account("b attacker x Denied source=x")], clash=True) == ("attacker",)


def test_a_group_and_its_branch_are_one_attacker() -> None:
    """As the actor list knows, whatever the articles say."""
    branch = Actor("front-of-the-valley", "Front of the Valley", "ArmedGroup", groups=("united-front",))
    actors = ActorList([Actor("united-front", "United Front", "ArmedGroup"), branch])
    who = {id_: Filler(id_, "ArmedGroup", id_, None) for id_ in ("united-front", "front-of-the-valley")}
    said = {"a": "united-front", "b": "front-of-the-valley"}
    told = [
        one
        for article, value in said.items()
        for one in disputable(
            [RoleStatement("attacker", value, "Asserted")], Standpoint(article, "", "", False), who.__getitem__, actors
        )
    ]
    assert disputed(told) == ()
    assert disputed([one._replace(wholes=()) for one in told]) == ("attacker",)


def test_places_disagree_where_no_incident_can_be_in_both() -> None:
    accounts = [account("a place hama"), account("b place idlib")]
    assert disputed(accounts, str.__eq__) == ("place",)
    assert disputed(accounts, lambda *_: True) == ()


@pytest.mark.parametrize(
    ("accounts", "ends"),
    [
        (["a killedCount 2", "b killedCount 3"], (2, 3)),
        (["a killedCount 3 Denied"], None),
        (["a killedCount 12", "a killedCount 5", "b killedCount 14"], (12, 14)),  # five of the twelve
        (["a killedCount 12", "b killedCount 3 counted=soldier"], (12, 12)),
        (["a killedCount 2 bound=AtLeast", "b killedCount 3 counted=soldier"], (3, 3)),  # no fewer than the soldiers
        (["a killedCount 30 counted=militant", "b killedCount 4 counted=soldier"], (30, 30)),
        (["a killedCount 5 bound=AtLeast", "a killedCount 7 bound=AtMost"], (5, 7)),
        (
            [
                "a killedCount 7 day=2024-01-03 outlet=Post",
                "b killedCount 9 day=2024-01-04 outlet=Post",
                "c killedCount 8 day=2024-01-04 outlet=Herald",
            ],
            (8, 9),
        ),
        (
            ["a killedCount 103 outlet=Post", "b killedCount 103 Denied outlet=Post", "b killedCount 84 outlet=Post"],
            (84, 84),
        ),
    ],
)  # fmt: skip
def test_a_range_is_of_all_who_died(accounts: list[str], ends: tuple[int, int] | None) -> None:
    assert toll_range(map(account, accounts), "killedCount") == ends
