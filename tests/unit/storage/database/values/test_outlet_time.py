"""The time of an article at its outlet: day, hour, weekday and Hijri day."""

from __future__ import annotations

from storage.database.values.outlet_time import OutletTime, outlet_time
from tests.support.tables import every_row


@every_row(
    ("columns", "wanted"),
    [
        # 23:30 UTC is the next day in Rabat and in Muscat; the outlet's own day counts
        (("2026-11-22T23:30:00Z", "second", "2026-11-23", "Africa/Casablanca"), ("2026-11-23", 0, 1, "1448-06-13")),
        (("2026-11-22T23:30:00Z", "minute", None, "Asia/Muscat"), ("2026-11-23", 3, 1, "1448-06-13")),
        (("2026-11-22T23:30:00Z", None, None, "America/New_York"), ("2026-11-22", 18, 7, "1448-06-12")),
        # a day without a time has no hour, also where its first moment is one at the outlet
        (("2026-11-22T00:00:00Z", "day", "2026-11-22", "Asia/Riyadh"), ("2026-11-22", None, 7, "1448-06-12")),
        (("2026-11-22T05:00:00Z", "day", "2026-11-22", "America/New_York"), ("2026-11-22", None, 7, "1448-06-12")),
        # in the first hours of the day at the outlet there is a day and no time
        ((None, "day", "2026-11-22", "Asia/Riyadh"), ("2026-11-22", None, 7, "1448-06-12")),
        # midnight of an older row may be a day without a time; midnight of a row that knows its precision is midnight
        (("2026-11-21T21:00:00Z", None, None, "Asia/Riyadh"), ("2026-11-22", None, 7, "1448-06-12")),
        (("2026-11-21T21:00:00Z", "minute", "2026-11-22", "Asia/Riyadh"), ("2026-11-22", 0, 7, "1448-06-12")),
        # summer time: noon UTC
        (("2026-07-01T12:00:00Z", "minute", None, "Africa/Cairo"), ("2026-07-01", 15, 3, "1448-01-16")),
        # outside the tables of Umm al-Qura, and at the ends of all time
        (("1924-07-31T12:00:00Z", "minute", None, "UTC"), ("1924-07-31", 12, 4, None)),
        (("1924-08-01T12:00:00Z", "minute", None, "UTC"), ("1924-08-01", 12, 5, "1343-01-01")),
        (("2077-11-16T12:00:00Z", "minute", None, "UTC"), ("2077-11-16", 12, 2, "1500-12-30")),
        (("2077-11-17T12:00:00Z", "minute", None, "UTC"), ("2077-11-17", 12, 3, None)),
        (("0001-01-01T00:00:00Z", "minute", None, "America/New_York"), (None, None, None, None)),
        (("9999-12-31T23:00:00Z", "minute", None, "Asia/Riyadh"), (None, None, None, None)),
        # what is not known stays unknown: no date, no zone of this name, a column that another program wrote
        ((None, None, None, "Asia/Riyadh"), (None, None, None, None)),
        (("2026-11-22T12:00:00Z", "minute", None, "Asia/Atlantis"), (None, None, None, None)),
        (("2026-11-22T12:00:00Z", "minute", "2026-11-22", "../etc/passwd"), ("2026-11-22", None, 7, "1448-06-12")),
        (("yesterday", None, "soon", "UTC"), (None, None, None, None)),
    ],
)
def test_the_time_at_the_outlet(
    columns: tuple[str | None, str | None, str | None, str],
    wanted: tuple[str | None, int | None, int | None, str | None],
) -> None:
    """The outlet's own day counts, then its zone; an hour is there only where a time is."""
    found = outlet_time(*columns)

    assert found == OutletTime(day=wanted[0], hour=wanted[1], weekday=wanted[2], hijri_day=wanted[3])
