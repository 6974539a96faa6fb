"""The table `articles`: articles are kept here with everything that belongs to them, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from heapq import merge

from storage.articles.ingest import IngestResult, keep
from storage.articles.reader import ExportRow, StoreSummary, export_rows
from storage.articles.removed import removed_rows
from storage.articles.revisions import ArticleVersions, CorrectedArticle, read_corrected, read_versions
from storage.articles.writer import find_row
from storage.database.change_sequence import last_seq
from storage.database.engine.store_file import StoreFile
from storage.database.values.columns import maybe_stamp
from storage.database.values.date_order import dated
from storage.records import Fetched


class ArticleTable:
    """The articles of a store (`Store.articles`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def keep(self, batch: Sequence[Fetched], *, run_id: int, is_crawl: bool = True) -> list[IngestResult]:
        """Keep a batch: articles, duplicates, search index and frontier together, or nothing of it.

        Without *is_crawl* the pages come from files: they do not count as a look at their outlets.
        """
        with self._file.writing() as db:
            return keep(db, batch, run_id=run_id, kept_at=datetime.now(UTC), is_crawl=is_crawl)

    def changes(
        self, *, after_seq: int = 0, since: datetime | None = None, by_address: bool = False
    ) -> Iterator[ExportRow]:
        """Yield what was inserted or changed after *after_seq*, in the order of `seq` or of the canonical URLs.

        *since* is the earliest date; a day without a time counts as its end. In the order of `seq` the articles that
        were removed after *after_seq* come too, whatever their date: who asks for changes may have them.
        """
        order = "a.canonical_url" if by_address else "a.seq"
        condition = f"where a.seq > ? and (? is null or {dated('a')} >= ?) order by {order}"
        with self._file.reading() as db:
            rows = export_rows(db, condition, (after_seq, maybe_stamp(since), maybe_stamp(since)))
            removed = removed_rows(db, after_seq=after_seq) if after_seq and not by_address else ()
            yield from merge(rows, removed, key=lambda row: row.seq) if removed else rows

    def last_seq(self) -> int:
        """Return the highest `seq` given out so far; 0 in a new store."""
        with self._file.reading() as db:
            return last_seq(db)

    def latest(self, *, limit: int) -> list[ExportRow]:
        """Return the newest originals that have a date and are not withdrawn."""
        condition = (
            "where a.published_at is not null and a.duplicate_of is null and a.withdrawn_at is null "
            f"order by {dated('a')} desc, a.canonical_url limit ?"
        )
        with self._file.reading() as db:
            return list(export_rows(db, condition, (limit,)))

    def find(self, *, number: int | None = None, address: str | None = None) -> int | None:
        """Return the number of the article with this number, or with this URL or an alias of it; `None`: there is none."""
        with self._file.reading() as db:
            if address is not None:
                row = find_row(db, address)
                return None if row is None else row.id
            found = db.execute("select id from articles where id = ?", (number,)).fetchone()
        return None if found is None else int(found[0])

    def by_ids(self, ids: Sequence[int]) -> list[ExportRow]:
        """Return the articles with these numbers in their order, also withdrawn ones; numbers without an article are left out."""
        with self._file.reading() as db:
            found = {each: row for each in ids for row in export_rows(db, "where a.id = ?", (each,))}
        return [found[each] for each in ids if each in found]

    def versions(self, article_id: int) -> ArticleVersions | None:
        """Return an article with all of its texts, also a withdrawn one; `None` where there is no such article."""
        with self._file.reading() as db:
            return read_versions(db, article_id)

    def corrected(self, *, limit: int) -> list[CorrectedArticle]:
        """Return the articles that were edited last, withdrawn ones aside."""
        with self._file.reading() as db:
            return read_corrected(db, limit=limit)

    def sections(self) -> list[str]:
        """Return every section that an outlet names, as it is printed; withdrawn articles count, too."""
        with self._file.reading() as db:
            rows = db.execute(
                "select distinct section from articles indexed by articles_counted where section is not null"
            )
            return [section for (section,) in rows]

    def summary(self) -> StoreSummary:
        """Return how much the store holds."""
        with self._file.reading() as db:
            row = db.execute(
                "select count(*), count(duplicate_of), count(distinct series_id), (select count(*) from revisions), count(withdrawn_at) from articles"
            ).fetchone()
        return StoreSummary(articles=row[0], duplicates=row[1], series=row[2], revisions=row[3], withdrawn=row[4])
