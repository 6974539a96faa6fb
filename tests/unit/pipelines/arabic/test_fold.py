"""Folding and cleaning."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from pipelines.arabic import clean, fold, words
from pipelines.arabic.fold import fold_letters

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
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    """Forms that readers take for the same word fold to the same text."""
    assert fold(one) == fold(other)


@given(st.text(alphabet=ALPHABET))
def test_folding_and_cleaning_are_idempotent(text: str) -> None:
    """A second pass changes nothing, and cleaning changes none of the words that are compared."""
    assert (fold(text), clean(text), words(text)) == (fold(fold(text)), clean(clean(text)), words(clean(text)))


def test_letters_alone_compare_two_printings() -> None:
    """Quotes, spaces and marks differ between a title and a headline; letters and digits do not."""
    assert "قالنعم2026" == fold_letters("«قال»: نَعَم، 2026!") == fold_letters("قال نعم ٢٠٢٦")
