"""Dates as outlets print them, drawn at random: the text, and the day that it says."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from babel import Locale
from hijridate import Gregorian, Hijri
from hypothesis import strategies as st

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ZONE = ZoneInfo("Africa/Casablanca")

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

T = TypeVar("T")


def one_of(*choices: T) -> st.SearchStrategy[T]:
    """Return the strategy that draws one of *choices*."""
    made: st.SearchStrategy[T] = _made(choices)
    return made


@cache
def _made(choices: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    """Return the strategy of these choices, made once: making one costs more than drawing from it."""
    return st.sampled_from(choices)


days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
labels = st.sampled_from(LABELS)


class PrintedDate(NamedTuple):
    """A text and the date that it means."""

    text: str
    expected: date


def in_digits(text: str, shape: str) -> str:
    """Return *text* with its digits replaced by *shape*, the ten digits of one script."""
    return text.translate(str.maketrans(DIGITS[0], shape))


@st.composite
def decorated(draw: st.DrawFn, name: str) -> str:
    """Draw *name* with tatweels, with vowel marks, or unchanged."""
    extra = draw(one_of("", "", "\u0640", "\u064e", "\u0651\u0650", "\u0640\u0640"))
    place = draw(st.integers(1, max(1, len(name.partition(" ")[0]) - 1)))
    return name[:place] + extra + name[place:]


@st.composite
def month_names(draw: st.DrawFn, number: int) -> str:
    """Draw a name of the month: one name, or the two names that Lebanon and Egypt print together."""
    name = draw(decorated(MONTHS[draw(one_of(*SYSTEMS))][number]))
    if draw(st.booleans()):
        return name
    joint = draw(one_of(" / ", "/", " (", " - ", "-", " | "))
    pair = [MONTHS["ar_LB"][number], MONTHS["ar_EG"][number]]
    first, second = pair if draw(st.booleans()) else pair[::-1]
    return first + joint + second + (")" if joint == " (" else "")


@st.composite
def bodies(draw: st.DrawFn, day: date) -> str:
    """Draw *day* in words: its number, its month and its year."""
    number = draw(one_of(str(day.day), f"{day.day:02}"))
    year = f"{day.year}{draw(one_of('', 'م', ' م'))}"
    before = draw(one_of(" ", " ", " من ", " من شهر ", "-"))
    return number + before + draw(month_names(day.month)) + draw(one_of(*FILLERS)) + year


@st.composite
def times_of_day(draw: st.DrawFn) -> tuple[str, time]:
    """Draw a time of day, of 24 hours or of 12 with morning or evening."""
    at = draw(st.times()).replace(second=0, microsecond=0)
    if draw(st.booleans()):
        return draw(one_of(f"{at:%H:%M}", f"{at.hour}:{at:%M}")), at
    halves = ["ص", "صباحا", "صباحًا"] if at.hour < NOON else ["م", "مساء", "مساءً"]
    halves += [half for half, hours in HALVES.items() if at.hour in hours]
    half = draw(one_of(*halves))
    hour = (at.hour - 1) % 12 + 1
    return f"{hour:{draw(one_of('', '02'))}}:{at:%M}{draw(one_of(' ', ''))}{half}", at


@st.composite
def stamps(draw: st.DrawFn, body: str, day: date) -> PrintedDate:
    """Draw *body* as a date line: label, weekday, day, perhaps a time; any digits, invisible marks around the words."""
    weekday = draw(one_of("", f"{WEEKDAYS[day.weekday()]} ", f"{WEEKDAYS[day.weekday()]}، "))
    text, expected = draw(labels) + weekday + body, day
    if draw(st.booleans()):
        clock, at = draw(times_of_day())
        zone = draw(one_of(*ZONES))
        is_first = draw(st.booleans())
        text = f"{clock}{zone} - {text}" if is_first else text + draw(one_of(*JOINTS)) + clock + zone
        expected = datetime.combine(day, at, tzinfo=ZONES[zone])
    start, end = draw(one_of(*MARKS))
    text = " ".join(start + word + end for word in text.split(" "))
    return PrintedDate(in_digits(text, draw(one_of(*DIGITS))), expected)


@st.composite
def in_words(draw: st.DrawFn) -> PrintedDate:
    """Draw a date line with the name of the month."""
    day = draw(days)
    return draw(stamps(draw(bodies(day)), day))


@st.composite
def in_figures(draw: st.DrawFn) -> PrintedDate:
    """Draw a date line of figures only: day first, or year first."""
    day = draw(days)
    mark = draw(one_of("/", "-", "."))
    forms = ["%d{0}%m{0}%Y", "%Y{0}%m{0}%d"]
    text = day.strftime(draw(one_of(*forms)).format(mark))
    if draw(st.booleans()):
        text = mark.join(part.lstrip("0") for part in text.split(mark))
    return draw(stamps(text, day))


@st.composite
def hijri_bodies(draw: st.DrawFn, day: Hijri) -> str:
    """Draw a Hijri date in words."""
    name = draw(decorated(HIJRI_MONTHS[day.month - 1]))
    era = draw(one_of(" هـ", "هـ", " ه", "هـ ", "")).rstrip()
    return f"{day.day} {name}{draw(one_of(' ', '، ', ' من سنة ', ' عام '))}{day.year}{era}"


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
    joint = draw(one_of(" الموافق ", " الموافق لـ ", " - ", " / ", " | ", "، "))
    both = [draw(hijri_bodies(hijri)), draw(bodies(day))]
    if draw(st.booleans()) and "الموافق" not in joint:
        both.reverse()
    return draw(stamps(joint.join(both), day))
