"""Ways to write an address inside, as hosts of URLs, and names whose answers are inside."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

from pipelines.web.networks import FORBIDDEN

# One address in every notation that some resolver, browser or library reads.
NOTATIONS = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0X7F000001", "0x7f.0.0.1", "0x7f.1", "0x7f.0x0.0x0.0x1",
    "0177.0.0.1", "0177.1", "017700000001", "0177.0x0.0.01", "127.0.0.01", "127.000.000.001", "0127.0.0.1", "0", "0.0", "0x0",
    "127.0.0.1.", "127.1.", "2130706433.", "0x7f000001.", "127.0.0.1..",
    "１２７.0.0.1", "１２７．０．０．１", "127。0。0。1", "127｡0｡0｡1", "127．0．0．1", "２１３０７０６４３３", "０x7f.1",
    "①②⑦.⓪.⓪.①", "𝟏𝟐𝟕.𝟎.𝟎.𝟏", "127.0.0.\u00ad1", "127.0\u200b.0.1", "127.0.0.1\u2060",
    "127%2e0%2e0%2e1", "%31%32%37.0.0.1", "127.0.0.%31", "%6cocalhost", "127.0.0.1%00", "127.0.0.1%2f.outlet.example",
    "3232235777", "0xc0a80101", "0300.0250.1.1", "192.168.257", "10.1", "012.1", "0xa000001", "167772161",
    "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518", "169.0xfea9fe", "1.2.3.4.5", "4294967296", "127.0.0.256",
    "0x7f.0.0.0x1ff", "00000000177.0.0.1",
)  # fmt: skip
NAMES_INSIDE = (
    "localhost", "LOCALHOST", "localhost.", "ＬＯＣＡＬＨＯＳＴ", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "local\u00adhost", "a.localhost", "localhost.localdomain",
    "intranet", "router.lan", "printer.local", "metadata.google.internal", "metadata", "db.corp", "nas.home", "box.home.arpa",
    "kubernetes.default.svc.cluster.local",
)  # fmt: skip
_INNER = ("127.0.0.1", "10.0.0.1", "169.254.169.254")


def wrapped(inner: str) -> tuple[str, ...]:
    """Return the IPv6 addresses that carry the IPv4 address *inner*."""
    number = int(IPv4Address(inner))
    return (
        f"::ffff:{inner}",
        f"::{inner}",
        f"64:ff9b::{inner}",
        f"64:ff9b:1::{inner}",
        str(IPv6Address(0x2002 << 112 | number << 80 | 1)),
        str(IPv6Address(0x20010000 << 96 | (~number & 0xFFFFFFFF))),
        str(IPv6Address(0x260647000000000000005EFE << 32 | number)),
        str(IPv6Address(0x260647000000000002005EFE << 32 | number)),
    )


WRAPPED = tuple(each for inner in _INNER for each in wrapped(inner))
IPV6 = (
    "::1", "::", "0:0:0:0:0:0:0:1", "0000:0000:0000:0000:0000:0000:0000:0001", "::ffff:7f00:1", "::FFFF:7F00:0001", "::7f00:1",
    "fe80::1", "fe80::1%eth0", "fe80::1%25eth0", "::1%1", "::1%25lo", "fd00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "ff0e::1",
    "100::1", "2001::1", "2001:10::1", "2001:20::1", "2001:db8::1", "2002::1", "3fff::1", "5f00::1", "4000::1", "e000::1", "3ffe::1",
    *WRAPPED,
)  # fmt: skip
NETWORKS = tuple(
    dict.fromkeys(
        str(each.network[at]) for each in FORBIDDEN for at in (0, each.network.num_addresses // 2, -1)
    )
)  # fmt: skip


def bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address


HOSTS = tuple(dict.fromkeys((*NOTATIONS, *NAMES_INSIDE, *map(bracketed, (*IPV6, *NETWORKS)))))
"""Hosts of URLs that no public source may reach, whatever a resolver would make of them."""

URLS = (
    "http://outlet.example@127.0.0.1/", "http://127.0.0.1@outlet.example/", "http://a:b@127.1/", "http://user@outlet.example/",
    "http://127.0.0.1:80/", "http://127.0.0.1:00080/", "http://[::1]:8080/", "http://127.0.0.1:8765/", "http://127.0.0.1?/", "http://127.0.0.1#a",
    "http://outlet.example:22/", "http://outlet.example:25/", "http://outlet.example:6379/", "http://outlet.example:0/", "https://outlet.example:11211/",
    "http://outlet.example:99999/", "http://outlet.example:-1/", "http://[::1/", "http:///news", "http://", "//127.0.0.1/",
    "file:///etc/hostname", "file://127.0.0.1/etc/hostname", "data:text/html,a", "ftp://outlet.example/a", "s3://bucket/key", "gopher://127.0.0.1:6379/_",
    "javascript:alert(1)", "about:blank", "ws://127.0.0.1/", "unix:///var/run/docker.sock", "jar:http://127.0.0.1!/", "dict://127.0.0.1:11211/stat",
)  # fmt: skip
"""URLs that are refused for another reason than their host's notation."""

INSIDE = "inside.example"
# Answers of the test's own name server: by name, what it answers the first time, and afterwards.
ZONE: dict[str, list[tuple[str, ...]]] = {
    "outlet.example": [("93.184.215.14",)],
    "www.outlet.example": [("93.184.215.14",)],
    "six.outlet.example": [("2606:2800:21f:cb07::1",)],
    "nat64.outlet.example": [("64:ff9b::5db8:d70e", "93.184.215.14")],
    "alias.outlet.example": [("CNAME outlet.example",)],
    "127.0.0.1.nip.io": [("127.0.0.1",)],
    "7f000001.nip.io": [("127.0.0.1",)],
    "10-0-0-1.sslip.io": [("10.0.0.1",)],
    "localtest.me": [("127.0.0.1", "::1")],
    f"first.{INSIDE}": [("93.184.215.14", "10.0.0.1")],
    f"last.{INSIDE}": [("192.168.1.1", "93.184.215.14")],
    f"mixed6.{INSIDE}": [("93.184.215.14", "::1")],
    f"public6.{INSIDE}": [("2606:2800:21f:cb07::1", "127.0.0.1")],
    f"cname.{INSIDE}": [(f"CNAME a10.{INSIDE}",)],
    f"chain.{INSIDE}": [(f"CNAME cname.{INSIDE}",)],
    f"chain3.{INSIDE}": [(f"CNAME chain.{INSIDE}",)],
    f"cname-localhost.{INSIDE}": [("CNAME localtest.me",)],
    f"cname-mixed.{INSIDE}": [(f"CNAME first.{INSIDE}",)],
    f"nothing6.{INSIDE}": [("64:ff9b::5db8:d70e",)],
    f"nothing6to4.{INSIDE}": [("2002:5db8:d70e::1",)],
    **{f"a{number}.{INSIDE}": [(each,)] for number, each in enumerate(dict.fromkeys((*NETWORKS, *WRAPPED, "::ffff:10.1.1.1")))},
}  # fmt: skip
ZONE[f"a10.{INSIDE}"] = [("10.0.0.1",)]
PUBLIC_NAMES = frozenset({"outlet.example", "www.outlet.example", "six.outlet.example", "nat64.outlet.example", "alias.outlet.example"})  # fmt: skip
# Names that answer with a public address at first, and with one inside as soon as they are asked again.
REBINDING: dict[str, list[tuple[str, ...]]] = {
    f"rebind{number}.{INSIDE}": [("93.184.215.14",), (each,)]
    for number, each in enumerate(("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1"))
}
assert len(set(FORBIDDEN)) == len({ip_network(each.network) for each in FORBIDDEN})
