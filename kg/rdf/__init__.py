"""RDF: facts and a resolution in; quads out, by pure functions without a store."""
