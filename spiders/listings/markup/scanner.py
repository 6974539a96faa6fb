"""Recognizes and scans markup of strangers, however damaged, in one pass: no expression here looks back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from html.entities import html5

_HTML = re.compile(
    r"[\s\ufeff]*+(?>(?:<\?xml[^>]*+>\s*+)?)(?>(?:<!--(?>(?:[^-]|-(?!->))*)-->\s*+)*)<(?:!doctype\s++html|html|head|body)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"<!--|<!\[CDATA\[|<(/?)(?>(?:[A-Za-z_][\w.-]*+:)?)([A-Za-z_][\w.-]*+)([^<>]*+)>")
_NUMBER = re.compile(r"&#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?")
_REFERENCE = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]++)|([0-9]++))|([A-Za-z]\w{0,40}+));")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_TAG = 64 * 1024
_LONGEST_NUMBER = 7
_LAST = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class Markup(Enum):
    """The kind of a token."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    PAUSE = "pause"


Token = tuple[Markup, str, str]
"""The kind, the text or the local name in lower case, and the attributes of an opening tag as they are written."""


def is_html(text: str) -> bool:
    """Whether a document begins as an HTML page does, behind an XML declaration and comments."""
    return _HTML.match(text) is not None


def tokens(pieces: Iterator[str]) -> Iterator[Token]:
    """Yield the tags of a document by their local names, and the text between them; comments are dropped.

    Text of CDATA sections has its ampersands escaped, so that all text is read alike. A tag that never ends is text.
    After each piece comes a pause, in which the caller may do other work.
    """
    waiting, until = "", ""
    for piece in pieces:
        waiting, at = waiting + piece, 0
        while True:
            if until:
                text, at, is_over = _section(waiting, at, until)
                if until == "]]>" and text:
                    yield Markup.TEXT, text.replace("&", "&amp;").replace("<", "&lt;"), ""
                if not is_over:
                    break
                until = ""
            mark = _MARK.search(waiting, at)
            end = _end_of_text(waiting, at) if mark is None else mark.start()
            if end > at:
                yield Markup.TEXT, waiting[at:end], ""
            at = end
            if mark is None:
                break
            at = mark.end()
            if mark[2] is None:
                until = "-->" if mark[0] == "<!--" else "]]>"
            else:
                yield (Markup.CLOSE if mark[1] else Markup.OPEN), mark[2].lower(), mark[3]
        waiting = waiting[at:]
        yield Markup.PAUSE, "", ""
    if waiting and not until:
        yield Markup.TEXT, waiting, ""


def _section(waiting: str, start: int, until: str) -> tuple[str, int, bool]:
    """Return the text of a comment or CDATA section so far, where to go on, and whether the section is over."""
    end = waiting.find(until, start)
    if end >= 0:
        return waiting[start:end], end + len(until), True
    end = max(start, len(waiting) - len(until) + 1)
    return waiting[start:end], end, False


def resolved(text: str) -> str:
    """Return *text* with its character references resolved, and without control characters and unknown entities."""
    text = _REFERENCE.sub(_character, text) if "&" in text else text
    return _CONTROL.sub("", text)


def valid_references(text: str) -> str:
    """Return *text* with U+FFFD for numeric references to no character: surrogates, huge numbers, controls."""
    return _NUMBER.sub(lambda found: found[0] if _number(found) is not None else "\ufffd", text)


def has_stray_tag(text: str) -> bool:
    """Whether *text* holds the beginning of a tag that cannot be read."""
    return text.count("<") > text.count("<!") + text.count("<?")


def _end_of_text(waiting: str, start: int) -> int:
    """Return where the text ends, before what may become a tag with the next piece."""
    tag = waiting.rfind("<", start)
    return tag if tag >= 0 and len(waiting) - tag <= _LONGEST_TAG else len(waiting)


def _character(found: re.Match[str]) -> str:
    if found[3] is not None:
        return html5.get(found[3] + ";", "")
    number = _number(found)
    return "\ufffd" if number is None else chr(number)


def _number(found: re.Match[str]) -> int | None:
    digits = (found[1] or found[2]).lstrip("0")
    if not digits or len(digits) > _LONGEST_NUMBER:
        return None
    number = int(digits, 16 if found[1] else 10)
    is_control = number < ord(" ") and chr(number) not in "\t\n\r"
    return None if number > _LAST or number in _SURROGATES or is_control else number
