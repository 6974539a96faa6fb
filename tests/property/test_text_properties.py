"""Properties of the two forms of a text: tidied for display, and folded for comparison."""

from __future__ import annotations

from hypothesis import given, strategies as st

from pipelines.arabic import clean, fold, words

# Letters, marks, tatweel, presentation forms, joiners, bidi marks, digits, Latin, spaces of every kind.
ALPHABET = "ابتةىيئؤأإآٱكگپ\u0651\u064e\u0640\ufefb\ufe8d\ufdf2\u200c\u200f\u202b\u2069\u00a0\u2028٠٩۵5Aaé .،«\n"


@given(st.text(alphabet=ALPHABET))
def test_folding_and_cleaning_are_idempotent(text: str) -> None:
    """A second pass changes nothing, and cleaning changes none of the words that are compared."""
    assert (fold(text), clean(text), words(text)) == (fold(fold(text)), clean(clean(text)), words(clean(text)))
