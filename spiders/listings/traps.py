"""Crawler traps: URLs with sessions, calendars, endless parameters, and paths that repeat themselves."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

LONGEST_URL, DEEPEST_PATH = 2_000, 12
MOST_OF_ONE_PATH = 200
"""How many URLs of one path, which differ only in their parameters, the pages of a source may name in a run."""
MOST_TRAPS = 50
"""How many traps of one source are stored in a run; the others are only counted."""
MOST_NEW_LINKS = 500
"""How many new URLs the section pages of one source may bring in a run."""
_MOST_PARAMETERS = 8
_SESSION_NAME = re.compile(
    r"(?:php|asp|j)?_?sess(?:ion)?_?(?:id|key)?|s_?id|zenid|oscsid|cftoken|aspsessionid\w*", re.IGNORECASE
)
_SESSION_VALUE = re.compile(r"(?=[^&]*[0-9])(?=[^&]*[a-z])[a-z0-9_-]{16,}|[0-9a-f]{24,}", re.IGNORECASE)
_SESSION_PATH = re.compile(r"/\(S\([a-z0-9]{16,}\)\)(?=/)", re.IGNORECASE)  # ASP.NET's cookieless sessions
_CALENDAR = re.compile("/(?:calendar|agenda|التقويم|تقويم)(?=/)", re.IGNORECASE)
_CALENDAR_DAY = re.compile(r"/(?:19|20)\d\d(?:[/-]\d\d?){0,2}/?$")
_ONE_NUMBER = re.compile(r"(?:[\w-]{1,20}=)?\d+")
_CALENDAR_NAMES = frozenset({"year", "month", "day", "view"})


def without_session(url: str) -> str:
    """Return *url* without the session id that a server wrote into it, because each visit would bring new URLs.

    A `sid` that is a number or a word belongs to an article, and stays.
    """
    if "?" not in url and "(S(" not in url:
        return url
    parts = urlsplit(url)
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    kept = [each for each in parameters if not _is_session(*each)]
    path = _SESSION_PATH.sub("", parts.path)
    if len(kept) == len(parameters) and path == parts.path:
        return url
    return urlunsplit(parts._replace(path=path, query=urlencode(kept) if len(kept) < len(parameters) else parts.query))


def trap_of(url: str) -> str | None:
    """Return why *url* is a trap, by its shape alone; `None` for an ordinary URL."""
    if len(url) > LONGEST_URL:
        return f"longer than {LONGEST_URL} letters"
    parts = urlsplit(url)
    steps = [each for each in parts.path.split("/") if each]
    if len(steps) > DEEPEST_PATH:
        return f"a path of more than {DEEPEST_PATH} steps"
    if _repeats(steps):
        return "a path that repeats itself"
    if parts.query.count("&") >= _MOST_PARAMETERS:
        return f"more than {_MOST_PARAMETERS} parameters"
    return "a calendar" if _is_calendar(parts.path, parts.query) else None


@dataclass(slots=True)
class ParameterCounter:
    """Counts the URLs that the section pages of a source name in a run, by path."""

    paths: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def is_endless(self, url: str) -> bool:
        """Whether *url* is one too many of its path. A query that is one number is an article's, and does not count."""
        path, _mark, query = url.partition("?")
        if not query or _ONE_NUMBER.fullmatch(query):
            return False
        known = self.paths[path]
        if query in known:
            return False
        if len(known) == MOST_OF_ONE_PATH:
            return True
        known.add(query)
        return False


def _is_calendar(path: str, query: str) -> bool:
    """Whether the URL is a month of a calendar, which always has a next one. An article below it is not."""
    names = {each.partition("=")[0] for each in query.split("&")}
    plain = unquote(path)
    calendar = _CALENDAR.search(plain)
    is_day = calendar is not None and _CALENDAR_DAY.search(plain, calendar.end()) is not None
    return is_day or {"year", "month"} <= names <= _CALENDAR_NAMES


def _is_session(name: str, value: str) -> bool:
    return _SESSION_NAME.fullmatch(name) is not None and _SESSION_VALUE.fullmatch(value) is not None


def _repeats(steps: list[str]) -> bool:
    """Whether one step comes three times in a row, or two or three steps twice. The numbers of a date may repeat."""
    for size, times in ((1, 3), (2, 2), (3, 2)):
        for start in range(len(steps) - size * times + 1):
            first = steps[start : start + size]
            again = all(steps[start + n * size : start + (n + 1) * size] == first for n in range(1, times))
            if again and len(set(first)) == size and not all(each.isdecimal() for each in first):
                return True
    return False
