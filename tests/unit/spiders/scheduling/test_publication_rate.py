"""What is learned of when an outlet publishes, and from which words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from spiders.scheduling.publication_rate import learn, publication_times, rate_from_text
from storage.discovery.poll_schedule import PublicationHistory, PublicationTime
from tests.support.tables import every_row

ZONE = ZoneInfo("Asia/Riyadh")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BEGAN = NOW - 20 * DAY
NONE = timedelta()


def _history(*publications: PublicationTime, room: float | None = None) -> PublicationHistory:
    return PublicationHistory(began_at=BEGAN, publications=publications, room=room)


def test_the_listings_word_counts_and_else_the_first_sight() -> None:
    """A date is believed, never beyond the moment it was seen; without one, first seen is the best word."""
    dated = PublicationTime(declared_at=NOW - 2 * HOUR, seen_at=NOW - HOUR)
    ahead = PublicationTime(declared_at=NOW + HOUR, seen_at=NOW - 30 * MINUTE)
    silent = PublicationTime(declared_at=None, seen_at=NOW)

    assert [NOW - 2 * HOUR, NOW - 30 * MINUTE, NOW] == publication_times(
        _history(dated, ahead, silent), ZONE, skew=NONE
    )


@every_row("midnight", [datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=ZONE)])
def test_a_day_alone_is_no_time(midnight: datetime) -> None:
    """Midnight sharp, here or in UTC, is a date without a time: first seen counts, so no outlet seems to work then."""
    assert [NOW] == publication_times(_history(PublicationTime(declared_at=midnight, seen_at=NOW)), ZONE, skew=NONE)


def test_what_the_first_look_finds_undated_is_left_out() -> None:
    """A section page's links of the first day came out at some time before."""
    assert [] == publication_times(_history(PublicationTime(declared_at=None, seen_at=BEGAN)), ZONE, skew=NONE)


def test_a_wrong_clock_is_set_right() -> None:
    """An outlet whose dates all lie three hours back publishes when its articles appear."""
    times = [BEGAN + each * 7 * HOUR for each in range(1, 60)]
    late = [
        PublicationTime(declared_at=at - 3 * HOUR, seen_at=at + (each % 9) * MINUTE) for each, at in enumerate(times)
    ]

    assert 3 * 3600 == learn(_history(*late), ZONE, now=NOW).skew_seconds


def test_looks_far_apart_are_no_wrong_clock() -> None:
    """Where articles wait anything up to a day for their look, nothing is set right."""
    late = [
        PublicationTime(declared_at=BEGAN + each * 7 * HOUR, seen_at=BEGAN + each * 7 * HOUR + (each % 24) * HOUR)
        for each in range(1, 60)
    ]

    assert 0 == learn(_history(*late), ZONE, now=NOW).skew_seconds


def test_the_rate_is_the_outlets_own() -> None:
    """Ten a day over twenty days are learned as ten a day, within a tenth."""
    out = [BEGAN + each * DAY / 10 + MINUTE for each in range(200)]
    habit = learn(_history(*(PublicationTime(declared_at=at, seen_at=at) for at in out)), ZONE, now=NOW)

    assert 9 < habit.daily < 11


def test_what_was_learned_survives_the_store() -> None:
    """The text of a habit reads back as the same habit; that of another version is learned anew."""
    out = [BEGAN + each * HOUR for each in range(1, 100)]
    habit = learn(_history(*(PublicationTime(declared_at=at, seen_at=at) for at in out), room=20), ZONE, now=NOW)

    assert (habit, None, None, None) == (
        rate_from_text(habit.as_text()),
        rate_from_text(None),
        rate_from_text("{"),
        rate_from_text('{"rates": [1], "days": [1]}'),
    )


def test_it_learns_often_at_first_and_four_times_a_day_later() -> None:
    """An outlet watched for a day is learned again after three hours, an old one after six."""
    fresh = learn(PublicationHistory(began_at=NOW - DAY, publications=(), room=None), ZONE, now=NOW)
    old = learn(_history(), ZONE, now=NOW)

    assert ([False, True], [False, True]) == (
        [fresh.is_stale(NOW + each * HOUR) for each in (2, 4)],
        [old.is_stale(NOW + each * HOUR) for each in (5, 7)],
    )
