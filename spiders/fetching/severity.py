"""How severe the failure of a listing is, without what raises it: the schedule of polls is computed without Scrapy."""

from __future__ import annotations

from enum import StrEnum


class FailureSeverity(StrEnum):
    """How severe a failure of a listing is: gone or replaced, a passing problem, or a request to wait."""

    HARD = "hard"
    SOFT = "soft"
    TEMPORARY = "temporary"
