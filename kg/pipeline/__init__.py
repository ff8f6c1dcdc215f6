"""The write side: articles in; a published graph out.

`build` runs the steps, `update` draws what follows from changed articles, `publish` lets readers see it. An engine
decides where the steps run: on this machine (`engines`) or on a cluster (`spark`).
"""
