"""People's writes besides articles: SPARQL updates and whole graphs in; changes within the rules of the graph out.

Articles' graphs follow from texts, and nobody writes into them. Any other named graph is its users' own. The default
graph may be edited: additions and removals are kept on top of what is believed (`kg.store.edits`).
"""

from kg.updates.graphs import add, change, delete, replace
from kg.updates.payloads import triples_of
from kg.updates.rewriting import update

__all__ = ["add", "change", "delete", "replace", "triples_of", "update"]
