"""One request of a webhook: signed as Standard Webhooks says, and to no private network unless a setting allows that.

webhook-id: 5a1e…                      the same whenever this item is sent, so that a receiver can tell it again
webhook-timestamp: 1704412800          when it was sent
webhook-signature: v1,K5oZ…            HMAC-SHA256 of `id.timestamp.body` by the secret, in base64
"""

from __future__ import annotations

import hashlib
import hmac
import time
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import httpx

from kg.errors import ParameterError
from kg.http import retry_after
from kg.http.hosts import Address, NoHost, is_public, look_up
from kg.http.tls import trusted
from kg.webhooks.subscriptions import PREFIX

_TIMEOUT: Final = 15.0  # seconds: a receiver takes the item and works on it later
_PRIVATE: Final = "is in a private network; SITREP_WEBHOOKS_PRIVATE=true allows that"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a request.

    Attributes:
        problem: why the item was not taken; empty where it was.
        wait: seconds that the receiver asks to be left alone for; 0 where it asks for none.
        gone: whether it wants no more (410).
    """

    problem: str = ""
    wait: float = 0
    gone: bool = False


def signature(secret: str, id_: str, timestamp: int, body: bytes) -> str:
    """The signature of an item, as the header has it."""
    key = b64decode(secret.removeprefix(PREFIX))
    digest = hmac.digest(key, f"{id_}.{timestamp}.".encode() + body, hashlib.sha256)
    return f"v1,{b64encode(digest).decode()}"


def check_address(url: str, *, private: bool) -> None:
    """See that a webhook may go to an address.

    Args:
        url: the address.
        private: whether it may lie in a private network.

    Raises:
        ParameterError: it is not on the web, holds a password, is unknown, or in a private network.
    """
    if why := _machine(url, private=private)[1]:
        raise ParameterError(f"The address {url!r} {why}")


def post(url: str, id_: str, body: bytes, secret: str, *, user_agent: str, private: bool) -> Receipt:
    """Send one item, and hear whether it was taken. Redirections are not followed, and no proxy is asked."""
    machine, why = _machine(url, private=private)
    if machine is None:
        return Receipt(f"the address {why}")
    now, at = int(time.time()), httpx.URL(url)
    headers = {
        "Host": at.netloc.decode("ascii"), "User-Agent": user_agent, "Content-Type": "application/json",
        "webhook-id": id_, "webhook-timestamp": str(now), "webhook-signature": signature(secret, id_, now, body),
    }  # fmt: skip
    named = {"sni_hostname": at.host}  # whose certificate is asked for and checked
    try:
        with (
            httpx.Client(trust_env=False, timeout=_TIMEOUT, verify=trusted(named=False)) as client,
            client.stream(
                "POST", at.copy_with(host=str(machine)), content=body, headers=headers, extensions=named
            ) as answer,
        ):
            if answer.is_success:
                return Receipt()
            reason = f"it answers with HTTP {answer.status_code} {answer.reason_phrase}".rstrip()
            return Receipt(reason, retry_after(answer), answer.status_code == httpx.codes.GONE)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Receipt(f"it cannot be reached: {str(error) or type(error).__name__}")


def _machine(url: str, *, private: bool) -> tuple[Address | None, str]:
    """The machine that a name stands for, looked up once: what is checked is what is asked. Or why there is none."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None, "is not on the web"
        if parts.username is not None or parts.password is not None:
            return None, "holds a name or password"
        machines = look_up(url)
    except (NoHost, ValueError) as failed:
        return None, f"cannot be looked up: {failed}"
    if not machines:
        return None, "stands for no machine"
    if not private and not all(map(is_public, machines)):
        return None, _PRIVATE
    return machines[0], ""
