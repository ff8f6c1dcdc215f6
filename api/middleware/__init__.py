"""Middleware around every request: plain ASGI, so that answers stream through."""
