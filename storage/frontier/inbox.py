"""The table `inbox`: pages that were fetched and not read yet, so that a killed run's are read by the next run."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

import zstandard

from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import stamp, unstamp
from storage.database.values.upsert import upsert
from storage.records import Page
from storage.rights import HostSignals, TdmReservation

_LEVEL = 1  # a page is here for a second or two
_COLUMNS = "url, final_url, body, content_type, fetched_at, headers, site, etag, last_modified"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """A page as it was received, with the validators of its response (RFC 9110 §8.8)."""

    page: Page
    etag: str | None
    last_modified: str | None


class InboxTable:
    """Pages that were fetched and not read yet (`Store.inbox`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def put(self, arrived: InboxPage) -> None:
        """Save a page until it is kept, so that a kill before it is read costs its outlet no second request.

        A second response for its URL replaces it.
        """
        page = arrived.page
        values = (
            page.requested_url,
            page.final_url,
            zstandard.compress(page.body, _LEVEL),
            page.content_type,
            stamp(page.fetched_at),
            json.dumps(page.headers),
            site_text(page.site),
            arrived.etag,
            arrived.last_modified,
        )
        with self._file.writing() as db:
            db.execute(upsert("inbox", _COLUMNS, key="url"), values)

    def unread(self, source_id: str) -> dict[str, InboxPage]:
        """Return the pages of a source that a killed run had fetched, by URL. Only for the holder of its hosts."""
        with self._file.reading() as db:
            rows = db.execute(
                f"select {', '.join('i.' + each for each in _COLUMNS.split(', '))} from inbox i "  # names above
                "join frontier f on f.url = i.url where f.source_id = ?",
                (source_id,),
            ).fetchall()
        return {row[0]: _inbox_page(row) for row in rows}


def take(db: StoreConnection, url: str) -> None:
    """Drop the page of a URL whose outcome is being committed, inside the caller's transaction."""
    db.execute("delete from inbox where url = ?", (url,))


def _inbox_page(row: tuple[Any, ...]) -> InboxPage:
    page = Page(
        requested_url=row[0],
        final_url=row[1],
        body=zstandard.decompress(row[2]),
        content_type=row[3],
        fetched_at=unstamp(row[4]),
        headers=tuple((name, value) for name, value in json.loads(row[5])),
        site=text_site(row[6]),
    )
    return InboxPage(page=page, etag=row[7], last_modified=row[8])


def site_text(site: HostSignals | None) -> str | None:
    """Return the signals of a host as JSON text; `None` for `None`."""
    return None if site is None else json.dumps(asdict(site), ensure_ascii=False)


def text_site(text: str | None) -> HostSignals | None:
    """Return the signals of a host from what `site_text` made of them."""
    if text is None:
        return None
    values = json.loads(text)
    return HostSignals(
        agents=tuple(values["agents"]),
        signals=tuple((name, value) for name, value in values["signals"]),
        tdm=None if values["tdm"] is None else _tdm(values["tdm"]),
    )


def _tdm(values: dict[str, Any]) -> TdmReservation:
    where = values.get("declared_in") or values["said_in"]  # a page that an earlier version saved
    return TdmReservation(reserved=values["reserved"], declared_in=where, policy=values["policy"])
