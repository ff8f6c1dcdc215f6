"""What HTTP clients share: the header Retry-After, as seconds."""

from __future__ import annotations

import time
from email.utils import parsedate_to_datetime

import httpx


def retry_after(answer: httpx.Response) -> float:
    """Seconds that `Retry-After` asks for, in either of its forms (RFC 9110, section 10.2.3); 0 for none."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, OverflowError):
        return 0
