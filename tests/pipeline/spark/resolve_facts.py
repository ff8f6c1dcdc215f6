"""A program for the tests: builds graphs on a cluster from facts that are given, without a language model.

    python resolve_facts.py MASTER FOLDER SEED...

leaves the graph of each generated corpus in FOLDER/SEED; and FOLDER/components.json, whose edges stand in
FOLDER/edges.json, with the least vertex that each vertex is connected to.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from corpora import BASE, LATER, claim_verdicts, context, corpus, judgements

from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.build import load
from kg.pipeline.spark.merging import merge
from kg.pipeline.spark.session import session
from kg.pipeline.spark.stars import components
from kg.pipeline.spark.work import WorkFolder
from kg.rdf import facts_json
from kg.settings import Settings
from kg.store import Graph


def main(master: str, folder: Path, seeds: list[int]) -> None:
    settings = Settings(data=folder, base=BASE)
    with session(master) as spark:
        work = WorkFolder(spark, str(folder / "work"), lambda *_: None)
        edges = spark.createDataFrame(json.loads((folder / "edges.json").read_text()), "left string, right string")
        found = {row.ref: row.root for row in components(work, "components", edges).collect()}
        (folder / "components.json").write_text(json.dumps(found))
        for seed in seeds:
            told = corpus(seed)[:-LATER]
            rows = [(one.article.id, facts_json.dumps(one), one.article.text) for one in told]
            facts = spark.createDataFrame(rows, "id string, facts string, text string")
            known = BroadcastContext(settings, "", context().version, claims=claim_verdicts(told))
            built = merge(work, facts, known, judgements(told))
            with Graph.open(folder / str(seed), base=BASE) as graph:
                load(graph, built)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), [int(seed) for seed in sys.argv[3:]])
