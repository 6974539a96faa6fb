"""Stems: what is one word to a reader is one stem, and what are two words are two."""

from __future__ import annotations

from pipelines.arabic.search.query import SearchTerm
from pipelines.arabic.search.related import relatives
from pipelines.arabic.search.spelling import search_words, without_seats
from pipelines.arabic.search.stem import stem, stems
from tests.support.tables import every_row, wrong_rows

TWO_FORMS = [
    ("الأمن", "الامن"),
    ("الأمن", "والأمن"),
    ("الأمن", "وبالأمن"),
    ("الأمن", "للأمن"),
    ("أمن", "الأمن"),
    ("إسرائيل", "اسرائيل"),
    ("آب", "اب"),
    ("مدرسة", "مدرسه"),
    ("مدرسة", "مدرستها"),
    ("مصطفى", "مصطفي"),
    ("محمد", "مُحَمَّد"),
    ("محمد", "محـــمد"),
    ("كتاب", "کتاب"),
    ("2023", "٢٠٢٣"),
    ("سلام", "ﺳﻼﻡ"),
    ("المغرب", "المغ\u200fرب"),
    ("شركة", "شركات"),
    ("مهندس", "المهندسين"),
    ("دولة", "دولتين"),
    ("شؤون", "شئون"),
    ("مسؤول", "مسئول"),
    ("الله", "اللّه"),
    ("لبنان", "للبنان"),
    ("لجنة", "للجنة"),
    ("المسؤول", "مسؤولي"),
    ("بيروت", "وببيروت"),
    ("ألمانيا", "المانيا"),
    ("المدينة", "مدينتهم"),
]


def test_one_word_in_two_forms_is_one_stem() -> None:
    """As it is typed, and as it is printed."""
    assert [] == wrong_rows([(typed, stems(printed)) for typed, printed in TWO_FORMS], stems)


@every_row(
    "word",
    ["وزارة", "وكالة", "ولاية", "وطنية", "وثيقة", "وزير", "واشنطن", "ألمانيا", "إلكتروني", "التزام", "فريق", "بيان", "لبنان",
     "لجنة", "كتاب", "سيارة", "فلسطين", "سودان", "بيروت"],
)  # fmt: skip
def test_no_letter_of_a_root_is_cut(word: str) -> None:
    """Each of these begins or ends like a prefix or an ending that it does not have."""
    assert stem(word) == without_seats(word)


@every_row(
    ("one", "other"),
    [
        ("الرياض", "رياضة"),
        ("الأمن", "أمنية"),
        ("الحكومة", "حكومي"),
        ("المدرسة", "مدرس"),
        ("الجامعة", "جامع"),
        ("لبنان", "لبن"),
    ],
)
def test_two_words_are_two_stems(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_a_stem_is_its_own_stem_of_everyday_words() -> None:
    """What was cut once is not cut again, so that a query may be typed as a stem."""
    words = search_words("قال الوزير إن الشركات والمدارس في المدينة ستفتح أبوابها للطلاب والمهندسين بعد غد")
    once = [stem(each) for each in words]
    assert [stem(each) for each in once] == once


@every_row("word", ["", "a", "و", "ال", "لل", "وال", "ء", "ا" * 5000, "وبال" * 900, "\u0640", "😀", "ok", "19"])
def test_any_word_has_a_stem(word: str) -> None:
    assert isinstance(stem(word), str)


def test_relatives_are_other_words() -> None:
    """An adjective of a place and a broken plural are not the word; they are what may be meant where it is not found."""
    assert "مغربية" in [each.words[0] for each in relatives(SearchTerm(("مغرب",)))]
    assert "كتب" in [each.words[0] for each in relatives(SearchTerm(("كتاب",)))]
    assert relatives(SearchTerm(("مجلس", "الأمن"))) == []
