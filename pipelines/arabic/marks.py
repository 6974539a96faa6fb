"""Ranges of characters: Arabic letters, and what `clean` and `fold` remove (invisible marks, joiners, controls)."""

from __future__ import annotations

import re

# Hamza to yeh, the letters of Arabic itself, as a range; TATWEEL (U+0640) lies in it.
LETTERS = "\u0621-\u064a"
# Soft hyphen, Arabic letter mark, zero-width space, left/right marks, embeddings and overrides, word joiner,
# invisible operators and isolates, byte-order mark, interlinear annotation.
INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
# Zero-width non-joiner and joiner: they have a use in Persian words and none in Arabic ones.
JOINERS = "\u200c\u200d"
# C0 and C1, except those that Python reads as white space.
CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"

_SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return *text* with surrogate pairs joined to their character and each lone surrogate as U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
