"""Every source of the catalogue is a Scrapy spider: `scrapy list` and `scrapy crawl ID` work."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Self

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from pipelines.web.urls import same_site
from spiders.catalogue.catalogue import Catalogue, CatalogueError
from spiders.news_spider import NewsSpider
from storage.source import Source


def spider_class(source: Source) -> type[NewsSpider]:
    """Return the spider class of *source*: `NewsSpider` with a name and this source."""
    return type(f"Spider_{source.id}", (NewsSpider,), {"name": source.id, "source": source})


class SourceLoader:
    """Scrapy's spider loader for the catalogue. The setting `RASAD_DATA` is the operator's data folder."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        return cls(Catalogue.load(Path(settings.get("RASAD_DATA", "data")) / "sources"))

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of the source with this id. Raises KeyError with the reason, as Scrapy expects."""
        try:
            return spider_class(self._catalogue.get(spider_name))
        except CatalogueError as error:
            raise KeyError(str(error)) from error

    def list(self) -> builtins.list[str]:
        """Return the ids of all sources that can be crawled."""
        return [*self._catalogue.sources]

    def find_by_request(self, request: Request) -> builtins.list[str]:
        """Return the ids of the sources on the site of *request*."""
        return [each.id for each in self._catalogue.sources.values() if same_site(each.home, request.url)]
