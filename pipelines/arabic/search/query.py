"""The one grammar of a search: words, "phrases", OR, -without, and fields (headline:, source:, since: and others).

Any typed text is a query: what is no syntax is a word. `match` turns a query into an expression of SQLite's FTS5 over
stems; every stem is quoted, so that no text is read as its syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import ClassVar

from pipelines.arabic.search.function_words import FUNCTION_WORDS
from pipelines.arabic.search.spelling import search_words, without_seats
from pipelines.arabic.search.stem import stem
from storage.database.values.agencies import agency_id, news_agencies
from storage.exit_status import ExitStatus, UserError

_TOKEN = re.compile(
    r"(?P<minus>-?)(?:(?P<field>[a-z]{4,8}):)?(?:[\"\u201c\u201d](?P<straight>[^\"\u201c\u201d]*+)[\"\u201c\u201d]"
    r"|«(?P<guillemets>[^»]*+)»|(?P<word>\S++))"
)
_OR = frozenset({"OR", "|"})
_COLUMNS = frozenset({"headline", "body"})
_FILTERS = frozenset({"source", "country", "section", "agency", "since", "until"})


class QueryError(UserError):
    """A search that cannot be made: the message says what in it is wrong."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """A word, or a phrase of several, as typed; *column* is `headline` or `body`, `None` for both."""

    words: tuple[str, ...]
    column: str | None = None

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of its words."""
        return tuple(stem(each) for each in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """Groups of which every one is wanted, each of one term or of several alternatives; what is excluded; filters.

    *since* and *until* are aware UTC, both included. *section* is as typed, *agency* an id of `news_agencies`.
    """

    groups: tuple[tuple[SearchTerm, ...], ...]
    excluded: tuple[SearchTerm, ...] = ()
    source: str | None = None
    country: str | None = None
    section: str | None = None
    agency: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def terms(self) -> tuple[SearchTerm, ...]:
        """Every wanted term."""
        return tuple(term for group in self.groups for term in group)


@dataclass(slots=True)
class _Draft:
    """What was read of a query so far."""

    groups: list[list[SearchTerm]] = field(default_factory=list)
    excluded: list[SearchTerm] = field(default_factory=list)
    filters: dict[str, str] = field(default_factory=dict)
    joins_last: bool = False


def parse_query(text: str, *, needs_word: bool = True) -> SearchQuery:
    """Return what *text* asks for. Raises `QueryError` where it names no word, or a day that is none.

    Without *needs_word* fields alone are enough: all articles of a source, for example. `match` needs words.
    """
    draft = _Draft()
    for found in _TOKEN.finditer(text):
        _take(draft, found)
    groups = tuple(tuple(each) for each in _content(draft.groups))
    if not groups and (needs_word or draft.excluded or not draft.filters):
        raise QueryError(f"{text.strip()!r} contains no word to search for")
    since, until = _day(draft.filters, "since", time.min), _day(draft.filters, "until", time.max)
    query = SearchQuery(
        groups=groups,
        excluded=tuple(draft.excluded),
        source=draft.filters.get("source"),
        country=draft.filters.get("country"),
    )
    query = with_subject(query, draft.filters.get("section"), draft.filters.get("agency"))
    return with_dates(query, since, until)


def with_dates(query: SearchQuery, since: datetime | None, until: datetime | None) -> SearchQuery:
    """Return *query* within these dates, where they are given. Raises `QueryError` where the range is empty."""
    since, until = since or query.since, until or query.until
    if since and until and since > until:
        raise QueryError(f"no day is after {since:%Y-%m-%d} and before {until:%Y-%m-%d}: change --since or --until")
    return replace(query, since=since, until=until)


def with_places(query: SearchQuery, source: str | None, country: str | None) -> SearchQuery:
    """Return *query* limited to a source or a country, where they are given."""
    return replace(query, source=source or query.source, country=country or query.country)


def with_subject(query: SearchQuery, section: str | None, agency: str | None) -> SearchQuery:
    """Return *query* limited to sections that have the words of *section*, and to an agency, where they are given.

    *agency* is an id or any name that outlets credit it by. Raises `QueryError` for an agency that is not known, and
    for a section without a word.
    """
    if section is not None and not search_words(section):
        raise QueryError(f"section:{section} contains no word: write it as section:الاقتصاد")
    known = query.agency if agency is None else _agency(agency)
    return replace(query, section=query.section if section is None else section, agency=known)


def match(query: SearchQuery) -> str:
    """Return the FTS5 expression of *query*: every group, and nothing excluded."""
    wanted = " AND ".join("(" + " OR ".join(map(_expression, group)) + ")" for group in query.groups)
    return _without(wanted, query.excluded)


def match_any(query: SearchQuery) -> str:
    """Return the FTS5 expression for texts that have at least one of the wanted terms."""
    return _without(" OR ".join(map(_expression, query.terms)), query.excluded)


def _without(wanted: str, excluded: tuple[SearchTerm, ...]) -> str:
    return f"({wanted}) NOT ({' OR '.join(map(_expression, excluded))})" if excluded else wanted


def _expression(term: SearchTerm) -> str:
    phrase = '"' + " ".join(each.replace('"', "") for each in term.stems) + '"'
    return f"{term.column} : {phrase}" if term.column else phrase


def _take(draft: _Draft, found: re.Match[str]) -> None:
    name, phrase = found["field"], found["straight"] if found["straight"] is not None else found["guillemets"]
    if name in _FILTERS:
        if found["minus"]:
            raise QueryError(f"-{name}: only words can be left out; a field says where to look")
        draft.filters[name] = phrase if phrase is not None else found["word"]
        return
    if found["word"] in _OR and not name and not found["minus"]:
        draft.joins_last = bool(draft.groups)
        return
    typed = phrase if phrase is not None else found["word"]
    column = name if name in _COLUMNS else None
    words = search_words(typed if column or not name else f"{name} {typed}")
    if not words:
        return
    term = SearchTerm(tuple(words), column)
    if found["minus"]:
        draft.excluded.append(term)
    elif draft.joins_last:
        draft.groups[-1].append(term)
    else:
        draft.groups.append([term])
    draft.joins_last = False


def _content(groups: list[list[SearchTerm]]) -> list[list[SearchTerm]]:
    """Return *groups* without function words and repetitions; where all are function words, as they are."""
    distinct = list({tuple(each): each for each in groups}.values())
    content = [each for each in distinct if not all(_says_nothing(term) for term in each)]
    return content or distinct


def _says_nothing(term: SearchTerm) -> bool:
    return len(term.words) == 1 and not FUNCTION_WORDS.isdisjoint((without_seats(term.words[0]), *term.stems))


def _agency(typed: str) -> str:
    ids = [each.id for each in news_agencies()]
    found = typed.casefold() if typed.casefold() in ids else agency_id(typed)
    if found is None:
        raise QueryError(f"{typed!r} is no agency that is known; the known ones: {', '.join(ids)}")
    return found


def _day(filters: dict[str, str], name: str, at: time) -> datetime | None:
    typed = filters.get(name)
    if typed is None:
        return None
    try:
        return datetime.combine(date.fromisoformat("".join(search_words(typed.replace("-", "")))), at, tzinfo=UTC)
    except ValueError:
        raise QueryError(f"{name}:{typed} is no day: write it as {name}:2026-11-30") from None
