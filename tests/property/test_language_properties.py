"""The short look at ordinary Arabic gives what counting the letters gives, or leaves it to that."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from pipelines.filters.language import is_clearly_arabic, weighed
from tests.support.paths import SHARED

PRIORS = (None, "ar", "fa", "ur", "fr")
# What the short look knows, and what is near it: letters of other alphabets, marks that join letters, forms, joiners.
ORDINARY = "ءابتثجحخدذرزسشصضطظعغفقكلمنهويىةأإؤئآ \n.,،؛؟«»abcXYZ012٣٤٪ـ\u064b\u0651\u0652\u00a0\u200b\u200f\u202c\u2014"
NEAR = "ٱکیھہەۃپچژگڤٹۆێ۽\u0653\u0654\u0655\u0670\u200c\u200d\ufefb\ufdf2éπ"
WORDS = st.sampled_from(("في", "على", "المدرسة", "دولة", "Reuters", "کتاب", "سوريا", "شاهد", "كهرباء", "ثذحصضطظع"))
SHARED_TEXTS = (SHARED / "arabic" / "languages.jsonl.gz", SHARED / "corpus" / "text" / "articles.jsonl.gz")


def wrong(text: str) -> list[tuple[str | None, str | None]]:
    """Return the answers that differ, by the language of the outlet."""
    if not is_clearly_arabic(text):
        return []
    return [(prior, found) for prior in PRIORS if (found := weighed(text, prior)) != "ar"]


@given(
    st.text(alphabet=ORDINARY)
    | st.text(alphabet=ORDINARY + NEAR)
    | st.lists(WORDS | st.text(alphabet=ORDINARY, max_size=9)).map(" ".join)
)
def test_what_is_clearly_arabic_is_arabic_by_its_letters(text: str) -> None:
    """Whatever the mixture, and whatever the language of the outlet."""
    assert [] == wrong(text)


def test_the_short_look_decides_ordinary_prose() -> None:
    """Names in Latin letters, vowel marks and invisible marks do not stop it; one Persian letter does."""
    prose = "أعلنت وزارة الصحّة (WHO) عن تسجيل ٣٠ حالة جديدة في المستشفى الجامعي،\u00a0وفق بيان\u200f."

    assert (True, False, False) == tuple(map(is_clearly_arabic, (prose, f"{prose} گلميم", "WHO said so في")))


@pytest.mark.parametrize("path", SHARED_TEXTS, ids=lambda path: path.name)
def test_no_shared_text_gets_another_language(path: Path) -> None:
    """The labelled samples, and articles of the corpus."""
    if not path.exists():
        pytest.skip(f"no texts at {path}")
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).decode().split("\n") if line]
    chosen = [row["text"] for row in rows[:: 1 + len(rows) // 800]]
    clear = [text for text in chosen if is_clearly_arabic(text[:2000])]

    assert (True, []) == (len(clear) > 10, [text for text in clear if weighed(text, None) != "ar"])
