"""robots.txt by RFC 9309: 4xx allows all, 5xx and silence disallow all, and crawl-delay is applied."""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.internet.defer import Deferred

from crawler.pace import slow_down
from spiders.refusals import RobotsForbidden, StayAway

logger = logging.getLogger(__name__)

_TOO_MANY_REQUESTS = 429
_CLIENT_ERROR, _SERVER_ERROR = 400, 500
MOST_CRAWL_DELAY = 60.0
"""The longest crawl-delay that is applied, in seconds; more would stall a run for one outlet."""


class _Disallow:
    """Stands for a robots.txt that could not be read: everything is disallowed for now."""


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's middleware with the outcomes that RFC 9309 §2.3.1 asks for."""

    def process_request_2(self, rp: RobotParser | _Disallow | None, request: Request) -> None:
        if isinstance(rp, _Disallow):
            raise StayAway("robots.txt could not be read: everything is disallowed for now")
        if rp is not None and not rp.allowed(request.url, self._agent):
            self._stats.inc_value("robotstxt/forbidden")
            raise RobotsForbidden(f"robots.txt disallows {request.url}")

    @property
    def _agent(self) -> str:
        """The product token alone: what robots.txt names (RFC 9309 §2.2.1)."""
        return self._default_useragent.partition("/")[0]

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= _SERVER_ERROR or response.status == _TOO_MANY_REQUESTS:
            self._settle(netloc, _Disallow())
            return
        if response.status >= _CLIENT_ERROR:
            response = response.replace(body=b"")
        await super()._parse_robots(response, netloc, request)
        parser = self._parsers[netloc]
        delay = parser.crawl_delay(self._agent) if isinstance(parser, RobotParser) else None
        if delay:
            slow_down(self.crawler, request.url, min(delay, MOST_CRAWL_DELAY))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        logger.warning("%s: robots.txt could not be fetched (%s): staying away", netloc, type(exc).__name__)
        self._settle(netloc, _Disallow())

    def _settle(self, netloc: str, parser: _Disallow) -> None:
        waiting = self._parsers[netloc]
        self._parsers[netloc] = parser  # type: ignore[assignment]  # read back in process_request_2 alone
        if isinstance(waiting, Deferred):
            waiting.callback(parser)  # type: ignore[arg-type]  # as above
