"""Deeds of two sides: what rebels did and what soldiers did are two incidents, unless one of two tellers errs."""

from __future__ import annotations

from collections.abc import Collection

from kg.extract.attribution.speech import speech_of
from kg.extract.incidents.accounts import Account

_CLASH = "ArmedClash"


def are_of_two_sides(some: Collection[Account], others: Collection[Account]) -> bool:
    """Whether a state's forces did the one, and irregulars the other."""
    sides = [{side for account in accounts for side in account.forces} for accounts in (some, others)]
    return all(len(side) == 1 for side in sides) and sides[0] != sides[1]


def is_other_sides(new: Account, incident: Collection[Account]) -> bool:
    """Whether an account tells what the other side did, and no clash: "rebels shelled X. Soldiers shot two men".

    Two who accuse each other's side of a deed of one kind ("X said that rebels shelled it, Y that the army did") tell
    of one.
    """
    if not are_of_two_sides([new], incident) or any(_CLASH in account.classes for account in (new, *incident)):
        return False
    return not any(_gainsays(new, old) for old in incident if old.forces)


def _gainsays(new: Account, old: Account) -> bool:
    tellers = [_teller(account) for account in (new, old)]
    return None not in tellers and tellers[0] is not tellers[1] and bool(new.classes & old.classes)


def _teller(account: Account) -> object | None:
    """Who tells of it: the source, or at least the stretch that is somebody's words; None of the article's own."""
    trigger = account.frames[0].trigger
    speech = speech_of(trigger.doc, trigger)
    return None if speech is None else (speech.source or speech)
