"""The one gate for foreign text: what a terminal, a log or a spreadsheet may get of it.

A stranger's text may move the cursor, rename the window or swap what is read: by C0 and C1 controls (ECMA-48), by bidi
embeddings, overrides and isolates (Unicode Standard Annex 9; CVE-2021-42574), and by tag characters that nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_ENDS = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
# C0, DELETE and C1; embeddings and overrides; isolates and deprecated formats; interlinear annotation; tags; surrogates.
_HOSTILE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_ESCAPED = re.compile("[\x7f-\x9f\u2028-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# All that is changed in a text of lines; nearly every text has none of it, and one look is cheaper than three changes.
_CHANGED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def printable(text: str, *, lines: bool = False) -> str:
    """Return *text* without anything that steers a terminal or hides in it; with *lines* its line ends stay.

    Letters, joiners and direction marks stay as they are. A lone surrogate becomes U+FFFD. Idempotent.
    """
    if (text.replace("\n", "") if lines else text).isprintable() or (lines and not _CHANGED.search(text)):
        return text  # Python's own test is the fastest, and lets no control or format character pass
    ended = _ENDS.sub("\n" if lines else " ", text).replace("\t", " ")
    return _SURROGATES.sub("\ufffd", _HOSTILE.sub("", ended))


def escaped(text: str, escape: Callable[[str], str] | None = None) -> str:
    """Return JSON *text* in which what `printable` removes is written as escapes, so that a program reads it exactly.

    *escape* writes one character; the default is JSON's (UTF-16 units). What JSON escapes already is not touched.
    """
    return _ESCAPED.sub(lambda found: (escape or _json_escape)(found[0]), text)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))


def toml_escape(character: str) -> str:
    """Return *character* as an escape of a TOML string; TOML has no surrogates, so that one becomes U+FFFD."""
    code = ord(character)
    return "\\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004
