"""Outcomes that wait a moment, so that several are committed in one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from spiders.fetching.failures import UNKNOWN
from storage.articles.ingest import IngestResult
from storage.database.errors import StoreError
from storage.records import Failed, Fetched
from storage.store import Store

logger = logging.getLogger(__name__)

_SIZE = 16  # a larger one delays the responses that arrive meanwhile
_PAUSE = 0.2  # seconds that a finished page waits, to be committed together with others
_DAY = timedelta(days=1)


@dataclass(slots=True)
class WaitingOutcome:
    """An outcome, and the future that is done when it is committed."""

    fetched: Fetched
    kept: asyncio.Future[None]

    def release(self, error: StoreError | None = None) -> None:
        """End the waiting: the outcome is committed, or cannot be because of *error*."""
        if self.kept.done():
            return
        if error is None:
            self.kept.set_result(None)
            return
        self.kept.set_exception(error)
        self.kept.exception()  # marked as retrieved: the stage may have ended with its spider


@dataclass(slots=True, kw_only=True)
class OutcomeBatch:
    """The outcomes that are committed next. *noted* is called for each that is, *gave_up* when none can be."""

    store: Store
    run_id: int
    noted: Callable[[WaitingOutcome, IngestResult], None]
    gave_up: Callable[[Sequence[WaitingOutcome], StoreError], None]
    _waiting: list[WaitingOutcome] = field(default_factory=list)
    _timer: asyncio.TimerHandle | None = None

    def put(self, waiting: WaitingOutcome) -> None:
        """Add an outcome; it is committed when there are enough of them, or soon."""
        self._waiting.append(waiting)
        if len(self._waiting) >= _SIZE:
            self.flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_PAUSE, self.flush)

    def flush(self) -> None:
        """Commit the waiting outcomes in one transaction."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        try:
            kept = self.store.articles.keep([each.fetched for each in batch], run_id=self.run_id)
        except StoreError as error:
            self.gave_up(batch, error)
            return
        except Exception:
            logger.exception("a batch could not be kept: its pages are kept one by one")
            self._one_by_one(batch)
            return
        self._note(batch, kept)

    def _one_by_one(self, batch: Sequence[WaitingOutcome]) -> None:
        """Keep each page in a transaction of its own, so that a page that cannot be kept costs no other."""
        for each in batch:
            try:
                self._note([each], self.store.articles.keep([each.fetched], run_id=self.run_id))
            except StoreError as error:
                self.gave_up(batch, error)
                return
            except Exception:
                logger.exception("%s: could not be kept", each.fetched.url)
                broken = replace(each.fetched, outcome=Failed(reason=UNKNOWN, retry_at=datetime.now(UTC) + _DAY))
                self._note([each], self.store.articles.keep([broken], run_id=self.run_id))

    def _note(self, batch: Sequence[WaitingOutcome], kept: Sequence[IngestResult]) -> None:
        for each, result in zip(batch, kept, strict=True):
            self.noted(each, result)
