"""What is given back instead of being requested: the URLs go back to the frontier as if they had not been claimed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from weakref import WeakValueDictionary

from storage.database.errors import StoreError
from storage.store import Store


class HeldRequests(Protocol):
    """The requests of one crawler (`crawler.fetching.stopping.downloader`)."""

    def give_back(self) -> None: ...

    def cut_short(self) -> None: ...


@dataclass(slots=True, kw_only=True)
class RequestReturns:
    """The returns of one run; every method runs in the reactor's thread. *gave_up*: the store cannot be written."""

    store: Store
    gave_up: Callable[[StoreError], None]
    _is_stopped: bool = False
    _sources: set[str] = field(default_factory=set)
    _held: WeakValueDictionary[str, HeldRequests] = field(default_factory=WeakValueDictionary)
    _urls: list[str] = field(default_factory=list)

    def covers(self, source_id: str) -> bool:
        """Whether the requests of a source are given back."""
        return self._is_stopped or source_id in self._sources

    def register(self, source_id: str, held: HeldRequests) -> None:
        """Note who holds the requests of a source, as long as it is being crawled."""
        self._held[source_id] = held

    def stop(self) -> None:
        """Give back what waits, of every source."""
        self._is_stopped = True
        for held in list(self._held.values()):
            held.give_back()

    def cut_short(self) -> None:
        """End what is under way, of every source."""
        for held in list(self._held.values()):
            held.cut_short()

    def break_off(self, source_id: str) -> None:
        """Give back what waits of one source."""
        self._sources.add(source_id)
        held = self._held.get(source_id)
        if held is not None:
            held.give_back()

    def note(self, url: str) -> None:
        """Note a URL of the frontier that was given back; it is written by `write`."""
        self._urls.append(url)

    def write(self) -> None:
        """Write what was given back since the last call."""
        urls, self._urls = self._urls, []
        if not urls:
            return
        try:
            self.store.frontier.give_back(urls)
        except StoreError as error:
            self.gave_up(error)
