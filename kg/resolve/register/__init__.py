"""The register: facts of all articles in; what resolution remembers of them, in a SQLite file, out."""
