"""A poisonous page costs one page, in real reader processes."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from pipelines.items import PageContext
from pipelines.stages.reader_pool import ReaderPool
from storage.records import Page, Quarantined, ReadArticle, Reason, Rejected
from storage.source import Discovery, DiscoveryKind, Source
from tests.support.sources import make_source

SOURCE = make_source("ma_outlet", discover=(Discovery(kind=DiscoveryKind.FEED, url="https://outlet.example/feed"),))
PAGE = Page(
    requested_url="https://outlet.example/a",
    final_url="https://outlet.example/a",
    body=b"<p>",
    content_type="text/html",
    fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
)


def hang(page: Page, source: Source, known: PageContext) -> Rejected:  # noqa: ARG001  # a reader's signature
    time.sleep(60)
    return Rejected(reason=Reason.TOO_SHORT, evidence="never said")


def die(page: Page, source: Source, known: PageContext) -> Rejected:  # noqa: ARG001  # a reader's signature
    os.kill(os.getpid(), signal.SIGKILL)
    return Rejected(reason=Reason.TOO_SHORT, evidence="never said")


def swell(page: Page, source: Source, known: PageContext) -> Rejected:  # noqa: ARG001  # a reader's signature
    return Rejected(reason=Reason.TOO_SHORT, evidence=str(len(bytearray(4 * 1024**3))))


def answer(page: Page, source: Source, known: PageContext) -> Rejected:  # noqa: ARG001  # a reader's signature
    return Rejected(reason=Reason.TOO_SHORT, evidence=page.requested_url)


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(readers=1, seconds=0.5, megabytes=1024) as pool:
        yield pool


@pytest.mark.parametrize(("reader", "word"), [(hang, "time"), (die, "crash"), (swell, "memory")])
def test_a_page_that_breaks_the_reader_is_quarantined_and_the_next_is_read(
    pool: ReaderPool, reader: Callable[[Page, Source, PageContext], ReadArticle | Rejected], word: str
) -> None:
    """Time, memory and a crash each end in quarantine with the page, and the pool reads on."""

    async def both() -> tuple[object, object]:
        broken = await pool.run(reader, PAGE, SOURCE, PageContext())
        return broken, await pool.run(answer, PAGE, SOURCE, PageContext())

    broken, read = asyncio.run(both())

    assert isinstance(broken, Quarantined)
    assert (word, PAGE) == (broken.reason.partition(":")[0], broken.page)
    assert Rejected(reason=Reason.TOO_SHORT, evidence=PAGE.requested_url) == read
