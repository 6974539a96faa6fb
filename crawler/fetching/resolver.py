"""The resolver of the whole process: IPv4 and IPv6, with a time limit, and no answer from the inside."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from functools import partial
from threading import Thread
from typing import Any, Literal, Self

from scrapy.crawler import Crawler
from scrapy.resolver import HostResolution
from scrapy.utils.datatypes import LocalCache
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.defer import Deferred, TimeoutError as Late
from twisted.internet.error import DNSLookupError
from twisted.internet.threads import deferToThreadPool

from crawler.fetching.resolver_watch import ResolverWatch
from pipelines.web.addresses import literal_address
from pipelines.web.networks import embedded_address, forbidden_network
from spiders.fetching.exceptions import ResolverDown, ResolverSilent, UnsafeAddress

_NO_ADDRESS = frozenset(
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name)
)
"""Answers of the resolver: there is no such name, or none with an address. Any other error is no answer."""


class GuardedResolver:
    """Resolves names with the system's resolver, and refuses a name if one of its answers is inside.

    It must be set for the whole process, because Scrapy ignores a resolver in a spider's own settings. The right of a
    source to its private names comes with each question.
    """

    def __init__(self, reactor: Any, cache_size: int, timeout: float) -> None:
        self._reactor, self._timeout = reactor, timeout
        self._cache: LocalCache[str, tuple[str, ...]] = LocalCache(cache_size)
        self.watch = ResolverWatch(lambda name: self.look_up(name, apart=True))

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, cache_size, settings.getfloat("DNS_TIMEOUT"))

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    async def addresses(self, name: str, *, private: bool = False) -> tuple[str, ...]:
        """Return the addresses of *name*, those of IPv4 first; with *private* those of the inside too.

        Raises `UnsafeAddress` when an answer is inside: a name of an outlet has none. An answer that only wraps a
        public IPv4 address (NAT64, 6to4) is left out. Raises `DNSLookupError` when there is no such name,
        `ResolverSilent` when its name servers do not answer, `ResolverDown` when the resolver finds no name at all.
        """
        known = self._cache.get(name)
        answers = known or await self.watch.watched(name, self.look_up)
        if not known and self._cache.limit:
            self._cache[name] = answers
        return answers if private else public_answers(name, answers)

    async def look_up(self, name: str, *, apart: bool = False) -> tuple[str, ...]:
        """Ask the system's resolver in a thread; *apart*: in one of its own, whatever waits for a thread of the pool.

        Raises `DNSLookupError` for a name without an address, `ResolverSilent` where there is no answer.
        """
        question = partial(socket.getaddrinfo, name, None, 0, socket.SOCK_STREAM)
        pool = self._reactor.getThreadPool()
        asked = _in_own_thread(self._reactor, question) if apart else deferToThreadPool(self._reactor, pool, question)
        try:
            found: Any = await asked.addTimeout(self._timeout, self._reactor)
        except (OSError, UnicodeError, Late) as error:
            if isinstance(error, UnicodeError) or getattr(error, "errno", None) in _NO_ADDRESS:
                raise DNSLookupError(f"no address was found for {name}") from error
            raise ResolverSilent(name) from error
        answers = sorted(found, key=lambda each: each[0] != socket.AF_INET)
        return tuple(dict.fromkeys(str(each[4][0]) for each in answers))

    def resolveHostName(  # noqa: N802  # Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803  # Twisted's name
        hostName: str,  # noqa: N803  # Twisted's name
        portNumber: int = 0,  # noqa: N803  # Twisted's name
        addressTypes: Sequence[type] | None = None,  # noqa: N803  # Twisted's name
        transportSemantics: Literal["TCP", "UDP"] = "TCP",  # noqa: N803  # Twisted's name
    ) -> HostResolution:
        """Answer everybody else in the process, without any right to private names."""
        resolution = HostResolution(hostName)
        resolutionReceiver.resolutionBegan(resolution)

        async def answer() -> None:
            try:
                found = await self.addresses(hostName)
            except (DNSLookupError, ResolverSilent, ResolverDown, UnsafeAddress):
                found = ()
            for each in found:
                kind = IPv6Address if ":" in each else IPv4Address
                if addressTypes is None or kind in addressTypes:
                    resolutionReceiver.addressResolved(kind(transportSemantics, each, portNumber))
            resolutionReceiver.resolutionComplete()

        Deferred.fromCoroutine(answer())
        return resolution


def _in_own_thread(reactor: Any, work: Callable[[], object]) -> Deferred[Any]:
    """Return the result of *work*. The thread is a daemon: nobody waits for a resolver that hangs."""
    result: Deferred[Any] = Deferred()

    def run() -> None:
        try:
            found = work()
        except Exception as error:  # noqa: BLE001  # it goes to whoever waits
            reactor.callFromThread(_end, result.errback, error)
        else:
            reactor.callFromThread(_end, result.callback, found)

    def _end(end: Callable[[Any], None], value: object) -> None:
        if not result.called:  # it may have timed out
            end(value)

    Thread(target=run, daemon=True).start()
    return result


def public_answers(name: str, answers: Sequence[str]) -> tuple[str, ...]:
    """Return the public addresses among *answers*. Raises `UnsafeAddress` if one of them is inside, or none is left."""
    public = []
    for each in answers:
        address = literal_address(each)
        if address is None:
            continue
        inner = embedded_address(address)
        if forbidden_network(address) is None:
            public.append(each)
        elif inner is None or forbidden_network(inner) is not None:
            raise UnsafeAddress(f"{name} resolves to the private address {each}", host=name)
    if not public:
        raise UnsafeAddress(f"{name} resolves to no public address", host=name)
    return tuple(public)
