"""What the listings of these tests are read against."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from spiders.listings.listing import ListingContext


@pytest.fixture
def context() -> ListingContext:
    """Look from an outlet in Riyadh (UTC+3), seen at noon of 23 November 2026."""
    return ListingContext(
        url="https://www.outlet.example/listing",
        home="https://outlet.example/",
        zone=ZoneInfo("Asia/Riyadh"),
        now=datetime(2026, 11, 23, 12, tzinfo=UTC),
    )
