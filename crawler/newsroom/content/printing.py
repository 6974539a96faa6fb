"""Dates as the outlets print them: with their month names and digits, some with the Hijri date, too."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from hijridate import Gregorian

from crawler.newsroom.content.truth import MonthNames, NewsroomOutlet

_EGYPTIAN = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_LEVANTINE = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
_MOROCCAN = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر")
_MAGHREBI = ("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
_HIJRI = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def local(outlet: NewsroomOutlet, at: datetime) -> datetime:
    """Return *at* in the outlet's time zone."""
    return at.astimezone(ZoneInfo(outlet.timezone))


def printed_date(outlet: NewsroomOutlet, at: datetime) -> str:
    """Return day, date and time of *at* as the outlet prints them."""
    here = local(outlet, at)
    text = f"{_DAYS[here.weekday()]} {here.day} {_month(outlet.months, here.month)} {here.year}"
    if outlet.hijri:
        hijri = Gregorian(here.year, here.month, here.day).to_hijri()
        text = (
            f"{_DAYS[here.weekday()]} {hijri.day} {_HIJRI[hijri.month - 1]} {hijri.year} هـ - "
            f"{here.day} {_month(outlet.months, here.month)} {here.year} م"
        )
    text = f"{text} - {here:%H:%M}"
    return text.translate(_EASTERN) if outlet.arabic_digits else text


def machine_date(outlet: NewsroomOutlet, at: datetime) -> str:
    """Return *at* as ISO 8601 with the outlet's offset, as in JSON-LD and meta elements."""
    return local(outlet, at).isoformat(timespec="seconds")


def _month(system: MonthNames, number: int) -> str:
    if system is MonthNames.DOUBLE:
        return f"{_LEVANTINE[number - 1]}/{_EGYPTIAN[number - 1]}"
    tables = {
        MonthNames.EGYPTIAN: _EGYPTIAN,
        MonthNames.LEVANTINE: _LEVANTINE,
        MonthNames.MOROCCAN: _MOROCCAN,
        MonthNames.MAGHREBI: _MAGHREBI,
    }
    return tables[system][number - 1]
