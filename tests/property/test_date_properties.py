"""Properties of printed dates: any day in any form is parsed as that day, and other text is not parsed as a date."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given, strategies as st

from pipelines.arabic import parse_date
from tests.property.printed_dates import (
    BACK,
    DIGITS,
    JOINTS,
    MANY,
    NOW,
    UNITS,
    ZONE,
    ZONES,
    PrintedDate,
    hijri_stamps,
    in_digits,
    in_figures,
    in_words,
    one_of,
    pairs,
    times_of_day,
)


@given(in_words())
def test_a_day_in_words_is_that_day(printed: PrintedDate) -> None:
    """Names of months, digits, weekday, label, filler, marks, time and zone do not change the date."""
    assert printed.expected == parse_date(printed.text, now=NOW, zone=ZONE)


@given(in_figures())
def test_a_day_in_figures_is_that_day(printed: PrintedDate) -> None:
    """Day first, or year first; a month is never taken for a day."""
    assert printed.expected == parse_date(printed.text, now=NOW, zone=ZONE)


@given(hijri_stamps())
def test_a_hijri_day_is_its_gregorian_day(printed: PrintedDate) -> None:
    """A date of the Umm al-Qura calendar is converted."""
    assert printed.expected == parse_date(printed.text, now=NOW, zone=ZONE)


@given(pairs(off=st.integers(-1, 1)))
def test_two_calendars_that_agree_are_the_gregorian_day(printed: PrintedDate) -> None:
    """The Gregorian date is returned if the Hijri date differs by a day at most."""
    assert printed.expected == parse_date(printed.text, now=NOW, zone=ZONE)


@given(pairs(off=st.integers(2, 400) | st.integers(-400, -2)))
def test_two_calendars_that_disagree_give_no_date(printed: PrintedDate) -> None:
    """Two dates more than a day apart give None."""
    assert None is parse_date(printed.text, now=NOW, zone=ZONE)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, datetime | date]:
    """Draw "so long ago" in singular, dual and plural, and the moment that it means at NOW."""
    singular, dual, plural, unit = draw(one_of(*UNITS))
    count = draw(st.integers(1, 40))
    words = {1: singular, 2: dual}.get(count) or f"{count} {plural if count <= MANY else singular}"
    start = draw(one_of("منذ ", "قبل ", "منذ حوالي ", "نشر منذ ", "آخر تحديث: منذ "))
    text = in_digits(start + words, draw(one_of(*DIGITS)))
    moment = NOW - count * unit
    return text, moment if unit < timedelta(days=1) else moment.astimezone(ZONE).date()


@given(spans())
def test_so_long_ago_counts_from_the_fetch(span: tuple[str, datetime | date]) -> None:
    """Seconds, minutes and hours give a moment; days and weeks give a day."""
    assert span[1] == parse_date(span[0], now=NOW, zone=ZONE)


@given(st.sampled_from(BACK), st.sampled_from(JOINTS), times_of_day(), st.sampled_from(list(ZONES)))
def test_a_day_by_its_name_counts_from_the_fetch(
    back: tuple[str, int], joint: str, clock: tuple[str, time], zone: str
) -> None:
    """Today, yesterday and the day before are days in the printed zone."""
    day = NOW.astimezone(ZONES[zone]).date() - timedelta(days=back[1])
    expected = datetime.combine(day, clock[1], tzinfo=ZONES[zone])

    assert expected == parse_date(back[0] + joint + clock[0] + zone, now=NOW, zone=ZONE)


figures = st.integers(0, 99)
years = st.integers(1990, 2100)
NO_DATES = [
    st.builds("© {}".format, years),
    st.builds("جميع الحقوق محفوظة © {} - {}".format, years, years),
    st.builds("موازنة عام {}".format, years),
    st.builds("في سنة {}م".format, years),
    st.builds("موسم {}/{}".format, years, years),
    st.builds("في مايو {}".format, years),
    st.builds("كأس العالم {} في {} ملاعب".format, years, figures),
    st.builds("الرقم +212 5{:02} {:02} {:02} {:02}".format, figures, figures, figures, figures),
    st.builds("هاتف: 05{:02}-{:02}-{:02}-{:02}".format, figures, figures, figures, figures),
    st.builds("0020 2 {:04}{:04}".format, years, years),
    st.builds("انتهت المباراة بنتيجة {}-{}".format, figures, figures),
    st.builds("الهلال {} - {} النصر".format, figures, figures),
    st.builds("السعر {},{:02} درهم".format, figures, figures),
    st.builds("{}.{:02} دولار للبرميل".format, figures, figures),
    st.builds("بنسبة {}/{}".format, figures, figures),
    st.builds("القرار رقم {}/{}/{}".format, st.integers(32, 99), st.integers(13, 99), years),
    st.builds("{} دقائق للقراءة".format, figures),
    st.builds("الساعة {:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59)),
    st.builds("عدد المشاهدات: {}".format, years),
    st.builds("الإصدار {}.{}.{}".format, figures, figures, figures),
    st.builds("مقتل {} في هجوم بعد {} يوما".format, figures, figures),
    st.builds("31 {} {}".format, st.sampled_from(["فبراير", "نيسان", "جوان", "شتنبر", "تشرين الثاني"]), years),
    st.builds("29 شباط {}".format, years.filter(lambda year: year % 4)),
    st.builds("{} آذار {}".format, st.integers(32, 99), years),
    st.builds("5 ماي / يونيو {}".format, years),
    st.builds("12 آب {}".format, st.integers(1000, 1989)),
    st.builds("12 آب {}".format, st.integers(2101, 9999)),
]


@given(st.one_of(NO_DATES), st.sampled_from(DIGITS))
def test_text_without_a_date_gives_none(text: str, shape: str) -> None:
    """A year alone, a telephone number, a footer, a score, a price, an impossible day: nothing is invented."""
    assert None is parse_date(in_digits(text, shape), now=NOW, zone=ZONE)


@given(st.text(alphabet="0123456789٠١٢٣ /-.:،صمه\u200f\u0640نوفمبرعامسةيلأ", max_size=40))
def test_any_text_gives_a_day_from_1990_to_2100_or_none(text: str) -> None:
    """No error is raised, and the year is always from 1990 to 2100."""
    found = parse_date(text, now=NOW, zone=ZONE)

    assert found is None or 1990 <= found.year <= 2100
