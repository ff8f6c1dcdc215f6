"""Relations: a document with entities in; claims that somebody leads, belongs to, speaks for or backs somebody out."""
