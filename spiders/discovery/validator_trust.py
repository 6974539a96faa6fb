"""Whether what a listing says of its own changes can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from storage.discovery.listings import ListingState, Validators
from storage.records import ListingEntry

UNASKED = timedelta(days=1)
"""How long "not modified" is believed; then the listing is asked for whole, to see whether that is true."""
_LEAST_KNOWN, _MOST_SHARE = 20, 0.8
_MOMENT = timedelta(hours=1)


def conditions(known: ListingState, now: datetime) -> Validators:
    """Return what to ask a listing with: nothing where its validators lied, or were not put to the test for a day."""
    if known.validators_lie or known.read_at is None or now - known.read_at >= UNASKED:
        return Validators()
    return known.validators


def is_proven_lie(known: ListingState, fresh: Validators, digest: str | None) -> bool:
    """Whether another body came under the validators of the one before, which RFC 9110 §8.8 rules out."""
    if known.digest is None or digest is None or known.digest == digest:
        return False
    had = known.validators
    if had.etag is not None or fresh.etag is not None:
        return had.etag == fresh.etag and had.etag is not None
    return had.last_modified is not None and had.last_modified == fresh.last_modified


def may_lie(known: ListingState, fresh: Validators, now: datetime) -> bool:
    """Whether new entries came as soon as a listing was asked without its validators: "not modified" may be a lie.

    Then it is asked once more by the old ones.
    """
    was_not_asked = known.validators != conditions(known, now) and not known.validators_lie
    return was_not_asked and known.read_at is not None and fresh != known.validators


def dates_lie(before: Mapping[str, datetime | None], entries: Sequence[ListingEntry], *, unchanged: int = 0) -> bool:
    """Whether a listing's dates of change say when it was made, not when its pages changed.

    *before* is what it said of known URLs the last time; *unchanged* counts further ones that it dates as before.
    It lies when four in five of twenty known entries or more moved at once, to nearly one moment.
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
