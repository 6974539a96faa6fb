"""The host states of a run: pauses, delay factors, the last response, and the files robots.txt and tdmrep.json."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.politeness.backoff import back_off, ceil_to_second, effective_body, is_due, recover
from pipelines.web.retry_after import LONGEST
from storage.database.errors import StoreError
from storage.runs.hosts import HostFile, HostPace
from storage.store import Store

MAX_WAIT = timedelta(seconds=30)
"""The longest pause that a run waits for; a longer one leaves the host to a later run."""
_SLACK = timedelta(hours=1)
_T = TypeVar("_T")
_WITHOUT_RUN: WeakKeyDictionary[Crawler, HostStates] = WeakKeyDictionary()


class HostStates:
    """The states of one run, for all its crawlers; every method runs in the reactor's thread.

    *failed* is called when the store cannot be used; the states are then kept in memory, as they are without a store.
    """

    def __init__(self, store: Store | None = None, *, failed: Callable[[StoreError], None] | None = None) -> None:
        self._store, self._failed = store, failed
        self._paces: dict[str, HostPace] = {}
        self._files: dict[str, HostFile] = {}
        self._answered: set[str] = set()
        self.refused_hosts: set[str] = set()

    def pace(self, host: str) -> HostPace:
        """Return the pace of *host*."""
        if host not in self._paces:
            known = self._read(lambda store: store.hosts.pace(host))
            self._paces[host] = known or HostPace(host=host)
        return self._paces[host]

    def paces(self) -> list[HostPace]:
        """Return the paces of the hosts that answered in this run."""
        known = [self._paces[each] for each in sorted(self._answered)]
        known = [each if each.host in self.refused_hosts else recover(each) for each in known]
        return [
            replace(each, answered_at=ceil_to_second(each.answered_at)) if each.answered_at else each for each in known
        ]

    def note_response(self, host: str, *, now: datetime) -> None:
        """Note that *host* has just responded."""
        self._paces[host] = replace(self.pace(host), answered_at=now)
        self._answered.add(host)

    def note_refusal(self, host: str, *, status: int, retry_after: str | None, now: datetime) -> HostPace:
        """Note a 429 or 503, and write it at once: the next run must know it even if this one is killed."""
        pace = back_off(self.pace(host), status=status, retry_after=retry_after, now=now)
        self._paces[host] = pace
        self._answered.add(host)
        self.refused_hosts.add(host)
        self._write(lambda store: store.hosts.note_paces([pace]))
        return pace

    def pause_left(self, host: str, *, now: datetime) -> timedelta:
        """Return how much of the pause of *host* is left; zero without a pause.

        A pause that is longer than any was noted by a clock that was ahead, and is over.
        """
        until = self.pace(host).pause_until
        if until is None or until - now > LONGEST + _SLACK:
            return timedelta()
        return max(until - now, timedelta())

    def unavailable_reason(self, url: str, *, now: datetime) -> str | None:
        """Return why this run must fetch nothing from *url*'s host; `None`: no reason is known."""
        host = urlsplit(url).hostname or ""
        if self.pause_left(host, now=now) > MAX_WAIT:
            return self.pause_message(host)
        robots = self.file(f"{origin_of(url)}/robots.txt")
        if robots is not None and not is_due(robots, now=now) and effective_body(robots, now=now) is None:
            return f"robots.txt could not be read: {robots.error}"
        return None

    def pause_message(self, host: str) -> str:
        """Return the message for a host that is paused."""
        pace = self.pace(host)
        until = f"{pace.pause_until:%Y-%m-%d %H:%M:%S}" if pace.pause_until is not None else "?"
        return f"left alone: {host} until {until} UTC, because {pace.pause_reason}"

    def file(self, url: str) -> HostFile | None:
        """Return the last answer for the robots.txt or tdmrep.json at *url*; `None`: never fetched."""
        if url not in self._files:
            known = self._read(lambda store: store.hosts.file(url))
            if known is not None:
                self._files[url] = known
        return self._files.get(url)

    def robots_txt(self, url: str, *, now: datetime) -> str | None:
        """Return the text of the robots.txt that applies to *url*; `None` before the first request to its host."""
        file = self.file(f"{origin_of(url)}/robots.txt")
        body = effective_body(file, now=now) if file is not None else None
        return body.decode("utf-8", "replace") if body else None

    def note_file(self, file: HostFile) -> None:
        self._files[file.url] = file
        self._write(lambda store: store.hosts.note_file(file))

    def save(self) -> None:
        """Write what this run learned since the last call; called before the locks of hosts are released."""
        paces = self.paces()
        self._answered.clear()  # another run may have the host next: its pace must not be overwritten later
        if paces:
            self._write(lambda store: store.hosts.note_paces(paces))

    def _read(self, read: Callable[[Store], _T | None]) -> _T | None:
        if self._store is None:
            return None
        try:
            return read(self._store)
        except StoreError as error:
            if self._failed is None:
                raise
            self._failed(error)
            return None

    def _write(self, write: Callable[[Store], None]) -> None:
        if self._store is None or self._failed is None:
            return
        try:
            write(self._store)
        except StoreError as error:
            self._failed(error)


def host_states(crawler: Crawler) -> HostStates:
    """Return the host states of the run of *crawler*; a crawler without a run has its own."""
    found = getattr(getattr(crawler.spider, "services", None), "hosts", None)
    return found if isinstance(found, HostStates) else _WITHOUT_RUN.setdefault(crawler, HostStates())


def origin_of(url: str) -> str:
    """Return scheme, host and port of *url*: the scope of a robots.txt (RFC 9309 §2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
