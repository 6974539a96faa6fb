"""Properties of printed dates: any day in any form is parsed as that day, and other text is not parsed as a date."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale
from hijridate import Gregorian, Hijri
from hypothesis import given, settings, strategies as st

from pipelines.arabic import parse_date

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ZONE = ZoneInfo("Africa/Casablanca")
bounded = settings(max_examples=150, deadline=None, derandomize=True, database=None)

SYSTEMS = ["ar_EG", "ar_LB", "ar_SY", "ar_MA", "ar_DZ", "ar_TN", "ar_MR"]
MONTHS: dict[str, dict[int, str]] = {name: Locale.parse(name).months["format"]["wide"] for name in SYSTEMS}
HIJRI_MONTHS = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان",
                "شوال", "ذو القعدة", "ذو الحجة"]  # fmt: skip
WEEKDAYS = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"]
DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]
# LEFT-TO-RIGHT, RIGHT-TO-LEFT and ARABIC LETTER MARK; an embedding, an isolate and an override, each with its end.
MARKS = [("", ""), ("\u200e", ""), ("\u200f", "\u200f"), ("", "\u061c"), ("\u202b", "\u202c"), ("\u2067", "\u2069"),
         ("\u202d", "\u202c")]  # fmt: skip
LABELS = ["", "", "نشر في ", "نُشر في: ", "نشرت في ", "تاريخ النشر: ", "تاريخ النشر : ", "تم النشر في ", "آخر تحديث: ",
          "آخر تحديث ", "تم التحديث: ", "تاريخ التحديث: ", "بتاريخ ", "كتب في: ", "أضيف بتاريخ ", "حرر في "]  # fmt: skip
FILLERS = [" ", " ", " ", "، ", " من سنة ", " سنة ", " عام ", " من عام ", " لعام ", "-", "/"]
JOINTS = [" ", " - ", "، ", " | ", " – ", " في ", " الساعة ", " على الساعة ", " - الساعة "]
NOON = 12
HALVES = {
    "ظهرا": range(12, 15),
    "بعد الظهر": range(12, 18),
    "عصرًا": range(15, 18),
    "ليلا": range(20, 24),
    "فجرا": range(2, 6),
}
MANY = 10
UNITS = [
    ("ثانية", "ثانيتين", "ثوان", timedelta(seconds=1)),
    ("دقيقة", "دقيقتين", "دقائق", timedelta(minutes=1)),
    ("ساعة", "ساعتين", "ساعات", timedelta(hours=1)),
    ("يوم", "يومين", "أيام", timedelta(days=1)),
    ("أسبوع", "أسبوعين", "أسابيع", timedelta(weeks=1)),
]
BACK = [("اليوم", 0), ("أمس", 1), ("يوم أمس", 1), ("أمس الأحد", 1), ("أول أمس", 2), ("اليوم الاثنين", 0)]
ZONES: dict[str, tzinfo] = {
    "": ZONE,
    " بتوقيت غرينتش": UTC,
    " GMT": UTC,
    " (ت.غ)": UTC,
    " بتوقيت القاهرة": ZoneInfo("Africa/Cairo"),
    " بتوقيت مكة المكرمة": ZoneInfo("Asia/Riyadh"),
    " (توقيت الرباط)": ZONE,
    " (GMT+3)": timezone(timedelta(hours=3)),
    " بالتوقيت المحلي": ZONE,
}

days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
labels = st.sampled_from(LABELS)


class PrintedDate(NamedTuple):
    """A text and the date that it means."""

    text: str
    expected: date


def _in_digits(text: str, shape: str) -> str:
    return text.translate(str.maketrans(DIGITS[0], shape))


@st.composite
def decorated(draw: st.DrawFn, name: str) -> str:
    """Draw *name* with tatweels, with vowel marks, or unchanged."""
    extra = draw(st.sampled_from(["", "", "\u0640", "\u064e", "\u0651\u0650", "\u0640\u0640"]))
    place = draw(st.integers(1, max(1, len(name.partition(" ")[0]) - 1)))
    return name[:place] + extra + name[place:]


@st.composite
def month_names(draw: st.DrawFn, number: int) -> str:
    """Draw a name of the month: one name, or the two names that Lebanon and Egypt print together."""
    name = draw(decorated(MONTHS[draw(st.sampled_from(SYSTEMS))][number]))
    if draw(st.booleans()):
        return name
    joint = draw(st.sampled_from([" / ", "/", " (", " - ", "-", " | "]))
    pair = [MONTHS["ar_LB"][number], MONTHS["ar_EG"][number]]
    first, second = pair if draw(st.booleans()) else pair[::-1]
    return first + joint + second + (")" if joint == " (" else "")


@st.composite
def bodies(draw: st.DrawFn, day: date) -> str:
    """Draw *day* in words: its number, its month and its year."""
    number = draw(st.sampled_from([str(day.day), f"{day.day:02}"]))
    year = f"{day.year}{draw(st.sampled_from(['', 'م', ' م']))}"
    before = draw(st.sampled_from([" ", " ", " من ", " من شهر ", "-"]))
    return number + before + draw(month_names(day.month)) + draw(st.sampled_from(FILLERS)) + year


@st.composite
def times_of_day(draw: st.DrawFn) -> tuple[str, time]:
    """Draw a time of day, of 24 hours or of 12 with morning or evening."""
    at = draw(st.times()).replace(second=0, microsecond=0)
    if draw(st.booleans()):
        return draw(st.sampled_from([f"{at:%H:%M}", f"{at.hour}:{at:%M}"])), at
    halves = ["ص", "صباحا", "صباحًا"] if at.hour < NOON else ["م", "مساء", "مساءً"]
    halves += [half for half, hours in HALVES.items() if at.hour in hours]
    half = draw(st.sampled_from(halves))
    hour = (at.hour - 1) % 12 + 1
    return f"{hour:{draw(st.sampled_from(['', '02']))}}:{at:%M}{draw(st.sampled_from([' ', '']))}{half}", at


@st.composite
def stamps(draw: st.DrawFn, body: str, day: date) -> PrintedDate:
    """Draw *body* as a date line: label, weekday, day, perhaps a time; any digits, invisible marks around the words."""
    weekday = draw(st.sampled_from(["", f"{WEEKDAYS[day.weekday()]} ", f"{WEEKDAYS[day.weekday()]}، "]))
    text, expected = draw(labels) + weekday + body, day
    if draw(st.booleans()):
        clock, at = draw(times_of_day())
        zone = draw(st.sampled_from(list(ZONES)))
        is_first = draw(st.booleans())
        text = f"{clock}{zone} - {text}" if is_first else text + draw(st.sampled_from(JOINTS)) + clock + zone
        expected = datetime.combine(day, at, tzinfo=ZONES[zone])
    start, end = draw(st.sampled_from(MARKS))
    text = " ".join(start + word + end for word in text.split(" "))
    return PrintedDate(_in_digits(text, draw(st.sampled_from(DIGITS))), expected)


@st.composite
def in_words(draw: st.DrawFn) -> PrintedDate:
    """Draw a date line with the name of the month."""
    day = draw(days)
    return draw(stamps(draw(bodies(day)), day))


@st.composite
def in_figures(draw: st.DrawFn) -> PrintedDate:
    """Draw a date line of figures only: day first, or year first."""
    day = draw(days)
    mark = draw(st.sampled_from(["/", "-", "."]))
    forms = ["%d{0}%m{0}%Y", "%Y{0}%m{0}%d"]
    text = day.strftime(draw(st.sampled_from(forms)).format(mark))
    if draw(st.booleans()):
        text = mark.join(part.lstrip("0") for part in text.split(mark))
    return draw(stamps(text, day))


@st.composite
def hijri_bodies(draw: st.DrawFn, day: Hijri) -> str:
    """Draw a Hijri date in words."""
    name = draw(decorated(HIJRI_MONTHS[day.month - 1]))
    era = draw(st.sampled_from([" هـ", "هـ", " ه", "هـ ", ""])).rstrip()
    return f"{day.day} {name}{draw(st.sampled_from([' ', '، ', ' من سنة ', ' عام ']))}{day.year}{era}"


hijri_days = st.dates(date(1992, 1, 1), date(*Hijri(1500, 12, 1).to_gregorian().datetuple())).map(
    lambda day: Gregorian.fromdate(day).to_hijri()
)


@st.composite
def hijri_stamps(draw: st.DrawFn) -> PrintedDate:
    """Draw a date line with only a Hijri date."""
    hijri = draw(hijri_days)
    return draw(stamps(draw(hijri_bodies(hijri)), date(*hijri.to_gregorian().datetuple())))


@st.composite
def pairs(draw: st.DrawFn, *, off: st.SearchStrategy[int]) -> PrintedDate:
    """Draw a Hijri and a Gregorian date side by side, the Gregorian one *off* days from the other."""
    hijri = draw(hijri_days)
    day = date(*hijri.to_gregorian().datetuple()) + timedelta(days=draw(off))
    joint = draw(st.sampled_from([" الموافق ", " الموافق لـ ", " - ", " / ", " | ", "، "]))
    both = [draw(hijri_bodies(hijri)), draw(bodies(day))]
    if draw(st.booleans()) and "الموافق" not in joint:
        both.reverse()
    return draw(stamps(joint.join(both), day))


@bounded
@given(in_words())
def test_a_day_in_words_is_that_day(printed: PrintedDate) -> None:
    """Names of months, digits, weekday, label, filler, marks, time and zone do not change the date."""
    assert printed.expected == parse_date(printed.text, now=NOW, zone=ZONE)


@bounded
@given(in_figures())
def test_a_day_in_figures_is_that_day(printed: PrintedDate) -> None:
    """Day first, or year first; a month is never taken for a day."""
    assert printed.expected == parse_date(printed.text, now=NOW, zone=ZONE)


@bounded
@given(hijri_stamps())
def test_a_hijri_day_is_its_gregorian_day(printed: PrintedDate) -> None:
    """A date of the Umm al-Qura calendar is converted."""
    assert printed.expected == parse_date(printed.text, now=NOW, zone=ZONE)


@bounded
@given(pairs(off=st.integers(-1, 1)))
def test_two_calendars_that_agree_are_the_gregorian_day(printed: PrintedDate) -> None:
    """The Gregorian date is returned if the Hijri date differs by a day at most."""
    assert printed.expected == parse_date(printed.text, now=NOW, zone=ZONE)


@bounded
@given(pairs(off=st.integers(2, 400) | st.integers(-400, -2)))
def test_two_calendars_that_disagree_give_no_date(printed: PrintedDate) -> None:
    """Two dates more than a day apart give None."""
    assert None is parse_date(printed.text, now=NOW, zone=ZONE)


@st.composite
def spans(draw: st.DrawFn) -> tuple[str, datetime | date]:
    """Draw "so long ago" in singular, dual and plural, and the moment that it means at NOW."""
    singular, dual, plural, unit = draw(st.sampled_from(UNITS))
    count = draw(st.integers(1, 40))
    words = {1: singular, 2: dual}.get(count) or f"{count} {plural if count <= MANY else singular}"
    start = draw(st.sampled_from(["منذ ", "قبل ", "منذ حوالي ", "نشر منذ ", "آخر تحديث: منذ "]))
    text = _in_digits(start + words, draw(st.sampled_from(DIGITS)))
    moment = NOW - count * unit
    return text, moment if unit < timedelta(days=1) else moment.astimezone(ZONE).date()


@bounded
@given(spans())
def test_so_long_ago_counts_from_the_fetch(span: tuple[str, datetime | date]) -> None:
    """Seconds, minutes and hours give a moment; days and weeks give a day."""
    assert span[1] == parse_date(span[0], now=NOW, zone=ZONE)


@bounded
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


@bounded
@given(st.one_of(NO_DATES), st.sampled_from(DIGITS))
def test_text_without_a_date_gives_none(text: str, shape: str) -> None:
    """A year alone, a telephone number, a footer, a score, a price, an impossible day: nothing is invented."""
    assert None is parse_date(_in_digits(text, shape), now=NOW, zone=ZONE)


@bounded
@given(st.text(alphabet="0123456789٠١٢٣ /-.:،صمه\u200f\u0640نوفمبرعامسةيلأ", max_size=40))
def test_any_text_gives_a_day_from_1990_to_2100_or_none(text: str) -> None:
    """No error is raised, and the year is always from 1990 to 2100."""
    found = parse_date(text, now=NOW, zone=ZONE)

    assert found is None or 1990 <= found.year <= 2100
