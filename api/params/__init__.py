"""Parameters: a request's path, query and headers in; typed values that look-ups understand out."""
