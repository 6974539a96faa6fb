"""Questions that many ask, as links on Datasette's page of the store, with Arabic and English titles."""

from __future__ import annotations

from typing import NamedTuple


class CannedQuery(NamedTuple):
    """One question: its name in addresses, its title in both languages, and its SQL over the views for readers."""

    name: str
    arabic: str
    english: str
    sql: str


CANNED_QUERIES = (
    CannedQuery(
        "newest", "أحدث المقالات", "The newest articles",
        "select id, outlet, published_at, headline from latest limit 100",
    ),
    CannedQuery(
        "articles_a_day", "المقالات يوما بيوم", "Articles a day",
        "select local_day, hijri_day, sum(articles) as articles, sum(originals) as originals, sum(copies) as copies "
        "from by_day group by local_day order by local_day desc",
    ),
    CannedQuery(
        "outlets", "المنابر وما نشرته", "Outlets and what they published",
        "select * from by_outlet order by articles desc",
    ),
    CannedQuery(
        "hours", "ساعات النشر", "Hours of publication",
        "select local_hour, count(*) as articles from articles where withdrawn_at is null and local_hour is not null "
        "group by local_hour order by local_hour",
    ),
    CannedQuery(
        "who_copied", "من نقل عمن", "Who copied whom",
        "select original_outlet, outlet, count(*) as copies, round(avg(hours_later), 1) as mean_hours_later "
        "from copies group by original_source_id, source_id order by copies desc",
    ),
    CannedQuery(
        "agencies", "نصيب وكالات الأنباء", "The share of news agencies",
        "select outlet, arabic_name, agency, articles, outlet_articles, share from agency_share order by share desc",
    ),
    CannedQuery(
        "headline_changes", "عناوين تغيرت", "Headlines that changed",
        "select outlet, headline_before, headline_after, after_seen_at from corrections where is_headline_changed "
        "order by after_seen_at desc limit 200",
    ),
    CannedQuery(
        "silence", "من سكت", "Outlets that went silent",
        "select outlet, last_day, days_silent, usual_gap from silent_outlets order by days_silent / usual_gap desc",
    ),
    CannedQuery(
        "series", "السلاسل اليومية", "Daily series",
        "select outlet, headline, pieces, first_day, last_day from series order by pieces desc limit 100",
    ),
    CannedQuery(
        "hijri_months", "المقالات بالشهر الهجري", "Articles by Hijri month",
        "select substr(hijri_day, 1, 7) as hijri_month, sum(articles) as articles from by_day "
        "group by 1 order by 1 desc",
    ),
)  # fmt: skip


def datasette_queries() -> dict[str, dict[str, str]]:
    """Return the questions as Datasette describes them."""
    return {each.name: {"sql": each.sql, "title": f"{each.arabic} · {each.english}"} for each in CANNED_QUERIES}
