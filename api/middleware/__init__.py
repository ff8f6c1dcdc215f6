"""What surrounds every request; all of it plain ASGI, so that answers stream through it."""
