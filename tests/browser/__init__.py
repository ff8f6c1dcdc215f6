"""A package, so that fixtures of scope "package" end with its last test: one browser for all of them, and no longer."""
