"""When a listing's validators and dates are believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from spiders.discovery.validator_trust import conditions, dates_lie, is_proven_lie
from storage.discovery.listings import ListingState, Validators
from storage.records import ListingEntry
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TAG = Validators(etag='"1"')


@every_row(
    ("known", "asked"),
    [
        (ListingState(validators=TAG, read_at=NOW - HOUR), TAG),
        (ListingState(validators=TAG, read_at=NOW - 24 * HOUR), Validators()),
        (ListingState(validators=TAG, read_at=NOW - HOUR, validators_lie=True), Validators()),
        (ListingState(), Validators()),
    ],
    ids=["lately-read", "a-day-ago", "found-out", "never"],
)
def test_validators_are_believed_for_a_day(known: ListingState, asked: Validators) -> None:
    """Then the listing is asked for whole; a liar always is."""
    assert asked == conditions(known, NOW)


@every_row(
    ("had", "fresh", "lie"),
    [
        (TAG, TAG, True),
        (TAG, Validators(etag='"2"'), False),
        (Validators(last_modified="x"), Validators(last_modified="x"), True),
        (Validators(etag='"1"', last_modified="x"), Validators(etag='"2"', last_modified="x"), False),
        (Validators(), Validators(), False),
    ],
)
def test_another_body_under_the_same_validator_is_a_lie(had: Validators, fresh: Validators, *, lie: bool) -> None:
    """The ETag decides where there is one, else Last-Modified; who gives neither cannot lie."""
    assert lie == is_proven_lie(ListingState(validators=had, digest="a"), fresh, "b")


def _entries(count: int, *, minutes: int = 0, moved: int | None = None) -> list[ListingEntry]:
    return [
        ListingEntry(
            url=f"https://outlet.example/{n}",
            modified_at=NOW + HOUR + n * timedelta(minutes=minutes) if moved is None or n < moved else NOW,
        )
        for n in range(count)
    ]


@every_row(
    ("entries", "lie"),
    [
        (_entries(20), True),
        (_entries(19), False),
        (_entries(30, minutes=1), True),
        (_entries(30, minutes=60), False),
        (_entries(30, moved=24), True),
        (_entries(30, moved=23), False),
    ],
    ids=["all-at-once", "too-few-to-tell", "within-minutes", "over-a-day", "four-fifths", "fewer"],
)
def test_dates_that_move_together_lie(entries: list[ListingEntry], *, lie: bool) -> None:
    """Four fifths of twenty known entries or more, to nearly one moment."""
    before: dict[str, datetime | None] = {each.url: NOW for each in entries}

    assert lie == dates_lie(before, entries)


def test_what_is_new_and_what_stays_count_against_a_lie() -> None:
    """Twenty new entries of one moment are an import; twenty that moved among many that did not are edits."""
    entries = _entries(20)
    before: dict[str, datetime | None] = {each.url: NOW for each in entries}

    assert (False, False) == (dates_lie({}, entries), dates_lie(before, entries, unchanged=30))
