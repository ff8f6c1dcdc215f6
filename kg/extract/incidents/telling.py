"""Incidents while an article is gone through: what each tells so far, and which an account may go on about."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.incidents.accounts import Account

_WINDOW = 40  # accounts that may stand between an incident's last one and the next
_NEWEST = 15  # incidents that an account is compared with, besides the article's first; both keep the work linear


@dataclass(slots=True)
class Telling:
    """An incident as far as it is told.

    Attributes:
        number: how many began before it.
        accounts: in text order; `latest` is how many stood before the last of them.
        total: what all of them tell.
    """

    number: int
    total: Account
    latest: int
    accounts: list[Account]

    @property
    def recent(self) -> list[Account]:
        """The accounts told last, as many as a new one is held against."""
        return self.accounts[-_WINDOW:]

    @classmethod
    def begin(cls, number: int, account: Account, at: int) -> Telling:
        """An incident of one account."""
        return cls(number, account.copy(), at, [account])

    def go_on(self, account: Account, at: int) -> None:
        """Take up another account."""
        self.accounts.append(account)
        self.total.add(account)
        self.latest = at


def candidates(incidents: list[Telling], at: int) -> list[Telling]:
    """What the account of a number may go on about: the incidents told of last, and what the article began with."""
    near = sorted((i for i in incidents if at - i.latest <= _WINDOW), key=lambda i: -i.latest)[:_NEWEST]
    if incidents and incidents[0] not in near:
        near.append(incidents[0])
    return near
