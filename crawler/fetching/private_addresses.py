"""Which hosts are private: pure functions on names and addresses."""

from __future__ import annotations

import ipaddress
import socket
import unicodedata


def literal_address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that *host* is, in any form that a resolver accepts; `None` for a name.

    127.1, 2130706433, 0x7f.1, 0177.0.0.1, full-width digits and bracketed IPv6 are all addresses
    (inet_aton(3)); an IPv6 address that maps an IPv4 one is that IPv4 address (RFC 4291 §2.5.5.2).
    """
    plain = unicodedata.normalize("NFKC", host).strip("[]").rstrip(".").partition("%")[0]
    try:
        address = ipaddress.ip_address(plain)
    except ValueError:
        return _legacy_address(plain)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def is_private_address(text: str) -> bool:
    """Whether *text* is an address outside the public internet (RFC 6890: loopback, link-local, ...)."""
    address = literal_address(text)
    return address is not None and not address.is_global


def is_private_host(host: str) -> bool:
    """Whether *host* is private without a look-up: a private address, or localhost (RFC 6761 §6.3)."""
    name = host.rstrip(".").lower()
    return name == "localhost" or name.endswith(".localhost") or is_private_address(host)


def _legacy_address(text: str) -> ipaddress.IPv4Address | None:
    if not text or not all(part and part[0].isdigit() for part in text.split(".")):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(text))
    except OSError:
        return None
