"""A webhook that gets records in batches: signed, tried again while that may help, taken only with a status of 2xx."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException

from crawler.run.delivery.guarded_post import WebhookAnswer, post
from crawler.run.delivery.webhook_address import WebhookAddress
from crawler.run.delivery.webhook_signature import signing_headers
from storage.export.delivery.record_batch import RecordBatch
from storage.export.delivery.record_sink import BatchTooLarge, DeliveryFailed

TRIES, LONGEST_WAIT = 5, 120.0
"""How often a batch is sent at most, and the longest pause between two times, in seconds."""
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_TOO_LARGE = 413
_TYPES: Mapping[str, str] = {
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "atom": "application/atom+xml",
    "jsonfeed": "application/feed+json",
    "ninjs": "application/x-ndjson",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSink:
    """*secret* signs each request. *sleep* is for tests."""

    address: WebhookAddress
    secret: str | None = field(default=None, repr=False)
    most_records: int = 500
    most_bytes: int = 1_000_000
    sleep: Callable[[float], None] = time.sleep

    @property
    def name(self) -> str:
        """The address without its path."""
        return self.address.shown

    def send(self, batch: RecordBatch) -> None:
        """Send a batch; the receiver has it when it answers with 2xx. Raises `DeliveryFailed`."""
        body = batch.body()
        for number in range(TRIES):
            answer, problem = self._tried(batch, body)
            if answer is not None and 200 <= answer.status < 300:  # noqa: PLR2004  # RFC 9110 §15.3
                return
            if answer is not None and answer.status == _TOO_LARGE:
                raise BatchTooLarge(f"{self.name}: {problem}; no record of this batch was taken")
            wait = _pause(number, answer)
            if number + 1 == TRIES or wait is None:
                break
            self.sleep(wait)
        raise DeliveryFailed(f"{self.name}: {problem}; what was not taken is sent by the next export with this cursor")

    def _tried(self, batch: RecordBatch, body: bytes) -> tuple[WebhookAnswer | None, str]:
        signed = signing_headers(self.secret, key=batch.key, at=int(time.time()), body=body)
        headers = {"Content-Type": _TYPES[batch.form], "User-Agent": "rasad", **signed}
        try:
            answer = post(self.address, body, headers)
        except (OSError, HTTPException) as error:
            return None, f"no answer ({type(error).__name__})"  # the kind alone: its text may have the address
        if 300 <= answer.status < 400:  # noqa: PLR2004  # RFC 9110 §15.4
            return answer, f"answered {answer.status}, and a redirect is not followed: give the new address"
        return answer, f"answered {answer.status}"


def _pause(number: int, answer: WebhookAnswer | None) -> float | None:
    """Return how long to wait before the next try, in seconds; `None` where none would help now."""
    if answer is not None and answer.status not in _PASSING:
        return None
    wanted = _seconds(answer.retry_after) if answer is not None else None
    if wanted is not None:
        return max(wanted, 0.0) if wanted <= LONGEST_WAIT else None
    return 2.0**number * random.uniform(0.5, 1.0)  # noqa: S311  # so that many senders do not come at once


def _seconds(retry_after: str | None) -> float | None:
    """Return the seconds of `Retry-After` (RFC 9110 §10.2.3: a number, or a date); `None` where it cannot be read."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError):
        return None
    return (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
