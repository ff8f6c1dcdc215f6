"""Mentions: a parsed document in; the stretches of text that refer to somebody or something out, each with a class.

Names come from the language model, the actor list and the gazetteer; nominals ("two soldiers") from their head nouns.
"""
