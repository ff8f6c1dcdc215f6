"""Temporal expressions: a parsed document in; its days, months and years out, each with the words that name it.

What TimeML calls TIMEX3: absolute ("7 May 2015"), told from the day of telling ("a week ago on Thursday"), and told
from another time of the text ("two days later").
"""
