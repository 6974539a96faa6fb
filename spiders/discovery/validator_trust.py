"""Whether the validators and the dates of change of a listing can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from storage.discovery.listings import ListingState, Validators
from storage.records import ListingEntry

UNASKED = timedelta(days=1)
"""How long "not modified" is trusted. Then the listing is requested without validators, as a check."""
_LEAST_KNOWN, _MOST_SHARE = 20, 0.8
_MOMENT = timedelta(hours=1)


def conditions(known: ListingState, now: datetime) -> Validators:
    """Return the validators to request a listing with: none if they were wrong once, or unchecked for a day."""
    if known.validators_lie or known.read_at is None or now - known.read_at >= UNASKED:
        return Validators()
    return known.validators


def is_proven_lie(known: ListingState, fresh: Validators, digest: str | None) -> bool:
    """Whether a changed body has the validators of the body before, which RFC 9110 §8.8 forbids."""
    if known.digest is None or digest is None or known.digest == digest:
        return False
    old = known.validators
    if old.etag is not None or fresh.etag is not None:
        return old.etag == fresh.etag and old.etag is not None
    return old.last_modified is not None and old.last_modified == fresh.last_modified


def may_lie(known: ListingState, fresh: Validators, now: datetime) -> bool:
    """Whether new entries came in the first request without validators: then "not modified" may have been wrong.

    The caller checks that with one more request that has the old validators.
    """
    was_not_asked = known.validators != conditions(known, now) and not known.validators_lie
    return was_not_asked and known.read_at is not None and fresh != known.validators


def dates_lie(before: Mapping[str, datetime | None], entries: Sequence[ListingEntry], *, unchanged: int = 0) -> bool:
    """Whether the dates of change are the time when the listing was generated, not when its pages changed.

    *before* holds the dates that the listing gave to known URLs last time. *unchanged* counts further URLs whose date
    is the same. The dates are wrong when at least 20 entries are known and four in five of them moved at once, to
    nearly one time.
    """
    known = [each for each in entries if each.url in before]
    moved = sorted(
        each.modified_at for each in known if each.modified_at is not None and each.modified_at != before[each.url]
    )
    least = max(_LEAST_KNOWN, len(known) + unchanged) * _MOST_SHARE
    if len(known) + unchanged < _LEAST_KNOWN or len(moved) < least:
        return False
    most = int(len(moved) * _MOST_SHARE)
    return any(moved[start + most - 1] - moved[start] <= _MOMENT for start in range(len(moved) - most + 1))
