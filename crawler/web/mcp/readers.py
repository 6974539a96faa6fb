"""What a reader of tools may have of an article: as much as an export for analysis, cleaned and cut."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum

from crawler.web.html.markup import bounded, is_web_address
from storage.articles.reader import ExportRow, RecordOperation
from storage.export.printable import printable
from storage.export.rights.limited_record import limited, withdrawn
from storage.export.rights.policy import RightsPolicy, hiding_directive, text_limit
from storage.store import Store

LONGEST_LINE = 300
_LONGEST_SUMMARY = 1_000
_MOST_NAMES = 30
# Nobody sees these, and a language model reads them: selectors of a glyph, more than one of them or of the rare kind,
# and three or more joiners and direction marks in a row, which no text needs.
_UNSEEN = re.compile("[\ufe00-\ufe0f]{2,}+|[\U000e0100-\U000e01ef]++|[\u200b-\u200f\u2060]{3,}+")


class ToolRefusal(ValueError):
    """A call that cannot be answered; the message says what in it is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableArticles:
    """Articles by their numbers, each with no more text than its rights allow, and how many may not be named at all."""

    articles: Mapping[int, ExportRow]
    hidden: int


def readable(store: Store, ids: Sequence[int], policy: RightsPolicy) -> ReadableArticles:
    """Return the articles *ids* as an export for the purpose of *policy* would hold them.

    An article whose outlet forbids to index it is left out; of a withdrawn one nothing of the text is there.
    """
    licences = store.sources.licences()
    rows = store.articles.by_ids(ids)
    shown = {
        row.id: withdrawn(row)
        if row.withdrawn_at is not None
        else limited(row, text_limit(row.rights, licences[row.source_id], policy), RecordOperation.NEW)
        for row in rows
        if hiding_directive(row.rights) is None
    }
    return ReadableArticles(articles=shown, hidden=len(rows) - len(shown))


def brief(row: ExportRow) -> dict[str, object]:
    """Return what names an article, and what it may hold."""
    return {
        "id": row.id,
        "headline": bounded(row.headline, longest=LONGEST_LINE),
        "outlet": bounded(row.outlet, longest=LONGEST_LINE),
        "source_id": row.source_id,
        "url": row.canonical_url if is_web_address(row.canonical_url) else None,
        "published_at": row.published_at,
        "published_precision": row.published_precision,
        "published_day": row.published_day,
        "section": line(row.section),
        "duplicate_of": row.duplicate_of,
        "withdrawn_at": row.withdrawn_at,
        "holds": row.holds,
        "withheld": row.withheld,
    }


def details(row: ExportRow) -> dict[str, object]:
    """Return what more is known of an article, its body aside."""
    return {
        "kicker": line(row.kicker),
        "deck": line(row.deck, longest=_LONGEST_SUMMARY),
        "summary": line(row.summary, longest=_LONGEST_SUMMARY),
        "byline": line(row.byline),
        "authors": [line(each) for each in row.authors[:_MOST_NAMES]],
        "agency": line(row.agency),
        "tags": [line(each) for each in row.tags[:_MOST_NAMES]],
        "language": row.language,
        "kind": row.kind,
        "words": row.words,
        "modified_at": row.modified_at,
        "fetched_at": row.fetched_at,
    }


def line(value: str | None, *, longest: int = LONGEST_LINE) -> str | None:
    """Return a foreign text as one line of at most *longest* characters."""
    return None if value is None else bounded(value, longest=longest)


def plain(value: object) -> object:
    """Return *value* as JSON can hold it; every text in it is without what steers or hides."""
    if is_dataclass(value):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    match value:
        case str() | Enum():
            text = str(value.value if isinstance(value, Enum) else value)
            return _UNSEEN.sub("", printable(text, lines=True))
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
    return value
