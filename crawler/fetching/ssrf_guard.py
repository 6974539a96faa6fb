"""Keeps the crawler on the public web, and an article on its outlet's own sites.

A redirect passes `process_request` again, so one check covers start URLs, links and redirects. This is the first of
three checks; the resolver and the connection have their own (`crawler/fetching/address_rights.py`).
"""

from __future__ import annotations

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.fetching.address_rights import AddressRights
from pipelines.web.urls import same_site
from spiders.fetching.exceptions import OtherSite, UnsafeAddress
from spiders.news_spider import source_of
from storage.source import Source


class SsrfGuardMiddleware:
    """Drops requests that the source has no right to, and redirects of article pages to sites that are not its own."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rights: AddressRights | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        source = source_of(self._crawler)
        if self._rights is None:
            self._rights = AddressRights.of(source)
        why = self._rights.refusal_of_url(request.url)
        if why is not None:
            raise UnsafeAddress(f"{request.url}: {why}", host=_host(request.url))
        is_article = "claim" in request.cb_kwargs or "is_article" in request.meta
        if is_article and request.meta.get("redirect_times") and not is_own_site(source, request.url):
            raise OtherSite(f"leads to another site: {request.url}")


def is_own_site(source: Source, url: str) -> bool:
    """Whether *url* is on a site of *source*: that of its home page, of its listings, or one of its `sites`."""
    return any(same_site(url, each) for each in source.own_urls)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
