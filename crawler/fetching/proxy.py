"""The operator's proxy: every connection to a public host is a tunnel (HTTP CONNECT, RFC 9110 §9.3.6) through it.

The proxy gets the address that our own resolver found and our own guard judged, never a name: it could resolve a name
to something else, and reach what is inside of its own network. It may itself be at a private address, because the
settings name it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, Self, cast
from urllib.parse import urlsplit

from twisted.internet.defer import CancelledError, Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint
from twisted.internet.error import ConnectError, ConnectionDone, DNSLookupError
from twisted.internet.interfaces import IProtocol, IProtocolFactory
from twisted.internet.protocol import Factory, Protocol as TwistedProtocol
from twisted.python.failure import Failure

from crawler.config.secrets_toml import read_secrets
from pipelines.web.addresses import literal_address
from spiders.fetching.exceptions import ProxyDown, ProxyRefused, ResolverSilent, UnsafeAddress

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})(?: [^\r\n]{0,200})?\r\n")
_MOST_HEAD = 8192
_SECONDS = 20.0
_NEEDS_CREDENTIALS = 407
_DONE = Failure(ConnectionDone())  # type: ignore[no-untyped-call]  # Twisted's


class _NameResolver(Protocol):
    async def addresses(self, name: str, *, private: bool) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundProxy:
    """Where the proxy is; *credentials* (`user:password`; `None`: it asks for none) are never printed.

    *noted* gets the problem of a proxy that cannot be used: then nobody can be asked, and the run ends.
    """

    host: str
    port: int
    credentials: str | None = field(default=None, repr=False)
    noted: Callable[[str], None] = field(default=lambda _problem: None, repr=False)

    @classmethod
    def of(cls, url: str | None, secrets: Path, *, noted: Callable[[str], None]) -> Self | None:
        """Return the proxy of the settings; `None`: there is none. Raises `ConfigError` for wrong secrets."""
        if url is None:
            return None
        parts = urlsplit(url)
        credentials = read_secrets(secrets).proxy_credentials
        return cls(host=parts.hostname or "", port=parts.port or 80, credentials=credentials, noted=noted)

    def tunnel(self, reactor: Any, address: str, port: int) -> TunnelEndpoint:
        """Return the way through the proxy to an *address* that was judged."""
        return TunnelEndpoint(reactor, self, address, port)

    def request(self, address: str, port: int) -> bytes:
        """Return the request for a tunnel."""
        target = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
        lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
        if self.credentials is not None:
            encoded = base64.b64encode(self.credentials.encode()).decode("ascii")
            lines.append(f"Proxy-Authorization: Basic {encoded}")
        return "".join(f"{each}\r\n" for each in (*lines, "")).encode("ascii")

    def down(self, why: str) -> ProxyDown:
        """Tell that the proxy cannot be used, and return the error of the request."""
        problem = f"the proxy {self.host}:{self.port} {why}: check `proxy` in the settings, and the network"
        self.noted(problem)
        return ProxyDown(problem)


class TunnelEndpoint:
    """Connects to an address by the proxy."""

    def __init__(self, reactor: Any, proxy: OutboundProxy, address: str, port: int) -> None:
        self._reactor, self._proxy, self._address, self._port = reactor, proxy, address, port

    def connect(self, protocolFactory: IProtocolFactory) -> Deferred[IProtocol]:  # noqa: N803  # Twisted's name
        """Return the protocol at the end of the tunnel. Fails with `ProxyDown` or `ProxyRefused`."""
        return Deferred.fromCoroutine(self._connected(protocolFactory))

    async def _connected(self, factory: IProtocolFactory) -> IProtocol:
        opened: Deferred[IProtocol] = Deferred()
        tunnel = _TunnelFactory(self._proxy, self._proxy.request(self._address, self._port), factory, opened)
        transport = await self._reached(tunnel)
        opened.addTimeout(_SECONDS, self._reactor)
        try:
            return await opened
        except (CancelledError, TimeoutError) as error:
            transport.abortConnection()
            raise ProxyRefused("the proxy did not answer") from error

    async def _reached(self, tunnel: _TunnelFactory) -> Any:
        """Return the transport to the proxy. Raises `ProxyDown` where none of its addresses answers."""
        error: Exception = ConnectError(string="no address")  # type: ignore[no-untyped-call]  # Twisted's
        try:
            for address in await self._addresses():
                kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
                try:
                    protocol: Any = await kind(self._reactor, address, self._proxy.port).connect(cast("Any", tunnel))
                except ConnectError as failed:
                    error = failed
                else:
                    return protocol.transport
        except (DNSLookupError, ResolverSilent, UnsafeAddress) as failed:
            error = failed
        raise self._proxy.down("cannot be reached") from error

    async def _addresses(self) -> tuple[str, ...]:
        literal = literal_address(self._proxy.host)
        if literal is not None:
            return (str(literal),)
        return await cast("_NameResolver", self._reactor.nameResolver).addresses(self._proxy.host, private=True)


class _TunnelFactory(Factory):
    noisy = False

    def __init__(
        self, proxy: OutboundProxy, request: bytes, inner: IProtocolFactory, opened: Deferred[IProtocol]
    ) -> None:
        self.proxy, self.request, self.inner, self.opened = proxy, request, inner, opened

    def buildProtocol(self, addr: Any) -> _TunnelProtocol:  # noqa: N802  # Twisted's name
        return _TunnelProtocol(self, addr)


class _TunnelProtocol(TwistedProtocol):
    """Asks for the tunnel; then every byte is of the protocol inside."""

    def __init__(self, factory: _TunnelFactory, peer: Any) -> None:
        self._asked, self._peer = factory, peer
        self._head = b""
        self._inner: Any = None

    def connectionMade(self) -> None:  # noqa: N802  # Twisted's name
        cast("Any", self.transport).write(self._asked.request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  # Twisted's name
        if self._inner is not None:
            self._inner.dataReceived(data)
            return
        self._head += data
        head, end, rest = self._head.partition(b"\r\n\r\n")
        if end:
            self._answered(head + b"\r\n", rest)
        elif len(self._head) > _MOST_HEAD:
            self._refused(ProxyRefused("the proxy gave no HTTP answer"))

    def connectionLost(self, reason: Failure = _DONE) -> None:  # noqa: N802  # Twisted's name
        if self._inner is not None:
            self._inner.connectionLost(reason)
        else:
            self._refused(ProxyRefused("the proxy closed the connection"))

    def _answered(self, head: bytes, rest: bytes) -> None:
        found = _STATUS.match(head)
        status = int(found[1]) if found else 0
        if 200 <= status < 300:  # noqa: PLR2004  # any 2xx opens the tunnel
            self._inner = cast("Any", self._asked.inner).buildProtocol(self._peer)
            self._inner.makeConnection(self.transport)
            self._asked.opened.callback(self._inner)
            if rest:
                self._inner.dataReceived(rest)
        elif status == _NEEDS_CREDENTIALS:
            self._refused(self._asked.proxy.down("does not take our credentials"))
        else:
            self._refused(ProxyRefused(f"the proxy answered {status}" if status else "the proxy gave no HTTP answer"))

    def _refused(self, error: Exception) -> None:
        if not self._asked.opened.called:
            self._asked.opened.errback(error)
        cast("Any", self.transport).abortConnection()
