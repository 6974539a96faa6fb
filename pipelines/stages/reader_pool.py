"""The reader processes: one pool a process, with a time and a memory limit for each page or listing."""

from __future__ import annotations

import asyncio
import ctypes
import logging
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import Future, TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from threading import Thread
from typing import Any, ParamSpec, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipelines.items import PageContext
from storage.records import Page, Quarantined, ReadArticle, Rejected
from storage.source import Source

logger = logging.getLogger(__name__)

_PR_SET_PDEATHSIG = 1  # prctl(2)
_LONGER = 3
"""A page that ran out of time is tried once more, with this many times the limit."""
_PAGES_A_PROCESS = 2000
"""A reader is replaced after so many pages, because lxml and trafilatura keep memory."""

_QUIET = "pipelines.stages.quiet_server"
_PATIENCE = 3.0
"""Seconds that a stopped run waits for its readers; those that are left end with this process."""
_Params = ParamSpec("_Params")
_Result = TypeVar("_Result")


class ReaderFailure(Exception):
    """A reader process gave no result; the message begins with the kind: time, memory, crash or error.

    *is_passing*: another try may succeed.
    """

    def __init__(self, reason: str, *, is_passing: bool) -> None:
        super().__init__(reason)
        self.is_passing = is_passing


class ReadingStopped(Exception):
    """The run ended before a page was read; the page is in the inbox for the next run."""


class ReaderPool:
    """Reads pages in separate processes, so that a page that breaks its reader costs only that page.

    Listings are read there, too. *seconds* limits the reading of one page or listing, *megabytes* the memory that it
    may take beyond the reader's own. *preload* names modules that the readers need beside the reader of pages.
    The processes are forked from a server that has imported the reader; they end with this process, also after
    kill -9. They are started by `warm` or by the first page, so a run that finds nothing new does not start them.
    """

    def __init__(
        self, *, readers: int = 0, seconds: float = 10.0, megabytes: int = 1024, preload: Sequence[str] = ()
    ) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([_QUIET, "pipelines.stages.reader_process", *preload])
        self._readers, self._seconds, self._megabytes = readers or os.cpu_count() or 1, seconds, megabytes
        self._pool: ProcessPool | None = None
        self._is_stopped = False
        self._waiting = set[asyncio.Future[Any]]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def warm(self) -> None:
        """Start the processes before the first page comes; a second call does nothing."""
        if self._pool is None:
            self._pool = self._started()

    async def read(self, page: Page, source: Source, known: PageContext) -> ReadArticle | Rejected | Quarantined:
        """Return the outcome of reading *page*; a page that breaks its reader is quarantined, and nothing is raised."""
        return await self.run(_read_page, page, source, known)

    async def run(
        self,
        reader: Callable[[Page, Source, PageContext], ReadArticle | Rejected],
        page: Page,
        source: Source,
        known: PageContext,
    ) -> ReadArticle | Rejected | Quarantined:
        """Read *page* with *reader*, a function that another process can import.

        Raises `ReadingStopped` after `stop`.
        """
        for seconds in (self._seconds, self._seconds * _LONGER):
            try:
                return await self._called(seconds, reader, page, source, known)
            except ReaderFailure as failure:
                reason = str(failure)
                if not failure.is_passing:
                    break
        return Quarantined(reason=reason, page=page)

    async def call(
        self, function: Callable[_Params, _Result], *args: _Params.args, **kwargs: _Params.kwargs
    ) -> _Result:
        """Return what *function* returns in a reader process; another process must be able to import it.

        It has as long as the second try of a page: a listing may be much longer than a page.
        Raises `ReaderFailure` at the limits, when the reader ends, and for whatever *function* raises; `ReadingStopped`
        after `stop`.
        """
        return await self._called(self._seconds * _LONGER, function, *args, **kwargs)

    async def _called(
        self, seconds: float, function: Callable[_Params, _Result], *args: _Params.args, **kwargs: _Params.kwargs
    ) -> _Result:
        try:
            return await self._unless_stopped(self._scheduled(seconds, function, *args, **kwargs))
        except ReadingStopped:
            raise
        except Late:
            raise ReaderFailure(f"time: not read within {seconds:g} s", is_passing=True) from None
        except MemoryError:
            raise ReaderFailure("memory: the reader's limit was reached", is_passing=False) from None
        except ProcessExpired as error:
            reason = f"crash: the reader ended with status {error.exitcode}"
            raise ReaderFailure(reason, is_passing=True) from error
        except BrokenProcessPool as error:
            raise ReaderFailure("crash: every reader ended", is_passing=True) from error
        except Exception as error:  # an error in the reader costs one page, not the run
            logger.info("a reader process raised", exc_info=error)
            raise ReaderFailure("error: a fault of the reader, the log has it", is_passing=False) from error

    async def _unless_stopped(self, reading: Future[_Result]) -> _Result:
        waiting = asyncio.wrap_future(reading)
        self._waiting.add(waiting)
        try:
            return await waiting
        except (Exception, asyncio.CancelledError) as error:
            if self._is_stopped:
                raise ReadingStopped from error
            raise
        finally:
            self._waiting.discard(waiting)

    def _scheduled(
        self, seconds: float, function: Callable[_Params, _Result], *args: _Params.args, **kwargs: _Params.kwargs
    ) -> Future[_Result]:
        """Give work to a reader; a pool that broke as a whole is replaced, because no single page caused it."""
        if self._is_stopped:
            raise ReadingStopped
        pool = self._pool = self._pool or self._started()
        try:
            return pool.schedule(function, args=args, kwargs=kwargs, timeout=seconds)
        except RuntimeError:
            self.close()
            pool = self._pool = self._started()
            return pool.schedule(function, args=args, kwargs=kwargs, timeout=seconds)

    def _started(self) -> ProcessPool:
        pool = ProcessPool(
            max_workers=self._readers,
            max_tasks=_PAGES_A_PROCESS,
            initializer=_prepare,
            initargs=(self._megabytes,),
            context=self._context,
        )
        pool.schedule(_ready)
        return pool

    def stop(self) -> None:
        """Read nothing more: every page that is being read or waits raises `ReadingStopped`."""
        self._is_stopped = True
        for each in list(self._waiting):
            each.cancel()

    def close(self) -> None:
        """End the processes; pages that are still being read are dropped and stay queued in the frontier."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        pool.stop()  # type: ignore[no-untyped-call]  # pebble has no types here
        ending = Thread(target=pool.join, daemon=True)
        ending.start()
        ending.join(_PATIENCE if self._is_stopped else None)  # readers that only begin to start take long to end


def _prepare(megabytes: int) -> None:
    """Limit the memory for pages, end this process with its parent, and leave Ctrl-C to the parent."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.getLogger().addHandler(logging.NullHandler())  # a library's words about a page are not for a terminal
    import pipelines.stages.reader_process  # noqa: F401, PLC0415  # the memory of the reader itself is not counted for a page

    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    limit = mapped + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _ready() -> None:
    """Do nothing: a first task starts the readers while the first listings are being fetched."""


def _read_page(page: Page, source: Source, known: PageContext) -> ReadArticle | Rejected:
    from pipelines.stages.reader_process import read_page  # noqa: PLC0415  # the parent process does not need the reader's imports

    return read_page(page, source, known)
