"""Fold Arabic text for comparison and search."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NewType

from pipelines.arabic.marks import CONTROLS, INVISIBLE, JOINERS, whole

Folded = NewType("Folded", str)
"""Text in the form for comparison and search; it is never shown."""

# Unicode 16, Arabic and Arabic Extended-A/B: marks above and below letters, Quranic signs; the tatweel.
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08ff\u0897-\u089f\u0640"
INSIDE_WORDS = f"{_MARKS}{CONTROLS}{INVISIBLE}{JOINERS}"
"""What may stand between the letters of a word and is none of them, as the inside of a character class."""
_DROP = re.compile(f"[{INSIDE_WORDS}]+")
_LONGEST_LINE = 300
"""Lines up to this length are cached: the lines of a page are compared many times, and its menu is on every page.

Of longer texts the last few are: the body of an article is counted, sketched and searched.
"""
_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\W_]+")
_SEATS = str.maketrans(
    {
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي",
        "ؤ": "و", "ة": "ه", "ۃ": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "ڪ": "ك", "ۀ": "ه",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
_PLAIN = re.compile("[\t-\r -~\u060c\u061b\u061f\u0621-\u0652\u0660-\u066c\u00ab\u00bb\u201c\u201d\u2013\u2026]*")


def fold(text: str) -> Folded:
    """Return *text* for comparison and search, never for display.

    Lossy: vowel marks, hamza seats, tatweel, presentation forms, digit shapes, invisible marks and case are removed,
    so that مَدْرَسَة equals مدرسه. Idempotent. Word boundaries and punctuation stay.
    """
    return _folded_line(text) if len(text) <= _LONGEST_LINE else _folded_text(text)


def without_marks(text: str) -> str:
    """Return *text* without vowel marks, tatweel, joiners, controls and invisible marks."""
    return _DROP.sub("", text)


def words(text: str) -> list[str]:
    """Return the folded words of *text* in order: runs of letters and digits."""
    return _WORD.findall(fold(text))


def fold_letters(text: str) -> str:
    """Return the folded letters and digits of *text* with nothing between them, to compare two printings."""
    return _BETWEEN.sub("", fold(text))


def _folded(text: str) -> Folded:
    if not _PLAIN.fullmatch(text):
        text = unicodedata.normalize("NFKC", _DROP.sub("", whole(text)))
        if not _PLAIN.fullmatch(text):  # case folding can split a letter, and composition joins it again
            text = unicodedata.normalize("NFKC", text.casefold())
    text = _DROP.sub("", text).translate(_SEATS).casefold()
    return Folded(" ".join(text.split()))


_folded_line = lru_cache(maxsize=4096)(_folded)
_folded_text = lru_cache(maxsize=16)(_folded)
