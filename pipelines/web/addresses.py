"""Which hosts are private: pure functions on names and addresses."""

from __future__ import annotations

import re
import socket
import unicodedata
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import unquote

from pipelines.web.networks import forbidden_network

# IDNA reads these as the dot between labels (RFC 3490 §3.1); NFKC alone leaves the first and the last as they are.
_DOTS = re.compile("[\u3002\uff0e\uff61]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_NOT_IN_A_HOST = re.compile(r"[\x00-\x20\x7f#/:<>?@\[\\\]^|%]")  # WHATWG URL §3.1, forbidden host code points
# Names of the inside: RFC 6761 (localhost), RFC 6762 with its appendix G (local, and what networks use beside it),
# RFC 8375 (home.arpa), ICANN 2024 (internal).
_INSIDE = ("localhost", "local", "internal", "intranet", "private", "corp", "home", "lan", "localdomain", "home.arpa")


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that *host* is, in any form that a resolver or a browser accepts; `None` for a name.

    127.1, 2130706433, 0x7f.1, 0177.0.0.1, full-width digits, ideographic full stops, percent-encoding, bracketed IPv6
    and zone identifiers are all addresses (inet_aton(3), WHATWG URL §3.5, RFC 6874).
    """
    plain = plain_host(host)
    try:
        return ip_address(plain)
    except ValueError:
        return _legacy_address(plain)


def is_private_address(text: str) -> bool:
    """Whether *text* is an address outside the public internet (`pipelines.web.networks`)."""
    address = literal_address(text)
    return address is not None and forbidden_network(address) is not None


def is_private_host(host: str) -> bool:
    """Whether *host* is private without a look-up: such an address, a name of the inside, or a name without a dot."""
    if literal_address(host) is not None:
        return is_private_address(host)
    name = plain_host(host)
    return name != "" and ("." not in name or any(name == each or name.endswith(f".{each}") for each in _INSIDE))


def is_malformed_host(host: str) -> bool:
    """Whether *host* is neither a name nor an address in its one plain form.

    It ends in a number (no top-level domain is one, WHATWG URL §3.5), or has characters that no host has. The short,
    octal and hexadecimal forms of IPv4 are malformed, too: libraries read 0127.0.0.1 as two different addresses.
    """
    plain = plain_host(host)
    try:
        ip_address(plain)
    except ValueError:
        return _NUMBER.fullmatch(plain.rpartition(".")[2]) is not None or _NOT_IN_A_HOST.search(plain) is not None
    return False


def plain_host(host: str) -> str:
    """Return *host* in the plainest letters: decoded, composed, small, without brackets, zone and last dots."""
    if host.isascii() and "%" not in host:  # nothing to decode, to compose or to drop: most hosts
        return host.strip("[]").rstrip(".").lower()
    text = _DOTS.sub(".", unicodedata.normalize("NFKC", unquote(host)))
    text = "".join(each for each in text if unicodedata.category(each) != "Cf")  # IDNA drops soft hyphens and the like
    return text.strip("[]").partition("%")[0].rstrip(".").lower()


def _legacy_address(text: str) -> IPv4Address | None:
    if not text or not text.isascii() or not all(part and part[0].isdigit() for part in text.split(".")):
        return None
    try:
        return IPv4Address(socket.inet_aton(text))
    except (OSError, ValueError):
        return None
