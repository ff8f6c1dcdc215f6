"""The states of past days: what was published last on each day, kept for those who ask what was known then.

    states/2024-01-05/            hard links into the snapshot that was current when that day ended, by UTC
    states/2024-01-05/GENERATION  its number

A state is kept when the first one of a later day takes its place, so a day costs what changed since, and no copy. It
answers for all days up to the next one that is kept.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Final

from kg.errors import NotFound
from kg.store.folder_locks import clear_away, clear_drafted, drafted
from kg.store.links import link
from kg.store.markers import published_on

FOLDER: Final = "states"
_NUMBER: Final = "GENERATION"
_LOGS: Final = "LOG*"  # the engine's, which it goes on writing


def keep_state(folder: Path, generation: int) -> None:
    """Keep the published state of a graph if its day is over: another one is about to take its place.

    Raises:
        OSError: it cannot be kept.
    """
    day = published_on(folder)
    if day is None or day >= _today():
        return
    kept = folder / FOLDER / day.isoformat()
    if kept.exists():
        with contextlib.suppress(ValueError):  # a crash of the machine can leave it empty
            if _number(kept) == generation:  # of a publication that was cut off
                return
        shutil.rmtree(kept)
    kept.parent.mkdir(exist_ok=True)
    with drafted(kept) as draft:
        shutil.copytree(
            folder / "snapshots" / str(generation), draft, copy_function=link, dirs_exist_ok=True,
            ignore=shutil.ignore_patterns(_LOGS, ".*"),
        )  # fmt: skip
        (draft / _NUMBER).write_text(f"{generation}\n", encoding="utf-8")


def kept_days(folder: Path) -> list[dt.date]:
    """The days whose states are kept, oldest first."""
    found = []
    for path in (folder / FOLDER).glob("????-??-??"):
        try:
            found.append(dt.date.fromisoformat(path.name))
        except ValueError:  # none of ours
            continue
    return sorted(found)


def state_of(folder: Path, day: dt.date) -> tuple[Path, int] | None:
    """Where the state is kept that was current when a day ended, and its number; None where that is the present one.

    Raises:
        NotFound: it is not kept, or the day has not come.
    """
    if day > _today():
        raise NotFound(f"What is known on {day} is not known yet: the day has not come.")
    current = published_on(folder)
    if current is None or current <= day:
        return None
    every = kept_days(folder)
    kept = [one for one in every if one <= day]
    if not kept:
        first = min(every, default=current)
        raise NotFound(
            f"What was known on {day} is not kept: the oldest state is that of {first}. How long states are kept is "
            "set by SITREP_STATES_DAYS; they begin with the first change on a later day."
        )
    found = folder / FOLDER / kept[-1].isoformat()
    return found, _number(found)


def forget_states(folder: Path, days: int) -> None:
    """Remove the states of a graph that answer only for days longer past than so many, and what was left half kept."""
    clear_drafted(folder / FOLDER)
    least = _today() - dt.timedelta(days=days)
    kept = kept_days(folder)
    for day, after in pairwise([*kept, published_on(folder) or _today()]):
        if after <= least:
            clear_away(folder / FOLDER / day.isoformat())  # unless a reader has it open: then a later command does


def _number(state: Path) -> int:
    return int((state / _NUMBER).read_text(encoding="utf-8"))


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
