"""How well the accounts of a document agree with each other, pair by pair, and so each with the incidents told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.bonds import Bond
from kg.extract.incidents.accounts import Account
from kg.extract.incidents.features import Features
from kg.extract.incidents.model import Forest
from kg.extract.incidents.scene import Scene

WINDOW = 40  # accounts before one that it is compared with, which keeps the work linear
_NEAREST = 3  # members whose fit speaks for an incident


class Fits:
    """The probability that two accounts tell of one happening, of all that stand near enough.

    Attributes:
        threshold: from which fit on two are one.
    """

    def __init__(self, accounts: Sequence[Account], scene: Scene, features: Features, model: Forest) -> None:
        self.threshold = model.threshold
        self._of: list[list[float]] = []
        profiles = [features.profile(account, scene) for account in accounts]
        for number, new in enumerate(profiles):
            near = profiles[max(0, number - WINDOW) : number]
            asked = features.columns(new, near, range(len(near) - 1, -1, -1), len(accounts)) if near else {}
            self._of.append(model.probabilities_in(asked, len(near)).tolist() if near else [])

    def near(self, number: int) -> range:
        """The accounts before one that it is compared with."""
        return range(number - len(self._of[number]), number)

    def fit(self, number: int, members: Iterable[int]) -> float:
        """How well an account agrees with others that it is compared with: the mean of the best few; 0 of none."""
        best = sorted((self._pair(number, other) for other in members), reverse=True)[:_NEAREST]
        return sum(best) / len(best) if best else 0.0

    def bonds(self, home: Sequence[int]) -> Iterator[Bond]:
        """How surely each account is where it was put; `home` is the incident of each."""
        for number, incident in enumerate(home):
            around = dict[int, list[int]]()
            for other in range(max(0, number - WINDOW), min(len(home), number + WINDOW + 1)):
                if other != number:
                    around.setdefault(home[other], []).append(other)
            own = around.pop(incident, None)
            rivals = (self.fit(number, members) for members in around.values())
            yield Bond(self.fit(number, own) if own else None, max(rivals, default=0.0))

    def _pair(self, one: int, other: int) -> float:
        early, late = sorted((one, other))
        return self._of[late][early - self.near(late).start]
