"""Scrapy's AutoThrottle with a minimum delay: a slow host gets fewer requests, and no host more than it allows."""

from __future__ import annotations

from http import HTTPStatus

from scrapy import Request, Spider
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from crawler.politeness.delay_middleware import NO_PAUSE, min_delay_of

_MAX_DELAY = 60.0


class MinimumAutoThrottle(AutoThrottle):
    """Lets the delay of a host follow its latency, between its minimum delay and one minute.

    `crawler/politeness/delay_middleware.py` sets the minimum delay. A private host without one is not slowed.
    """

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        host, slot = self._get_slot(request, spider)
        latency = request.meta.get("download_latency")
        if slot is not None and latency is not None:
            minimum = min_delay_of(self.crawler, host or "")
            slot.delay = throttled(slot.delay, latency, minimum=minimum, status=response.status)

    def _start_delay(self) -> float:
        return self._min_delay()


def throttled(delay: float, latency: float, *, minimum: float, status: int) -> float:
    """Return the new delay after a response that took *latency*; all in seconds.

    A higher latency is the new delay at once; to a lower one the delay goes half way. A response other than 200 never
    shortens the delay, because errors are quick.
    """
    if minimum <= NO_PAUSE:
        return delay
    new = min(max(latency, (delay + latency) / 2, minimum), max(_MAX_DELAY, minimum))
    return max(new, delay) if status != HTTPStatus.OK else new
