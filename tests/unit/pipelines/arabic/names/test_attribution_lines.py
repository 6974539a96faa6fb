"""Lines that only say who wrote a text and where."""

from __future__ import annotations

from pipelines.arabic import fold
from pipelines.arabic.names.attribution_lines import parse_attribution_line
from pipelines.arabic.names.bylines import ParsedByline
from tests.support.tables import every_row

SITES = frozenset({fold("الأفق"), fold("أخبار الخليج")})


@every_row(
    ("line", "authors", "agency", "place"),
    [
        ("دبي: حسام الزبيدي", ("حسام الزبيدي",), None, "دبي"),
        ("حسام عبدالنبي (دبي)", ("حسام عبدالنبي",), None, "دبي"),
        ("هناء الحمادي (الظفرة)", ("هناء الحمادي",), None, "الظفرة"),
        ("| كتب عزيز العنزي |", ("عزيز العنزي",), None, None),
        ("تحقيق \u0640 عبدالله بن سالم الشعيلي", ("عبدالله بن سالم الشعيلي",), None, None),  # ARABIC TATWEEL for a dash
        ("متابعة - رمضان مسعد:", ("رمضان مسعد",), None, None),
        ("المصدر: أبوظبي - مصطفى الديب", ("مصطفى الديب",), None, "أبوظبي"),
        ("بغداد - واع - نور الدين حميد", ("نور الدين حميد",), "واع", "بغداد"),
        ("نابلس 20-5-2021 وفا- هدى معالي", ("هدى معالي",), "وفا", "نابلس"),
        ("الخرطوم - وكالات:", (), "وكالات", "الخرطوم"),
        ("صلالة \u0640 العمانية:", (), "العمانية", "صلالة"),
        ("عدن (الأفق) خاص:", (), None, "عدن"),
        ("الأفق - متابعة", (), None, None),
        ("الأفق ديجيتال", (), None, None),
        ("دبي: «أخبار الخليج»", (), None, "دبي"),
    ],
)
def test_every_part_is_recognised(line: str, authors: tuple[str, ...], agency: str | None, place: str | None) -> None:
    """Places, agencies, the site, words of the newsroom and people, in any order and with any marks between them."""
    assert ParsedByline(authors=authors, agency=agency, dateline=place) == parse_attribution_line(line, SITES)


@every_row(
    "line",
    [
        "ليلى منصور",
        "غزة - حرب جديدة",
        "القاهرة - المتحدث الرسمي",
        "دبي: أسعار النفط ترتفع",
        "متابعة - أسعار القمح الجديدة",
        "الأفق: أعلنت الحكومة اليوم عن برنامج جديد لدعم المقاولات",
        "الرباط - قال الوزير إن الأشغال انتهت.",
        "هل تعود بيروت؟",
        "",
    ],
)
def test_a_line_with_any_other_part_is_not_an_attribution(line: str) -> None:
    """A kicker, a sentence or a name alone stays in the text and gives no author."""
    assert parse_attribution_line(line, SITES) is None
