"""robots.txt by RFC 9309, remembered for a day, and on the way to a page the host's tdmrep.json."""

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
from crawler.politeness.backoff import again_at, answered, in_force, is_due, unanswered
from crawler.politeness.delay_middleware import slow_down
from crawler.politeness.host_state import hosts_of, origin_of
from crawler.politeness.rights_signals import site_word
from crawler.politeness.robots_txt import RobotsTxt, first_part, read_rules
from spiders.fetching.exceptions import HostClosed, HostPaused, RobotsForbidden
from spiders.fetching.failures import error_text
from storage.runs.hosts import FileAnswer, HostFile

logger = logging.getLogger(__name__)

MOST_CRAWL_DELAY = 60.0
"""The longest crawl-delay that is applied, in seconds; more would stall a run for one outlet."""
_MOST_BYTES = 10 * 1024 * 1024  # an operator's smaller page limit is none for a file that must be read to 500 KiB
_FIRST = 1000


class RobotsMiddleware:
    """Lets no request pass that its host's robots.txt disallows, or whose robots.txt cannot be known for now."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        # The product token alone: what robots.txt names (RFC 9309 §2.2.1).
        self._agent: str = crawler.settings["USER_AGENT"].partition("/")[0]
        self._asking: dict[str, asyncio.Task[HostFile]] = {}
        self._read: dict[str, tuple[datetime, RobotsTxt]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("dont_obey_robotstxt"):
            return
        rules = await self._rules(request.url)
        if not rules.allows(request.url, self._agent):
            raise RobotsForbidden(f"robots.txt disallows {request.url}")
        if "claim" in request.cb_kwargs:  # an article page: what is said of it goes with it, redirect by redirect
            request.meta["site"] = site_word(rules, await self._tdm(rules, request.url), request.url, self._agent)

    async def _rules(self, url: str) -> RobotsTxt:
        """Return what holds for *url*. Raises `HostClosed` where nothing may be fetched, `HostPaused` where not yet."""
        file = await self._file(f"{origin_of(url)}/robots.txt")
        text = in_force(file, now=datetime.now(UTC))
        if text is None:
            raise HostClosed(
                f"robots.txt could not be read: {file.error}; everything is disallowed, "
                f"it is asked for again after {again_at(file):%Y-%m-%d %H:%M} UTC"
            )
        rules = self._parsed(file, text)
        self._slow(url, rules)
        return rules

    def _parsed(self, file: HostFile, text: bytes) -> RobotsTxt:
        read_at, rules = self._read.get(file.url, (None, None))
        if rules is None or read_at != file.fetched_at:
            rules = read_rules(text)
            self._read[file.url] = (file.fetched_at, rules)
        return rules

    def _slow(self, url: str, rules: RobotsTxt) -> None:
        delay = rules.delay(self._agent)
        if delay:
            slow_down(self._crawler, url, min(delay, MOST_CRAWL_DELAY))

    async def _tdm(self, rules: RobotsTxt, url: str) -> tuple[tdmrep.TdmRule, ...]:
        address = origin_of(url) + tdmrep.PATH
        if not rules.allows(address, self._agent):
            return ()
        file = await self._file(address)
        return tdmrep.read_tdmrep(in_force(file, now=datetime.now(UTC)) or b"")

    async def _file(self, url: str) -> HostFile:
        """Return the host's file at *url*, asked for when it is due, and once however many requests wait for it."""
        known = hosts_of(self._crawler).file(url)
        if known is not None and not is_due(known, now=datetime.now(UTC)):
            return known
        if url not in self._asking:
            self._asking[url] = asyncio.ensure_future(self._asked(url, known))
            self._asking[url].add_done_callback(lambda _task: self._asking.pop(url))
        return await self._asking[url]

    async def _asked(self, url: str, known: HostFile | None) -> HostFile:
        if known is not None and known.body and url.endswith("/robots.txt"):
            self._slow(url, read_rules(known.body))  # the pause that it asked for holds for this request too
        meta = {"dont_obey_robotstxt": True, "download_maxsize": _MOST_BYTES}
        request = Request(url, meta=meta, priority=_FIRST, callback=NO_CALLBACK, dont_filter=True)
        assert self._crawler.engine is not None  # noqa: S101  # middlewares only run inside an engine
        now = datetime.now(UTC)
        try:
            response = await self._crawler.engine.download_async(request)
            file = answered(url, known, status=response.status, body=first_part(response.body), now=now)
        except HostPaused:
            raise
        except Exception as error:  # noqa: BLE001  # whatever kept it from answering, it did not answer
            file = _unanswered(url, known, error, now=now)
        if file.error:
            logger.warning("%s: %s (%s)", url, file.error, file.answer)
        hosts_of(self._crawler).note_file(file)
        return file


def _unanswered(url: str, known: HostFile | None, error: Exception, *, now: datetime) -> HostFile:
    if type(error) is IgnoreRequest:  # Scrapy's word for a sixth redirect; our own refusals are subclasses
        said = "more than five redirects"
        return HostFile(url=url, answer=FileAnswer.UNAVAILABLE, status=0, error=said, fetched_at=now)
    return unanswered(url, known, error=error_text(error), now=now)
