"""SPARQL as text: a query in; its tokens, its values bound, or its faults in sentences out."""
