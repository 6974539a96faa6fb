"""Keeps the crawler on the public web: checks scheme, literal addresses, redirects and resolved names.

A redirect passes `process_request` again, so one check covers start URLs, links and redirects. A name is checked by
the address that it resolves to, and the connection uses the same address (no DNS rebinding).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred

from crawler.fetching.private_addresses import is_private_address, is_private_host, literal_address
from spiders.fetching.exceptions import UnsafeAddress
from spiders.news_spider import source_of
from storage.source import Source


def private_hosts(source: Source) -> frozenset[str]:
    """Return the private hosts that a source may reach; none without `private = true`."""
    if not source.private:
        return frozenset()
    urls = (source.home, *(each.url for each in source.discover))
    return frozenset(host for url in urls if (host := urlsplit(url).hostname))


class SsrfGuardMiddleware:
    """Drops requests that are not http(s), and requests to a private address that the source does not own."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UnsafeAddress(f"{request.url}: only http and https are fetched")
        source = source_of(self._crawler)
        if is_private_host(parts.hostname) and parts.hostname not in private_hosts(source):
            raise UnsafeAddress(f"{request.url}: a private address")


class SsrfGuardResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does, and rejects private addresses, except for the names in `RASAD_PRIVATE_NAMES`.

    It must be set for the whole process, because Scrapy ignores a resolver in a spider's own settings.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, allowed: frozenset[str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        cache_size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        allowed = frozenset(settings.getlist("RASAD_PRIVATE_NAMES"))
        return cls(reactor, cache_size, settings.getfloat("DNS_TIMEOUT"), allowed)

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802  # Twisted's name
        found = super().getHostByName(name, timeout)
        if literal_address(name) is None and name not in self._allowed:
            found.addCallback(_public_only, name)
        return found


def _public_only(address: Any, name: str) -> Any:
    if is_private_address(str(address)):
        raise UnsafeAddress(f"{name} resolves to the private address {address}")
    return address
