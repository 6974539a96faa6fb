"""Keeps pages of foreign files as a crawl would have kept them at their time: nothing newer is overwritten."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from crawler.archive.archived_pages import SavedPage
from crawler.politeness.known_rules import KnownRules
from pipelines.items import PageContext
from pipelines.stages.reader_pool import ReaderPool
from storage.records import Fetched, ReadArticle
from storage.source import Source
from storage.store import Store

_BATCH = 32
MayWrite = Callable[[Source], bool]
"""Whether this program holds the hosts of a source."""


@dataclass(slots=True, kw_only=True)
class ImportCounts:
    """What became of the pages: *kept* by the effect on the store, *refused* by reason."""

    kept: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


class PageImport:
    """Reads pages in the reader pool and keeps their articles in the pages' own time, as pages of one run."""

    def __init__(
        self,
        store: Store,
        pool: ReaderPool,
        sources: Mapping[str, Source],
        *,
        run_id: int,
        agent: str,
        may_write: MayWrite,
    ) -> None:
        self._store, self._pool, self._sources, self.run_id = store, pool, sources, run_id
        self._rules, self._may_write = KnownRules(store, agent=agent), may_write

    def keep_all(self, pages: Iterable[SavedPage], counts: ImportCounts) -> None:
        """Keep what *pages* have, and count it. Raises a `StoreError`."""

        async def run() -> None:
            for batch in _batches(pages):
                await self._keep(batch, counts)

        asyncio.run(run())

    async def _keep(self, batch: Sequence[SavedPage], counts: ImportCounts) -> None:
        wanted: list[SavedPage] = []
        for each in batch:
            reason = self._refusal(each)
            if reason is None:
                wanted.append(replace(each, page=replace(each.page, site=self._rules.signals(each.page.final_url))))
            else:
                counts.refused[reason] += 1
        context = PageContext()
        outcomes = await asyncio.gather(
            *(self._pool.read(each.page, self._sources[each.source_id], context) for each in wanted)
        )
        kept: list[Fetched] = []
        for page, outcome in zip(wanted, outcomes, strict=True):
            if not isinstance(outcome, ReadArticle):
                counts.refused[str(outcome.reason).partition(":")[0]] += 1
            elif self._store.rereadings.is_older(outcome):
                counts.refused["not newer than in the store"] += 1
            else:
                kept.append(self._fetched(page, outcome))
        results = self._store.articles.keep(kept, run_id=self.run_id, is_crawl=False) if kept else []
        counts.kept.update(str(each.effect) for each in results)

    def _refusal(self, page: SavedPage) -> str | None:
        """Return why a page is not read at all; `None`: it is."""
        url = page.page.requested_url
        if not self._may_write(self._sources[page.source_id]):
            return "a run holds the hosts of its outlet"
        if not self._rules.allows(url):
            return "robots"
        fetched_at = self._store.rereadings.fetched_at(url)
        if fetched_at is not None and fetched_at >= page.page.fetched_at.replace(microsecond=0):
            return "not newer than in the store"
        return None

    def _fetched(self, page: SavedPage, outcome: ReadArticle) -> Fetched:
        at = page.page.fetched_at
        url = self._store.rereadings.offer(page.source_id, page.page.requested_url, at=at)
        return Fetched(url=url, source_id=page.source_id, fetched_at=at, outcome=outcome)


def _batches(pages: Iterable[SavedPage]) -> Iterator[list[SavedPage]]:
    """Yield the pages in their order; of one URL there is at most one in a batch, because the next may be its edit."""
    batch: list[SavedPage] = []
    urls = set[str]()
    for each in pages:
        if len(batch) >= _BATCH or each.page.requested_url in urls:
            yield batch
            batch, urls = [], set()
        batch.append(each)
        urls.add(each.page.requested_url)
    if batch:
        yield batch
