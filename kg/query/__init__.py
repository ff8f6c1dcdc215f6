"""The read side: a published graph in; answers out. Nothing here writes, and nothing needs the language model."""
