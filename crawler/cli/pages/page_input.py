"""The page that the command line names, and the source that it is read with."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import click

if TYPE_CHECKING:
    from storage.records import Page
    from storage.source import Source

_NO_URL = "https://outlet.example/page"


def page_and_source(ctx: click.Context, page: str, url: str | None, source_id: str | None) -> tuple[Page, Source]:
    """Return the page that *page* names (a file, - for stdin, or a URL), and its source.

    A URL is fetched as politely as in a crawl. The source is the one with *source_id*; without an id it is the source
    of the catalogue that the URL belongs to, so that the page is read as in a crawl. Where there is none, or the id is
    `unknown`, it is an unknown source: no rules, no time zone.
    Raises `click.UsageError` for a missing file, `CatalogueError`, and `FetchError`.
    """
    from crawler.cli.pages.article_json import unknown_source  # noqa: PLC0415  # imported when used, to start fast

    is_url = page.startswith(("http://", "https://"))
    address = urljoin(_NO_URL, page if is_url else url or "")
    unknown = unknown_source(address)
    has_source = (is_url or url is not None or source_id is not None) and source_id != unknown.id
    source = (_source(ctx, source_id, address) if has_source else None) or unknown
    return (_fetched_page(ctx, source, page) if is_url else _saved_page(page, address)), source


def _fetched_page(ctx: click.Context, source: Source, url: str) -> Page:
    from crawler.sources.single_page import fetch_page  # noqa: PLC0415  # only a URL needs Scrapy

    return fetch_page(ctx.obj, source, url)


def _saved_page(page: str, url: str) -> Page:
    """Return the page of a file or of stdin. Raises `click.UsageError` for a file that cannot be read."""
    from storage.records import Page  # noqa: PLC0415

    try:
        body = sys.stdin.buffer.read() if page == "-" else Path(page).read_bytes()
    except OSError as error:
        raise click.UsageError(f"{page}: {error.strerror}") from error
    content_type = "text/plain" if page.endswith(".txt") else None
    return Page(requested_url=url, final_url=url, body=body, content_type=content_type, fetched_at=datetime.now(UTC))


def _source(ctx: click.Context, source_id: str | None, address: str) -> Source | None:
    """Return the source with that id or of that URL, built-in or the operator's. Raises `CatalogueError`."""
    from crawler.config.data_dir import DataDir  # noqa: PLC0415
    from spiders.catalogue.catalogue import Catalogue  # noqa: PLC0415

    place = ctx.obj if isinstance(ctx.obj, DataDir) else None
    catalogue = Catalogue.load(place.sources if place is not None else None)
    return catalogue.get(source_id) if source_id else catalogue.of_url(address)
