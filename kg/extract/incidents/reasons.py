"""Why accounts of a document are taken for one incident: the figures by which the trees decided, pair by pair."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.drafts import Frame
from kg.extract.incidents.accounts import Account
from kg.extract.incidents.features import Features
from kg.extract.incidents.model import Forest
from kg.extract.incidents.scene import Scene


class JoinedFrames(NamedTuple):
    """The first frames of two accounts of one incident, how probably they are of one, and what speaks loudest."""

    before: Frame
    after: Frame
    probability: float
    weights: tuple[tuple[str, float], ...]


def joins(incidents: list[list[Account]], scene: Scene, features: Features, model: Forest) -> Iterator[JoinedFrames]:
    """Each account but an incident's first, with the one before that it fits best; `incidents` as clustered."""
    accounts = sorted((account for group in incidents for account in group), key=lambda account: account.first)
    place = {id(account): number for number, account in enumerate(accounts)}
    profiles = {id(account): features.profile(account, scene) for account in accounts}
    for group in incidents:
        for number, new in enumerate(group[1:], start=1):
            later = profiles[id(new)]
            asked = [
                features.of(later, profiles[id(old)], place[id(new)] - place[id(old)] - 1, len(accounts))
                for old in group[:number]
            ]
            fits = model.probabilities(asked)
            best = int(fits.argmax())
            yield JoinedFrames(
                group[best].frames[0], new.frames[0], round(float(fits[best]), 4), tuple(model.reasons(asked[best]))
            )
