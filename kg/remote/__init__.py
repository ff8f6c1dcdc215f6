"""A server store: any SPARQL 1.1 server that holds a graph too, kept in step with the folder that it is built in.

    push(settings)          tell it what changed
    check(settings)         compare it with the folder, graph by graph
    fetch(settings)         make a folder of what it holds

What is written goes by SPARQL Update and by the Graph Store Protocol; what is read, by SPARQL.
"""

from kg.remote.check import Difference, check
from kg.remote.fetch import fetch
from kg.remote.push import Pushed, push

__all__ = ["Difference", "Pushed", "check", "fetch", "push"]
