"""What the middlewares for article pages need of the run that a spider belongs to."""

from __future__ import annotations

from typing import Protocol, cast

from scrapy.crawler import Crawler

from storage.frontier.inbox import InboxPage
from storage.source import Source
from storage.store import Store


class PageServices(Protocol):
    """The pages that a run has already, or that a killed run left behind."""

    @property
    def store(self) -> Store: ...

    def saved_page(self, source: Source, url: str, /) -> InboxPage | None: ...

    def save_page(self, page: InboxPage, /) -> None: ...


class _ServedSpider(Protocol):
    @property
    def services(self) -> PageServices: ...


def page_services(crawler: Crawler) -> PageServices:
    """Return the services of the run; only a `NewsSpider` makes the requests that these middlewares answer."""
    return cast("_ServedSpider", crawler.spider).services
