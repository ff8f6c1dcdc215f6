"""Middleware around every request, in plain ASGI: a request in; the answer, streamed through, out."""
