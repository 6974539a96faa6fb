"""Where a sentence ends: one set of marks, and a named variant for every place that needs another.

The Latin question mark belongs to no variant. Trailing blanks are ignored everywhere.
"""

from __future__ import annotations

import re

_FIRM_STOPS = frozenset(".؟!")
_STOPS = _FIRM_STOPS | {"…"}
_STOP_OR_QUOTE = _STOPS | frozenset('»”"')
_CLOSING = _STOP_OR_QUOTE | frozenset(":؛)")
_STOP_OR_SEMICOLON = _STOPS | {"؛"}
_STOP_QUOTE_OR_COLON = _STOP_OR_QUOTE | {":"}
_FIRM_STOP_OR_QUOTE = _FIRM_STOPS | {"»", "”"}
_FIRM_STOP_OR_COLON = _FIRM_STOPS | {":"}
_LONG_LINE, _SENTENCE_LINE = 10, 5
_BETWEEN = re.compile(r"(?<=[.!؟…])\s+|\n+")


def ends_sentence(line: str) -> bool:
    """Whether *line* ends as prose does: a stop, a closing quote or bracket, a colon or a semicolon."""
    return _last(line) in _CLOSING


def ends_with_stop(line: str) -> bool:
    """Whether *line* ends with a stop, with any marks behind it.

    For captions and for labels such as `اقرأ أيضا`: both often end with a quote, a colon or a bracket of their own.
    """
    for each in reversed(line):
        if each in _STOPS:
            return True
        if each.isalnum() or each == "_":
            return False
    return False


def ends_with_stop_or_semicolon(line: str) -> bool:
    """Whether the last mark of *line* is a stop or a semicolon.

    For lines of attribution: these end with a colon, a bracket or a quoted name (`الخرطوم - وكالات:`, `(أ ف ب)`).
    """
    return _last(line) in _STOP_OR_SEMICOLON


def ends_with_stop_quote_or_colon(line: str) -> bool:
    """Whether *line* ends with a stop, a closing quote or a colon.

    For signatures: a bracket may close one, with a place or an agency in it.
    """
    return _last(line) in _STOP_QUOTE_OR_COLON


def ends_with_stop_or_quote(line: str) -> bool:
    """Whether *line* ends with a stop or a closing quote.

    For the headlines of plain text: a headline may end with a bracket or a colon (`(فيديو)`).
    """
    return _last(line) in _STOP_OR_QUOTE


def ends_with_firm_stop_or_quote(line: str) -> bool:
    """Whether *line* ends with a full stop, a question or exclamation mark, or a curved or angled closing quote.

    For lines between the headline and the text: a deck often trails off with an ellipsis or ends with a straight quote.
    """
    return _last(line) in _FIRM_STOP_OR_QUOTE


def ends_with_firm_stop_or_colon(line: str) -> bool:
    """Whether *line* ends with a full stop, a question or exclamation mark, or a colon.

    For printed dates: brackets and quotes stand around them (`(12 يناير 2026)`).
    """
    return _last(line) in _FIRM_STOP_OR_COLON


def is_running_text(line: str) -> bool:
    """Whether *line* is part of a text: ten words, or five that end as prose does."""
    count = len(line.split())
    return count >= _LONG_LINE or (count >= _SENTENCE_LINE and ends_sentence(line))


def split_sentences(text: str) -> list[str]:
    """Return the sentences of *text*: parts that a stop and blanks, or a line end, close."""
    return _BETWEEN.split(text)


def _last(line: str) -> str:
    return line.rstrip()[-1:]
