"""From facts to quads and back: pure functions, no store."""
