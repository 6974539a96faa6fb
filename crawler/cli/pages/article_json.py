"""An article or a refusal as the one JSON object that `rasad extract` prints."""

from __future__ import annotations

from dataclasses import fields
from urllib.parse import urlsplit

from storage.database.values.field_values import plain_value
from storage.records import Article, ArticleFields, Page, Rejected
from storage.source import Source

_OF_THE_PAGE = frozenset({"source_id", "outlet", "canonical_url", "final_url", "fetched_at"})
"""Printed first, or not at all: these do not come from what the page says."""
_NOT_PRINTED = frozenset({"doubt"})
"""Our own figure; `rasad try` shows it."""
_LAST = ("words",)
_LAST_WHERE_FOUND = ("parts", "rights", "repaired")
_FIELDS = {
    each.name: [] if each.default == () else None
    for each in fields(ArticleFields)
    if each.name not in {*_OF_THE_PAGE, *_NOT_PRINTED, *_LAST, *_LAST_WHERE_FOUND}
} | dict.fromkeys(_LAST)
"""The keys in their order, with the value of a rejected page."""


def document(result: Article | Rejected, page: Page, source: Source) -> dict[str, object]:
    """Return the object of *result*: unknown is null or an empty list, times are ISO 8601 UTC with Z.

    The keys are those of `ArticleFields`, without `doubt`. `parts` is there for a live page alone, `repaired` for a
    page whose bytes had to be repaired, `rights` where the outlet reserves some.
    `published_at` is the day alone (`2026-11-22`) where only the outlet's own day is known: the page names no zone.
    A rejected page has `rejected` (the reason), `evidence` and the language found; its other fields are null.
    """
    first: dict[str, object] = {"url": page.requested_url, "canonical_url": None, "source_id": source.id}
    if isinstance(result, Rejected):
        reason = {"language": result.language, "rejected": result.reason.value, "evidence": result.evidence}
        return {**first, "outlet": source.outlet or None, **_FIELDS, **reason}
    first |= {"canonical_url": result.canonical_url, "outlet": result.outlet or None}
    values = {name: plain_value(getattr(result, name)) for name in _FIELDS}
    if result.published_at is None and result.published_day is not None:
        values["published_at"] = plain_value(result.published_day)
    found = {name: plain_value(value) for name in _LAST_WHERE_FOUND if (value := getattr(result, name))}
    return {**first, **values, **found}


def unknown_source(url: str) -> Source:
    """Return the source that is used for a page of no known outlet: no zone, no rules, the page's own site name."""
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}/" if parts.scheme in {"http", "https"} else "https://outlet.example/"
    return Source(id="unknown", outlet="", home=home, country="", language="ar", timezone="UTC", discover=())
