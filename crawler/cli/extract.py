"""`rasad extract`: one saved page in, the article or the reason of its refusal out."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import click

if TYPE_CHECKING:
    from storage.records import Page, Source

_NO_URL = "https://outlet.example/page"


@click.command()
@click.argument("page", metavar="PAGE")
@click.option("--url", help="The address that the page had; relative links and its identity come from it.")
@click.option("--source", "source_id", help="Read with the rules and the time zone of this source.")
@click.option("--format", "form", type=click.Choice(["json", "text", "md"]), default="json", show_default=True)
@click.pass_context
def extract(ctx: click.Context, page: str, url: str | None, source_id: str | None, form: str) -> None:
    """Read PAGE (an HTML or plain text file, - for stdin, or a URL) and print its article, or why it is none."""
    from pipelines.document import document, unknown_source  # noqa: PLC0415  # starts fast: only what is called
    from pipelines.items import Known  # noqa: PLC0415
    from pipelines.read import read  # noqa: PLC0415

    is_url = page.startswith(("http://", "https://"))
    address = urljoin(_NO_URL, page if is_url else url or "")
    source = _source(ctx, source_id) if source_id else unknown_source(address)
    saved = _fetched_page(ctx, source, page) if is_url else _saved_page(page, address)
    said = document(read(saved, source, Known()), saved, source)
    click.echo(json.dumps(said, ensure_ascii=False) if form == "json" else _written(said, form))
    if "rejected" in said:
        ctx.exit(1)


def _fetched_page(ctx: click.Context, source: Source, url: str) -> Page:
    from crawler.fetch import fetch_page  # noqa: PLC0415  # Scrapy is needed for a URL alone

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


def _source(ctx: click.Context, source_id: str) -> Source:
    """Return the source of that id, ours or the operator's. Raises `CatalogueError`."""
    from crawler.cli.context import Place  # noqa: PLC0415
    from spiders.catalogue import Catalogue  # noqa: PLC0415

    place = ctx.obj if isinstance(ctx.obj, Place) else None
    return Catalogue.load(place.sources if place is not None else None).get(source_id)


def _written(said: dict[str, object], form: str) -> str:
    """Return the article for people: text, or Markdown with its facts below the headline."""
    if "rejected" in said:
        return f"{said['rejected']}: {said['evidence']}"
    mark = "# " if form == "md" else ""
    byline = said["authors"] if isinstance(said["authors"], list) else []
    facts = " · ".join(str(each) for each in (said["outlet"], *byline, said["published_at"], said["section"]) if each)
    parts = (f"{mark}{said['headline']}", facts, said["deck"], said["body"], said["canonical_url"])
    return "\n\n".join(str(each) for each in parts if each)
