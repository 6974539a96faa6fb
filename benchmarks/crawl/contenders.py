"""The two stacks that rasad is measured beside: Scrapy that only downloads, and the naive pipeline.

`python -m benchmarks.crawl.contenders download|naive URLS.txt OUT.db` fetches every URL of the file.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import langdetect
import scrapy
import sqlite_utils
import trafilatura
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

_SETTINGS: dict[str, Any] = {
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 0,
}


class Download(scrapy.Spider):
    """Fetches and drops."""

    name = "download"

    def __init__(self, urls: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls

    async def start(self) -> AsyncIterator[scrapy.Request]:
        for url in self.urls:
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        yield {"url": response.url, "bytes": len(response.body)}


class Naive(Download):
    """What a weekend's script does: everything in the callback, everything by the libraries' defaults."""

    name = "naive"

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        document = trafilatura.bare_extraction(response.body, url=response.url, with_metadata=True)
        if not isinstance(document, trafilatura.settings.Document) or not document.text:
            return
        yield {
            "url": response.url,
            "title": document.title,
            "author": document.author,
            "date": document.date,
            "text": document.text,
            "language": langdetect.detect(document.text),
        }


class PerItem:
    """One sqlite-utils upsert an item."""

    def __init__(self) -> None:
        self.db = sqlite_utils.Database(sys.argv[3])

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        self.db.table("articles").upsert(item, pk="url")
        return item


def main() -> None:
    """Run one contender over the URLs of a file."""
    spider = {"download": Download, "naive": Naive}[sys.argv[1]]
    urls = Path(sys.argv[2]).read_text(encoding="utf-8").split()
    pipelines = {PerItem: 100} if spider is Naive else {}
    process = AsyncCrawlerProcess({**_SETTINGS, "ITEM_PIPELINES": pipelines})
    process.crawl(spider, urls=urls)
    process.start()


if __name__ == "__main__":
    main()
