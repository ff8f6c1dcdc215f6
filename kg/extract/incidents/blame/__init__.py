"""Blame: the words of a document in; who is said to have done what, by whom, how surely, and of which incident, out."""
