"""Tidy Arabic text for display, without losing what the outlet wrote."""

from __future__ import annotations

import re
import unicodedata

# Arabic Presentation Forms A and B: shapes that a font picks, stored by old systems instead of letters.
_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_LINE_ENDS = re.compile("\r\n?|[\u0085\u2028\u2029]")
# Controls but newline and tab; soft hyphen, Arabic letter mark, zero-width space, left/right marks,
# embeddings and overrides, word joiner and isolates, byte-order mark.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
# Zero-width non-joiner and joiner shape a Persian or Arabic word; elsewhere they are litter.
_JOINERS = re.compile("(?<![\u0600-\u06ff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0600-\u06ff])")
_SPACES = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_EDGES = re.compile(r" ?\n ?")
_PLAIN = re.compile("[ -~\n\u060c\u061b\u061f\u0621-\u0652\u0660-\u066c\u00ab\u00bb\u201c\u201d\u2013\u2026]*")


def clean(text: str) -> str:
    """Return *text* in NFC with ordinary letters, single spaces and no invisible marks.

    Vowel marks and tatweel stay as printed; every kind of line end becomes a newline; a lone surrogate
    becomes U+FFFD. Idempotent, and nothing that `fold` compares is changed.
    """
    if not _PLAIN.fullmatch(text):
        text = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text
        text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        text = _LINE_ENDS.sub("\n", text)
        text = _JOINERS.sub("", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text)
    return _EDGES.sub("\n", _SPACES.sub(" ", text)).strip(" \n")


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= each <= "\udfff" for each in text)
