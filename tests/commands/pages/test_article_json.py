"""The object that `rasad extract` prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from crawler.cli.pages.article_json import document, unknown_source
from storage.records import Article, Page, Reason, Rejected

URL = "https://outlet.example/1"
PAGE = Page(
    requested_url=URL, final_url=URL, body=b"", content_type=None, fetched_at=datetime(2026, 11, 23, tzinfo=UTC)
)
KEYS = [
    "url", "canonical_url", "source_id", "outlet", "headline", "kicker", "deck", "byline", "authors", "dateline",
    "agency", "section", "tags", "summary", "body", "language", "published_at", "published_precision", "published_day",
    "published_text", "published_from", "modified_at", "image_url", "is_paywalled", "kind", "words",
]  # fmt: skip
ARTICLE = Article(
    source_id="unknown",
    outlet="",
    requested_url=URL,
    final_url=URL,
    canonical_url=URL,
    fetched_at=PAGE.fetched_at,
    headline="عنوان",
    body="نص",
    language="ar",
    published_at=datetime(2026, 11, 22, 10, 30, tzinfo=timezone(timedelta(hours=2))),
)


def test_an_article_has_these_keys_in_this_order() -> None:
    """The object's keys are fixed."""
    assert KEYS == list(document(ARTICLE, PAGE, unknown_source(URL)))


def test_times_are_utc_with_z_and_unknown_is_null() -> None:
    """No offset but Z; an empty outlet is null, no authors are an empty list."""
    printed = document(ARTICLE, PAGE, unknown_source(URL))

    assert ("2026-11-22T08:30:00Z", None, [], None) == (
        printed["published_at"],
        printed["outlet"],
        printed["authors"],
        printed["section"],
    )


def test_a_refused_page_says_why() -> None:
    """The reason and its evidence stand beside the nulls."""
    printed = document(Rejected(reason=Reason.SOFT_404, evidence="خطأ 404"), PAGE, unknown_source(URL))

    assert ([*KEYS, "rejected", "evidence"], "soft-404", None) == (
        list(printed),
        printed["rejected"],
        printed["headline"],
    )


def test_a_day_of_unknown_zone_is_printed_as_a_day() -> None:
    """No hour is invented for a date without a zone."""
    dated = replace(ARTICLE, published_at=None, published_day=date(2026, 11, 22))

    assert "2026-11-22" == document(dated, PAGE, unknown_source(URL))["published_at"]
