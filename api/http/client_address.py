"""A request's client: its address, or the address that a named proxy forwards."""

from __future__ import annotations

import ipaddress
from typing import Final

from kg.errors import SettingsError

_ANYONE: Final = "*"


class Proxies:
    """The proxies that are believed about whom they ask for."""

    def __init__(self, named: str) -> None:
        """Read the setting: addresses and networks, with commas or blanks between; `*` for all there are.

        Raises:
            SettingsError: it names something else.
        """
        self.names = named.replace(",", " ").split()
        try:
            self._networks = [ipaddress.ip_network(name) for name in self.names if name != _ANYONE]
        except ValueError as wrong:
            raise SettingsError(
                f"SITREP_PROXIES is {named!r}; name addresses or networks, such as 10.0.0.2 or 10.0.0.0/24 ({wrong})"
            ) from None

    def __contains__(self, address: object) -> bool:
        """Whether an address is a named proxy's."""
        try:
            plain = ipaddress.ip_address(str(address))
        except ValueError:
            return False
        mapped = getattr(plain, "ipv4_mapped", None)
        return _ANYONE in self.names or any((mapped or plain) in network for network in self._networks)


def subscriber(address: str) -> str:
    """The subscriber of an address; an IPv6 subscriber has a whole /64 network."""
    if ":" not in address:
        return address
    try:
        whole = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    return str(whole.ipv4_mapped or ipaddress.IPv6Network((whole.packed[:8] + bytes(8), 64)))
