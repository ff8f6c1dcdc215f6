"""What a distribution needs, read from this environment, where all of it is installed."""

from __future__ import annotations

from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement


def needed(name: str, extras: frozenset[str] = frozenset()) -> dict[str, Distribution]:
    """The distributions that one needs, with what these need, by the name that the requirement has."""
    found: dict[str, Distribution] = {}
    todo, seen = [(name, extras)], set[tuple[str, frozenset[str]]]()
    while todo:
        if (at := todo.pop()) in seen:
            continue
        seen.add(at)
        for line in distribution(at[0]).requires or ():
            wanted = Requirement(line)
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *at[1])):
                try:
                    found[wanted.name] = distribution(wanted.name)
                except PackageNotFoundError:
                    continue  # pip found that it is not for here, or an extra that tests have no use for
                todo.append((wanted.name, frozenset(wanted.extras)))
    return found
