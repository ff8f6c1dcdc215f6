"""Belief: claims of a read document in; the probability of each having been read rightly, after all vetoes, out."""
