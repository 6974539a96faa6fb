"""The folded names of months as Arab outlets print them, each with its number.

The Gregorian names are those of Unicode CLDR for ar, ar_SY/LB/IQ/JO/PS, ar_MA, ar_DZ, ar_TN and ar_MR. No name means
two months, so one table serves every country. Added are spellings that CLDR lacks, and the English and French names
(CLDR en, fr), because some outlets never set their system to Arabic. A test compares the table with CLDR.
"""

from __future__ import annotations

from functools import cache

from pipelines.arabic.fold import fold

_GREGORIAN = (
    ("يناير", "كانون الثاني", "كانون ثاني", "كانون2", "كانون 2", "جانفي", "جانفييه"),
    ("فبراير", "شباط", "فيفري", "فبرايير"),
    ("مارس", "آذار", "مارث"),
    ("أبريل", "إبريل", "نيسان", "أفريل", "ابريل"),
    ("مايو", "أيار", "ماي", "نوار"),
    ("يونيو", "يونيه", "يونية", "حزيران", "جوان"),
    ("يوليو", "يوليه", "يولية", "تموز", "جويلية", "يوليوز"),
    ("أغسطس", "آب", "أوت", "غشت", "أغشت", "اغسطس"),
    ("سبتمبر", "أيلول", "شتنبر", "شتمبر", "سيبتمبر"),
    ("أكتوبر", "تشرين الأول", "تشرين أول", "تشرين1", "تشرين 1", "اكتوبر"),
    ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "تشرين2", "تشرين 2", "نونبر", "نوفمر"),
    ("ديسمبر", "كانون الأول", "كانون أول", "كانون1", "كانون 1", "دجنبر", "دجمبر", "ديسنبر"),
)
_ENGLISH = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
# Bilingual papers of the Maghreb print these, with and without accents.
_FRENCH = (
    "janvier janv", "février fevrier", "mars", "avril", "mai", "juin", "juillet", "août aout", "septembre", "octobre",
    "novembre", "décembre decembre",
)  # fmt: skip
_HIJRI = (
    ("محرم", "المحرم", "محرم الحرام"),
    ("صفر", "صفر الخير"),
    ("ربيع الأول", "ربيع أول", "ربيع الأنور"),
    ("ربيع الثاني", "ربيع الآخر", "ربيع ثاني", "ربيع آخر", "ربيع ثان"),
    ("جمادى الأولى", "جمادى الأول", "جماد الأول", "جمادى أولى", "جماد أول", "جماد الأولى"),
    (
        "جمادى الآخرة", "جمادى الثانية", "جمادى الثاني", "جماد الثاني", "جماد الآخر", "جمادى الآخر", "جماد الآخرة",
        "جمادى ثانية", "جماد ثاني",
    ),
    ("رجب", "رجب الأصب", "رجب الفرد"),
    ("شعبان", "شعبان المعظم"),
    ("رمضان", "رمضان المبارك"),
    ("شوال", "شوال المكرم"),
    ("ذو القعدة", "ذي القعدة", "ذوالقعدة", "ذيالقعدة", "ذا القعدة"),
    ("ذو الحجة", "ذي الحجة", "ذوالحجة", "ذيالحجة", "ذا الحجة"),
)  # fmt: skip


@cache
def gregorian_months() -> dict[str, int]:
    """Return every folded Gregorian month name with its number, 1 to 12."""
    latin = (tuple(each.split()) for each in map(" ".join, zip(_ENGLISH, _FRENCH, strict=True)))
    return _numbered(_GREGORIAN) | _numbered(tuple(latin))


@cache
def hijri_months() -> dict[str, int]:
    """Return every folded Hijri month name with its number, 1 to 12."""
    return _numbered(_HIJRI)


def month_pattern(names: dict[str, int]) -> str:
    """Return a regex that matches any of *names*, the longest first; a space matches any blanks."""
    longest = sorted(names, key=len, reverse=True)
    return "|".join(each.replace(" ", r"\s+") for each in longest)


def _numbered(rows: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {fold(name): number for number, names in enumerate(rows, start=1) for name in names}
