"""Dates as feeds, sitemaps and metadata declare them: odd forms in six zones against their truth."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from pipelines.arabic.dates.declared import declared_date
from tests.support.tables import every_row

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ZONES = ("Africa/Casablanca", "Africa/Cairo", "Asia/Riyadh", "Asia/Dubai", "Asia/Beirut", "America/New_York")
OWN = None
"""The time is the outlet's own: no zone is written."""
PAST_EIGHT, MORNING, TEN = (20, 19), (8, 19), (10, 0)
FORMS: tuple[tuple[str, tuple[int, int], float | None], ...] = (
    ("Wed, 25 Nov 2026 20:19:00 +0000", PAST_EIGHT, 0),
    ("Wed, 25 Nov 2026 20:19 GMT", PAST_EIGHT, 0),
    ("25 Nov 26 20:19 UT", PAST_EIGHT, 0),
    ("Wed, 25 Nov 2026 20:19:00 -0000", PAST_EIGHT, 0),
    ("Wed, 25 Nov 2026 20:19:00 Z", PAST_EIGHT, 0),
    ("Wednesday, 25-Nov-26 20:19:00 GMT", PAST_EIGHT, 0),
    ("Wed, 25 Nov 2026 08:19:00 PM", PAST_EIGHT, OWN),
    ("Wed, 25 Nov 2026 8:19 PM", PAST_EIGHT, OWN),
    ("Nov 25, 2026 8:19 PM", PAST_EIGHT, OWN),
    ("Wed, 25 Nov 2026 08:19:00 م", PAST_EIGHT, OWN),
    ("Wed, 25 Nov 2026 08:19:00 مساء", PAST_EIGHT, OWN),
    ("Wed, 25 Nov 2026 08:19 PM GMT", PAST_EIGHT, 0),
    ("Wed, 25 Nov 2026 08:19:00 AM", MORNING, OWN),
    ("Wed, 25 Nov 2026 12:19:00 AM", (0, 19), OWN),
    ("Wednesday, 25 November 2026 8:19:00 PM", PAST_EIGHT, OWN),
    ("11/25/2026 8:19:00 PM", PAST_EIGHT, OWN),
    ("2026/11/25 20:19:41", PAST_EIGHT, OWN),
    ("25-11-2026 20:19", PAST_EIGHT, OWN),
    ("20:19 - 25/11/2026", PAST_EIGHT, OWN),
    ("2026-11-25T20:19:00", PAST_EIGHT, OWN),
    ("2026-11-25T20:19Z", PAST_EIGHT, 0),
    ("2026-11-25T20:19:4+03:00", PAST_EIGHT, 3),
    ("2026-11-25 8:5:0 +0300", (8, 5), 3),
    ("2026-11-25 20:19:00 UTC", PAST_EIGHT, 0),
    ("2026-11-25 20:19:44.364419679 +0200 CEST", PAST_EIGHT, 2),
    ("20261125T201900Z", PAST_EIGHT, 0),
    ("2026-11-25T20:19:00+03:00[Asia/Riyadh]", PAST_EIGHT, 3),
    ("Wed, 25 Nov 2026 10:00:00 CET", TEN, 1),
    ("Wed, 25 Nov 2026 10:00:00 CEST", TEN, 2),
    ("Wed, 25 Nov 2026 10:00:00 MEST", TEN, 2),
    ("Wed, 25 Nov 2026 10:00:00 EET", TEN, 2),
    ("Wed, 25 Nov 2026 10:00:00 EEST", TEN, 3),
    ("Wed, 25 Nov 2026 10:00:00 GST", TEN, 4),
    ("Wed, 25 Nov 2026 10:00:00 EST", TEN, -5),
    ("Wed, 25 Nov 2026 10:00:00 +3", TEN, 3),
    ("Wed, 25 Nov 2026 10:00:00 GMT +3", TEN, 3),
    ("Wed, 25 Nov 2026 10:00:00 GMT+3", TEN, 3),
    ("Wed, 25 Nov 2026 10:00:00 UTC+03:00", TEN, 3),
    ("Wed, 25 Nov 2026 10:00:00 +5:30", TEN, 5.5),
    ("Wed, 25 Nov 2026 10:00:00 +0300 (AST)", TEN, 3),
    ("Wed Nov 25 2026 10:00:00 GMT+0300 (Arabian Standard Time)", TEN, 3),
    ("Wed Nov 25 10:00:00 EET 2026", TEN, 2),
    ("Wed Nov 25 10:00:00 2026", TEN, OWN),
    ("Wed, 25 Nov 2026 10:00:00 XYZ", TEN, OWN),
    ("الأربعاء, 25 نوفمبر 2026 10:00:00 +0300", TEN, 3),
    ("الأربعاء, 25 تشرين الثاني 2026 10:00:00", TEN, OWN),
    ("٢٠٢٦-١١-٢٥ ١٠:٠٠:٠٠", TEN, OWN),
    ("10:00-25 نوفمبر 2026 م ـ 15 جمادى الآخرة 1448 هـ", TEN, OWN),
    ("\u202d25 نوفمبر، 2026\u202c 08:19 م", PAST_EIGHT, OWN),  # LEFT-TO-RIGHT OVERRIDE, POP DIRECTIONAL FORMATTING
    ("mer., 25 nov. 2026 10:00:00 +0100", TEN, 1),
    ("25 نوفمبر 2026 - 20:19 بتوقيت القاهرة", PAST_EIGHT, 2),
)


def truth(clock: tuple[int, int], offset: float | None, zone: tzinfo) -> datetime:
    """Return the moment that is meant, in UTC."""
    named = zone if offset is None else timezone(timedelta(hours=offset))
    return datetime(2026, 11, 25, *clock, tzinfo=named).astimezone(UTC)


@every_row("name", ZONES)
def test_odd_forms_are_read_as_they_are_meant(name: str) -> None:
    """Every form gives its minute: with its own zone where one is written, else in the outlet's."""
    zone = ZoneInfo(name)
    wrong = {}
    for text, clock, offset in FORMS:
        found = declared_date(text, now=NOW, zone=zone)
        read = found.astimezone(UTC).replace(second=0) if isinstance(found, datetime) else found
        if read != truth(clock, offset, zone):
            wrong[text] = read

    assert {} == wrong


@every_row(("name", "hours"), [("Asia/Riyadh", 3), ("Africa/Cairo", 3), ("America/New_York", -4)])
def test_a_zone_word_of_two_meanings_is_read_by_the_outlets_zone(name: str, hours: int) -> None:
    """AST is Arabia's time for an outlet of the Arab world, and the Atlantic's for one in America."""
    found = declared_date("Wed, 25 Nov 2026 10:00:00 AST", now=NOW, zone=ZoneInfo(name))

    assert datetime(2026, 11, 25, 10, tzinfo=timezone(timedelta(hours=hours))) == found


@every_row(
    "text",
    [
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "0001-01-01T00:00:00Z",
        "Wed, 30 Nov -0001 00:00:00 +0000",
        "-0001-11-30T00:00:00+00:00",
        "0000-00-00 00:00:00",
        "Thu, 31 Nov 2026 10:00:00 GMT",
        "Wed, 25 Nov 2026 25:61:00 GMT",
        "Wed, 25 Nov 2026 10:00:00 +9900",
        "2026",
        "",
        "أخبار",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    """The empty dates of publishing systems, impossible days, times and offsets are never turned into a date."""
    assert declared_date(text, now=NOW, zone=ZoneInfo("Asia/Riyadh")) is None


@every_row("text", ["2026-11-25", "Wed, 25 Nov 2026", "25 نوفمبر 2026", "25/11/2026"])
def test_a_day_without_a_time_is_a_day(text: str) -> None:
    """No midnight is invented for it."""
    found = declared_date(text, now=NOW, zone=ZoneInfo("Africa/Cairo"))

    assert (date(2026, 11, 25), False) == (found, isinstance(found, datetime))


def test_the_month_comes_first_where_the_day_proves_it() -> None:
    """`03-24-2012` has only one possible order, with a hyphen as with a slash."""
    found = [declared_date(text, now=NOW, zone=UTC) for text in ("03-24-2012 06:51 AM", "03/24/2012 06:51 AM")]

    assert [datetime(2012, 3, 24, 6, 51, tzinfo=UTC)] * 2 == found
