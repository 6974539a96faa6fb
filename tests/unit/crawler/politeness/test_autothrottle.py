"""The delay of a host follows its latency, and never goes below its minimum."""

from __future__ import annotations

from crawler.politeness.autothrottle import throttled
from crawler.politeness.delay_middleware import NO_PAUSE
from tests.support.tables import every_row


@every_row(
    ("delay", "latency", "minimum", "status", "new"),
    [
        (1.1, 0.05, 1.1, 200, 1.1),
        (1.1, 5.0, 1.1, 200, 5.0),
        (5.0, 1.0, 1.1, 200, 3.0),
        (5.0, 0.0, 4.1, 200, 4.1),
        (5.0, 0.1, 1.1, 500, 5.0),
        (1.1, 100.0, 1.1, 200, 60.0),
        (90.1, 100.0, 90.1, 200, 90.1),
        (0.5, 0.1, 1.1, 404, 1.1),
        (NO_PAUSE, 3.0, NO_PAUSE, 200, NO_PAUSE),
    ],
)
def test_the_throttle_never_goes_below_the_minimum_delay(
    delay: float, latency: float, minimum: float, status: int, new: float
) -> None:
    """A slow host is asked more slowly, a quick one never faster than is due, and an error never speeds up."""
    assert new == throttled(delay, latency, minimum=minimum, status=status)
