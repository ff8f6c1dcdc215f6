"""Pages of the web: the article in one, or several, or none where it only lists some (see `html`)."""
