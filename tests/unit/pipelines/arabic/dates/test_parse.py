"""Dates as outlets print them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from pipelines.arabic import parse_date
from tests.support.paths import SHARED
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SAMPLES = SHARED / "arabic" / "dates.jsonl"
DAYS = [
    ("5 شباط 2023", (2023, 2, 5)),
    ("الأحد 22 تشرين الثاني/نوفمبر 2026", (2026, 11, 22)),
    ("٧ يوليوز ٢٠٢٢", (2022, 7, 7)),
    ("19 جوان 2023", (2023, 6, 19)),
    ("28 دجمبر 2023", (2023, 12, 28)),
    ("\u200f٢٣\u200f/١/٢٠٢٣", (2023, 1, 23)),  # RIGHT-TO-LEFT MARK
    ("03/02/2026", (2026, 2, 3)),
    ("5 شباط من سنة 2020", (2020, 2, 5)),
    ("9 ذي الحجة 1444هـ", (2023, 6, 27)),
    ("الاثنين 1 رجب 1444هـ - 23 يناير 2023م", (2023, 1, 23)),
    ("أول أمس", (2026, 11, 21)),
    ("lundi 23 février 2026", (2026, 2, 23)),
    ("1er août 2026", (2026, 8, 1)),
    ("November 22nd, 2026", (2026, 11, 22)),
    ("11/22/2026", (2026, 11, 22)),
    ("الثلاثاء, 11/10/2026", (2026, 11, 10)),
    ("الأحد 11/10/2026", (2026, 10, 11)),
    ("Tuesday 11/10/2026", (2026, 11, 10)),
    ("الجمعة 11/10/2026", (2026, 10, 11)),
]
TIMES = [
    ("23 يناير 2023 09:05 م", (2023, 1, 23, 21, 5)),
    ("24 يناير 2023 12:15 ص", (2023, 1, 24, 0, 15)),
    ("23 يناير 2023 14:35 بتوقيت القاهرة", (2023, 1, 23, 12, 35)),
    ("٢٠٢٦-١١-٢٣T10:00:00+03:00", (2026, 11, 23, 7, 0)),
    ("منذ ٣ ساعات", (2026, 11, 23, 9, 0)),
    ("4 آب 2013، آخر تحديث 02:21 (GMT+0400)", (2013, 8, 3, 22, 21)),
]
NONE = [
    "أسعار النفط 2023",
    "© 2026",
    "قتل 15 شخصا",
    "31 فبراير 2023",
    "5 دقائق للقراءة",
    "منذ ساعات",
    "قبل أيام",
    "منذ سنوات",
    "جريدة اليوم",
    "5 رجب 1444هـ - 23 فبراير 2020م",
    "",
]


@every_row(("text", "day"), DAYS)
def test_a_printed_day_is_a_date(text: str, day: tuple[int, int, int]) -> None:
    """Five sets of month names, any digits, marks, fillers, Hijri and pairs; without a time it is a date."""
    assert date(*day) == parse_date(text, now=NOW, zone=UTC)


@every_row(("text", "at"), TIMES)
def test_a_printed_time_is_a_moment(text: str, at: tuple[int, int, int, int, int]) -> None:
    """Morning or evening, the zone and relative words are understood."""
    assert datetime(*at, tzinfo=UTC) == parse_date(text, now=NOW, zone=UTC)


@every_row("text", NONE)
def test_text_without_a_date_gives_none(text: str) -> None:
    """A year alone, an impossible day, a pair that disagrees: nothing is invented."""
    assert parse_date(text, now=NOW, zone=UTC) is None


def test_every_observed_sample_is_parsed_right() -> None:
    """The list of observed dates: every date is right, and text without a date gives None."""
    if not SAMPLES.exists():
        pytest.skip("the samples (shared/arabic/dates.jsonl) are not beside this checkout")
    rows = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    read = {row["text"]: parse_date(row["text"], now=NOW, zone=UTC) for row in rows}

    assert {row["text"]: _truth(row["iso"]) for row in rows} == read


def _truth(iso: str | None) -> datetime | date | None:
    if iso is None:
        return None
    if "T" not in iso:
        return date.fromisoformat(iso)
    at = datetime.fromisoformat(iso)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
