"""robots.txt by RFC 9309, kept for a day; before an article page also the host's tdmrep.json."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from crawler.politeness import tdmrep
from crawler.politeness.backoff import effective_body, is_due, received_file, refetch_at, unreachable_file
from crawler.politeness.delay_middleware import raise_delay
from crawler.politeness.host_state import host_states, origin_of
from crawler.politeness.rights_signals import host_signals
from crawler.politeness.robots_txt import RobotsTxt, first_part, read_rules
from pipelines.web.urls import host_of
from spiders.fetching.exceptions import (
    HostClosed,
    HostPaused,
    RequestReturned,
    ResolverSilent,
    RobotsForbidden,
    UnsafeAddress,
)
from spiders.fetching.failures import error_text
from storage.runs.hosts import FileAnswer, HostFile

logger = logging.getLogger(__name__)

MAX_CRAWL_DELAY = 60.0
"""The longest crawl-delay that is applied, in seconds; a longer one would stall a run for one outlet."""
_MAX_BYTES = 10 * 1024 * 1024  # the operator's page limit does not apply: 500 KiB must be read
_LONG_BYTES = 20_000
_PRIORITY = 1000


class RobotsMiddleware:
    """Drops requests that the host's robots.txt disallows, and requests to a host whose robots.txt cannot be read."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        # The product token alone: what robots.txt names (RFC 9309 §2.2.1).
        self._agent: str = crawler.settings["USER_AGENT"].partition("/")[0]
        self._fetching: dict[str, asyncio.Task[HostFile]] = {}
        self._read: dict[str, tuple[datetime, RobotsTxt]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules(request.url)
        if not await self._allows(rules, request.url):
            raise RobotsForbidden(f"robots.txt disallows {request.url}")
        if "claim" in request.cb_kwargs:  # an article page takes its rights along, through every redirect
            request.meta["site"] = host_signals(rules, await self._tdm(rules, request.url), request.url, self._agent)

    async def _rules(self, url: str) -> RobotsTxt:
        """Return the rules for *url*. Raises `HostClosed` if nothing may be fetched, `HostPaused` during a pause."""
        file = await self._file(f"{origin_of(url)}/robots.txt")
        text = effective_body(file, now=datetime.now(UTC))
        if text is None:
            raise HostClosed(
                f"robots.txt could not be read: {file.error}; everything is disallowed, "
                f"it is fetched again after {refetch_at(file):%Y-%m-%d %H:%M} UTC"
            )
        rules = await self._parsed(file, text)
        self._slow(url, rules)
        return rules

    async def _parsed(self, file: HostFile, text: bytes) -> RobotsTxt:
        read_at, rules = self._read.get(file.url, (None, None))
        if rules is None or read_at != file.fetched_at:
            rules = await _parse(text)
            self._read[file.url] = (file.fetched_at, rules)
        return rules

    async def _allows(self, rules: RobotsTxt, url: str) -> bool:
        """Whether *rules* allow *url*; a thread of its own looks through very many rules."""
        if rules.is_long(self._agent):
            return await asyncio.to_thread(rules.allows, url, self._agent)
        return rules.allows(url, self._agent)

    def _slow(self, url: str, rules: RobotsTxt) -> None:
        delay = rules.delay(self._agent)
        if delay:
            raise_delay(self._crawler, url, min(delay, MAX_CRAWL_DELAY))

    async def _tdm(self, rules: RobotsTxt, url: str) -> tuple[tdmrep.TdmRule, ...]:
        address = origin_of(url) + tdmrep.PATH
        if not await self._allows(rules, address):
            return ()
        file = await self._file(address)
        return tdmrep.read_tdmrep(effective_body(file, now=datetime.now(UTC)) or b"")

    async def _file(self, url: str) -> HostFile:
        """Return the host's file at *url*; it is fetched when it is due, and once for all requests that wait for it."""
        known = host_states(self._crawler).file(url)
        if known is not None and not is_due(known, now=datetime.now(UTC)):
            return known
        if url not in self._fetching:
            self._fetching[url] = asyncio.ensure_future(self._fetch(url, known))
            self._fetching[url].add_done_callback(lambda _task: self._fetching.pop(url))
        return await self._fetching[url]

    async def _fetch(self, url: str, known: HostFile | None) -> HostFile:
        if known is not None and known.body and url.endswith("/robots.txt"):
            self._slow(url, await _parse(known.body))  # the delay of the known copy applies to this request, too
        meta = {"dont_obey_robotstxt": True, "download_maxsize": _MAX_BYTES}
        request = Request(url, meta=meta, priority=_PRIORITY, callback=NO_CALLBACK, dont_filter=True)
        assert self._crawler.engine is not None  # noqa: S101  # middlewares run only inside an engine
        now = datetime.now(UTC)
        try:
            response = await self._crawler.engine.download_async(request)
            file = received_file(url, known, status=response.status, body=first_part(response.body), now=now)
        except (HostPaused, RequestReturned, ResolverSilent):
            raise  # the host was not asked
        except UnsafeAddress as error:
            if error.host == host_of(url):
                raise  # the host itself may not be reached, whatever its robots.txt says
            file = _unanswered(url, known, error, now=now)
        except Exception as error:  # noqa: BLE001  # every error means that the host did not answer
            file = _unanswered(url, known, error, now=now)
        if file.error:
            logger.warning("%s: %s (%s)", url, file.error, file.answer)
        host_states(self._crawler).note_file(file)
        return file


async def _parse(text: bytes) -> RobotsTxt:
    """Return the rules of a robots.txt; a thread of its own reads a long one, beside the reactor's."""
    return await asyncio.to_thread(read_rules, text) if len(text) > _LONG_BYTES else read_rules(text)


def _unanswered(url: str, known: HostFile | None, error: Exception, *, now: datetime) -> HostFile:
    if type(error) is IgnoreRequest:  # Scrapy raises it for a sixth redirect; our own errors are subclasses
        message = "more than five redirects"
        return HostFile(url=url, answer=FileAnswer.UNAVAILABLE, status=0, error=message, fetched_at=now)
    return unreachable_file(url, known, error=error_text(error), now=now)
