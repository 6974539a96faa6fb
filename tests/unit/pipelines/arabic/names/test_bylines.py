"""Bylines, datelines and credits as outlets print them."""

from __future__ import annotations

from pipelines.arabic.names.bylines import (
    ParsedByline,
    credited_agency,
    is_person,
    labelled_byline,
    parse_byline,
    parse_dateline,
    split_closing_credit,
)
from tests.support.tables import every_row, wrong_rows

ONE = [
    "بقلم: ليلى منصور",
    "بقلم ليلى منصور",
    "بقلم / ليلى منصور",
    "بقـلم - ليلى منصور",
    "بِقَلَم: ليلى منصور",
    "\u202bبقلم: ليلى منصور\u202c",  # RIGHT-TO-LEFT EMBEDDING and its end
    "بقلم الكاتبة الصحفية ليلى منصور",
    "بقلم الأستاذة: ليلى منصور",
    "بقلم: ليلى منصور، كاتبة وباحثة",
    "بقلم: ليلى منصور (كاتبة مغربية)",
    "كتبت: ليلى منصور",
    "كتبت - ليلى منصور:",
    "كَتَبَتْ: ليلى منصور",
    "كتبت ليلى منصور",
    "كتبت: ليلى منصور | الإثنين 23 نوفمبر 2026 - 10:05 ص",
    "ليلى منصور الأحد 22 نوفمبر 2026",
    "إعداد - ليلى منصور",
    "إعداد وتقديم: ليلى منصور",
    "أعدّته للنشر: ليلى منصور",
    "تحرير: ليلى منصور",
    "ترجمة وتحرير: ليلى منصور",
    "حاورته ليلى منصور",
    "حاورتها: ليلى منصور",
    "أجرت الحوار: ليلى منصور",
    "أجرت المقابلة ليلى منصور",
    "نشر بواسطة: ليلى منصور",
    "الكاتبة: ليلى منصور",
    "ليلى منصور كاتبة صحفية",
    "ليلى منصور - مراسلة الأفق في القاهرة",
    "الأفق - ليلى منصور",
    "AFAQ.INFO ـ ليلى منصور",
]


def test_a_byline_is_the_name_alone() -> None:
    """Labels, professions, dates and the site's name are not part of a name."""
    expected = ParsedByline(authors=("ليلى منصور",))

    assert [] == wrong_rows([(text, expected) for text in ONE], parse_byline)


@every_row(
    ("text", "names"),
    [
        ("بقلم د. ليلى منصور", ("د. ليلى منصور",)),
        ("بقلم: د.ليلى منصور", ("د.ليلى منصور",)),
        ("كتب/ د/ ليلى منصور", ("د/ ليلى منصور",)),
        ("أ.د. ليلى منصور", ("أ.د. ليلى منصور",)),
        ("م. ليلى منصور - القاهرة", ("م. ليلى منصور",)),
        ("بقلم: الدكتورة ليلى منصور", ("الدكتورة ليلى منصور",)),
        ("بقلم الأستاذ الدكتور سامي الحداد", ("الأستاذ الدكتور سامي الحداد",)),
        ("بقلم الكاتبة الصحفية د. ليلى منصور", ("د. ليلى منصور",)),
        ("د. ليلى منصور، كاتبة وباحثة", ("د. ليلى منصور",)),
        ("د. ليلى منصور أستاذة الاقتصاد", ("د. ليلى منصور",)),
        ("د. أحمد محمود ود. منى فاروق", ("د. أحمد محمود", "د. منى فاروق")),
        ("الدكتور أحمد محمود والدكتورة منى فاروق", ("الدكتور أحمد محمود", "الدكتورة منى فاروق")),
        ("د. أحمد محمود / سامي الحداد", ("د. أحمد محمود", "سامي الحداد")),
        ("بقلم: الدكتورة", ()),
        ("د. ليلى", ()),
    ],
)
def test_a_title_is_part_of_the_name_as_printed(text: str, names: tuple[str, ...]) -> None:
    """Doctor, professor and engineer, short or in full; a profession in front of the title is not."""
    assert names == parse_byline(text).authors


@every_row(
    ("text", "names"),
    [
        ("كتب: أحمد محمود ومنى فاروق", ("أحمد محمود", "منى فاروق")),
        ("كتب - أحمد محمود، منى فاروق وعبد الله حسن", ("أحمد محمود", "منى فاروق", "عبد الله حسن")),
        ("أحمد محمود و منى فاروق", ("أحمد محمود", "منى فاروق")),
        ("واصف وهبي ووليد وهبة", ("واصف وهبي", "وليد وهبة")),
        ("وفاء وجدي", ("وفاء وجدي",)),
        ("محمد محمود ولد عبد العزيز", ("محمد محمود ولد عبد العزيز",)),
        ("فهد بن عبد الله آل سعد", ("فهد بن عبد الله آل سعد",)),
        ("يوسف ابن زياد وأبو بكر حسن", ("يوسف ابن زياد", "أبو بكر حسن")),
        ("عبدالرحمن أبو زيد", ("عبدالرحمن أبو زيد",)),
        ("بقلم: مُحَمَّد عَلِيّ", ("مُحَمَّد عَلِيّ",)),
        ("ﻣﺤﻤﺪ ﻋﻠﻲ", ("محمد علي",)),
        ("By Sami Haddad and Jean-Pierre D'Arcy", ("Sami Haddad", "Jean-Pierre D'Arcy")),
    ],
)
def test_each_of_several_names_is_a_name(text: str, names: tuple[str, ...]) -> None:
    """Commas and both spellings of "and" separate names; the letter waw that opens a name does not."""
    assert names == parse_byline(text).authors


@every_row(
    ("text", "authors", "agency", "place"),
    [
        ("القاهرة: محمد علي", ("محمد علي",), None, "القاهرة"),
        ("الرباط - محمد علي", ("محمد علي",), None, "الرباط"),
        ("محمد علي | الدار البيضاء", ("محمد علي",), None, "الدار البيضاء"),
        ("محمد علي (القاهرة)", ("محمد علي",), None, "القاهرة"),
        ("محمد علي (أ ف ب)", ("محمد علي",), "أ ف ب", None),
        ("بيروت: محمد علي، دمشق: سامي الحداد", ("محمد علي", "سامي الحداد"), None, "بيروت"),
        ("الرباط - و م ع", (), "و م ع", "الرباط"),
        ("الأفق - طنجة و.م.ع", (), "و.م.ع", "طنجة"),
        ("الأناضول - أنقرة", (), "الأناضول", "أنقرة"),
        # Qena is a town with correspondents, and written as the agency of Qatar
        ("قنا - محمد علي", ("محمد علي",), None, "قنا"),
        ("كتب - محمد علي - قنا", ("محمد علي",), None, "قنا"),
        ("الدوحة - قنا", (), "قنا", "الدوحة"),
        ("قنا", (), "قنا", None),
        ("المصدر: وكالات", (), "وكالات", None),
    ],
)
def test_people_agency_and_place_are_distinguished(
    text: str, authors: tuple[str, ...], agency: str | None, place: str | None
) -> None:
    """Each has its own field."""
    assert ParsedByline(authors=authors, agency=agency, dateline=place) == parse_byline(text)


AGENCIES = """و م ع|و.م.ع|أ ف ب|أ.ف.ب|ا.ف.ب|أف ب|رويترز|وكالة رويترز|واس|وام|أ ش أ|أ.ش.أ|د ب أ|قنا|كونا|وكالة الأناضول|وكالات
وكالة الأنباء السعودية|وكالة أنباء البحرين|وكالة المغرب العربي للأنباء|أسوشيتد برس|Reuters|AFP""".replace("\n", "|")


@every_row("name", AGENCIES.split("|"))
def test_an_agency_is_known_in_every_spelling(name: str) -> None:
    """As a byline, alone on a line, in brackets, behind a city, and at the end of a paragraph."""
    opening = parse_dateline(f"بيروت ({name}) - قال الوزير إن الأشغال انتهت")

    assert (name, name, name, name, ("انتهت الأشغال.", name)) == (
        parse_byline(name).agency,
        credited_agency(f"المصدر : {name}"),
        credited_agency(f"({name})"),
        opening.agency if opening else None,
        split_closing_credit(f"انتهت الأشغال. ({name})"),
    )


@every_row(
    "text",
    [
        "الأفق - متابعة",
        "الأفق - خاص",
        "الأفق- مكتب الرباط - خاص",
        "admin",
        "هيئة التحرير",
        "أسرة التحرير",
        "المحرر السياسي",
        "مراسل الأفق",
        "الأفق الرباط",
        "أخبار عربية",
        "ثقافة وفن",
        "شارك المقال",
        "تصوير: كريم الصباغ",
        "23 نوفمبر 2026",
        "كتب الوزير في رسالة أن الحكومة تعمل",
        "سامي",
    ],
)
def test_a_line_without_a_person_gives_no_author(text: str) -> None:
    """Newsrooms, sections, buttons, photographers, sentences and single words are not authors."""
    assert () == parse_byline(text).authors


@every_row(
    "line",
    [
        "برلين: لا خلاف حول الميزانية الجديدة",
        "فوز كبير للفريق المحلي في الدوري (ليفربول)",
        "الميناء.. أعمال توسعة وأهداف جديدة",
        "مصرع 12 شخصا في حادث سير",
    ],
)
def test_a_sentence_is_not_a_byline(line: str) -> None:
    """A place before a sentence, or in brackets behind it, makes no person of its words."""
    assert ParsedByline() == parse_byline(line)


@every_row(
    ("line", "rest"),
    [
        ("كتب: أحمد محمود", "أحمد محمود"),
        ("أجرى الحوار: كريم الصباغ", "كريم الصباغ"),
        ("بقلم الكاتب الصحفي سامي الحداد", "سامي الحداد"),
        ("كتب: أحمد محمود | الإثنين 23 نوفمبر 2026 - 10:05 ص", "أحمد محمود | الإثنين 23 نوفمبر 2026 - 10:05 ص"),
        ("كتب أحمد محمود", None),
        ("كتبت صحيفة لوموند أن فرنسا تراجعت", None),
        ("تقرير جديد يكشف أرقام البطالة", None),
        ("أحمد محمود", None),
    ],
)
def test_a_label_needs_a_mark_where_it_could_open_a_sentence(line: str, rest: str | None) -> None:
    """`بقلم` is always a label; `كتب` and nouns are labels before a mark; a name alone is not a byline."""
    assert rest == labelled_byline(line)


@every_row(
    ("opening", "place", "agency"),
    [
        ("الرباط - و م ع: ", "الرباط", "و م ع"),
        ("القاهرة - (رويترز): ", "القاهرة", "رويترز"),
        ("غزة / الأناضول / ", "غزة", "الأناضول"),
        ("تونس - وات - ", "تونس", "وات"),
        ("الرياض 23 نوفمبر 2026 (واس) -- ", "الرياض", "واس"),
        ("أبوظبي في 23 نوفمبر / وام / ", "أبوظبي", "وام"),
        ("القدس المحتلة – ", "القدس المحتلة", None),
        ("الرباط \u0640 ", "الرباط", None),  # ARABIC TATWEEL, typed for a dash
        ("واشنطن، لندن - ", "واشنطن، لندن", None),
        ("القاهرة – «الأفق»: ", "القاهرة", None),
        ("رويترز - ", None, "رويترز"),
        ("(أ ف ب) – ", None, "أ ف ب"),
    ],
)
def test_a_dateline_is_separated_from_the_sentence(opening: str, place: str | None, agency: str | None) -> None:
    """Place, day, agency and the outlet's own name are taken off; the rest opens the text."""
    sentence = "أعلنت الحكومة برنامجا جديدا - هو الثاني من نوعه - لدعم القرى."
    found = parse_dateline(opening + sentence)

    assert (place, agency, sentence) == ((found.place, found.agency, found.rest) if found else None)


@every_row(
    "sentence",
    [
        "قال الوزير - في مؤتمر صحفي - إن الأشغال انتهت.",
        "القاهرة مدينة كبيرة - كما قيل - لا تنام.",
        "الرباط 2030: خطة جديدة للنقل.",
        "في 12 مارس (آذار) من العام الماضي انتهت الأشغال.",
    ],
)
def test_a_sentence_has_no_dateline(sentence: str) -> None:
    """A dash, a bracket or a city inside a sentence is not a dateline."""
    assert None is parse_dateline(sentence)


def test_an_abbreviation_behind_the_name_is_not_a_credit() -> None:
    """Brackets that explain the name of an agency belong to the sentence."""
    assert None is split_closing_credit("هذا ما قاله الوزير في تصريح لوكالة الأنباء السعودية (واس).")


@every_row("line", ["المصدر: الأفق", "المصدر: محمد علي", "قال محمد", "وكالة السفر", "بنا البيت"])
def test_a_line_without_an_agency_is_not_a_credit(line: str) -> None:
    """A credit names only agencies, one or more."""
    assert None is credited_agency(line)


def test_several_agencies_are_one_credit() -> None:
    """They are returned as printed."""
    assert ("رويترز + وكالات", ("انتهت.", "أ.ف.ب، رويترز")) == (
        credited_agency("المصدر: رويترز + وكالات"),
        split_closing_credit("انتهت. (أ.ف.ب، رويترز)"),
    )


@every_row(
    ("text", "expected"), [("ليلى منصور", True), ("ليلى 2026", False), ("الدار البيضاء", False), ("أ ف ب", False)]
)
def test_a_person_has_a_name_of_letters(text: str, expected: bool) -> None:
    """Figures, cities and agencies are not people."""
    assert expected == is_person(text)


def test_bylines_datelines_and_credits_separate_people_places_and_agencies() -> None:
    """Each is its own field; the words of a newsroom are not names."""
    bylines = parse_byline("بقلم: عبد الرحمان المنسي"), parse_byline("الرباط - و م ع"), parse_byline("فريق التحرير")
    opening = parse_dateline("القاهرة - أ ش أ: قال الوزير")

    assert [("عبد الرحمان المنسي",), (), ()] == [each.authors for each in bylines]
    assert ("و م ع", "الرباط") == (bylines[1].agency, bylines[1].dateline)
    assert opening is not None
    assert ("القاهرة", "أ ش أ", "قال الوزير") == (opening.place, opening.agency, opening.rest)
    assert ("أ ف ب", None) == (credited_agency("(أ ف ب)"), credited_agency("قال محمد"))
