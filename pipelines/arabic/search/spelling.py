"""The words of a text in the spelling that the search compares; apart from `fold`, which copies are recognised by.

It keeps what tells two words apart: ة is not ه, and a hamza on its seat is no bare alif (ألمانيا has no article).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.arabic.fold import INSIDE_WORDS, without_marks
from pipelines.arabic.marks import whole

_WORD = re.compile(r"[^\W_]+")
_PRINTED = re.compile(rf"[^\W_](?>(?:[^\W_]|[{INSIDE_WORDS}])*)")
_LETTERS = str.maketrans(
    {
        "ٱ": "ا", "ٲ": "أ", "ٳ": "إ", "ی": "ي", "ې": "ي", "ۃ": "ة", "ہ": "ه", "ھ": "ه", "ۀ": "ه", "ک": "ك", "ڪ": "ك",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
_OTHER_LETTERS = re.compile(f"[{''.join(map(chr, _LETTERS))}]")  # most texts have none, and one look is cheaper
_HAMZAS = (("ائ", "اي"), ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ؤ", "ء"), ("ئ", "ء"))


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word of a text: where it occurs, and its letters without marks; hamzas keep their seats."""

    start: int
    end: int
    letters: str


def search_words(text: str) -> list[str]:
    """Return the words of *text* in order, without vowel and invisible marks and tatweel; hamzas keep their seats."""
    return _WORD.findall(_letters(text))


def seatless_words(text: str) -> list[str]:
    """Return the words of *text* as `search_words`, each `without_seats`: in one step, since no seat parts words."""
    return _WORD.findall(without_seats(_letters(text)))


def printed_words(text: str) -> Iterator[PrintedWord]:
    """Yield the words of *text* with their places in it; marks inside a word do not part it."""
    for found in _PRINTED.finditer(text):
        for letters in search_words(found[0]):
            yield PrintedWord(found.start(), found.end(), letters)


def without_seats(word: str) -> str:
    """Return *word* with ا for أ إ آ, ي for ى, ء for ؤ and ئ, but ي for ئ behind ا, as many write it (زبائن, زباين)."""
    for seat, bare in _HAMZAS:
        word = word.replace(seat, bare)
    return word


def _letters(text: str) -> str:
    bare = unicodedata.normalize("NFKC", without_marks(whole(text)))
    bare = without_marks(bare)
    return (bare.translate(_LETTERS) if _OTHER_LETTERS.search(bare) else bare).casefold()
