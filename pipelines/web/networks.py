"""The networks in which no outlet of the public web is: the IANA special-purpose registries whole, and a few more.

The table is our own, because the interpreter's `is_global` changes between releases and calls several of these global.
IANA "IPv4 Special-Purpose Address Registry" and "IPv6 Special-Purpose Address Registry", as of November 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

_ROWS = (
    # IPv4 registry
    ("0.0.0.0/8", "this network", "RFC 791 §3.2"),
    ("10.0.0.0/8", "private use", "RFC 1918"),
    ("100.64.0.0/10", "shared address space", "RFC 6598"),
    ("127.0.0.0/8", "loopback", "RFC 1122 §3.2.1.3"),
    ("169.254.0.0/16", "link local", "RFC 3927"),
    ("172.16.0.0/12", "private use", "RFC 1918"),
    ("192.0.0.0/24", "IETF protocol assignments", "RFC 6890 §2.1"),
    ("192.0.2.0/24", "documentation", "RFC 5737"),
    ("192.31.196.0/24", "AS112", "RFC 7535"),
    ("192.52.193.0/24", "automatic multicast tunneling", "RFC 7450"),
    ("192.88.99.0/24", "6to4 relays", "RFC 7526"),
    ("192.168.0.0/16", "private use", "RFC 1918"),
    ("192.175.48.0/24", "AS112", "RFC 7534"),
    ("198.18.0.0/15", "benchmarks", "RFC 2544"),
    ("198.51.100.0/24", "documentation", "RFC 5737"),
    ("203.0.113.0/24", "documentation", "RFC 5737"),
    ("240.0.0.0/4", "reserved, with limited broadcast", "RFC 1112 §4"),
    # IPv4, not in the registry
    ("224.0.0.0/4", "multicast", "RFC 5771"),
    ("168.63.129.16/32", "the host agent of Azure, reached from inside a virtual machine", "Azure documentation"),
    # IPv6 registry
    ("::/128", "unspecified", "RFC 4291 §2.5.2"),
    ("::1/128", "loopback", "RFC 4291 §2.5.3"),
    ("::ffff:0:0/96", "mapped IPv4", "RFC 4291 §2.5.5.2"),
    ("64:ff9b::/96", "NAT64", "RFC 6052"),
    ("64:ff9b:1::/48", "NAT64 of a site", "RFC 8215"),
    ("100::/64", "discard", "RFC 6666"),
    ("100:0:0:1::/64", "dummy prefix", "RFC 9780"),
    ("2001::/23", "IETF protocol assignments, with Teredo and ORCHID", "RFC 2928, RFC 4380, RFC 7343, RFC 9374"),
    ("2001:db8::/32", "documentation", "RFC 3849"),
    ("2002::/16", "6to4", "RFC 3056"),
    ("2620:4f:8000::/48", "AS112", "RFC 7534"),
    ("3fff::/20", "documentation", "RFC 9637"),
    ("5f00::/16", "segment routing", "RFC 9602"),
    ("fc00::/7", "unique local", "RFC 4193"),
    ("fe80::/10", "link local", "RFC 4291 §2.5.6"),
    # IPv6, not in the registry
    ("::/96", "compatible IPv4", "RFC 4291 §2.5.5.1"),
    ("fec0::/10", "site local", "RFC 3879"),
    ("3ffe::/16", "6bone", "RFC 3701"),
    ("ff00::/8", "multicast", "RFC 4291 §2.7"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForbiddenNetwork:
    """A network that no request may reach; *source* is the document that sets it apart."""

    network: IPv4Network | IPv6Network
    use: str
    source: str


FORBIDDEN = tuple(ForbiddenNetwork(network=ip_network(row[0]), use=row[1], source=row[2]) for row in _ROWS)
_UNICAST = IPv6Network("2000::/3")
_UNASSIGNED = ForbiddenNetwork(network=IPv6Network("::/0"), use="no global unicast", source="RFC 4291 §2.4")
_MAPPED, _COMPATIBLE = IPv6Network("::ffff:0:0/96"), IPv6Network("::/96")
_NAT64, _TEREDO, _6TO4 = IPv6Network("64:ff9b::/96"), IPv6Network("2001::/32"), IPv6Network("2002::/16")
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})  # the upper half of an interface identifier, RFC 5214 §6.1


def forbidden_network(address: IPv4Address | IPv6Address) -> ForbiddenNetwork | None:
    """Return the forbidden network of *address*; `None` for an address of the public internet.

    For an IPv6 address that carries an IPv4 address, the network of the inner one is returned where that is forbidden.
    """
    inner = embedded_address(address)
    if inner is not None and (found := forbidden_network(inner)) is not None:
        return found
    for each in FORBIDDEN:
        if address in each.network:
            return each
    return _UNASSIGNED if isinstance(address, IPv6Address) and address not in _UNICAST else None


def embedded_address(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address carries: mapped, compatible, NAT64, 6to4, Teredo or ISATAP."""
    if isinstance(address, IPv4Address):
        return None
    number = int(address)
    if address in _TEREDO:
        return IPv4Address(~number & 0xFFFFFFFF)  # the client's, with every bit inverted (RFC 4380 §4)
    if address in _6TO4:
        return IPv4Address(number >> 80 & 0xFFFFFFFF)
    is_isatap = number >> 32 & 0xFFFFFFFF in _ISATAP
    if is_isatap or any(address in each for each in (_MAPPED, _COMPATIBLE, _NAT64)):
        return IPv4Address(number & 0xFFFFFFFF)
    return None
