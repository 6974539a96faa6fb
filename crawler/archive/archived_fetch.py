"""One fetch as the archive has it, and what is written beside its records so that its page can be read again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from storage.database.values.columns import maybe_stamp, maybe_unstamp
from storage.frontier.inbox import site_text, text_site
from storage.records import Claim, ListingEntry
from storage.rights import HostSignals

Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFetch:
    """One response as it was received, in its content coding, and the request for it.

    *requested_url* is the frontier's, *url* the one that answered after redirects. *facts* are written beside it: what
    is needed to read the page again. *is_replayed*: it comes from the inbox, where a killed run had saved it.
    """

    requested_url: str
    url: str
    source_id: str
    fetched_at: datetime
    status: int
    headers: Headers
    body: bytes
    request_headers: Headers = ()
    facts: Mapping[str, str]
    is_replayed: bool = False


def facts_beside(claim: Claim, site: HostSignals | None) -> dict[str, str]:
    """Return what was known of a page before it was fetched: the values of one line each."""
    facts = {"source": claim.source_id, "requested": claim.url}
    if claim.listed is not None:
        facts["listed"] = _listed_text(claim.listed)
    if (signals := site_text(site)) is not None:
        facts["site"] = signals
    return facts


def listed_in(facts: Mapping[str, str]) -> ListingEntry | None:
    """Return what listings declared of a page; `None` where none named it, or the text cannot be read."""
    try:
        values = json.loads(facts["listed"])
        day = values["published_day"]
        return ListingEntry(
            url=values["url"],
            title=values["title"],
            published_at=maybe_unstamp(values["published_at"]),
            modified_at=maybe_unstamp(values["modified_at"]),
            section=values["section"],
            tags=tuple(values["tags"]),
            content=tuple(values["content"]),
            published_day=date.fromisoformat(day) if day else None,
        )
    except (KeyError, TypeError, ValueError):
        return None


def site_in(facts: Mapping[str, str]) -> HostSignals | None:
    """Return the signals of the host of a page; `None` where they were not read, or cannot be now."""
    try:
        return text_site(facts.get("site"))
    except (KeyError, TypeError, ValueError):
        return None


def _listed_text(listed: ListingEntry) -> str:
    values = {
        "url": listed.url,
        "title": listed.title,
        "published_at": maybe_stamp(listed.published_at),
        "modified_at": maybe_stamp(listed.modified_at),
        "section": listed.section,
        "tags": listed.tags,
        "content": listed.content,
        "published_day": listed.published_day.isoformat() if listed.published_day else None,
    }
    return json.dumps(values)
