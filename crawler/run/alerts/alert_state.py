"""What was alerted already: one alert when something begins to need a person, one when it is over.

Nothing is told at its first sight, and nothing is over before it has been well for hours: what comes and goes makes one
alert, not one each time. The state is `DATA/alerts.json`; without it everything that is wrong is told once more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from errno import EDQUOT, ENOSPC
from pathlib import Path

from storage.database.values.columns import maybe_unstamp, stamp

LASTS, IS_OVER = timedelta(minutes=4), timedelta(hours=6)
"""How long something must be seen before it is told, and how long it must be well before that is told."""
_SPARE = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertCause:
    """Something that needs a person: an outlet, or a part of the installation (*subject*), and the way out."""

    subject: str
    name: str
    text: str
    remedy: str
    since: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAlert:
    """A cause that was seen: when first, since when it is well again (`None`: it is not), and whether it was told."""

    cause: AlertCause
    seen_at: str
    well_at: str | None = None
    is_sent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertState:
    """All causes by subject, and the day (UTC) of the last digest."""

    alerts: Mapping[str, OpenAlert]
    digest_day: str | None = None

    @property
    def open_causes(self) -> list[AlertCause]:
        """The causes that a person was told of and that are not over."""
        return [each.cause for _, each in sorted(self.alerts.items()) if each.is_sent]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertNews:
    """What is to be told now."""

    opened: tuple[AlertCause, ...] = ()
    closed: tuple[AlertCause, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.opened and not self.closed


def advance(state: AlertState, causes: Mapping[str, AlertCause], now: datetime) -> tuple[AlertState, AlertNews]:
    """Return the state after a look at all *causes*, and what is new. The state counts as told: keep it when it was."""
    alerts: dict[str, OpenAlert] = {}
    opened: list[AlertCause] = []
    closed: list[AlertCause] = []
    for subject, cause in causes.items():
        old = state.alerts.get(subject) or OpenAlert(cause=cause, seen_at=stamp(now))
        seen_at = min(old.seen_at, stamp(now))  # a clock that was ahead puts nothing off
        new = replace(old, cause=cause, seen_at=seen_at, well_at=None)
        if not new.is_sent and seen_at <= stamp(now - LASTS):
            new = replace(new, is_sent=True)
            opened.append(cause)
        alerts[subject] = new
    for subject, old in state.alerts.items():
        if subject in causes or not old.is_sent:
            continue
        well_at = min(old.well_at or stamp(now), stamp(now))
        if well_at <= stamp(now - IS_OVER):
            closed.append(old.cause)
        else:
            alerts[subject] = replace(old, well_at=well_at)
    return replace(state, alerts=alerts), AlertNews(opened=tuple(opened), closed=tuple(closed))


def read_state(path: Path) -> AlertState:
    """Return the state of a file; a missing or damaged one is an empty state."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        alerts = {
            subject: OpenAlert(**{**each, "cause": AlertCause(**each["cause"])})
            for subject, each in table["alerts"].items()
        }
        for each in alerts.values():
            maybe_unstamp(each.seen_at), maybe_unstamp(each.well_at)
        return AlertState(alerts=alerts, digest_day=table.get("digest_day"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return AlertState(alerts={})


def write_state(path: Path, state: AlertState) -> None:
    """Write the state, whole or not at all; on a full disk into the bytes that the file has already.

    Without that nobody would be told of a full disk: what was seen must be kept until the next look, and what was told,
    too. So the file is longer than its text. Raises `OSError`.
    """
    table = {"alerts": {key: asdict(each) for key, each in state.alerts.items()}, "digest_day": state.digest_day}
    text = json.dumps(table, ensure_ascii=False, indent=1).encode()
    content = text.ljust(-(-(len(text) + _SPARE) // _SPARE) * _SPARE)
    temporary = path.with_name(f".{path.name}.new")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        if error.errno not in {ENOSPC, EDQUOT} or not path.exists() or path.stat().st_size < len(text):
            raise
        with path.open("r+b") as stream:
            stream.write(text.ljust(path.stat().st_size))
