"""The twenty-two countries of the Arab League: their time zones, and the hints in a site that point to them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFacts:
    """One country by its ISO 3166 code. *dial* is its telephone code, *names* are its names in postal addresses."""

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
"""Top-level domains that are sold to the whole world, so that they do not tell the country."""


def named_country(text: str) -> str | None:
    """Return the ISO 3166 code of the country that *text* names by its code or its name; `None` for no country.

    Two letters count as an ISO 3166 code, also for countries outside of the League.
    """
    plain = text.strip().lower()
    if len(plain) == 2 and plain.isascii() and plain.isalpha():  # noqa: PLR2004  # ISO 3166-1 alpha-2
        return plain
    return next((each.code for each in COUNTRIES.values() if plain in each.names), None)


def dialled_country(number: str) -> str | None:
    """Return the country of a telephone number with an international code of the League; `None` for other numbers."""
    plain = "".join(each for each in number if each.isdigit() or each == "+")
    digits = plain.removeprefix("+").removeprefix("00") if plain.startswith(("+", "00")) else ""
    return next((each.code for each in COUNTRIES.values() if digits.startswith(each.dial)), None)
