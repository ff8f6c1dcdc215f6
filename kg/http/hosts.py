"""Host names, resolved once: the checked address is the requested one."""

from __future__ import annotations

import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 that stands for IPv4: by NAT64 (RFC 6052 and 8215) in the last 32 bits, and as IPv4 was once written.
_TRANSLATED: Final = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "::/96")))


class NoHost(OSError):
    """A name that stands for no machine, or cannot be looked up now."""


def look_up(url: str) -> list[Address]:
    """The addresses of a URL's host.

    Raises:
        NoHost: there are none.
    """
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as failed:
        raise NoHost(str(failed)) from None
    return [ipaddress.ip_address(str(address[0]).partition("%")[0]) for *_, address in found]


def is_public(address: Address) -> bool:
    """Whether an address is one of the Internet, and stands for no other that is none."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if any(address in network for network in _TRANSLATED):
            inner.append(ipaddress.IPv4Address(address.packed[-4:]))
        if any(other is not None and not is_public(other) for other in inner):
            return False
    return address.is_global and not address.is_multicast
