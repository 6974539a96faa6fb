"""How exact a date is, whose day it is, and dates that lie after the fetch."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from storage.records import ListingEntry
from tests.support.pages import URL
from tests.support.tables import every_row
from tests.unit.pipelines.fields.dated_pages import CAIRO, jsonld, read_page


@every_row(
    ("zone", "at", "until"),
    [
        ("Africa/Cairo", datetime(2026, 11, 22, tzinfo=UTC), datetime(2026, 11, 22, 21, 59, 59, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 22, 5, tzinfo=UTC), datetime(2026, 11, 23, 4, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_day_alone_is_that_day_here_and_in_utc(zone: str, at: datetime, until: datetime) -> None:
    """A date without a time is marked as a day; its moment is that day at the outlet and in UTC, its end the outlet's."""
    article = read_page(meta='<span class="date">22 نوفمبر 2026</span>', source=replace(CAIRO, timezone=zone))

    assert (at, "day", date(2026, 11, 22), until) == (
        article.published_at,
        article.published_precision,
        article.published_day,
        article.published_until,
    )


def test_a_day_that_has_not_begun_in_utc_has_no_moment_yet() -> None:
    """At one in the morning in Cairo today's articles are of a day that UTC does not have yet: only the day is kept."""
    stamp = '<span class="date">23 نوفمبر 2026</span>'
    article = read_page(meta=stamp, now=datetime(2026, 11, 22, 23, tzinfo=UTC))

    assert (None, date(2026, 11, 23), "printed") == (
        article.published_at,
        article.published_day,
        article.published_from,
    )


@every_row(
    ("stamp", "precision"),
    [
        ("2026-11-22T10:30:00+02:00", "second"),
        ("2026-11-22T10:30+02:00", "minute"),
        ("22 نوفمبر 2026 - 10:30:00", "second"),
        ("22 نوفمبر 2026 - 10:30", "minute"),
        ("2026-11-22", "day"),
    ],
)
def test_the_precision_is_what_was_given(stamp: str, precision: str) -> None:
    """Seconds, minutes or the day alone."""
    article = read_page(head=jsonld(f'"datePublished":"{stamp}"'))

    assert (precision, date(2026, 11, 22)) == (article.published_precision, article.published_day)


def test_the_day_is_the_outlets() -> None:
    """Half past midnight in Cairo is the evening before in UTC: the outlet's day is kept."""
    article = read_page(head=jsonld('"datePublished":"2026-11-22T22:30:00Z"'))

    assert (date(2026, 11, 23), datetime(2026, 11, 22, 22, 30, tzinfo=UTC)) == (
        article.published_day,
        article.published_at,
    )


def test_a_date_after_the_fetch_is_not_believed() -> None:
    """A time that has not come is no time of publication: null, with the reason and the words."""
    article = read_page(head=jsonld('"datePublished":"2026-11-23T13:30:00Z"'))

    assert (None, "after-fetch", "2026-11-23T13:30:00Z") == (
        article.published_at,
        article.published_from,
        article.published_text,
    )


@every_row(
    ("around", "rule"),
    [
        ({"meta": '<span class="date">23 نوفمبر 2026 - 13:30</span>'}, "printed"),
        ({"listed": ListingEntry(url=URL, published_at=datetime(2026, 11, 23, 11, 30, tzinfo=UTC))}, "listing"),
    ],
    ids=["printed", "listing"],
)
def test_local_time_that_is_called_utc_gives_way_to_other_evidence(around: dict[str, Any], rule: str) -> None:
    """The declared time lies after the fetch; the printed stamp or the listing has the moment that is meant."""
    article = read_page(head=jsonld('"datePublished":"2026-11-23T13:30:00Z"'), **around)

    assert (datetime(2026, 11, 23, 11, 30, tzinfo=UTC), rule) == (article.published_at, article.published_from)


def test_clocks_may_differ_by_minutes() -> None:
    """A date two minutes after the fetch is a clock that is fast."""
    article = read_page(head=jsonld('"datePublished":"2026-11-23T12:02:00Z"'))

    assert datetime(2026, 11, 23, 12, 2, tzinfo=UTC) == article.published_at


def test_the_day_of_a_listing_is_a_day() -> None:
    """A sitemap that names only the day gives no midnight."""
    listed = ListingEntry(
        url=URL, published_at=datetime(2026, 11, 21, 22, tzinfo=UTC), published_day=date(2026, 11, 22)
    )
    article = read_page(listed=listed)

    assert (datetime(2026, 11, 22, tzinfo=UTC), "day", "listing") == (
        article.published_at,
        article.published_precision,
        article.published_from,
    )


def test_a_meta_of_creation_has_the_time_of_the_printed_day() -> None:
    """It is more exact than the printed day; of another day it says nothing."""
    meta = "<p class='date'>22 نوفمبر 2026</p>"
    same, other = (
        read_page(head=f"<meta name='DC.date.created' content='{day}T11:32:07+02:00'>", meta=meta)
        for day in ("2026-11-22", "2026-11-12")
    )

    assert (same.published_at, other.published_day) == (
        datetime(2026, 11, 22, 9, 32, 7, tzinfo=UTC),
        date(2026, 11, 22),
    )
