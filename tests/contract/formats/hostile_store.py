"""A store whose texts are what strangers write to break the readers of exports, and its rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from storage.articles.reader import ExportRow
from storage.records import ArticleKind, DatePrecision, Gone, ListingEntry, LivePart
from storage.rights import Rights, TdmReservation
from storage.store import Store
from tests.support.stores import HOME, NOW, SOURCE, claimed, fetched, new_store, offered, read

TEXTS = (
    "عنوان عادي",
    "=cmd|'/c calc'!A1",
    "\u200f \u00a0=1+1",
    "\n@SUM(A1)",
    "'\u061c-2+3",
    "\uff1dHYPERLINK(1)",
    "سطر\u2028ثان\u2029ثالث\x85رابع",
    "]]> <b>&amp;</b> <!-- <script>alert(1)</script>",
    "\u202eمقلوب\u202c \u2066معزول\u2069",
    "قبل\x00بعد \ud800 وحيد",
    "لسان\tوسطر\r\nثم آخر",
    'اقتباس "مزدوج"، فاصلة, منقوطة; \\ شرطة',
    "😀 \U000e0041 \ufeff \ufffe",
    "\x1b[31mأحمر\x9b",
    "null",
    "NaN",
    "true",
    "007",
    "2026-11-30",
)
LONG = f"{'ط' * 900} " * 3000
"""More than five million bytes."""


def hostile_store(folder: Path) -> Store:
    """Return a store with an article for each text, one of five megabytes, and one that was withdrawn."""
    store = new_store(folder / "rasad.db")
    store.sources.register([replace(SOURCE, outlet='منبر "=1" & <شركاه>')])
    store.runs.start(at=NOW, command="test", pid=1)
    urls = [f"{HOME}news/{number}" for number in range(len(TEXTS) + 2)]
    offered(store, *(ListingEntry(url=url) for url in urls))
    claimed(store)
    for number, url in enumerate(urls):
        text = TEXTS[number] if number < len(TEXTS) else "نص"
        body = LONG if number == len(TEXTS) else f"{text}\n\n{'فقرة ' * (number + 5)}{number}"
        kept = read(url, f"{text} {number}", body, published_at=NOW - timedelta(hours=number) if number % 3 else None)
        article = replace(
            kept.article,
            authors=(text, "كاتب") if number % 2 else (),
            tags=(text,) if number % 2 else (),
            summary=text if number % 4 else None,
            byline=text if number % 5 else None,
            is_paywalled=(None, True, False)[number % 3],
            doubt=number / 100 if number % 2 else None,
            published_precision=DatePrecision.MINUTE if number % 3 else None,
            published_day=date(2026, 11, 23) if number % 3 else None,
            kind=ArticleKind.LIVE if number == 1 else ArticleKind.ARTICLE,
            parts=(
                LivePart(at=datetime(2026, 11, 23, 9, tzinfo=UTC), printed="09:00", text=text),
                LivePart(at=None, printed=text, text="جزء"),
            )
            if number == 1
            else (),
            rights=Rights(agents=("GPTBot",), tdm=TdmReservation(reserved=False, declared_in="meta"))
            if number == 2
            else None,
        )
        store.articles.keep([fetched(url, replace(kept, article=article))], run_id=1)
    store.articles.keep([fetched(urls[-1], Gone(status=410))], run_id=1)
    return store


def rows_of(store: Store) -> list[ExportRow]:
    """Return the articles as the store has them, by id."""
    return sorted(store.articles.changes(), key=lambda row: row.id)
