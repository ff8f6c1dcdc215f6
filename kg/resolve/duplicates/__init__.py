"""Near duplicates: articles' texts in; which of them copies which out, so that copies are not counted as witnesses."""
