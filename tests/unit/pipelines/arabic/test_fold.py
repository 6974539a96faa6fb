"""Folding and cleaning."""

from __future__ import annotations

from pipelines.arabic import fold
from pipelines.arabic.fold import fold_letters
from tests.support.tables import every_row

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


@every_row(("one", "other"), SAME)
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    """Forms that readers take for the same word fold to the same text."""
    assert fold(one) == fold(other)


def test_letters_alone_compare_two_printings() -> None:
    """Quotes, spaces and marks differ between a title and a headline; letters and digits do not."""
    assert "قالنعم2026" == fold_letters("«قال»: نَعَم، 2026!") == fold_letters("قال نعم ٢٠٢٦")
