"""The run's book of hosts: who wants to be left alone, who is slowed, when each answered last, what its files said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from crawler.politeness.backoff import calmed, in_force, is_due, refused, whole
from storage.database.errors import StoreError
from storage.runs.hosts import HostFile, HostPace
from storage.store import Store

PATIENCE = timedelta(seconds=30)
"""A pause no longer than this is waited for within the run; a longer one leaves the host to a later run."""
_T = TypeVar("_T")
_NEVER_KEPT: WeakKeyDictionary[Crawler, HostStates] = WeakKeyDictionary()


class HostStates:
    """One book a run, for all its crawlers; every method runs in the reactor's thread.

    *failed* is called when the store cannot be used; the book goes on in memory. Without a store it is all there is.
    """

    def __init__(self, store: Store | None = None, *, failed: Callable[[StoreError], None] | None = None) -> None:
        self._store, self._failed = store, failed
        self._paces: dict[str, HostPace] = {}
        self._files: dict[str, HostFile] = {}
        self._answered: set[str] = set()
        self.refused_hosts: set[str] = set()

    def pace(self, host: str) -> HostPace:
        """Return how *host* wants to be asked."""
        if host not in self._paces:
            known = self._look(lambda store: store.hosts.pace(host))
            self._paces[host] = known or HostPace(host=host)
        return self._paces[host]

    def paces(self) -> list[HostPace]:
        """Return what this run learned of hosts: those that it had an answer from."""
        known = [self._paces[each] for each in sorted(self._answered)]
        known = [each if each.host in self.refused_hosts else calmed(each) for each in known]
        return [replace(each, answered_at=whole(each.answered_at)) if each.answered_at else each for each in known]

    def answered(self, host: str, *, now: datetime) -> None:
        """Note that *host* has just answered."""
        self._paces[host] = replace(self.pace(host), answered_at=now)
        self._answered.add(host)

    def refused(self, host: str, *, status: int, retry_after: str | None, now: datetime) -> HostPace:
        """Note a 429 or 503, in the store at once: a killed run must not forget it."""
        pace = refused(self.pace(host), status=status, retry_after=retry_after, now=now)
        self._paces[host] = pace
        self._answered.add(host)
        self.refused_hosts.add(host)
        self._write(lambda store: store.hosts.note_paces([pace]))
        return pace

    def left(self, host: str, *, now: datetime) -> timedelta:
        """Return how long *host* is still to be left alone."""
        until = self.pace(host).pause_until
        return max(until - now, timedelta()) if until is not None else timedelta()

    def away(self, url: str, *, now: datetime) -> str | None:
        """Return why nothing of *url*'s host is worth asking for in this run; null: nothing is known against it."""
        host = urlsplit(url).hostname or ""
        if self.left(host, now=now) > PATIENCE:
            return self.paused(host)
        robots = self.file(f"{origin_of(url)}/robots.txt")
        if robots is not None and not is_due(robots, now=now) and in_force(robots, now=now) is None:
            return f"robots.txt could not be read: {robots.error}"
        return None

    def paused(self, host: str) -> str:
        """Return the words for a host that is left alone."""
        pace = self.pace(host)
        until = f"{pace.pause_until:%Y-%m-%d %H:%M:%S}" if pace.pause_until is not None else "?"
        return f"left alone: {host} until {until} UTC, for {pace.pause_reason}"

    def file(self, url: str) -> HostFile | None:
        """Return the last answer for a host's own file."""
        if url not in self._files:
            known = self._look(lambda store: store.hosts.file(url))
            if known is not None:
                self._files[url] = known
        return self._files.get(url)

    def robots(self, url: str, *, now: datetime) -> str | None:
        """Return the text of the robots.txt that holds for *url*; null before its host was asked for anything."""
        file = self.file(f"{origin_of(url)}/robots.txt")
        body = in_force(file, now=now) if file is not None else None
        return body.decode("utf-8", "replace") if body else None

    def note_file(self, file: HostFile) -> None:
        self._files[file.url] = file
        self._write(lambda store: store.hosts.note_file(file))

    def save(self) -> None:
        """Write what this run learned; called once, as it ends."""
        self._write(lambda store: store.hosts.note_paces(self.paces()))

    def _look(self, look: Callable[[Store], _T | None]) -> _T | None:
        if self._store is None:
            return None
        try:
            return look(self._store)
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


def hosts_of(crawler: Crawler) -> HostStates:
    """Return the book of the run that *crawler* belongs to; one without a desk has a book of its own."""
    found = getattr(getattr(crawler.spider, "desk", None), "hosts", None)
    return found if isinstance(found, HostStates) else _NEVER_KEPT.setdefault(crawler, HostStates())


def origin_of(url: str) -> str:
    """Return scheme, host and port of *url*: what a robots.txt speaks for (RFC 9309 §2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"
