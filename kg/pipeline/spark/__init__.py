"""The pipeline on Spark: the steps of `kg.extract`, `kg.resolve` and `kg.rdf`, over as many machines as there are.

What the embedded engine holds in one process and one register stands here in tables (DataFrames), a stage after the
other, and every decision is made by the same function: on a form, on two that share a key, on a component, on all that
want one slug. So the graph is the same, to the byte.

Each stage is written to the work folder before the next begins, and is there when a run that was killed starts again.
"""
