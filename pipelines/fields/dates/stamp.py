"""Lines that are only a date or a time: at the edges of a text they belong to the page."""

from __future__ import annotations

import re

from pipelines.arabic import fold
from pipelines.arabic.dates.time_of_day import find_time
from pipelines.arabic.sentences import ends_sentence
from pipelines.fields.dates.context import DateContext
from pipelines.fields.dates.printed import date_parts, is_time_alone

_MOST_WORDS, _WORDS_AGO = 16, 4
_AGO = re.compile(r"(?:نشر )?(?:منذ|قبل) ")


def is_stamp(line: str, date_context: DateContext) -> bool:
    """Whether a short line is only a date, two dates with their labels, a time of day, or how long ago it was."""
    size = len(line.split())
    if size > _MOST_WORDS or ends_sentence(line.rstrip(")")):
        return False
    folded = fold(line)
    if not any(each.isdigit() for each in line) and not (size <= _WORDS_AGO and _AGO.match(folded)):
        return False
    at = find_time(folded)
    if at is not None and is_time_alone(folded, at.span):
        return True
    return any(date_context.read(each, "printed") is not None for each in date_parts(line, date_context))
