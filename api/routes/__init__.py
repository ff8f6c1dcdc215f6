"""Routes, a noun a module: they read parameters, ask a reader or the writer, and reply. They hold no SPARQL."""
