"""Coreference: a document's mentions in; its entities out, each with all of its mentions and names.

Names join by their form, by apposition and by "known as"; descriptions and pronouns find their antecedents.
"""
