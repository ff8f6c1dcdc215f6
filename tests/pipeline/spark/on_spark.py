"""A program for the tests: all that they have Spark do, in one Java machine, whose start is dear.

    python on_spark.py FOLDER BUILD...

runs `kg build` with the words BUILD. Then FOLDER/components.json says the least vertex that each vertex of the edges in
FOLDER/edges.json is connected to. Last, workers that are others are to read: FOLDER/answer.txt says what they answer.
The lexicon is looked for in the folder that each process runs in, and FOLDER/python starts one in another folder: so it
is like a machine that holds another at the same path.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from kg.cli import main as run
from kg.errors import EngineError
from kg.extract import Extractor
from kg.pipeline.spark.articles import ARTICLE
from kg.pipeline.spark.broadcast import BroadcastContext, for_workers
from kg.pipeline.spark.extraction import extract
from kg.pipeline.spark.session import session
from kg.pipeline.spark.stars import components
from kg.pipeline.spark.work import WorkFolder
from kg.settings import Settings

HERE = Path("/proc/self/cwd")


def main(folder: Path, words: list[str]) -> int:
    sys.argv = ["kg", "build", *words]
    code = 0
    try:
        run()
    except SystemExit as end:
        code = int(end.code or 0)
    os.environ["PYSPARK_PYTHON"] = str(folder / "python")
    settings = for_workers(Settings(data=folder, lexicon=HERE / "lexicon"))
    known = BroadcastContext(settings, Extractor(settings).version, "none, since nothing is resolved")
    with session("local[1,1]") as spark:
        work = WorkFolder(spark, str(folder / "work"), lambda *_: None)
        edges = spark.createDataFrame(json.loads((folder / "edges.json").read_text()), "left string, right string")
        found = {row.ref: row.root for row in components(work, "components", edges).collect()}
        (folder / "components.json").write_text(json.dumps(found))
        articles = spark.createDataFrame([("a", "Hamas raided Israel.", *[None] * 4, "digest")], ARTICLE)
        try:
            extract(work, articles, known)
        except EngineError as error:
            (folder / "answer.txt").write_text(str(error))
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
