"""The address of a webhook: on the public web, unless the settings name its host."""

from __future__ import annotations

import socket
from collections.abc import Collection
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import ClassVar, Self
from urllib.parse import quote, urlsplit

from pipelines.web.addresses import is_malformed_host, is_private_host, plain_host
from pipelines.web.networks import forbidden_network
from storage.exit_status import ExitStatus, UserError

_PORTS = {"https": 443, "http": 80}
_SAFE = "/%:@!$&'()*+,;=~-._?"


class WebhookRefused(UserError):
    """The address is none that records are sent to; the message has the way out and no secret."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAddress:
    """*target* is path and query, which may hold a secret. *is_named*: the settings allow the host, wherever it is."""

    scheme: str
    host: str
    port: int
    target: str = field(repr=False)
    is_named: bool = False

    @classmethod
    def of(cls, url: str, named: Collection[str] = ()) -> Self:
        """Read an address; *named* are the hosts, or `host:port`, that may be private. Raises `WebhookRefused`."""
        try:
            parts = urlsplit(url)
            host, port = plain_host(parts.hostname or ""), parts.port or _PORTS.get(parts.scheme, 0)
            ascii_host = host.encode("idna").decode() if not host.isascii() else host
        except ValueError as error:  # UnicodeError is one
            raise WebhookRefused("the webhook's address cannot be read") from error
        if parts.scheme not in _PORTS or not host or "@" in parts.netloc or not url.isprintable():
            raise WebhookRefused("the webhook needs an address such as https://hooks.example/path, without a user name")
        is_named = not {host, f"{host}:{port}"}.isdisjoint(each.lower() for each in named)
        target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
        address = cls(scheme=parts.scheme, host=ascii_host, port=port, target=target, is_named=is_named)
        if not is_named:
            address._check()
        return address

    @property
    def shown(self) -> str:
        """The address as it may be printed: without its path, which may be a secret."""
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}"

    def connected(self, seconds: float) -> socket.socket:
        """Open a connection to the first address of the host that may be reached.

        Raises `WebhookRefused` where there is none but private ones, `OSError` where the host cannot be reached.
        """
        refused, last = None, OSError("the host has no address")
        for family, kind, number, _, to in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            found = ip_address(str(to[0]).partition("%")[0])
            if not self.is_named and forbidden_network(found) is not None:
                refused = found
                continue
            opened = socket.socket(family, kind, number)
            try:
                opened.settimeout(seconds)
                opened.connect(to)
            except OSError as error:
                opened.close()
                last = error
                continue
            return opened
        if refused is not None and last.errno is None:
            raise WebhookRefused(f"{self.shown} leads to the private address {refused}: {_WAY_OUT}")
        raise last

    def _check(self) -> None:
        if is_private_host(self.host) or is_malformed_host(self.host):
            raise WebhookRefused(f"{self.shown} is a private address: {_WAY_OUT}")
        if self.scheme != "https":
            raise WebhookRefused(f"{self.shown} is not encrypted: give its https address; or {_WAY_OUT}")


_WAY_OUT = "name the host in private_hosts of [export] in DATA/rasad.toml, if that is what you want"
