"""How a host that pushed back is treated from then on, and what its own files mean while they are fresh: pure rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from pipelines.web.retry_after import LONGEST, asked_pause
from storage.runs.hosts import FileAnswer, HostFile, HostPace

_FIRST_PAUSE = timedelta(minutes=5)
_MOST_FACTOR = 16
_FRESH = timedelta(hours=24)
_AGAIN = timedelta(hours=1)


def refused(pace: HostPace, *, status: int, retry_after: str | None, now: datetime) -> HostPace:
    """Return *pace* after a 429 or 503: left alone as long as asked, else 5 minutes, doubling; then half as fast."""
    asked = asked_pause(retry_after, now=now)
    pause = asked or min(_FIRST_PAUSE * 2 ** min(pace.refusals, 10), LONGEST)
    until = max(whole(now + pause), pace.pause_until or now)
    return replace(
        pace,
        pause_until=until,
        pause_reason=f"it answered {status}"
        + (f" with Retry-After {(retry_after or '').strip()[:40]}" if asked else ""),
        refusals=pace.refusals + 1,
        factor=min(pace.factor * 2, _MOST_FACTOR),
        answered_at=now,
    )


def whole(at: datetime) -> datetime:
    """Return *at* at the next whole second: the store keeps no parts of one, and no pause may end early by that."""
    return at if not at.microsecond else at.replace(microsecond=0) + timedelta(seconds=1)


def calmed(pace: HostPace) -> HostPace:
    """Return *pace* after a run without a refusal: the doubling decays, and so ends with the run after the next."""
    return replace(pace, refusals=0, factor=max(pace.factor // 2, 1), pause_until=None, pause_reason=None)


def answered(url: str, known: HostFile | None, *, status: int, body: bytes, now: datetime) -> HostFile:
    """Return what an answer makes of a host's file (RFC 9309 §2.3.1): 2xx read, 429 and 5xx unreachable, else none."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return unanswered(url, known, error=f"it answered {status}", status=status, now=now)
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return HostFile(url=url, answer=FileAnswer.READ, status=status, fetched_at=now, body=body, good_at=now)
    return HostFile(url=url, answer=FileAnswer.UNAVAILABLE, status=status, fetched_at=now)


def unanswered(url: str, known: HostFile | None, *, error: str, now: datetime, status: int = 0) -> HostFile:
    """Return the file after no answer, with the last good copy that there was."""
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


def again_at(file: HostFile) -> datetime:
    """Return when a file is to be asked for again: a day after an answer, an hour after none."""
    return file.fetched_at + (_AGAIN if file.answer is FileAnswer.UNREACHABLE else _FRESH)


def is_due(file: HostFile | None, *, now: datetime) -> bool:
    """Whether a file is to be asked for: never met, past its time, or from a clock that was put back since."""
    return file is None or now >= again_at(file) or file.fetched_at > now


def in_force(file: HostFile, *, now: datetime) -> bytes | None:
    """Return the text that holds: empty where the host has none, null where nothing may be fetched for now.

    While a host does not answer, its last good copy serves a day beyond the day for which it was fresh
    (RFC 9309 §2.4: no longer than 24 hours, "unless the robots.txt file is unreachable").
    """
    if file.answer is FileAnswer.UNAVAILABLE:
        return b""
    if file.answer is FileAnswer.READ:
        return file.body
    is_young = file.good_at is not None and now < file.good_at + 2 * _FRESH
    return file.body if is_young else None
