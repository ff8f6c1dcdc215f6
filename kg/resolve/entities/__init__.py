"""Entity resolution: entities of many articles in; canonical actors and places out.

`signatures` says what an entity is compared by, `scoring` weighs two of them, `incremental` settles what a
change touches.
"""
