"""What one source may reach: pure rules for URLs, and for the addresses that connections are opened to.

The guard asks them three times: for the URL of each request (`crawler/fetching/ssrf_guard.py`), for what the resolver
answers (`crawler/fetching/resolver.py`), and for each address directly before the connection
(`crawler/fetching/connections.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Self
from urllib.parse import urlsplit

from pipelines.web.addresses import is_malformed_host, is_private_host, plain_host
from pipelines.web.networks import forbidden_network
from pipelines.web.urls import same_site
from storage.source import Source

_DEFAULT = {"http": 80, "https": 443}
_WEB = frozenset(_DEFAULT.values())
OPEN_PORTS = frozenset({80, 443, 8080, 8443})
"""The ports of public hosts that every source may reach; any other only where the source names it in a URL."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressRights:
    """The rights of one source: its private hosts with their ports, and every host with its port that it names."""

    private: frozenset[tuple[str, int]] = frozenset()
    named: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def of(cls, source: Source) -> Self:
        """Return the rights of *source*. It has private hosts only with `private = true`."""
        named = frozenset(_named(source))
        private = ((host, number) for host, port in named for number in {port} | (_WEB if port in _WEB else set()))
        return cls(private=frozenset(private) if source.private else frozenset(), named=named)

    def owns(self, host: str, port: int) -> bool:
        """Whether *host* and *port* are the source's own private ones."""
        return (plain_host(host), port) in self.private

    def refusal_of_url(self, url: str) -> str | None:
        """Return why the source may not request *url*, by its text alone; `None`: nothing is wrong with it."""
        try:
            parts = urlsplit(url)
            port = parts.port if parts.port is not None else _DEFAULT.get(parts.scheme, 0)
        except ValueError:
            return "the address cannot be read"
        host = parts.hostname
        if parts.scheme not in _DEFAULT or not host:
            return "only http and https are fetched"
        if "@" in parts.netloc:
            return "an address with a user name is not fetched"
        return None if self.owns(host, port) else self._refusal_of_host(host, port)

    def _refusal_of_host(self, host: str, port: int) -> str | None:
        if is_private_host(host):
            return "a private address"
        if is_malformed_host(host):
            return "its host is neither a name nor an address"
        return self.refusal_of_port(host, port)

    def refusal_of_port(self, host: str, port: int) -> str | None:
        """Return why *port* of *host* may not be reached; `None`: it may."""
        if port in OPEN_PORTS or any(port == other and _is_one_site(host, name) for name, other in self.named):
            return None
        return f"port {port} is no port of the web, and the source does not name it"

    def refusal_of_connection(self, host: str, port: int, address: IPv4Address | IPv6Address) -> str | None:
        """Return why no connection may be opened to *address*, which is *port* of *host*; `None`: it may."""
        if self.owns(host, port):
            return None
        if forbidden_network(address) is not None:
            return f"{host} leads to the private address {address}"
        if is_malformed_host(host):
            return "its host is neither a name nor an address"
        return self.refusal_of_port(host, port)


def _named(source: Source) -> Iterator[tuple[str, int]]:
    """Yield host and port of each URL in the source's file."""
    for url in (source.home, *(each.url for each in source.discover)):
        try:
            parts = urlsplit(url)
            port = parts.port or _DEFAULT.get(parts.scheme, 0)
        except ValueError:
            continue
        if parts.hostname:
            yield plain_host(parts.hostname), port


def _is_one_site(host: str, other: str) -> bool:
    return plain_host(host) == other or same_site(f"http://{host}/", f"http://{other}/")
