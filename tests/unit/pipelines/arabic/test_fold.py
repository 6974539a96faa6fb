"""Folding, cleaning, and telling chrome from text."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from pipelines.arabic import clean, fold, words
from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.bylines import credited_agency, parse_byline, parse_dateline
from pipelines.arabic.snippet import snippet

# Letters, marks, tatweel, presentation forms, joiners, bidi marks, digits, Latin, spaces of every kind.
ALPHABET = "ابتةىيئؤأإآٱكگپ\u0651\u064e\u0640\ufefb\ufe8d\ufdf2\u200c\u200f\u202b\u2069\u00a0\u2028٠٩۵5Aaé .،«\n"
SAME = [
    ("مُحَمَّد", "محمد"),
    ("محـــمد", "محمد"),
    ("الأمن", "الامن"),
    ("مدرسة", "مدرسه"),
    ("مصطفى", "مصطفي"),
    ("ﺳﻼﻡ", "سلام"),
    ("کتاب", "كتاب"),
    ("٢٠٢٣", "2023"),
    ("المغ\u200fرب", "المغرب"),
    ("مسؤول", "مسوول"),
    ("BBC", "bbc"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    """What readers take for the same word folds to the same text."""
    assert fold(one) == fold(other)


@given(st.text(alphabet=ALPHABET))
def test_folding_and_cleaning_settle_at_once(text: str) -> None:
    """Both are idempotent, and cleaning changes none of the words that are compared."""
    assert (fold(text), clean(text), words(text)) == (fold(fold(text)), clean(clean(text)), words(clean(text)))


@pytest.mark.parametrize(
    "line",
    [
        "اترك تعليقاً",
        "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
        "زر الذهاب إلى الأعلى",
        "مقالات ذات صلة",
        "اقرأ أيضا: تفاصيل الخطة الجديدة",
        "تابعوا آخر الأخبار عبر Google News",
        "عدد المشاهدات: 120",
        "التعليقات (12)",
        "جميع الحقوق محفوظة © 2026",
    ],
)
def test_chrome_is_told(line: str) -> None:
    """A whole line of site chrome has a kind."""
    assert boilerplate_kind(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "شارك الوزير في اجتماع خصص لدراسة مشروع القانون الجديد أمام أعضاء اللجنة البرلمانية.",
        "تابعت اللجنة النقاش حول حقوق النشر في الأسواق العربية طوال يومين.",
        "وقال إن عبارة «اقرأ أيضا» لا تعني شيئا لدى القراء.",
        "المصدر نفسه أوضح أن الأشغال ستنطلق غدا.",
    ],
)
def test_a_sentence_that_looks_like_chrome_stays(line: str) -> None:
    """Only whole lines and short labelled ones are chrome."""
    assert boilerplate_kind(line) is None


def test_bylines_datelines_and_credits_part_people_places_and_agencies() -> None:
    """Each is its own field; a newsroom's word is nobody's name."""
    said = parse_byline("بقلم: عبد الرحمان المنسي"), parse_byline("الرباط - و م ع"), parse_byline("فريق التحرير")
    opening = parse_dateline("القاهرة - أ ش أ: قال الوزير")

    assert [("عبد الرحمان المنسي",), (), ()] == [each.authors for each in said]
    assert ("و م ع", "الرباط") == (said[1].agency, said[1].dateline)
    assert opening is not None
    assert ("القاهرة", "أ ش أ", "قال الوزير") == (opening.place, opening.agency, opening.rest)
    assert ("أ ف ب", None) == (credited_agency("(أ ف ب)"), credited_agency("قال محمد"))


def test_a_snippet_marks_the_words_as_printed() -> None:
    """What was asked for without marks is found with them, and shown as the outlet wrote it."""
    assert "[والأَمْن]" in snippet("ناقش المجلس السلم والأَمْن في المنطقة", "الامن")
