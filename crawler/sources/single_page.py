"""Fetches one page for a person at the command line, by the same rules as in a crawl."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, ClassVar

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.config.crawl_settings import process_settings
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.run.run import check_contact
from crawler.sources.session_context import AdhocContext, adhoc_context
from spiders.fetching.failures import error_text
from spiders.news_spider import NewsSpider, rights_headers
from storage.exit_status import ExitStatus, UserError
from storage.records import Page
from storage.source import Source


class FetchError(UserError):
    """The page was not received; the message says why."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.FELL_SHORT


class _SinglePageSpider(NewsSpider):
    name = "single-page"

    def __init__(self, *, url: str, answers: list[Page | str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._url, self._answers = url, answers

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self._url, callback=self.on_response, errback=self.on_error, meta=self._meta(), dont_filter=True)

    def _meta(self) -> dict[str, bool]:
        """Return the mark of an article page of a known source, so that it is judged as in a crawl."""
        return {"is_article": True} if self.source.discover else {}

    def request_more(self) -> None:
        """Request nothing more than the one page."""

    def on_response(self, response: Response) -> None:
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

    def on_error(self, failure: Failure) -> None:
        self._answers.append(error_text(failure.value))


def fetch_page(data_dir: DataDir, source: Source, url: str) -> Page:
    """Return the page at *url*, fetched as in a crawl: with robots.txt, contact, delays and limits.

    Raises `ConfigError` without a contact for a public host, and `FetchError` when the page is not received.
    """
    check_contact(data_dir, read_config(data_dir.settings), [source])
    with adhoc_context(data_dir) as context:
        answer = _answer(data_dir, source, url, context)
    if isinstance(answer, str):
        raise FetchError(answer if url in answer else f"{url}: {answer}")
    return answer


def _answer(data_dir: DataDir, source: Source, url: str, context: AdhocContext) -> Page | str:
    settings = process_settings(data_dir)
    for name in ("EXTENSIONS", "ITEM_PIPELINES"):
        settings.set(name, {}, priority="cmdline")
    settings.set("LOG_ENABLED", False, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    answers: list[Page | str] = []
    process.crawl(
        type("SinglePage", (_SinglePageSpider,), {"source": source}), url=url, answers=answers, services=context
    )
    process.start()
    return answers[0] if answers else "no answer was received"
