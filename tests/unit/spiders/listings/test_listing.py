"""What the words of a listing are worth: its links, its dates, its titles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spiders.listings.listing import ListingContext, follows, plain_title
from tests.support.tables import every_row


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Mon, 23 Nov 2026 09:30:00 GMT", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 12:30:00 +0300", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 09:30:00 -0000", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("Mon, 23 Nov 2026 12:30:00", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("2026-11-23T12:30:00+03:00", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("2026-11-23T09:30:00Z", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("2026-11-23 12:30", datetime(2026, 11, 23, 9, 30, tzinfo=UTC)),
        ("2026-11-23", datetime(2026, 11, 22, 21, tzinfo=UTC)),
        ("الاثنين ٢٣ تشرين الثاني ٢٠٢٦", datetime(2026, 11, 22, 21, tzinfo=UTC)),
        ("", None),
        (None, None),
        ("غير معروف", None),
        ("2026", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("1970-01-01T00:00:00Z", None),
        ("2026-11-24T13:00:00Z", None),
        ("Mon, 32 Nov 2026 09:30:00 GMT", None),
    ],
)
def test_a_date_is_what_the_outlet_declared(context: ListingContext, text: str | None, at: datetime | None) -> None:
    """A time without a zone is in the outlet's own; what says nothing, or nothing believable, is null."""
    assert at == context.at(text)


def test_a_day_alone_may_end_late(context: ListingContext) -> None:
    """For a further listing a bare day means that it may have changed until the end of that day."""
    assert datetime(2026, 11, 22, 20, 59, 59, 999999, tzinfo=UTC) == context.at("2026-11-22", day_ends=True)


@pytest.mark.parametrize(
    ("link", "own"),
    [
        ("/a?utm_source=rss", "https://www.outlet.example/a"),
        ("  https://outlet.example/a\n", "https://outlet.example/a"),
        ("https://ar.outlet.example/a", "https://ar.outlet.example/a"),
        ("outlet.example/a", "https://outlet.example/a"),  # typed without a scheme
        ("WWW.outlet.example/a", "https://www.outlet.example/a"),
        ("outlet.example.html", "https://www.outlet.example/outlet.example.html"),
        ("https://elsewhere.example/a", None),
        ("javascript:void(0)", None),
        ("http://[", None),
        ("file:///etc/passwd", None),
    ],
)
def test_a_link_is_of_the_outlet_or_nothing(context: ListingContext, link: str, own: str | None) -> None:
    """Links of the outlet's site come in their one form; other sites and what is no page are null."""
    assert own == context.own_url(link)


@every_row(
    ("text", "title"),
    [
        ("قمة&nbsp;عربية", "قمة عربية"),
        ("<b>قمة</b> عربية<script>", "قمة عربية"),
        (" قمة\nعربية ", "قمة عربية"),
        ("5 < 6", "5 < 6"),
        ("", None),
        (None, None),
        ("<br>", None),
    ],
)
def test_a_title_is_text(text: str | None, title: str | None) -> None:
    """Tags and character references that came along with a title are undone."""
    assert title == plain_title(text)


def test_a_pattern_is_written_as_people_read_the_address() -> None:
    """A pattern with Arabic words finds the percent-encoded address."""
    assert follows("/اخبار/", "https://outlet.example/%D8%A7%D8%AE%D8%A8%D8%A7%D8%B1/5")
