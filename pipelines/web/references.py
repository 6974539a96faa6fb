"""Character references of strangers (`&#1575;`): resolved as HTML has them, whatever their length."""

from __future__ import annotations

import html
import re

# Unicode ends at U+10FFFF: seven decimal or six hexadecimal digits, behind leading zeros. Nobody writes forty digits.
_BEYOND = re.compile("&#(?:[0-9]{40,}+|0*+[1-9][0-9]{7,}+|[xX]0*+[1-9a-fA-F][0-9a-fA-F]{6,}+);?")


def unescape(text: str) -> str:
    """Return *text* with its character references resolved; U+FFFD for numbers beyond Unicode, of any length.

    Python refuses to read a number of more than 4,300 digits, so `html.unescape` raises for a page that has one.
    """
    return html.unescape(_BEYOND.sub("\ufffd", text) if "&#" in text else text)
