"""What may be reached: public addresses by https, and nothing else unless a caller says so in so many words."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], list[str]]

PORTS = frozenset({443, 8443})
# IPv6 that carries an IPv4 address inside it: by NAT64 (also a network's own), by 6to4 or as mapped or compatible.
_NAT64 = tuple(IPv6Network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48"))
_BESIDE = tuple(
    ip_network(net)
    for net in (
        "100.64.0.0/10",  # carriers' own
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # measuring
        "100::/64",  # thrown away
        "2001::/23",  # Teredo and other tunnels
        "3fff::/20",  # examples
        "5f00::/16",
        "fec0::/10",  # sites' own, of old
    )
)


def looked_up(host: str, port: int) -> list[str]:
    """Every address that the name has just now."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True)
class Allow:
    """How far a caller lets us go. All but `seconds` is for tests and demonstrations, and is given by code alone."""

    plain: bool = False  # http as well
    ports: frozenset[int] | None = PORTS  # None: any
    private: frozenset[str] = frozenset()  # addresses that are reached although they are not public
    seconds: float = 10.0  # for the whole of it
    resolve: Resolve = looked_up
    trust: ssl.SSLContext | None = None  # None: the authorities that this machine trusts

    def reaches(self, address: str) -> bool:
        """Whether we connect to this address."""
        return address in self.private or is_public(address)


STRICT = Allow()


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet, also after whatever it is wrapped in is taken off."""
    try:
        address = ip_address(text)  # one with a zone (`fe80::1%eth0`) is of this machine's own network
    except ValueError:
        return False
    if getattr(address, "scope_id", None):
        return False
    inside = _inside(address)
    if isinstance(address, IPv6Address) and address in _NAT64[0]:  # a door to IPv4: where it leads decides
        return all(_is_open(one) for one in inside)
    return all(_is_open(one) for one in (address, *inside))


def _inside(address: Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in net for net in _NAT64) or int(address) >> 32 == 0:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def _is_open(address: Address) -> bool:
    if any(address.version == net.version and address in net for net in _BESIDE):
        return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )
