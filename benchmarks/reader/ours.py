"""Our own reader as one of the contenders: `rasad extract` without its start-up."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from typing import Any

from benchmarks.reader.jobs import Answer, serve
from crawler.cli.pages.article_json import document, unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from spiders.catalogue.catalogue import Catalogue
from storage.records import Page


def answer(body: bytes, url: str) -> Answer:
    """Return what `rasad extract` says of the page: an outlet of the catalogue has its zone and its rules."""
    page = Page(requested_url=url, final_url=url, body=body, content_type=None, fetched_at=datetime.now(UTC))
    source = _catalogue().of_url(url) or unknown_source(url)
    fields: dict[str, Any] = document(read(page, source, PageContext()), page, source)
    return Answer(
        headline=fields["headline"],
        body=fields["body"],
        authors=tuple(fields["authors"]),
        published_at=fields["published_at"],
        rejected=fields.get("rejected"),
    )


@cache
def _catalogue() -> Catalogue:
    return Catalogue.load(None)


if __name__ == "__main__":
    serve(answer, version=metadata.version("rasad"))
