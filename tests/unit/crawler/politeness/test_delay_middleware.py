"""The delay of a host: at least a second in public, and a multiple of it after a 429 or 503."""

from __future__ import annotations

import pytest

from crawler.politeness.delay_middleware import NO_PAUSE, delay_with_factor, due_delay
from tests.support.tables import every_row


@every_row(
    ("delay", "factor", "pause"),
    [
        (1.0, 1, 1.1),
        (1.0, 2, 2.1),
        (1.0, 16, 16.1),
        (10.0, 16, 60.1),
        (90.0, 4, 90.1),
        (0.0, 1, NO_PAUSE),
        (0.0, 2, 0.3),
    ],
)
def test_a_slowed_host_waits_up_to_a_minute_and_never_less_than_is_due(delay: float, factor: int, pause: float) -> None:
    """The factor multiplies the pause that is due; where a longer one than a minute is due, that one stays."""
    assert pause == pytest.approx(delay_with_factor(delay, factor))


@every_row(
    ("host", "requested", "due"),
    [("hespress.com", None, 1.0), ("hespress.com", 0.0, 1.0), ("hespress.com", 5.0, 5.0), ("127.0.0.11", None, 0.0)],
)
def test_a_public_host_waits_a_second_at_least(host: str, requested: float | None, due: float) -> None:
    """A source may ask for a longer pause, never for a shorter one; loopback needs none."""
    assert due == due_delay(host, requested)
