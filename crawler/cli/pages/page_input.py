"""The page that a command was given, and the source to read it by."""

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
    """Return the page that *page* (a file, - for stdin, or a URL) names, and its source.

    A missing file is a usage error; a URL is fetched with all the manners of a crawl. Without an id it is the source of
    the catalogue that the address belongs to, so that a page is read as a crawl reads it; where there is none, or the
    id is `unknown`, it is the source that nothing is known of.
    """
    from crawler.cli.pages.article_json import unknown_source  # noqa: PLC0415  # starts fast: only what is called

    is_url = page.startswith(("http://", "https://"))
    address = urljoin(_NO_URL, page if is_url else url or "")
    unknown = unknown_source(address)
    is_placed = (is_url or url is not None or source_id is not None) and source_id != unknown.id
    source = (_source(ctx, source_id, address) if is_placed else None) or unknown
    return (_fetched_page(ctx, source, page) if is_url else _saved_page(page, address)), source


def _fetched_page(ctx: click.Context, source: Source, url: str) -> Page:
    from crawler.sources.single_page import fetch_page  # noqa: PLC0415  # Scrapy is needed for a URL alone

    return fetch_page(ctx.obj, source, url)


def _saved_page(page: str, url: str) -> Page:
    """Return the page that PAGE names; a missing file is one line and status 2."""
    from storage.records import Page  # noqa: PLC0415

    try:
        body = sys.stdin.buffer.read() if page == "-" else Path(page).read_bytes()
    except OSError as error:
        raise click.UsageError(f"{page}: {error.strerror}") from error
    content_type = "text/plain" if page.endswith(".txt") else None
    return Page(requested_url=url, final_url=url, body=body, content_type=content_type, fetched_at=datetime.now(UTC))


def _source(ctx: click.Context, source_id: str | None, address: str) -> Source | None:
    """Return the source of that id, or the one of *address*, ours or the operator's. Raises `CatalogueError`."""
    from crawler.data_dir import DataDir  # noqa: PLC0415
    from spiders.catalogue.catalogue import Catalogue  # noqa: PLC0415

    place = ctx.obj if isinstance(ctx.obj, DataDir) else None
    catalogue = Catalogue.load(place.sources if place is not None else None)
    return catalogue.get(source_id) if source_id else catalogue.of_url(address)
