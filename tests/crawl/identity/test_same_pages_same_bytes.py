"""The same pages give the same export, in any order and with any number of readers."""

from __future__ import annotations

import asyncio
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from crawler.newsroom.press import NewsroomPress
from pipelines.items import PageContext
from pipelines.stages.reader_pool import ReaderPool
from storage.discovery.listings import ListingAnswer, Validators
from storage.records import Fetched, ListingEntry, Page, Quarantined, ReadArticle, Rejected
from storage.source import DiscoveryKind, Source
from storage.store import Store
from tests.support.exports import export_to

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Answer = ReadArticle | Rejected | Quarantined


def _pages(press: NewsroomPress) -> list[tuple[Page, Source]]:
    sources = {each.id: each for each in press.sources()}
    found = []
    for piece in press.pieces:
        url = press.url(piece)
        parts = urlsplit(url)
        answer = press.respond(parts.hostname or "", parts.path, {})
        content_type = answer.headers.get("Content-Type")
        page = Page(requested_url=url, final_url=url, body=answer.body, content_type=content_type, fetched_at=NOW)
        found.append((page, sources[piece.outlet_id]))
    return found


async def _read_all(pages: list[tuple[Page, Source]], readers: int) -> list[tuple[Page, Source, Answer]]:
    """Return the answers in the order in which they came."""
    came: list[tuple[Page, Source, Answer]] = []

    async def one(pool: ReaderPool, page: Page, source: Source) -> None:
        came.append((page, source, await pool.read(page, source, PageContext())))

    with ReaderPool(readers=readers) as pool:
        await asyncio.gather(*(one(pool, page, source) for page, source in pages))
    return came


def _exported(folder: Path, pages: list[tuple[Page, Source]], readers: int) -> bytes:
    folder.mkdir()
    came = asyncio.run(_read_all(pages, readers))
    with Store.open(folder / "rasad.db") as store:
        store.sources.register(list({source.id: source for _, source in pages}.values()))
        store.runs.start(at=NOW, command="test", pid=1)
        for page, source, answer in came:
            url = page.requested_url
            listing = ListingAnswer(
                url=f"{source.home}sitemap.xml", source_id=source.id, kind=DiscoveryKind.SITEMAP, rank=2,
                complete=False, status=200, validators=Validators(),
            )  # fmt: skip
            store.sightings.add(listing, [ListingEntry(url=url)], at=NOW)
            store.frontier.claim(source.id, limit=500, at=NOW, lease=timedelta(hours=1))
            store.articles.keep([Fetched(url=url, source_id=source.id, fetched_at=NOW, outcome=answer)], run_id=1)
        export_to(store, folder / "out.jsonl", reproducible=True)
    return (folder / "out.jsonl").read_bytes()


def test_order_and_readers_change_no_byte(tmp_path: Path) -> None:
    """One reader in the outlets' order, and four in two other orders: byte by byte the same, copies included."""
    pages = _pages(NewsroomPress())
    first = _exported(tmp_path / "one", pages, readers=1)
    others = []
    for seed in (3, 20261123):
        shuffled = list(pages)
        random.Random(seed).shuffle(shuffled)
        others.append(_exported(tmp_path / str(seed), shuffled, readers=4) == first)

    assert (True, [True, True]) == (first.count(b"\n") > 150, others)  # nearly all pieces are kept
