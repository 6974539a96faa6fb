"""The twenty-two countries of the Arab League: their zones, and what a site says of them without meaning to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFacts:
    """One country by its ISO 3166 letters; *dial* is its telephone code, *names* are how addresses write it."""

    code: str
    zone: str
    dial: str
    names: tuple[str, ...]


_ROWS = (
    ("ae", "Asia/Dubai", "971", "الإمارات|الإمارات العربية المتحدة|united arab emirates|uae"),
    ("bh", "Asia/Bahrain", "973", "البحرين|bahrain"),
    ("dj", "Africa/Djibouti", "253", "جيبوتي|djibouti"),
    ("dz", "Africa/Algiers", "213", "الجزائر|algeria|algérie"),
    ("eg", "Africa/Cairo", "20", "مصر|egypt|égypte"),
    ("iq", "Asia/Baghdad", "964", "العراق|iraq|irak"),
    ("jo", "Asia/Amman", "962", "الأردن|jordan|jordanie"),
    ("km", "Indian/Comoro", "269", "جزر القمر|comoros|comores"),
    ("kw", "Asia/Kuwait", "965", "الكويت|kuwait"),
    ("lb", "Asia/Beirut", "961", "لبنان|lebanon|liban"),
    ("ly", "Africa/Tripoli", "218", "ليبيا|libya|libye"),
    ("ma", "Africa/Casablanca", "212", "المغرب|morocco|maroc"),
    ("mr", "Africa/Nouakchott", "222", "موريتانيا|mauritania|mauritanie"),
    ("om", "Asia/Muscat", "968", "عمان|سلطنة عمان|oman"),
    ("ps", "Asia/Hebron", "970", "فلسطين|palestine"),
    ("qa", "Asia/Qatar", "974", "قطر|qatar"),
    ("sa", "Asia/Riyadh", "966", "السعودية|المملكة العربية السعودية|saudi arabia|ksa"),
    ("sd", "Africa/Khartoum", "249", "السودان|sudan|soudan"),
    ("so", "Africa/Mogadishu", "252", "الصومال|somalia|somalie"),
    ("sy", "Asia/Damascus", "963", "سوريا|سورية|syria|syrie"),
    ("tn", "Africa/Tunis", "216", "تونس|tunisia|tunisie"),
    ("ye", "Asia/Aden", "967", "اليمن|yemen|yémen"),
)
COUNTRIES = {
    code: CountryFacts(code=code, zone=zone, dial=dial, names=tuple(names.split("|")))
    for code, zone, dial, names in _ROWS
}
BORROWED_ENDINGS = frozenset({"dj", "km", "ly", "so"})
"""Endings of hosts that are sold to the whole world: they say nothing of a country."""


def named_country(text: str) -> str | None:
    """Return the letters of the country that an address names by its letters or its name; null for none.

    Two letters are taken as ISO 3166 says them, also outside of the League.
    """
    plain = text.strip().lower()
    if len(plain) == 2 and plain.isascii() and plain.isalpha():  # noqa: PLR2004  # ISO 3166-1 alpha-2
        return plain
    return next((each.code for each in COUNTRIES.values() if plain in each.names), None)


def dialled_country(number: str) -> str | None:
    """Return the country of a telephone number that is written with its international code; null for another."""
    plain = "".join(each for each in number if each.isdigit() or each == "+")
    digits = plain.removeprefix("+").removeprefix("00") if plain.startswith(("+", "00")) else ""
    return next((each.code for each in COUNTRIES.values() if digits.startswith(each.dial)), None)
