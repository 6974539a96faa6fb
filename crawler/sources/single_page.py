"""Fetches one page with all the manners of a crawl, for a person at the command line."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, ClassVar

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.config import read_config
from crawler.data_dir import DataDir
from crawler.run.run import check_contact, process_settings
from crawler.sources.session_context import AdhocContext, errand_desk
from spiders.news_spider import NewsSpider
from storage.exit_status import ExitStatus, UserError
from storage.records import Page
from storage.source import Source


class FetchError(UserError):
    """The page was not received; the message says why."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.FELL_SHORT


class _OnePage(NewsSpider):
    name = "one-page"

    def __init__(self, *, url: str, answers: list[Page | str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._url, self._answers = url, answers

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self._url, callback=self.came, errback=self.stayed_away, dont_filter=True)

    def request_more(self) -> None:
        """Ask for nothing more: one page is all."""

    def came(self, response: Response) -> None:
        if response.status != HTTPStatus.OK:
            self._answers.append(f"answered {response.status}")
            return
        content_type = response.headers.get("Content-Type")
        self._answers.append(
            Page(
                requested_url=self._url,
                final_url=response.url,
                body=response.body,
                content_type=content_type.decode("latin-1") if content_type else None,
                fetched_at=datetime.now(UTC),
                headers=rights_headers(response),
            )
        )

    def stayed_away(self, failure: Failure) -> None:
        self._answers.append(str(failure.value) or type(failure.value).__name__)


def fetch_page(place: DataDir, source: Source, url: str) -> Page:
    """Return the page at *url*, fetched as a crawl would: robots.txt, contact, limits and all.

    Raises `ConfigError` without a contact for a public host, and `FetchError` when the page does not come.
    """
    check_contact(place, read_config(place.settings), [source])
    with errand_desk(place) as desk:
        answer = _answer(place, source, url, desk)
    if isinstance(answer, str):
        raise FetchError(answer if url in answer else f"{url}: {answer}")
    return answer


def _answer(place: DataDir, source: Source, url: str, desk: AdhocContext) -> Page | str:
    settings = process_settings(place, [source])
    for name in ("EXTENSIONS", "ITEM_PIPELINES"):
        settings.set(name, {}, priority="cmdline")
    settings.set("LOG_ENABLED", False, priority="cmdline")  # Scrapy's signature
    process = AsyncCrawlerProcess(settings)
    answers: list[Page | str] = []
    process.crawl(type("OnePage", (_OnePage,), {"source": source}), url=url, answers=answers, desk=desk)
    process.start()
    return answers[0] if answers else "no answer came"
