"""What one long article costs: 2,000 triggers, 2,000 quotes, 200,000 characters, and one sentence that never ends.

    python benchmarks/long.py [--only NAME] [--sizes 0.25 0.5 1] [--profile] [--keep]

Each text is read at growing sizes, so that what grows faster than the text shows in the last column: seconds of this
size over seconds of the size before, to the length likewise (1.0 is linear). The peer is spaCy's plain pipeline over
the same text in the same process. Seconds of the processor. The texts are made up: towns, tolls and days go round.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import gc
import os
import pstats
import sys
import time
from collections.abc import Callable
from random import Random
from typing import Final

from figures import Row, keep

from kg.extract import Extractor
from kg.extract.pipeline import COMPONENTS
from kg.model import Article
from kg.settings import Settings

TOWNS: Final = (
    *("Gao", "Mosul", "Kabul", "Maiduguri", "Aleppo", "Goma", "Kidal", "Taiz", "Kandahar", "Bangui", "Homs", "Kirkuk"),
    *("Marib", "Sanaa", "Mopti", "Beni", "Bunia", "Idlib", "Raqqa", "Kunduz", "Jalalabad", "Herat", "Basra", "Tikrit"),
)
MONTHS: Final = ("January", "March", "May", "July", "August", "October")
SPEAKERS: Final = ("a spokesman", "Governor Adam Karim", "police", "the army", "a doctor", "Colonel Musa Diallo")
ATTACKS: Final = (
    "Gunmen killed {n} villagers near {town} on {day} {month}.",
    "A car bomb wounded {n} people in {town} on {day} {month}.",
    "The bombing in {town} killed {n}.",
    "Soldiers shelled a market in {town}, and {n} traders died.",
)


def triggers(many: int) -> str:
    """So many short reports of attacks, four to a paragraph."""
    return _paragraphs(many, lambda chance: chance.choice(ATTACKS))


def quotes(many: int) -> str:
    """So many quotes of six speakers."""
    said = ('"Rebels killed {n} people in {town}," {who} said.', '{who} said: "The attack in {town} wounded {n} men."',
            '"We saw {n} bodies," said {who}.')  # fmt: skip
    return _paragraphs(many, lambda chance: chance.choice(said))


def characters(many: int) -> str:
    """So many characters of attacks, quotes and other sentences."""
    other = ("The town of {town} has had no power, {who} said.", "Aid has reached {n} families in {town}.",
             "Talks between the government and the rebels began in {town} on {day} {month}.")  # fmt: skip
    text = _paragraphs(many // 45, lambda chance: chance.choice((*ATTACKS, *other)))
    return text[:many]


def sentence(many: int) -> str:
    """One sentence of so many attacks."""
    part = "gunmen killed {n} people in {town}"
    return _paragraphs(many, lambda _: part).replace("\n\n", " ").replace(" gunmen", ", gunmen") + "."


def verbs(many: int) -> str:
    """One sentence of so many verbs and nothing else."""
    return "Rebels " + "killed " * many + "them."


TEXTS: Final[dict[str, tuple[Callable[[int], str], int]]] = {
    "triggers": (triggers, 2_000), "quotes": (quotes, 2_000), "characters": (characters, 200_000),
    "sentence": (sentence, 1_000), "verbs": (verbs, 5_000),
}  # fmt: skip


def _paragraphs(many: int, pattern: Callable[[Random], str]) -> str:
    chance = Random(1)
    told = []
    for n in range(many):
        text = pattern(chance).format(
            n=chance.randrange(2, 60), town=chance.choice(TOWNS), day=chance.randrange(1, 28),
            month=chance.choice(MONTHS), who=chance.choice(SPEAKERS),
        )  # fmt: skip
        told.append(text + ("\n\n" if n % 4 == 3 else " "))
    return "".join(told).strip()


def measured(extractor: Extractor, name: str, sizes: list[float], *, profile: bool = False) -> list[Row]:
    """One text at growing sizes."""
    make, full = TEXTS[name]
    rows: list[Row] = []
    for share in sizes:
        text = make(int(full * share))
        article = Article("long", text, None, dt.date(2024, 1, 5))
        with extractor.nlp.select_pipes(disable=list(COMPONENTS)):
            begun = time.process_time()
            extractor.nlp(text)
            plain = time.process_time() - begun
        watched = cProfile.Profile(time.process_time)
        begun = time.process_time()
        (facts,) = watched.runcall(list, extractor.extract([article])) if profile else extractor.extract([article])
        ours = time.process_time() - begun
        if profile:
            pstats.Stats(watched, stream=sys.stdout).sort_stats("tottime").print_stats(45)
        row: Row = {
            "text": name, "many": int(full * share), "characters": len(text), "cpu_seconds": round(ours, 2),
            "peer_cpu_seconds": round(plain, 2), "ratio": round(ours / plain, 1), "claims": len(facts.claims),
        }  # fmt: skip
        if rows:
            longer = len(text) / rows[-1]["characters"]
            row["growth"] = round(ours / rows[-1]["cpu_seconds"] / longer, 2)
        rows.append(row | {"load": round(os.getloadavg()[0], 1)})
        print(rows[-1], flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=TEXTS, action="append", help="one of the texts")
    parser.add_argument("--sizes", type=float, nargs="+", default=[0.25, 0.5, 1.0], help="shares of the whole")
    parser.add_argument("--profile", action="store_true", help="print the dearest functions")
    parser.add_argument("--keep", action="store_true", help="write the figures to benchmarks/figures")
    given = parser.parse_args()
    gc.set_threshold(10_000, 10, 10)  # as `kg` does
    extractor = Extractor(Settings())
    list(extractor.extract([Article("warm", triggers(8), None, dt.date(2024, 1, 5))]))
    rows = [
        row for name in given.only or TEXTS for row in measured(extractor, name, given.sizes, profile=given.profile)
    ]
    if given.keep:
        keep("long", rows)


if __name__ == "__main__":
    main()
