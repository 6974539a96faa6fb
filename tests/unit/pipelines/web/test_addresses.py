"""Which hosts are public, by every spelling that a resolver takes."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

from hypothesis import given, strategies as st

from pipelines.web.addresses import is_malformed_host, is_private_address, is_private_host
from pipelines.web.networks import FORBIDDEN, embedded_address, forbidden_network
from tests.support.tables import every_row

PRIVATE = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "10.1.2.3", "192.168.0.1", "172.16.0.1",
    "169.254.169.254", "[::1]", "::1", "::ffff:127.0.0.1", "fe80::1%eth0", "fd00::1", "１２７.0.0.1", "127.0.0.1.",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "2606:4700::1111", "hespress.com", "1plus1.example", "مثال.إختبار", ""]


@every_row("host", PRIVATE)
def test_every_spelling_of_a_private_address_is_private(host: str) -> None:
    """Short, decimal, hexadecimal, octal, full-width and mapped spellings are the address they mean."""
    assert is_private_address(host)


@every_row("host", PUBLIC)
def test_a_name_and_a_public_address_are_not_private(host: str) -> None:
    """A name is judged by its answer, not here."""
    assert not is_private_host(host)


@every_row("host", ["localhost", "LOCALHOST.", "press.localhost"])
def test_localhost_is_private_by_name(host: str) -> None:
    """RFC 6761 gives localhost and all below it to the loopback."""
    assert is_private_host(host)


@every_row("host", ["intranet", "router.lan", "nas.home.arpa", "metadata.google.internal", "printer.local."])
def test_names_of_the_inside_are_private(host: str) -> None:
    """Names without a dot, and domains that are set apart for networks of their own."""
    assert is_private_host(host)


@every_row("host", ["1.2.3.4.5", "0127.0.0.1", "4294967296", "a b.example", "a%00.example", "example.0x1"])
def test_a_host_that_is_neither_name_nor_address_is_malformed(host: str) -> None:
    """Libraries read such a host in different ways; no outlet has one."""
    assert is_malformed_host(host)


@every_row("host", ["hespress.com", "xn--mgbc0a.example", "93.184.215.14", "2606:4700::1111", "a_b.example"])
def test_a_plain_name_or_address_is_not_malformed(host: str) -> None:
    """Underscores and punycode are in real names."""
    assert not is_malformed_host(host)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_whatever_the_interpreter_calls_not_global_is_forbidden(address: IPv4Address | IPv6Address) -> None:
    """The table is at least as strict as the standard library, in the special networks that Hypothesis likes, too."""
    assert (
        address.is_global is False or address.is_multicast or forbidden_network(address) is None or _stricter(address)
    )
    assert address.is_global or forbidden_network(address) is not None


def _stricter(address: IPv4Address | IPv6Address) -> bool:
    """Whether *address* is in a line of the table, or outside global unicast."""
    inner = embedded_address(address)
    in_table = any(address in each.network or (inner is not None and inner in each.network) for each in FORBIDDEN)
    return in_table or (isinstance(address, IPv6Address) and int(address) >> 125 != 1)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_ipv6_is_judged_too(address: IPv4Address) -> None:
    """In an ISATAP identifier of a public prefix only the inner address tells where the packets go."""
    carrier = ip_address(0x26064700_00000000_00005EFE << 32 | int(address))

    assert (forbidden_network(address) is None) == (forbidden_network(carrier) is None)


def test_every_line_of_the_table_names_its_source() -> None:
    """Each network has a document, and both ends of it are forbidden."""
    assert [] == [each for each in FORBIDDEN if not each.source or not each.use]
    assert [] == [each for each in FORBIDDEN if any(forbidden_network(each.network[at]) is None for at in (0, -1))]
