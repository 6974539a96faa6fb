"""Opens the connections of one source: after the look-up each address is judged again, directly before it is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, cast

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.error import ConnectError
from twisted.internet.interfaces import IProtocol, IProtocolFactory
from twisted.web.client import HTTPConnectionPool

from crawler.fetching.address_rights import AddressRights
from crawler.fetching.proxy import OutboundProxy, TunnelEndpoint
from pipelines.web.addresses import literal_address
from spiders.fetching.exceptions import UnsafeAddress
from spiders.news_spider import source_of

_PARTS = 4  # scheme, host, port and local address: the key of a connection without a proxy


class _NameResolver(Protocol):
    async def addresses(self, name: str, *, private: bool) -> tuple[str, ...]: ...


class GuardedEndpoint:
    """Connects to a host by the first of its addresses that answers and that the source may reach.

    The address that was judged is the one that is connected to: no second look-up can change it (DNS rebinding).
    """

    def __init__(
        self, reactor: Any, host: str, port: int, rights: AddressRights, *, local: tuple[str, int] | None = None,
        proxy: OutboundProxy | None = None,
    ) -> None:  # fmt: skip
        self._reactor, self._host, self._port, self._rights, self._local = reactor, host, port, rights, local
        self._proxy = None if rights.owns(host, port) else proxy  # what is inside is not reached from outside

    def connect(self, protocolFactory: IProtocolFactory) -> Deferred[IProtocol]:  # noqa: N803  # Twisted's name
        """Return the connected protocol. Fails with `UnsafeAddress`, `DNSLookupError` or `ConnectError`."""
        return Deferred.fromCoroutine(self._connected(protocolFactory))

    async def _connected(self, factory: IProtocolFactory) -> IProtocol:
        error = ConnectError(string="no address")  # type: ignore[no-untyped-call]  # Twisted's
        for address in await self._addresses():
            endpoint = self._endpoint(address)
            try:
                return await endpoint.connect(factory)
            except ConnectError as failed:
                error = failed
        raise error

    async def _addresses(self) -> tuple[str, ...]:
        literal = literal_address(self._host)
        if literal is not None:
            return (str(literal),)
        resolver = cast("_NameResolver", self._reactor.nameResolver)
        return await resolver.addresses(self._host, private=self._rights.owns(self._host, self._port))

    def _endpoint(self, address: str) -> TCP4ClientEndpoint | TCP6ClientEndpoint | TunnelEndpoint:
        """Return the way to *address*. Raises `UnsafeAddress` for one that the source may not reach."""
        judged = literal_address(address)
        why = "no address" if judged is None else self._rights.refusal_of_connection(self._host, self._port, judged)
        if why is not None:
            raise UnsafeAddress(why, host=self._host)
        if self._proxy is not None:
            return self._proxy.tunnel(self._reactor, str(judged), self._port)
        kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
        return kind(self._reactor, address, self._port, bindAddress=self._local)


class GuardedPool(HTTPConnectionPool):
    """Opens every new connection by a `GuardedEndpoint`, and none to a proxy of Scrapy's.

    A proxy of Scrapy's would resolve names itself. The operator's *proxy* gets addresses that were judged.
    """

    def __init__(self, reactor: Any, rights: AddressRights, policy: Any, *, proxy: OutboundProxy | None = None) -> None:
        super().__init__(reactor, persistent=True)  # type: ignore[no-untyped-call]  # Twisted's
        self._guarded_reactor, self._rights, self._policy, self._proxy = reactor, rights, policy, proxy

    def getConnection(self, key: Any, endpoint: object) -> Deferred[Any]:  # noqa: N802  # Twisted's name
        """Return a connection for *key*; the endpoint that the agent chose is not used."""
        del endpoint
        if len(key) != _PARTS or key[0] not in (b"http", b"https"):
            raise UnsafeAddress("a proxy is not used")
        scheme, name, port, local = key
        host = name.decode("latin-1").strip("[]")
        guarded: Any = GuardedEndpoint(self._guarded_reactor, host, port, self._rights, local=local, proxy=self._proxy)
        if scheme == b"https":
            guarded = wrapClientTLS(self._policy.creatorForNetloc(name, port), guarded)
        return cast("Deferred[Any]", super().getConnection(key, guarded))


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's handler for http and https, with connections that know what their source may reach."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # noqa: PLC0415  # importing it earlier would install the wrong one

        rights = AddressRights.of(source_of(crawler))
        proxy = OutboundProxy.of(
            crawler.settings["RASAD_PROXY"],
            Path(crawler.settings["RASAD_DATA"]) / "secrets.toml",
            noted=_outage(reactor),
        )
        pool = GuardedPool(reactor, rights, self._contextFactory, proxy=proxy)
        pool.maxPersistentPerHost = self._pool.maxPersistentPerHost
        pool._factory = self._pool._factory  # Scrapy's own, which reads odd status lines
        self._pool = pool


def _outage(reactor: Any) -> Callable[[str], None]:
    """Return what notes that this machine cannot ask anybody."""
    watch = getattr(getattr(reactor, "nameResolver", None), "watch", None)
    return watch.note_outage if watch is not None else lambda _problem: None
