"""The register: what resolution remembers of all articles, in one SQLite file that their facts can rebuild."""
