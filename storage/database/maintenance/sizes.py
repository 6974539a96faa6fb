"""How many bytes of the file each table and each index has, beside the texts that it is there for."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database.engine.store_file import StoreConnection

_DBSTAT = "select 1 from pragma_module_list where name = 'dbstat'"
_INDEX = "articles_fts"
_PARTS = f"""
select d.name, case when d.name glob '{_INDEX}_*' then '{_INDEX}' else coalesce(m.tbl_name, d.name) end,
  coalesce(m.type = 'index', 0), sum(d.pgsize), sum(d.unused)
from dbstat d left join sqlite_schema m on m.name = d.name where d.aggregate = 1
group by d.name order by sum(d.pgsize) desc, d.name
"""
_BYTES = "sum(length(cast(headline as blob)) + length(cast(body as blob)))"
_TEXTS = f"select count(*), coalesce({_BYTES}, 0), coalesce((select {_BYTES} from revisions), 0) from articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePart:
    """A table, or an index of *table*: *bytes* are its whole pages, of which *unused* hold nothing.

    The tables of the search index count as parts of `articles_fts`.
    """

    name: str
    table: str
    is_index: bool
    bytes: int
    unused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSizes:
    """What takes the space of the file: *free* holds nothing; *text* are headlines and bodies in UTF-8.

    *earlier_text* are those of earlier versions. *parts* is `None` where this SQLite was built without dbstat.
    """

    file: int
    free: int
    articles: int
    text: int
    earlier_text: int
    parts: tuple[StorePart, ...] | None

    @property
    def times_text(self) -> float | None:
        """How many bytes the file has for each byte of text, free space aside; `None` without a text."""
        return (self.file - self.free) / self.text if self.text else None


def store_sizes(db: StoreConnection) -> StoreSizes:
    """Return the sizes. It reads every page of the file, and changes nothing."""
    page, pages, free = (
        db.execute(f"pragma {each}").fetchone()[0] for each in ("page_size", "page_count", "freelist_count")
    )
    articles, text, earlier = db.execute(_TEXTS).fetchone()
    rows = db.execute(_PARTS).fetchall() if db.execute(_DBSTAT).fetchone() else None
    parts = (
        None
        if rows is None
        else tuple(
            StorePart(name=row[0], table=row[1], is_index=bool(row[2]), bytes=row[3], unused=row[4]) for row in rows
        )
    )
    return StoreSizes(
        file=page * pages, free=page * free, articles=articles, text=text, earlier_text=earlier, parts=parts
    )
