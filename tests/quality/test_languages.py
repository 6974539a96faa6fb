"""How surely Arabic is told from the languages that share its letters."""

from __future__ import annotations

import gzip
import json
from functools import cache

import pytest

from pipelines.filters.language import language
from tests.support.paths import SHARED

SAMPLES = SHARED / "arabic" / "languages.jsonl.gz"
LEAST_PRECISION, LEAST_RECALL = 0.995, 0.998


@cache
def _samples() -> list[tuple[str, str, str]]:
    if not SAMPLES.exists():
        pytest.skip(f"no samples at {SAMPLES}")
    rows = [json.loads(line) for line in gzip.decompress(SAMPLES.read_bytes()).decode().splitlines()]
    return [(row["set"], row["language"], row["text"]) for row in rows]


def test_what_is_called_arabic_is_arabic() -> None:
    """Of the texts called Arabic without knowing the outlet, 995 in a thousand are."""
    called = [code for _, code, text in _samples() if language(text) == "ar"]

    assert called.count("ar") / len(called) >= LEAST_PRECISION


def test_arabic_is_called_arabic() -> None:
    """Of the Arabic texts, dialects and single words among them, 998 in a thousand are called so."""
    codes = [language(text) for _, code, text in _samples() if code == "ar"]

    assert codes.count("ar") / len(codes) >= LEAST_RECALL


def test_short_headlines_of_an_arabic_outlet_are_arabic() -> None:
    """One to three words are Arabic when the outlet is."""
    short = [text for _, code, text in _samples() if code == "ar" and len(text.split()) <= 3]

    assert [] == [text for text in short if language(text, prior="ar") != "ar"]


def test_an_answer_never_changes() -> None:
    """A hundred repeats give one answer for every text."""
    texts = [text for _, _, text in _samples()][::7]

    assert [] == [text for text in texts if len({language(text) for _ in range(100)}) > 1]
