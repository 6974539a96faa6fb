"""Reads saved pages again by the rules of now, says what would change, and writes it where that is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice

from crawler.archive.rereading.saved_pages import PageOrigin, PageToRead
from pipelines.items import PageContext
from pipelines.stages.reader_pool import ReaderPool
from storage.articles.upkeep.reread import FieldChange
from storage.records import Fetched, Quarantined, ReadArticle, Rejected, State
from storage.source import Source
from storage.store import Store

_BATCH = 32
Outcome = ReadArticle | Rejected | Quarantined


class RereadEffect(StrEnum):
    """What reading a page again means for the store."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    SETTLED = "settled"
    LOST = "lost"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadPage:
    """One page that was read again.

    *changes* are the fields of its article that change. *new*: it is an article now; *settled*: it waited to be read,
    or broke its reader, and is kept as a crawl would have kept it; *lost*: the rules of now see no article in it, and
    the store's stays as it is. *reason* is why.
    """

    url: str
    source_id: str
    origin: PageOrigin
    effect: RereadEffect
    article_id: int | None
    changes: Sequence[FieldChange] = ()
    reason: str | None = None


async def reread(
    store: Store, pool: ReaderPool, sources: Mapping[str, Source], pages: Iterable[PageToRead], *, run_id: int | None
) -> AsyncIterator[RereadPage]:
    """Yield what reading each of *pages* again means; with *run_id* it is also written, as the pages of that run.

    Raises `ReadingStopped` after the pool was stopped, and a `StoreError`.
    """
    waiting = iter(pages)
    while batch := list(islice(waiting, _BATCH)):
        outcomes = await asyncio.gather(*(_read(pool, sources, each) for each in batch))
        read = [(page, outcome) for page, outcome in zip(batch, outcomes, strict=True)]
        results = [_judged(store, page, outcome) for page, outcome in read]
        if run_id is not None:
            _write(
                store, run_id, [(page, outcome, result) for (page, outcome), result in zip(read, results, strict=True)]
            )
        for each in results:
            yield each


async def _read(pool: ReaderPool, sources: Mapping[str, Source], page: PageToRead) -> Outcome | None:
    source = sources.get(page.source_id)
    if page.page is None or source is None:
        return None
    return await pool.read(page.page.page, source, PageContext(listed=page.page.listed))


def _judged(store: Store, page: PageToRead, outcome: Outcome | None) -> RereadPage:
    changes: Sequence[FieldChange] = ()
    article_id = page.known.article_id if page.known is not None else None
    reason = None if outcome is None or isinstance(outcome, ReadArticle) else str(outcome.reason)
    if outcome is None:
        effect, reason = RereadEffect.SKIPPED, page.reason or "its source is not in the catalogue"
    elif isinstance(outcome, ReadArticle) and article_id is None:
        effect, reason = RereadEffect.NEW, outcome.article.headline
    elif page.origin is not PageOrigin.ARCHIVE:
        effect = RereadEffect.SAME if _is_still_broken(page, outcome) else RereadEffect.SETTLED
    elif isinstance(outcome, ReadArticle) and article_id is not None:
        changes = store.rereadings.changes(article_id, outcome)
        effect = RereadEffect.CHANGED if changes else RereadEffect.SAME
    elif article_id is not None:
        effect = RereadEffect.LOST
    else:
        effect = RereadEffect.SETTLED if _was_broken(page, outcome) else RereadEffect.SAME
    return RereadPage(
        url=page.url,
        source_id=page.source_id,
        origin=page.origin,
        effect=effect,
        article_id=article_id,
        reason=reason,
        changes=changes,
    )


def _is_still_broken(page: PageToRead, outcome: Outcome) -> bool:
    return page.origin is PageOrigin.QUARANTINE and isinstance(outcome, Quarantined)


def _was_broken(page: PageToRead, outcome: Outcome) -> bool:
    """Whether a page that is archived broke its reader, and does not now."""
    return page.known is not None and page.known.state == State.QUARANTINED and isinstance(outcome, Rejected)


def _write(store: Store, run_id: int, batch: Sequence[tuple[PageToRead, Outcome | None, RereadPage]]) -> None:
    """Write the changes of articles as such, and what is no article yet as a crawl would keep it."""
    changed = [
        (result.article_id, outcome)
        for _page, outcome, result in batch
        if result.effect is RereadEffect.CHANGED and result.article_id is not None and isinstance(outcome, ReadArticle)
    ]
    if changed:
        store.rereadings.apply(changed, at=datetime.now(UTC))
    kept = [
        _fetched(store, page, outcome)
        for page, outcome, result in batch
        if outcome is not None and result.effect in {RereadEffect.NEW, RereadEffect.SETTLED}
    ]
    if kept:
        store.articles.keep(kept, run_id=run_id, is_crawl=False)


def _fetched(store: Store, page: PageToRead, outcome: Outcome) -> Fetched:
    saved = page.page
    assert saved is not None  # noqa: S101  # it was read
    at = saved.page.fetched_at
    url = page.url if page.known is not None else store.rereadings.offer(page.source_id, page.url, at=at)
    return Fetched(
        url=url,
        source_id=page.source_id,
        fetched_at=at,
        outcome=outcome,
        etag=saved.etag,
        last_modified=saved.last_modified,
    )


Progress = Callable[[RereadPage], None]


def reread_all(
    store: Store,
    pool: ReaderPool,
    sources: Mapping[str, Source],
    pages: Iterable[PageToRead],
    *,
    run_id: int | None,
    noted: Progress,
) -> None:
    """Read *pages* again and give each result to *noted*; see `reread`."""

    async def run() -> None:
        async for each in reread(store, pool, sources, pages, run_id=run_id):
            noted(each)

    asyncio.run(run())
