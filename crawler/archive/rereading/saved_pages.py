"""Which saved pages are read again: of each URL the one that the store's article was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from crawler.archive.archived_pages import SavedPage, archived_page
from storage.articles.upkeep.reread import KnownPage
from storage.database.values.columns import stamp
from storage.frontier.archive_index import ArchivedPage, ArchiveIndex
from storage.store import Store


class PageOrigin(StrEnum):
    """Where a saved page is."""

    ARCHIVE = "archive"
    INBOX = "inbox"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageToRead:
    """A page to read again, and what the store made of its URL (`None`: it does not know it).

    *page* is `None` where the archive has no page that the article could be read from: *reason* says why.
    """

    url: str
    source_id: str
    origin: PageOrigin
    known: KnownPage | None
    page: SavedPage | None
    reason: str | None = None


class SavedPages:
    """The saved pages of a data folder: archive, inbox and quarantine."""

    def __init__(self, folder: Path, index: ArchiveIndex, store: Store, *, most_bytes: int) -> None:
        self._folder, self._index, self._store, self._most_bytes = folder, index, store, most_bytes

    def of_source(self, source_id: str, *, since: datetime | None) -> Iterator[PageToRead]:
        """Yield what can be read again of a source, each URL once; of the archive what was fetched *since* then."""
        seen = set[str]()
        for url, saved in self._store.inbox.unread(source_id).items():
            seen.add(url)
            page = SavedPage(page=saved.page, source_id=source_id, etag=saved.etag, last_modified=saved.last_modified)
            yield self._found(page, PageOrigin.INBOX)
        for pages in self._index.pages_of(source_id, since=since):
            seen.add(pages[0].url)
            if (chosen := self._chosen(pages)) is not None:
                yield chosen
        for each in self._store.rereadings.quarantined(source_id):
            if each.requested_url not in seen and (since is None or each.fetched_at >= since):
                yield self._found(SavedPage(page=each, source_id=source_id), PageOrigin.QUARANTINE)

    def of_url(self, url: str) -> PageToRead | None:
        """Return what can be read again of one URL; `None`: nothing."""
        pages = self._index.pages_at(url)
        return self._chosen(pages) if pages else None

    def _found(self, page: SavedPage, origin: PageOrigin) -> PageToRead:
        url = page.page.requested_url
        known = self._store.rereadings.known(url)
        return PageToRead(url=url, source_id=page.source_id, origin=origin, known=known, page=page)

    def _chosen(self, pages: Sequence[ArchivedPage]) -> PageToRead | None:
        """Return the page of one URL that counts; `None` where another URL of the article does."""
        newest, url = pages[-1], pages[-1].url
        known = self._store.rereadings.known(url)
        if known is not None and known.article_id is not None:
            if known.read_from != url:
                return None
            read_at = stamp(known.read_at) if known.read_at else ""
            same = [each for each in pages if stamp(each.fetched_at) == read_at or self._is_same(each, read_at)]
            if not same:
                return self._without(newest, known, "no page of the text in the store")
            newest = next((each for each in same if stamp(each.fetched_at) == read_at), same[-1])
        page = archived_page(self._folder, self._index, newest, most_bytes=self._most_bytes)
        if page is None:
            return self._without(newest, known, "not in the archive any more, or damaged")
        return PageToRead(url=url, source_id=page.source_id, origin=PageOrigin.ARCHIVE, known=known, page=page)

    def _is_same(self, page: ArchivedPage, read_at: str) -> bool:
        """Whether a later page had the text of the article, as the crawl found then: another would be an edit."""
        if stamp(page.fetched_at) < read_at:
            return False
        return self._store.rereadings.was_unchanged(page.url, at=page.fetched_at)

    def _without(self, found: ArchivedPage, known: KnownPage | None, reason: str) -> PageToRead:
        return PageToRead(
            url=found.url,
            source_id=found.source_id,
            origin=PageOrigin.ARCHIVE,
            known=known,
            page=None,
            reason=reason,
        )
