"""The graph for assistants: tools and resources of the Model Context Protocol.

What the tools ask of readers is in `lookups` and `evidence`, which readers import; only `server` needs the SDK.
"""
