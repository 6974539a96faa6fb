"""Which hosts are public, by every spelling that a resolver takes."""

from __future__ import annotations

import pytest

from crawler.fetching.private_addresses import is_private_address, is_private_host

PRIVATE = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "10.1.2.3", "192.168.0.1", "172.16.0.1",
    "169.254.169.254", "[::1]", "::1", "::ffff:127.0.0.1", "fe80::1%eth0", "fd00::1", "１２７.0.0.1", "127.0.0.1.",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "2606:4700::1111", "hespress.com", "1plus1.example", "مثال.إختبار", ""]


@pytest.mark.parametrize("host", PRIVATE)
def test_every_spelling_of_a_private_address_is_private(host: str) -> None:
    """Short, decimal, hexadecimal, octal, full-width and mapped spellings are the address they mean."""
    assert is_private_address(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_a_name_and_a_public_address_are_not_private(host: str) -> None:
    """A name is judged by its answer, not here."""
    assert not is_private_host(host)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST.", "press.localhost"])
def test_localhost_is_private_by_name(host: str) -> None:
    """RFC 6761 gives localhost and all below it to the loopback."""
    assert is_private_host(host)
