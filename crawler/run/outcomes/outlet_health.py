"""Whether an outlet needs a person: its problem, its silence and its quality, each with the way out."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.run.outcomes.outlet_problems import silence_of
from crawler.run.outcomes.reading_quality import NEWEST, FieldShares, quality_changes, shares
from storage.runs.outlet_history import RunSums
from storage.runs.runs import SourceHealth
from storage.store import Store

DAYS = 28
"""An outlet is compared with its own last days, so many."""
_A_DAY = 4
_PATIENCE = timedelta(hours=24)
"""A problem that may pass by itself needs a person when it has lasted so long."""
_STOPPED = timedelta(days=1)
_WEEK = timedelta(days=7)
# Parts of a problem, whether it needs a person at once, and what to do. The first that fits counts.
_REMEDIES = (
    ("gone for good", True, "`rasad sources add HOME --force --dry-run` shows what is there now"),
    ("did the outlet move?", True, "change `home` in the source file"),
    ("edit the source", True, "write the new address into the source file"),
    ("its spider broke off", True, "the log has the traceback: please report it"),
    ("no replacement found", False, "look for another listing: `rasad sources add HOME --force --dry-run`"),
    ("found instead", False, "paste what `rasad sources show ID` prints into the source file"),
    ("broke the reader", True, "look at the table quarantine, and report the page"),
    ("new pages is an article", False, "`rasad why URL` and `rasad try URL` of one of them"),
    ("new pages are no article", False, "`rasad why URL` and `rasad try URL` of one of them"),
    ("are a healthy day's least", False, "look at its listings, or lower articles_min"),
    ("left alone: ", False, "raise its delay_seconds if this stays"),
    ("robots.txt disallows", True, "look for another listing, never for a way around"),
    ("no such host", False, "check the name, and the name server of this machine"),
    ("no secure connection", False, "its certificate is wrong: tell the outlet"),
    ("did not finish", False, "the next run goes on; look at the log if it stays"),
    ("", False, "`rasad sources check ID` requests its listings"),
)


class HealthState(StrEnum):
    """Whether something is wrong with an outlet, and who can mend it."""

    OK = "ok"
    WAITS = "waits"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFinding:
    """One thing that is wrong: what, since when (`None`: not known), what to do, and whether a person must."""

    text: str
    since: datetime | None
    remedy: str
    needs_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletHealth:
    """The health of one outlet against its own history. *is_selected* is false where no scheduled run crawls it.

    *last_good_poll_at* is when one of its listings could last be read. *newest* and *before* are the shares of its
    newest articles and of those of the 28 days before. *week* has the sums of its runs of seven days.
    """

    latest: SourceHealth
    is_selected: bool
    last_good_poll_at: datetime | None
    findings: tuple[HealthFinding, ...]
    week: RunSums
    newest: FieldShares | None
    before: FieldShares | None

    @property
    def state(self) -> HealthState:
        """The worst of its findings; one that is not selected waits."""
        if not self.findings:
            return HealthState.OK
        is_urgent = self.is_selected and any(each.needs_person for each in self.findings)
        return HealthState.PERSON if is_urgent else HealthState.WAITS

    @property
    def since(self) -> datetime | None:
        """When the first of its findings began; `None`: not known."""
        return min((each.since for each in self.findings if each.since is not None), default=None)

    @property
    def not_modified_share(self) -> float | None:
        """The share of its requests of a week that answered 304; `None` without a request."""
        fetched = self.week.figures.get("fetched", 0)
        return self.week.figures.get("not_modified", 0) / fetched if fetched else None


def outlet_health(
    store: Store, latest: SourceHealth, *, is_selected: bool, week: Mapping[str, RunSums], good: Mapping[str, datetime],
    now: datetime,
) -> OutletHealth:  # fmt: skip
    """Return the health of a source; *week* and *good* are read once for all of them. Raises `StoreError`."""
    source_id = latest.source_id
    newest = store.outlet_histories.newest(source_id, since=now - timedelta(days=DAYS), until=now, limit=NEWEST)
    before = store.outlet_histories.sampled(source_id, days=DAYS, until=now, a_day=_A_DAY) if newest else []
    before = [each for each in before if each.found_at < newest[0].found_at]
    findings = [] if latest.problem is None else [_of_problem(latest.problem, latest.problem_since, now)]
    for change in quality_changes(newest, before):
        remedy = f"`rasad try URL --source {source_id}` of a new article; then [extract] in the source file"
        findings.append(HealthFinding(text=change.text, since=change.since, remedy=remedy, needs_person=True))
    polled_at = good.get(source_id)  # a source that nobody polls says nothing, and that is another problem
    silence = silence_of(store, source_id, now=now) if polled_at and now - polled_at <= _STOPPED else None
    if silence is not None:
        since = store.outlet_troubles.last_article(source_id)
        findings.append(HealthFinding(text=silence, since=since, remedy="look at its site", needs_person=True))
    return OutletHealth(
        latest=latest,
        is_selected=is_selected,
        last_good_poll_at=polled_at,
        findings=tuple(findings),
        week=week.get(source_id, RunSums()),
        newest=shares(newest),
        before=shares(before),
    )


def all_health(store: Store, *, selected: Set[str], now: datetime) -> list[OutletHealth]:
    """Return the health of every source that was ever crawled, the worst first. Raises `StoreError`."""
    week = store.outlet_histories.sums(since=now - _WEEK)
    good = store.outlet_histories.good_polls()
    found = [
        outlet_health(store, each, is_selected=each.source_id in selected, week=week, good=good, now=now)
        for each in store.runs.health()
    ]
    order = [HealthState.PERSON, HealthState.WAITS, HealthState.OK]
    return sorted(found, key=lambda each: (order.index(each.state), each.latest.source_id))


def stopped_schedule(last_run_at: datetime | None, now: datetime) -> HealthFinding | None:
    """Return what is wrong where no run began for a day; `None` where one did, or there never was one."""
    if last_run_at is None or now - last_run_at <= _STOPPED:
        return None
    text = f"no run began for {(now - last_run_at) / timedelta(hours=1):.0f} hours"
    remedy = "look whether the scheduler still starts rasad: `rasad schedule` prints how"
    return HealthFinding(text=text, since=last_run_at, remedy=remedy, needs_person=True)


def _of_problem(problem: str, since: datetime | None, now: datetime) -> HealthFinding:
    _, at_once, remedy = next(each for each in _REMEDIES if each[0] in problem)
    has_lasted = since is not None and now - since >= _PATIENCE
    return HealthFinding(text=problem, since=since, remedy=remedy, needs_person=at_once or has_lasted)
