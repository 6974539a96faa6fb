"""Looks at outlets and installation, and tells a person what is new: for `rasad alert`, and at the end of a crawl."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from crawler.cli.operators.check_result import CheckState
from crawler.cli.operators.local_checks import local_checks
from crawler.cli.status.health import selected_ids
from crawler.config.alert_settings import AlertSettings
from crawler.config.data_dir import DataDir
from crawler.config.rasad_toml import read_config
from crawler.config.secrets_toml import read_secrets
from crawler.run.alerts.alert_state import AlertCause, AlertNews, AlertState, advance, read_state, write_state
from crawler.run.alerts.delivery import send
from crawler.run.alerts.messages import digest_text, news_text
from crawler.run.alerts.metrics import write_metrics
from crawler.run.outcomes.outlet_health import HealthState, OutletHealth, all_health, stopped_schedule
from storage.database.errors import StoreError
from storage.database.locks import one_at_a_time
from storage.runs.runs import RunRecord
from storage.store import Store

_RUNS = 20
_NO_RUN_IS_NOTED = frozenset({"check:disk", "check:folders", "check:store"})
"""Causes that keep a run from noting that it began: of no such run it is not known that the scheduler stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertReport:
    """What a look found: what is new, what was sent (*texts*), and the channels that failed (*problems*)."""

    news: AlertNews
    open_causes: tuple[AlertCause, ...]
    texts: tuple[str, ...]
    problems: tuple[str, ...]


def look(data_dir: DataDir, *, now: datetime, digest: bool = False, dry_run: bool = False) -> AlertReport:
    """Look at everything, send what is new, and write the metrics. What no channel took is sent by the next look.

    *digest*: send the message of the day now. *dry_run*: send and write nothing. Raises `ConfigError`.
    """
    settings, secrets = read_config(data_dir.settings).alert, read_secrets(data_dir.secrets)
    with _alone(data_dir, dry_run=dry_run):
        outlets, runs, causes = _seen(data_dir, settings, now)
        before = read_state(data_dir.alerts)
        state, news = advance(before, causes, now)
        texts: list[tuple[str, AlertNews]] = [] if news.is_empty else [(news_text(news), news)]
        if digest or _is_digest_due(settings, before, now):
            texts.append((digest_text(state.open_causes, _figures(outlets), now), AlertNews()))
            state = replace(state, digest_day=f"{now:%Y-%m-%d}")
        written = None if dry_run else _metrics_problem(settings, outlets, runs)
        sent = [] if dry_run else [send(settings, secrets, text, of) for text, of in texts]
        problems = [*([written] if written else []), *(problem for each in sent for problem in each.problems)]
        if not dry_run and data_dir.data.is_dir():
            write_state(data_dir.alerts, _unsent(before, state) if any(each.is_lost for each in sent) else state)
    return AlertReport(
        news=news,
        open_causes=tuple(state.open_causes),
        texts=tuple(text for text, _ in texts),
        problems=tuple(problems),
    )


@contextmanager
def _alone(data_dir: DataDir, *, dry_run: bool) -> Iterator[None]:
    """Let one look at a time send: two runs that end together would both tell the same."""
    if dry_run or not data_dir.data.is_dir():
        yield
        return
    folder = data_dir.data / "locks"
    folder.mkdir(exist_ok=True)
    with one_at_a_time(folder):
        yield


def _seen(
    data_dir: DataDir, settings: AlertSettings, now: datetime
) -> tuple[Sequence[OutletHealth], Sequence[RunRecord], dict[str, AlertCause]]:
    """Return the health of all outlets, the last runs, and all that needs a person now, by its subject."""
    causes = {
        f"check:{each.name}": AlertCause(
            subject=f"check:{each.name}", name=each.name, text=each.found, remedy=each.remedy or ""
        )
        for each in local_checks(data_dir, now)
        if each.state is CheckState.WRONG
    }
    try:
        with Store.open(data_dir.store, read_only=True) as store:
            runs = store.runs.latest(limit=_RUNS)
            outlets = all_health(store, selected=selected_ids(data_dir), now=now)
            if settings.spikes:
                from crawler.cli.operators.watch_spikes import spike_causes  # noqa: PLC0415  # to start fast

                causes |= {each.subject: each for each in spike_causes(data_dir, store, settings.spikes, now)}
    except StoreError:
        return (), (), causes  # the check of the store tells it
    stopped = stopped_schedule(runs[0].started_at if runs else None, now)
    if stopped is not None and not causes.keys() & _NO_RUN_IS_NOTED:
        causes["schedule"] = AlertCause(
            subject="schedule", name="the schedule", text=stopped.text, remedy=stopped.remedy
        )
    for each in outlets:
        if each.state is HealthState.PERSON:
            causes[each.latest.source_id] = _of_outlet(each)
    return outlets, runs, causes


def _of_outlet(health: OutletHealth) -> AlertCause:
    first = next(each for each in health.findings if each.needs_person)
    since = f"{first.since:%Y-%m-%d %H:%M} UTC" if first.since else None
    return AlertCause(
        subject=health.latest.source_id,
        name=health.latest.source_id,
        text=first.text,
        remedy=first.remedy,
        since=since,
    )


def _unsent(before: AlertState, after: AlertState) -> AlertState:
    """Return the state with what was seen, but as if nothing had been told: all channels get it again."""
    alerts = {
        subject: replace(each, is_sent=subject in before.alerts and before.alerts[subject].is_sent)
        for subject, each in after.alerts.items()
    }
    gone = {subject: each for subject, each in before.alerts.items() if each.is_sent and subject not in after.alerts}
    return AlertState(alerts={**alerts, **gone}, digest_day=before.digest_day)


def _metrics_problem(settings: AlertSettings, outlets: Sequence[OutletHealth], runs: Sequence[RunRecord]) -> str | None:
    """Write the metrics, if they are wanted; returns why that failed: it holds no alert back."""
    if settings.metrics is None or not outlets:
        return None
    try:
        write_metrics(Path(settings.metrics), outlets, runs)
    except OSError as error:
        return f"metrics: {settings.metrics}: {error.strerror}"
    return None


def _is_digest_due(settings: AlertSettings, before: AlertState, now: datetime) -> bool:
    hour = settings.digest_hour
    return hour is not None and now.hour >= hour and before.digest_day != f"{now:%Y-%m-%d}"


def _figures(outlets: Sequence[OutletHealth]) -> str:
    sums = {name: sum(each.week.figures.get(name, 0) for each in outlets) for name in ("kept", "rejected", "failed")}
    return f"{len(outlets)} outlets, seven days: {', '.join(f'{number} {name}' for name, number in sums.items())}"
