"""Pure rules: how a host is treated after a 429 or 503, and how long its robots.txt and tdmrep.json stay valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from pipelines.web.retry_after import LONGEST, asked_pause
from storage.runs.hosts import FileAnswer, HostFile, HostPace

_FIRST_PAUSE = timedelta(minutes=5)
_MAX_FACTOR = 16
_VALID = timedelta(hours=24)
_RETRY = timedelta(hours=1)


def back_off(pace: HostPace, *, status: int, retry_after: str | None, now: datetime) -> HostPace:
    """Return *pace* after a 429 or 503: a pause as long as Retry-After asks, and then twice the delay.

    Without Retry-After the pause is 5 minutes and doubles with every refusal in a row.
    """
    requested = asked_pause(retry_after, now=now)
    pause = requested or min(_FIRST_PAUSE * 2 ** min(pace.refusals, 10), LONGEST)
    known = pace.pause_until if pace.pause_until is not None and pace.pause_until - now <= LONGEST else now
    until = max(ceil_to_second(now + pause), known)
    return replace(
        pace,
        pause_until=until,
        pause_reason=f"it answered {status}"
        + (f" with Retry-After {(retry_after or '').strip()[:40]}" if requested else ""),
        refusals=pace.refusals + 1,
        factor=min(pace.factor * 2, _MAX_FACTOR),
        answered_at=now,
    )


def ceil_to_second(at: datetime) -> datetime:
    """Return *at* rounded up to a whole second: the store keeps whole seconds, and a pause must not end early."""
    return at if not at.microsecond else at.replace(microsecond=0) + timedelta(seconds=1)


def recover(pace: HostPace) -> HostPace:
    """Return *pace* after a run without a refusal: the factor is halved, and the pause is over."""
    return replace(pace, refusals=0, factor=max(pace.factor // 2, 1), pause_until=None, pause_reason=None)


def received_file(url: str, known: HostFile | None, *, status: int, body: bytes, now: datetime) -> HostFile:
    """Return the host file of a response (RFC 9309 §2.3.1): 2xx read, 429 and 5xx unreachable, others unavailable."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return unreachable_file(url, known, error=f"it answered {status}", status=status, now=now)
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return HostFile(url=url, answer=FileAnswer.READ, status=status, fetched_at=now, body=body, good_at=now)
    return HostFile(url=url, answer=FileAnswer.UNAVAILABLE, status=status, fetched_at=now)


def unreachable_file(url: str, known: HostFile | None, *, error: str, now: datetime, status: int = 0) -> HostFile:
    """Return the host file after a request without a usable answer, with the last good copy of *known*."""
    body, good_at = (known.body, known.good_at) if known is not None else (None, None)
    return HostFile(
        url=url,
        answer=FileAnswer.UNREACHABLE,
        status=status,
        error=error,
        fetched_at=now,
        body=body,
        good_at=good_at,
    )


def refetch_at(file: HostFile) -> datetime:
    """Return when a file is fetched again: a day after an answer, an hour after none."""
    return file.fetched_at + (_RETRY if file.answer is FileAnswer.UNREACHABLE else _VALID)


def is_due(file: HostFile | None, *, now: datetime) -> bool:
    """Whether a file must be fetched: it is unknown, expired, or from the future because the clock was put back."""
    return file is None or now >= refetch_at(file) or file.fetched_at > now


def effective_body(file: HostFile, *, now: datetime) -> bytes | None:
    """Return the text that applies: empty where the host has no file, `None` where nothing may be fetched for now.

    While a host does not answer, its last good copy applies one day longer than the day for which it is valid
    (RFC 9309 §2.4: no longer than 24 hours, "unless the robots.txt file is unreachable").
    """
    if file.answer is FileAnswer.UNAVAILABLE:
        return b""
    if file.answer is FileAnswer.READ:
        return file.body
    is_recent = file.good_at is not None and now < file.good_at + 2 * _VALID
    return file.body if is_recent else None
