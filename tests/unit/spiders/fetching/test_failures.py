"""How severe it is that a listing could not be read."""

from __future__ import annotations

from spiders.fetching.exceptions import HostClosed, RobotsForbidden
from spiders.fetching.failures import severity
from spiders.fetching.severity import FailureSeverity
from spiders.listings.listing import ListingError
from tests.support.tables import every_row


@every_row(
    ("error", "status", "expected"),
    [
        (None, 404, FailureSeverity.HARD),
        (None, 410, FailureSeverity.HARD),
        (None, 408, FailureSeverity.SOFT),
        (None, 500, FailureSeverity.SOFT),
        (None, 503, FailureSeverity.TEMPORARY),
        (None, 429, FailureSeverity.TEMPORARY),
        (ListingError("html instead of a feed"), 200, FailureSeverity.HARD),
        (ListingError("damaged gzip (x)"), 200, FailureSeverity.SOFT),
        (ListingError("empty instead of a feed"), 200, FailureSeverity.SOFT),
        (HostClosed("robots.txt could not be read"), 0, FailureSeverity.TEMPORARY),
        (RobotsForbidden("robots.txt disallows it"), 0, FailureSeverity.HARD),
        (TimeoutError(), 0, FailureSeverity.SOFT),
        (type("CannotResolveHostError", (Exception,), {})(), 0, FailureSeverity.HARD),
    ],
)
def test_how_severe_a_failure_is(error: Exception | None, status: int, expected: FailureSeverity) -> None:
    """Gone, replaced or refused is hard; a request to wait is temporary; the rest is soft."""
    assert expected == severity(error, status=status)
