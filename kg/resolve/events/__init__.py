"""Event coreference across articles: incidents of many articles in; canonical incidents out.

`signatures` says what an incident is compared by, `scoring` weighs two of them, `incremental` settles what a
change touches.
"""
