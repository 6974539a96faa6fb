"""The pages on which readers are timed: those of the newsroom, the same in real size, and saved ones."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.reader.jobs import page_bytes
from crawler.cli.pages.article_json import unknown_source
from crawler.newsroom.press import NewsroomPress
from storage.records import Page
from storage.source import Source

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_URL = "https://outlet.example/a"


def newsroom_pages(articles: int) -> list[tuple[Page, Source]]:
    """Return the pages of a newsroom of seven styles, each with its source."""
    press = NewsroomPress(articles=articles)
    sources = {each.id: each for each in press.sources()}
    found = []
    for piece in press.pieces:
        url = press.url(piece)
        answer = press.respond(urlsplit(url).hostname or "", urlsplit(url).path, {})
        page = Page(requested_url=url, final_url=url, body=answer.body, content_type="text/html", fetched_at=_NOW)
        found.append((page, sources[piece.outlet_id]))
    return found


def saved_pages(corpus: Path) -> list[tuple[Page, Source]]:
    """Return the article pages of a corpus, read as pages of unknown outlets."""
    found = []
    for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["expect"] == "article":
            found.append(_unknown(page_bytes(corpus / row["page"]), row.get("url") or _URL))
    return found


def pages_of(files: Sequence[Path]) -> list[tuple[Page, Source]]:
    """Return the pages kept in *files*, read as pages of unknown outlets."""
    return [_unknown(page_bytes(each), _URL) for each in files]


def _unknown(body: bytes, url: str) -> tuple[Page, Source]:
    page = Page(requested_url=url, final_url=url, body=body, content_type=None, fetched_at=_NOW)
    return page, unknown_source(url)
