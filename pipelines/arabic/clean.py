"""Tidy Arabic text for display, without losing what the outlet wrote."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.arabic.marks import CONTROLS, INVISIBLE, JOINERS, whole

# Arabic Presentation Forms A and B: the shapes of letters in a font, which old systems store instead of letters.
# The ornate brackets and noncharacters between them (U+FD3E-FD4F, U+FDCF-FDEF, U+FDFD-FDFF) are not letters.
_SHAPES = re.compile("[\ufb50-\ufd3d\ufd50-\ufdce\ufdf0-\ufdfc\ufe70-\ufefc]+")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\u0085\u2028\u2029]")
_INVISIBLE = re.compile(f"[{CONTROLS}{INVISIBLE}]+")
_LETTER = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06ed\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff"
_STRAY_JOINERS = re.compile(
    f"(?<![{_LETTER}{JOINERS}])[{JOINERS}]++|(?<![{JOINERS}])[{JOINERS}]++(?![{_LETTER}{JOINERS}])"
)
_MARKED = re.compile("([\u0620-\u064a\u066e-\u06d3][\u064b-\u065f\u0670]{2,})")
# MADDAH ABOVE, HAMZA ABOVE, HAMZA BELOW: together with the letter below them they are one letter.
_SEATED = re.compile("(?P<letter>^.)(?P<before>[^\u0653-\u0655]*)(?P<seat>[\u0653-\u0655])")
_SPACES = re.compile("[\t\x1f \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_EDGES = re.compile(r" ?\n ?")
_LONGEST_LINE = 300
"""Lines up to this length are cached: several readings of a page have the same lines."""
_PLAIN = re.compile("[ -~\n\u060c\u061b\u061f\u0621-\u0652\u0660-\u066c\u00ab\u00bb\u201c\u201d\u2013\u2026]*")


def clean(text: str) -> str:
    """Return *text* composed, with ordinary letters, single spaces and no invisible marks.

    Vowel marks and tatweel stay as printed and in the order in which they were typed. Every kind of line end becomes a
    newline. A lone surrogate becomes U+FFFD. Idempotent; nothing that `fold` compares is changed.
    """
    return _cleaned_line(text) if len(text) <= _LONGEST_LINE else _cleaned(text)


def _cleaned(text: str) -> str:
    if not _PLAIN.fullmatch(text):
        text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), whole(text))
        text = _LINE_ENDS.sub("\n", text)
        text = _STRAY_JOINERS.sub("", _INVISIBLE.sub("", text))
    return _EDGES.sub("\n", _SPACES.sub(" ", _composed(text))).strip(" \n")


_cleaned_line = lru_cache(maxsize=4096)(_cleaned)


def _composed(text: str) -> str:
    """Return *text* in NFC, except for the order of vowel marks: shadda first, as it is typed and read.

    NFC puts a tanwin before the shadda below it, which is not the reading order (Unicode Standard Annex 53). A
    headline in NFC would then differ from the same headline as printed.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces = _MARKED.split(text)
    pieces[::2] = [unicodedata.normalize("NFC", each) for each in pieces[::2]]
    pieces[1::2] = [_SEATED.sub(_seated, each) for each in pieces[1::2]]
    return "".join(pieces)


def _seated(found: re.Match[str]) -> str:
    """Join a letter with the first madda or hamza among its marks, if Unicode has one letter for the two."""
    one = unicodedata.normalize("NFC", found["letter"] + found["seat"])
    return one + found["before"] if len(one) == 1 else found[0]
