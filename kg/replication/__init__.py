"""Replication: a folder's publications in; a server store in step, or a copy of one as a folder, out.

    push.push(settings, server)     tell it what changed
    check.check(settings, server)   compare it with the folder, graph by graph
    fetch.fetch(settings, server)   make a folder of what it holds

What is written goes by SPARQL Update and by the Graph Store Protocol; what is read, by SPARQL.

Nothing is imported here: readers, which only put queries into a server's words, need none of it.
"""
