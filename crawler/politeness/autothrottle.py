"""Scrapy's AutoThrottle with our floor: a slow host is asked more slowly, and none faster than is due to it."""

from __future__ import annotations

from http import HTTPStatus

from scrapy import Request, Spider
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from crawler.politeness.delay_middleware import NO_PAUSE, floor_of

_MOST = 60.0


class FlooredAutoThrottle(AutoThrottle):
    """Lets a host's pause follow its latency, between the pause that is due and a minute.

    The pause that is due is settled in `crawler/politeness/delay_middleware.py`.

    A host without any due pause, which is a private one, is left as fast as it is.
    """

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        host, slot = self._get_slot(request, spider)
        latency = request.meta.get("download_latency")
        if slot is not None and latency is not None:
            floor = floor_of(self.crawler, host or "")
            slot.delay = throttled(slot.delay, latency, floor=floor, status=response.status)

    def _start_delay(self) -> float:
        return self._min_delay()


def throttled(delay: float, latency: float, *, floor: float, status: int) -> float:
    """Return the pause after an answer that took *latency*: half way to it, at once up to it; all in seconds.

    An answer that is no 200 never shortens the pause: errors are quick.
    """
    if floor <= NO_PAUSE:
        return delay
    new = min(max(latency, (delay + latency) / 2, floor), max(_MOST, floor))
    return max(new, delay) if status != HTTPStatus.OK else new
