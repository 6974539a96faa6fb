"""Pages that came and are not read yet: what a killed run had fetched is read by the next, not fetched again."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass

import zstandard

from storage.database.columns import stamp, unstamp
from storage.records import Page
from storage.rights import HostSignals, TdmReservation

_LEVEL = 1  # pages lie here for a second or two
_COLUMNS = "url, final_url, body, content_type, fetched_at, headers, site, etag, last_modified"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """A page as it came, with what its server gave to ask "has it changed?" with."""

    page: Page
    etag: str | None
    last_modified: str | None


def put(db: sqlite3.Connection, arrived: InboxPage) -> None:
    """Lay a page down until it is kept; a second answer for its URL takes its place."""
    page = arrived.page
    db.execute(
        f"insert or replace into inbox ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # names above
        (
            page.requested_url,
            page.final_url,
            zstandard.compress(page.body, _LEVEL),
            page.content_type,
            stamp(page.fetched_at),
            json.dumps(page.headers),
            _site_text(page.site),
            arrived.etag,
            arrived.last_modified,
        ),
    )


def left_over(db: sqlite3.Connection, source_id: str) -> dict[str, InboxPage]:
    """Return the pages of a source that were never read, by URL, for the holder of its hosts."""
    rows = db.execute(
        f"select {', '.join('i.' + each for each in _COLUMNS.split(', '))} from inbox i "  # names above
        "join frontier f on f.url = i.url where f.source_id = ?",
        (source_id,),
    )
    return {
        row[0]: InboxPage(
            page=Page(
                requested_url=row[0],
                final_url=row[1],
                body=zstandard.decompress(row[2]),
                content_type=row[3],
                fetched_at=unstamp(row[4]),
                headers=tuple((name, value) for name, value in json.loads(row[5])),
                site=_text_site(row[6]),
            ),
            etag=row[7],
            last_modified=row[8],
        )
        for row in rows
    }


def take(db: sqlite3.Connection, url: str) -> None:
    """Forget the page of a URL whose fate is settled."""
    db.execute("delete from inbox where url = ?", (url,))


def _site_text(site: HostSignals | None) -> str | None:
    return None if site is None else json.dumps(asdict(site), ensure_ascii=False)


def _text_site(text: str | None) -> HostSignals | None:
    if text is None:
        return None
    said = json.loads(text)
    return HostSignals(
        agents=tuple(said["agents"]),
        signals=tuple((name, value) for name, value in said["signals"]),
        tdm=None if said["tdm"] is None else TdmReservation(**said["tdm"]),
    )
