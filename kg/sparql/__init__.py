"""SPARQL as text: a query in; its tokens, or the query with terms bound into it, or what is wrong with it, out."""
