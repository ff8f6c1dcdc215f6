"""SPARQL as text: tokens, binding of values, and errors in sentences."""
