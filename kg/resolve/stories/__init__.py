"""Stories: articles' telling words in; the reports that may tell of the same events, within days of each other, out."""
