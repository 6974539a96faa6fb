"""An article or a refusal as the one JSON object that `rasad extract` prints."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from storage.records import Article, Page, Rejected
from storage.source import Source

_FIELDS = (
    "headline", "kicker", "deck", "byline", "authors", "dateline", "agency", "section", "tags", "summary", "body",
    "language", "published_at", "published_text", "published_from", "modified_at", "image_url", "is_paywalled", "kind",
    "words",
)  # fmt: skip


def document(result: Article | Rejected, page: Page, source: Source) -> dict[str, object]:
    """Return the object of *result*: unknown is null or an empty list, times are ISO 8601 UTC with Z.

    `parts` stands there for a live page alone, `repaired` for a page whose bytes had to be mended, `rights` where the
    outlet reserves some.
    `published_at` is the day alone (`2026-11-22`) where only the outlet's own day is known: no zone was said.
    A refused page has `rejected` (the reason), `evidence` and the language found; its other fields are null.
    """
    said: dict[str, object] = {"url": page.requested_url, "canonical_url": None, "source_id": source.id}
    if isinstance(result, Rejected):
        empty: dict[str, object] = {name: [] if name in {"authors", "tags"} else None for name in _FIELDS}
        refusal = {"language": result.language, "rejected": result.reason.value, "evidence": result.evidence}
        return {**said, "outlet": source.outlet or None, **empty, **refusal}
    said |= {"canonical_url": result.canonical_url, "outlet": result.outlet or None}
    fields = {name: _plain(getattr(result, name)) for name in _FIELDS}
    if result.published_on is not None:
        fields["published_at"] = result.published_on.isoformat()
    if result.parts:
        fields["parts"] = [{"at": _plain(each.at), "printed": each.printed, "text": each.text} for each in result.parts]
    if result.rights is not None:
        fields["rights"] = result.rights.as_json()
    if result.repaired is not None:
        fields["repaired"] = result.repaired
    return {**said, **fields}


def unknown_source(url: str) -> Source:
    """Return the source that stands for a page of no known outlet: no zone, no rules, the page's own site name."""
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}/" if parts.scheme in {"http", "https"} else "https://outlet.example/"
    return Source(id="unknown", outlet="", home=home, country="", language="ar", timezone="UTC", discover=())


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return list(value) if isinstance(value, tuple) else value
